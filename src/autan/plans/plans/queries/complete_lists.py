"""What a person may state complete of a territory (« rien d’autre »): each list, of the room that holds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.registry import EVIDENCE, registered
from autan.ground.request_cache import cached_in_request
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import UnknownFieldError
from autan.plans.plans.models import CompletenessStatement

STATEMENT_KIND = "completeness"
"""Kind of the evidence of a statement; its key is a SIREN and the code of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteList:
    """A list that a room holds of each territory.

    Attributes:
        permission: right on the territory of whoever states that there is nothing else.
        address: page of the territory where it stands, and what this page calls the territory.
    """

    REGISTERED_IN: ClassVar[str] = EVIDENCE
    code: str
    label: Text
    permission: str
    refusal: Sentence
    offer: Promise
    address: tuple[str, str]


def find_list(code: str) -> CompleteList:
    """Return the list of a code."""
    for complete_list in registered(CompleteList):
        if complete_list.code == code:
            return complete_list
    raise UnknownFieldError(code)


def statements_of(code: str, sirens: Iterable[str]) -> dict[str, CompletenessStatement]:
    """Return what states that a list of territories is complete, by SIREN. One query a request for all their lists."""
    return {
        statement.territory.siren: statement
        for statement in _statements_about(tuple(sorted(set(sirens))))
        if statement.section == code and statement.territory
    }


@cached_in_request
def _statements_about(sirens: tuple[str, ...]) -> tuple[CompletenessStatement, ...]:
    stated = CompletenessStatement.objects.filter(territory__siren__in=sirens)
    return tuple(stated.select_related("by", "territory"))


def statement_ref(siren: str, code: str) -> EvidenceRef:
    """Return a statement as evidence."""
    return EvidenceRef(kind=STATEMENT_KIND, key=f"{siren}/{code}")
