"""Writes the values that territories give beside the providers', and which of the two is used."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.core.notation import format_exactly
from autan.evidence.core.states import ValueState
from autan.journal.actions import record_entry
from autan.observatory.core.own_value_checks import check_own_value, check_size, check_words
from autan.observatory.models import ChosenSource, OwnValue
from autan.observatory.once import forget
from autan.observatory.queries.figures import provider_value
from autan.observatory.queries.own_values import JOURNAL_KIND
from autan.territories.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenValue:
    """A value as a person gives it, in a form or in a row of a file.

    Attributes:
        measure: code of the measure.
        date: a year or a day.
        value: the number.
        unit: code of its unit.
        reason: why it differs from the provider's.
        document: where it was read.
        state: how well it is known.
        is_used: use it instead of the provider's.
        is_confirmed: keep it though it is a hundred times the provider's, or a hundredth of it.
    """

    measure: str
    date: str
    value: float
    unit: str
    reason: str
    document: str
    state: ValueState = ValueState.OBSERVED
    is_used: bool = False
    is_confirmed: bool = False


@transaction.atomic
def record_own_value(*, by: Person | None, territory: Territory, given: GivenValue) -> OwnValue:
    """Keep a value beside the provider's; the one that stood before stays in the register.

    Raises:
        RuleError: `by` is neither the officer of the territory nor the coordination of a network it is in.
        InvalidOwnValueError: the measure, date, value, unit or words cannot be taken in.
    """
    require_right(by=by, territory=territory)
    checked = check_own_value(
        measure=given.measure,
        date=given.date,
        value=given.value,
        unit=given.unit,
        state=given.state,
        today=timezone.localdate(),
    )
    if not given.is_confirmed:
        check_size(checked.value, provider_value(territory.siren, checked.measure.code))
    reason, document = check_words(reason=given.reason, document=given.document)
    kept = OwnValue.objects.create(
        territory=territory,
        measure=checked.measure.code,
        date=checked.date,
        value=checked.value,
        unit=checked.measure.unit,
        given_value=checked.given_value,
        given_unit=checked.given_unit.code,
        state=checked.state,
        document=document,
        reason=reason,
        by=by,
    )
    _tell(by, "record_own_value", kept, f"valeur propre {format_exactly(given.value, language='fr')} {given.unit}")
    if given.is_used:
        choose_source(by=by, territory=territory, measure=kept.measure, date=kept.date, own_value=kept, reason=reason)
    return kept


@transaction.atomic
def choose_source(
    *, by: Person | None, territory: Territory, measure: str, date: str, own_value: OwnValue | None, reason: str
) -> ChosenSource:
    """Say which value of a measure is used at a date: one of the territory's own, or the provider's when none.

    Raises:
        RuleError: `by` may not, there is no reason, or the value is of another territory, measure or date.
    """
    require_right(by=by, territory=territory)
    if not reason.strip():
        message = "un choix entre deux valeurs se justifie : donnez la raison"
        raise RuleError(message)
    if own_value and (own_value.territory, own_value.measure, own_value.date) != (territory, measure, date):
        message = "cette valeur propre porte sur un autre territoire, une autre mesure ou une autre date"
        raise RuleError(message)
    choice = ChosenSource.objects.create(
        territory=territory, measure=measure, date=date, own_value=own_value, reason=reason.strip(), by=by
    )
    _tell(by, "choose_source", choice, "valeur propre choisie" if own_value else "valeur du fournisseur choisie")
    return choice


def require_right(*, by: Person | None, territory: Territory) -> None:
    """Refuse a person who may not speak for the territory; the product itself (`None`) may.

    Raises:
        RuleError: the person may not.
    """
    if by is not None and not by.has_perm("observatory.record_own_value", territory):
        message = f"seuls la ou le chargé·e de mission de {territory.short_name} et la coordination donnent sa valeur"
        raise RuleError(message)


def _tell(by: Person | None, act: str, row: OwnValue | ChosenSource, said: str) -> None:
    record_entry(
        by=by,
        act=act,
        room="observatory",
        kind=JOURNAL_KIND,
        object_id=f"{row.territory.siren}/{row.measure}/{row.date}",
        summary=f"{row.territory.short_name}, {row.measure} {row.date} : {said}",
        details={"reason": row.reason},
    )
    forget()
