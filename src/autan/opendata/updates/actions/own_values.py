"""Writes the values that territories give beside the providers', and which of the two is used."""

from contextlib import AbstractContextManager

from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.texts.core.notation import format_exactly
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.opendata.observatory.queries.figures import provider_value
from autan.opendata.observatory.queries.own_values import JOURNAL_KIND
from autan.opendata.updates.core.own_value_checks import GivenValue, check_own_value, check_size, check_words
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Territory


def record_own_value(*, by: Person | None, territory: Territory, value_input: GivenValue) -> OwnValue:
    """Keep a value beside the provider's; the one that stood before stays in the register.

    Raises:
        NotAllowedError: `by` is neither the officer of the territory nor the coordination of a network it is in.
        InvalidOwnValueError: the measure, date, value, unit or words cannot be taken in.
    """
    with _acting(by, "record_own_value", territory) as act:
        value = check_own_value(value_input, today=timezone.localdate())
        if not value_input.is_confirmed:
            check_size(value, provider_value(territory.siren, value_input.measure))
        check_words(value_input)
        record = OwnValue.objects.create(
            territory=territory,
            measure=value_input.measure,
            date=value_input.date,
            value=value,
            unit=BASE_MEASURES[value_input.measure].unit,
            given_value=value_input.value,
            given_unit=value_input.unit,
            state=value_input.kept_state,
            document=value_input.document.strip(),
            reason=value_input.reason.strip(),
            by=by,
        )
        _record(act, record, f"valeur propre {format_exactly(value_input.value, language='fr')} {value_input.unit}")
        if value_input.is_used:
            choose_source(
                by=by,
                territory=territory,
                measure=record.measure,
                date=record.date,
                own_value=record,
                reason=record.reason,
            )
    return record


def choose_source(
    *, by: Person | None, territory: Territory, measure: str, date: str, own_value: OwnValue | None, reason: str
) -> ChosenSource:
    """Say which value of a measure is used at a date: one of the territory's own, or the provider's when none."""
    with _acting(by, "choose_source", territory) as act:
        if not reason.strip():
            raise RuleError("un choix entre deux valeurs se justifie\u00a0: donnez la raison")
        if own_value and (own_value.territory, own_value.measure, own_value.date) != (territory, measure, date):
            raise RuleError("cette valeur propre porte sur un autre territoire, une autre mesure ou une autre date")
        choice = ChosenSource.objects.create(
            territory=territory, measure=measure, date=date, own_value=own_value, reason=reason.strip(), by=by
        )
        _record(act, choice, "valeur propre choisie" if own_value else "valeur du fournisseur choisie")
    return choice


def _acting(by: Person | None, act: str, territory: Territory) -> AbstractContextManager[Act]:
    refusal = Sentence(
        "seuls la ou le chargé·e de mission de {short_name} et la coordination donnent sa valeur",
        short_name=territory.short_name,
    )
    return acting(by=by, act=act, permission="observatory.record_own_value", on=territory, refusal=refusal)


def _record(act: Act, row: OwnValue | ChosenSource, text: str) -> None:
    act.record(
        ObjectRef("observatory", JOURNAL_KIND, f"{row.territory.siren}/{row.measure}/{row.date}"),
        summary=f"{row.territory.short_name}, {row.measure} {row.date} : {text}",
        details={"reason": row.reason},
    )
