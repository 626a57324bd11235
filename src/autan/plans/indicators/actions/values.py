"""The only writers of values of indicators, and of what is decided of findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from autan.ground.errors import DomainError
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.indicators.actions.indicators import KIND, REFUSAL, ROOM, refresh_found
from autan.plans.indicators.core.findings import HealthFinding
from autan.plans.indicators.core.values import YearValue
from autan.plans.indicators.models import FindingReview, Indicator, RecordedValue
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network

_REFUSAL = "seules les personnes qui agissent pour le territoire, et la coordination, donnent ses valeurs"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenYearValue:
    """A value to record: the indicator, and what is said of it."""

    indicator: Indicator
    value: YearValue


def record_values(*, by: Actor | None, territory: Territory, year_values: Sequence[GivenYearValue]) -> int:
    """Record values of the indicators of a territory; return how many differ from those that stand.

    What stood is kept; a value that says the same is not recorded again; unknown takes the place of a number only where
    the number came from the same source. `year_values`: the values, one an indicator, a year or a date, and a source.
    Raises DomainError: an indicator is of another territory, or a value is given twice.
    """
    _refuse_strangers(territory, year_values)
    with acting(by=by, act="record_values", permission="indicators.give_values", on=territory, refusal=_REFUSAL) as act:
        changed = _changed_values(year_values)
        _write(changed, act.author_id)
        count = sum(len(change.new) for change in changed)
        if count:
            only = changed[0].indicator if len(changed) == 1 else None
            ref = ObjectRef(ROOM, KIND, only.slug) if only else ObjectRef(ROOM, "territory", territory.siren)
            years = sorted({value.year for change in changed for value in change.new})
            act.record(
                ref,
                summary=f"{count} valeurs d’indicateurs données" if count > 1 else "Valeur d’indicateur donnée",
                network=journal_network(territory),
                details={"years": years, "indicators": [change.indicator.slug for change in changed][:200]},
            )
        return count


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """What differs in an indicator, and all its values once it is written."""

    indicator: Indicator
    new: list[YearValue]
    values: list[YearValue]


def _changed_values(year_values: Sequence[GivenYearValue]) -> list[_Changed]:
    """Return the values that differ from the current ones, by indicator, each with the one that it replaces."""
    by_indicator: dict[int, tuple[Indicator, list[YearValue]]] = {}
    for year_value in year_values:
        by_indicator.setdefault(year_value.indicator.pk, (year_value.indicator, []))[1].append(year_value.value)
    changed = []
    for indicator, values in by_indicator.values():
        current = {value.key: value for value in indicator.values}
        pairs = [(value, current.get(value.key)) for value in values]
        retained = {
            value.key: replace(value, before=before.value) if before else value
            for value, before in pairs
            # `before` is what a value replaced, and no part of what it says
            if before is None or replace(before, before=value.before) != value
        }
        if retained:
            # the last one given stands last of its year, which is the one that is shown
            others = [value for key, value in current.items() if key not in retained]
            merged = sorted([*others, *retained.values()], key=lambda value: (value.year, value.on))
            changed.append(_Changed(indicator=indicator, new=list(retained.values()), values=merged))
    return changed


def _refuse_strangers(territory: Territory, year_values: Sequence[GivenYearValue]) -> None:
    seen = set()
    for year_value in year_values:
        if year_value.indicator.territory_id != territory.pk:
            raise DomainError("cet indicateur est celui d’un autre territoire")
        key = (year_value.indicator.pk, year_value.value.key)
        if key in seen:
            message = "{slug}\u00a0: deux valeurs pour {value} et une même source"
            raise DomainError(
                message, slug=year_value.indicator.slug, value=year_value.value.on or year_value.value.year
            )
        seen.add(key)


def _write(changed: Sequence[_Changed], author_id: int) -> None:
    """Put the former values aside, add the new ones, and compute again what is kept beside the indicators."""
    former = RecordedValue.objects.filter(indicator__in=[change.indicator.pk for change in changed], is_current=True)
    keys = {(change.indicator.pk, *value.key) for change in changed for value in change.new}
    current = former.values_list("pk", "indicator_id", "year", "on", "source")
    replaced = [pk for pk, *key in current if tuple(key) in keys]
    RecordedValue.objects.filter(pk__in=replaced).update(is_current=False)
    _insert(changed, author_id)
    for change in changed:
        change.indicator.series = [value.as_json() for value in change.values]
        refresh_found(change.indicator, change.values)
    _update([change.indicator for change in changed])


def _insert(changed: Iterable[_Changed], author_id: int) -> None:
    """Add rows in one statement: `bulk_create` prepares every value of every row.

    20,000 values are imported in 1.07 s of CPU so, in 1.75 with it (`bench_indicators`).
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    columns = ("indicator_id", "year", "on", "value", "state", "source", "method", "reliability", "comment",
               "given_by_id", "given_at", "is_current")  # fmt: skip
    rows = [
        (change.indicator.pk, new.year, new.on, new.value, new.state.value, new.source, new.method,
         new.reliability.value, new.comment, author_id, now, True)
        for change in changed for new in change.new
    ]  # fmt: skip
    marks = ", ".join(["%s"] * len(columns))
    _run_for_each(f"INSERT INTO {_table(RecordedValue)} ({', '.join(_quote_all(columns))}) VALUES ({marks})", rows)  # noqa: S608 - names of columns alone


def _update(indicators: Iterable[Indicator]) -> None:
    """Keep what is computed again, in one statement.

    20,000 values are imported in 1.07 s of CPU so, in 1.40 with a `save` each (`bench_indicators`).
    """
    json = connection.ops.adapt_json_value
    rows = [
        (json(indicator.series, None), json(indicator.found, None), indicator.last_year, indicator.pk)
        for indicator in indicators
    ]
    marks = ", ".join(f"{name} = %s" for name in _quote_all(("series", "found", "last_year")))
    _run_for_each(f"UPDATE {_table(Indicator)} SET {marks} WHERE id = %s", rows)  # noqa: S608 - names of columns alone


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - the documented name of its table


def _quote_all(columns: Iterable[str]) -> list[str]:
    return [connection.ops.quote_name(name) for name in columns]


def _run_for_each(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def review_finding(
    *, by: Actor | None, territory: Territory, finding: HealthFinding, is_accepted: bool, reason: str
) -> FindingReview:
    """Decide of a finding: accepted, it will be acted on; explained, it is no trouble. Asked again if it changes."""
    words = reason.strip()
    if not words:
        raise DomainError("dites pourquoi, en une phrase")
    with acting(
        by=by, act="review_finding", permission="indicators.choose_indicators", on=territory, refusal=REFUSAL
    ) as act:
        review = FindingReview.objects.create(
            territory=territory,
            code=finding.code,
            subject=finding.subject,
            fingerprint=finding.fingerprint,
            is_accepted=is_accepted,
            reason=words[:2000],
            by_id=act.author_id,
        )
        verb = "accepté" if is_accepted else "expliqué"
        act.record(
            ObjectRef(ROOM, KIND, finding.subject),
            summary=f"Constat {verb} : {finding.rule.label.fr}",
            network=journal_network(territory),
            details={"evidence": finding.evidence.fr, "reason": words},
        )
        return review
