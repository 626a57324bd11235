"""The only readers of questionnaires being written and of the versions that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from autan.accounts.models import Person
from autan.errors import DomainError
from autan.surveys.importers.yaml_document import read_document
from autan.surveys.models import QuestionnaireDraft, QuestionnaireVersion
from autan.territories.models import Mandate, Network


class UnknownDraftError(DomainError):
    """No questionnaire is being written under this slug.

    Attributes:
        slug: what was asked for.
    """

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"aucun brouillon {slug!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVersion:
    """A version that is kept, and how many campaigns ask it."""

    record: QuestionnaireVersion
    campaigns: int


def list_drafts() -> Sequence[QuestionnaireDraft]:
    """Return every draft, the last changed first. One query."""
    return list(QuestionnaireDraft.objects.select_related("updated_by", "based_on"))


def list_versions() -> list[KeptVersion]:
    """Return every version, newest first of each questionnaire. One query."""
    found = QuestionnaireVersion.objects.annotate(asked=Count("campaigns"))
    return [KeptVersion(record=record, campaigns=record.asked) for record in found]


def find_version(slug: str, day: date) -> QuestionnaireVersion | None:
    """Return a version, or None. One query."""
    return QuestionnaireVersion.objects.filter(slug=slug, version=day).first()


def find_draft(slug: str) -> QuestionnaireDraft:
    """Return a draft with who changed it last. One query.

    Raises:
        UnknownDraftError: there is none.
    """
    found = QuestionnaireDraft.objects.select_related("updated_by", "based_on").filter(slug=slug).first()
    if found is None:
        raise UnknownDraftError(slug)
    return found


def coordinated_networks(person: Person) -> list[Network]:
    """Return the networks that a person coordinates, by name. One query."""
    held = Mandate.objects.filter(person=person, role=Mandate.Role.COORDINATOR, network__isnull=False)
    found = Network.objects.filter(pk__in=held.values("network"))
    return list(found.order_by("is_invented", "name_fr"))


def tree_of(document: str, slug: str) -> Mapping[str, Any]:
    """Return the values of the document of a draft, which was checked when it was written."""
    value = read_document(document, slug).value
    if not isinstance(value, Mapping):
        raise UnknownDraftError(slug)
    return value
