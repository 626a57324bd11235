"""Values that territories gave beside the providers', and those that are used.

The figures of every page ask for them: what is held is kept in memory until the journal tells of a new act, which one
small query asks each time.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.db.models import Max, Q
from django.utils import timezone

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.notation import read_whole
from autan.opendata.observatory.core.own_values import HeldValue, OwnRecord
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.models import JournalEntry
from autan.people.journal.queries import kept_until_written

JOURNAL_KIND = "own-value"
Holdings = Mapping[str, tuple[HeldValue, ...]]
Slot = tuple[str, str, str]  # SIREN, measure, date
Version = tuple[int | None, datetime | None]


def current_holdings() -> Holdings:
    """What each territory holds, by SIREN: one value for each measure and date. One query, more after a new act."""
    return _holdings(own_values_version())


@kept_until_written
def own_values_version() -> Version:
    """The last act on an own value: identifier and moment; None where there is none. One query after a new act.

    An erasure counts as one: values bear the name of whoever gave or chose them.
    """
    acts = Q(room="observatory", kind=JOURNAL_KIND) | Q(room="accounts", act="erase_person")
    last = JournalEntry.objects.filter(acts).aggregate(last=Max("id"), at=Max("at"))
    return last["last"], last["at"]


def find_own_value(key: str) -> OwnValue | None:
    """The value of this key, or None. One query."""
    number = read_whole(key)
    if number is None:
        return None
    return OwnValue.objects.filter(pk=number).select_related("territory", "by").first()


def own_values_of(siren: str, measure: str) -> list[OwnValue]:
    """Every value that a territory ever gave for a measure, the last one first. One query."""
    values = OwnValue.objects.filter(territory__siren=siren, measure=measure)
    return list(values.select_related("by").order_by("-id"))


def choices_of(siren: str, measure: str) -> list[ChosenSource]:
    """Every choice between a territory's values and the providers' for a measure, the last one first. One query."""
    choices = ChosenSource.objects.filter(territory__siren=siren, measure=measure)
    return list(choices.select_related("by").order_by("-id"))


@lru_cache(maxsize=8)
def _holdings(version: Version) -> Holdings:
    if version[0] is None:
        return {}
    records: dict[Slot, OwnRecord] = {}
    by_key: dict[str, OwnRecord] = {}
    for row in OwnValue.objects.select_related("territory", "by"):
        record = as_record(row)
        by_key[record.key] = records[(record.siren, record.measure, record.date)] = record
    choices: dict[Slot, ChosenSource] = {
        (row.territory.siren, row.measure, row.date): row
        for row in ChosenSource.objects.select_related("territory", "by")
    }
    holdings: dict[str, list[HeldValue]] = {}
    for slot, record in records.items():
        holdings.setdefault(slot[0], []).append(_held_value(record, choices.get(slot), by_key))
    return {siren: tuple(values) for siren, values in holdings.items()}


def _held_value(record: OwnRecord, choice: ChosenSource | None, by_key: Mapping[str, OwnRecord]) -> HeldValue:
    if choice is None:
        return HeldValue(record=record)
    is_chosen = choice.own_value_id is not None
    return HeldValue(
        record=by_key[str(choice.own_value_id)] if is_chosen else record,
        is_chosen=is_chosen,
        choice_reason=choice.reason,
        chosen_by=choice.by.name if choice.by else SYSTEM_NAME,
    )


def as_record(row: OwnValue) -> OwnRecord:
    """The value as the core sees it."""
    return OwnRecord(
        key=str(row.pk),
        siren=row.territory.siren,
        measure=row.measure,
        date=row.date,
        value=row.value,
        given_value=row.given_value,
        given_unit=row.given_unit,
        state=ValueState(row.state),
        reason=row.reason,
        document=row.document,
        by=row.by.name if row.by else SYSTEM_NAME,
        on=timezone.localdate(row.at),
    )
