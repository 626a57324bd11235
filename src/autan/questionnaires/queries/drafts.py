"""Reads questionnaires being written."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.errors import UnknownError
from autan.intake.importers.yaml_document import read_document
from autan.questionnaires.models import QuestionnaireDraft


class UnknownDraftError(UnknownError):
    """No questionnaire is being written under this slug.

    Attributes:
        slug: what was asked for.
    """

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"aucun brouillon {slug!r}")


def list_drafts() -> Sequence[QuestionnaireDraft]:
    """Return every draft, the last changed first. One query."""
    return list(QuestionnaireDraft.objects.select_related("updated_by", "based_on"))


def count_drafts() -> int:
    """Return how many drafts are being written. One query."""
    return QuestionnaireDraft.objects.count()


def find_draft(slug: str) -> QuestionnaireDraft:
    """Return a draft with who changed it last. One query.

    Raises:
        UnknownDraftError: there is none.
    """
    found = QuestionnaireDraft.objects.select_related("updated_by", "based_on").filter(slug=slug).first()
    if found is None:
        raise UnknownDraftError(slug)
    return found


def tree_of(document: str, slug: str) -> Mapping[str, Any]:
    """Return the values of the document of a draft, which was checked when it was written."""
    value = read_document(document, slug).value
    if not isinstance(value, Mapping):
        raise UnknownDraftError(slug)
    return value
