"""Reads questionnaires being written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import UnknownError
from autan.ground.tables.importers.yaml_document import read_document
from autan.people.accounts.models import Person
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.territories.networks.queries.people import coordinated_networks


class UnknownDraftError(UnknownError):
    """No questionnaire is being written under this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__("aucun brouillon «\u202f{slug}\u202f»", slug=slug)


def list_drafts(person: Person) -> Sequence[QuestionnaireDraft]:
    """Return the drafts that an author may write, the last changed first. Two queries."""
    return list(_drafts_of(person).select_related("updated_by", "based_on"))


def count_drafts(person: Person) -> int:
    """Return how many drafts an author may write. Two queries."""
    return _drafts_of(person).count()


def _drafts_of(person: Person) -> QuerySet[QuestionnaireDraft]:
    networks = coordinated_networks(person)
    return QuestionnaireDraft.objects.filter(Q(network__in=networks) | Q(network__isnull=True))


def find_draft(slug: str, *, reader: Reader) -> QuestionnaireDraft:
    """Return a draft with who changed it last, to one of its authors. One query, and that of the right.

    Raises:
        UnknownDraftError: there is none, or it is not this reader's.
    """
    known = QuestionnaireDraft.objects.select_related("updated_by", "based_on", "network")
    found = known.filter(slug=slug).first()
    if found is None or not reader.has_perm("questionnaires.author", found):
        raise UnknownDraftError(slug)
    return found


def tree_of(document: str, slug: str) -> Mapping[str, Any]:
    """Return the values of the document of a draft, which was checked when it was written."""
    value = read_document(document, slug).value
    if not isinstance(value, Mapping):
        raise UnknownDraftError(slug)
    return value
