"""The only writers of values of indicators, and of what is decided of findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils import timezone

from autan.errors import DomainError
from autan.indicators.actions.indicators import KIND, ROOM, refresh_found
from autan.indicators.core.findings import Finding
from autan.indicators.core.values import YearValue
from autan.indicators.models import FindingReview, Indicator, RecordedValue
from autan.journal.actions import Actor, acting
from autan.journal.core.objects import ObjectRef
from autan.territories.models import Territory
from autan.territories.queries.networks import journal_network

_REFUSAL = "seules les personnes qui agissent pour le territoire, et la coordination, donnent ses valeurs"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenYearValue:
    """A value to record: the indicator, and what is said of it."""

    indicator: Indicator
    value: YearValue


def record_values(*, by: Actor | None, territory: Territory, given: Sequence[GivenYearValue]) -> int:
    """Record values of the indicators of a territory; return how many differ from those that stand.

    What stood is kept; a value that says the same is not recorded again; unknown takes the place of a number only where
    the number came from the same source.

    Args:
        by: who gives them.
        territory: whose indicators they are of.
        given: the values, one an indicator, a year or a date, and a source.

    Raises:
        DomainError: an indicator is of another territory, or a value is given twice.
        NotAllowedError: `by` does not give the values of this territory.
    """
    _refuse_strangers(territory, given)
    with acting(by=by, act="record_values", permission="indicators.give_values", on=territory, refusal=_REFUSAL) as act:
        changed = _changed(given)
        _write(changed, act.by_name)
        count = sum(len(values) for _indicator, values in changed.values())
        if count:
            only = next(iter(changed.values()))[0] if len(changed) == 1 else None
            ref = ObjectRef(ROOM, KIND, only.slug) if only else ObjectRef(ROOM, "territory", territory.siren)
            years = sorted({value.year for _indicator, values in changed.values() for value in values})
            act.record(
                ref,
                summary=f"{count} valeurs d’indicateurs données" if count > 1 else "Valeur d’indicateur donnée",
                network=journal_network(territory),
                details={"years": years, "indicators": [held.slug for held, _values in changed.values()][:200]},
            )
        return count


def _changed(given: Sequence[GivenYearValue]) -> dict[int, tuple[Indicator, list[YearValue]]]:
    """What differs from what stands, by indicator, each value with the one that it replaces."""
    by_indicator: dict[int, tuple[Indicator, list[YearValue]]] = {}
    for each in given:
        by_indicator.setdefault(each.indicator.pk, (each.indicator, []))[1].append(each.value)
    changed: dict[int, tuple[Indicator, list[YearValue]]] = {}
    for pk, (indicator, values) in by_indicator.items():
        standing = {held.key: held for held in indicator.values}
        pairs = [(value, standing.get(value.key)) for value in values]
        kept = [
            replace(value, before=before.value if before else None)
            for value, before in pairs
            if before is None or replace(before, before=value.before) != value
        ]
        if kept:
            changed[pk] = (indicator, kept)
    return changed


def _refuse_strangers(territory: Territory, given: Sequence[GivenYearValue]) -> None:
    seen = set()
    for each in given:
        if each.indicator.territory_id != territory.pk:
            raise DomainError("cet indicateur est celui d’un autre territoire")
        key = (each.indicator.pk, each.value.key)
        if key in seen:
            message = f"{each.indicator.slug} : deux valeurs pour {each.value.on or each.value.year} et une même source"
            raise DomainError(message)
        seen.add(key)


def _write(changed: Mapping[int, tuple[Indicator, Sequence[YearValue]]], by_name: str) -> None:
    """Put the former values aside, add the new ones, and compute again what is kept beside the indicators."""
    replaced: list[int] = []
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    former = RecordedValue.objects.filter(indicator__in=list(changed), is_current=True)
    told = {(pk, value.key) for pk, (_indicator, values) in changed.items() for value in values}
    for pk, owner, *key in former.values_list("pk", "indicator_id", "year", "on", "source"):
        if (owner, tuple(key)) in told:
            replaced.append(pk)
    RecordedValue.objects.filter(pk__in=replaced).update(is_current=False)
    _insert((indicator.pk, value, by_name, now) for indicator, values in changed.values() for value in values)
    for indicator, values in changed.values():
        indicator.series = [each.as_json() for each in _merged(indicator.values, values)]
        refresh_found(indicator)
        indicator.save(update_fields=["series", "found", "last_year"])  # a third of the time of bulk_update


def _insert(given: Iterable[tuple[int, YearValue, str, Any]]) -> None:
    """Add rows in one statement each: a third of the time of `bulk_create`, which prepares every value of every row."""
    columns = ("indicator_id", "year", "on", "value", "state", "source", "method", "reliability", "comment",
               "given_by_name", "given_at", "is_current")  # fmt: skip
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table, marks = connection.ops.quote_name(RecordedValue._meta.db_table), ", ".join(["%s"] * len(columns))  # noqa: SLF001 - the documented name of its table
    rows = [
        (pk, each.year, each.on, each.value, each.state.value, each.source, each.method, each.reliability.value,
         each.comment, by_name, at, True)
        for pk, each, by_name, at in given
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608 - names of columns alone


def _merged(standing: Iterable[YearValue], new: Iterable[YearValue]) -> list[YearValue]:
    found = {each.key: each for each in standing} | {each.key: each for each in new}
    return sorted(found.values(), key=lambda each: (each.year, each.on))


def review_finding(
    *, by: Actor | None, territory: Territory, finding: Finding, is_accepted: bool, reason: str
) -> FindingReview:
    """Decide of a finding: accepted, it will be acted on; explained, it is no trouble here. Asked again if it changes.

    Raises:
        DomainError: no reason is given.
        NotAllowedError: `by` does not choose what the territory follows.
    """
    words = reason.strip()
    if not words:
        raise DomainError("dites pourquoi, en une phrase")
    with acting(
        by=by, act="review_finding", permission="indicators.choose_indicators", on=territory, refusal=_REFUSAL
    ) as act:
        review = FindingReview.objects.create(
            territory=territory,
            code=finding.code,
            subject=finding.subject,
            fingerprint=finding.fingerprint,
            is_accepted=is_accepted,
            reason=words[:2000],
            by_name=act.by_name,
        )
        verb = "accepté" if is_accepted else "expliqué"
        act.record(
            ObjectRef(ROOM, KIND, finding.subject),
            summary=f"Constat {verb} : {finding.rule.label.fr}",
            network=journal_network(territory),
            details={"evidence": finding.evidence.fr, "reason": words},
        )
        return review
