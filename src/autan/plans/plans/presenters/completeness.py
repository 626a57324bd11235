"""What is stated complete, in words: on which day and, for those who may write the plan, by whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, Reader
from autan.ground.texts.language import colon, day, in_both_languages, words
from autan.plans.plans.models import CompletenessStatement
from autan.plans.plans.queries.complete_lists import STATEMENT_KIND, find_list, statements_of
from autan.plans.plans.queries.plans import PLANS
from autan.territories.networks.models import Territory


def statement_words(stated: CompletenessStatement | None, *, may_write: bool) -> str:
    """Say that there is nothing else, on the day; the name of the person is shown only to those who may write."""
    if stated is None:
        return ""
    fields = {"day": day(stated.stated_on), "name": stated.by.name if stated.by else ""}
    if may_write and stated.by:
        return _("rien d’autre, au %(day)s, selon %(name)s") % fields
    return _("rien d’autre, au %(day)s") % fields


def list_statement(place: Territory, code: str, *, reader: Reader) -> dict[str, Any]:
    """Return what is stated of a list of a territory. One query, and those of the right."""
    complete_list = find_list(code)
    route = ("plans:state_plans_complete", {}) if code == PLANS else ("plans:state_list_complete", {"section": code})
    may_state = place.pk is not None and reader.has_perm(complete_list.permission, place)
    stated = statements_of(code, [place.siren]).get(place.siren)
    return {
        "code": code,
        "words": statement_words(stated, may_write=may_state),
        "may_state": may_state,
        "offer": str(complete_list.offer),
        "address": reverse(route[0], kwargs={"siren": place.siren, **route[1]}),
    }


def describe_statements(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe statements by their list, their territory and their day; nobody is named. One query a list."""
    sirens_by_list: dict[str, list[str]] = {}
    for siren, _slash, code in (key.partition("/") for key in keys):
        sirens_by_list.setdefault(code, []).append(siren)
    return {
        f"{siren}/{code}": _card(stated, f"{siren}/{code}")
        for code, sirens in sirens_by_list.items()
        for siren, stated in statements_of(code, sirens).items()
    }


def _card(stated: CompletenessStatement, key: str) -> EvidenceCard:
    def title() -> str:
        place = stated.territory.name if stated.territory else ""
        return f"{place}{colon()} {words(find_list(stated.section).label)}"

    return EvidenceCard(
        ref=EvidenceRef(kind=STATEMENT_KIND, key=key),
        title=in_both_languages(title),
        statement=in_both_languages(lambda: statement_words(stated, may_write=False)),
    )


STATEMENTS = EvidenceKind(kind=STATEMENT_KIND, describe=describe_statements)
