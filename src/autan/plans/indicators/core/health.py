"""The health check: what each indicator is asked when it is written, and what depends on the day or on who is there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, pairwise

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.notation import date_text, number_text
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.core.definitions import Nature
from autan.plans.indicators.core.findings import (
    MOST_BY_ACTION,
    MOST_KEY,
    FollowedIndicator,
    HealthFinding,
    IndicatorStatus,
)
from autan.plans.indicators.core.values import YearValue, by_year, chosen_values

_FEWEST_AROUND = 3
"""Values needed before and after an action to compare two slopes."""
_FEW = 10
"""Value below which a zero between two others may well be one."""
_ALIKE = 2.0
"""How many times one value may hold another that is like it."""
_STEADY = 1.25
"""How many times one value may hold the next where nothing moves."""
_FACTORS, _NEAR_FACTOR = (10.0, 11.63, 100.0), 0.08
"""What a digit too many, MWh for tep and per cent for a ratio multiply by, and how near a step must be."""
_NOTHING_MOVED = 0.01
"""Share of the level below which two paths are the same."""
_SAME_YEARS = 4
"""Values in a row, all alike, after which an indicator tells nothing."""
_REVISED_PCT = 10.0
"""Change of a value already given, in per cent, beyond which it is flagged."""
_JUMP_TIMES, _SPIKE_TIMES = 100.0, 8.0
"""How many times another a value is of another unit: the year before; one between two alike, or after two."""
_GAP_YEARS = 4
"""Years from one value to the next, in a series that has nearer ones, that are a gap."""
_GRACE_MONTHS = 12
"""How long after the end of a period its value may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """An indicator under check, with its known values, one a year, oldest first."""

    indicator: FollowedIndicator
    known: tuple[YearValue, ...]

    @property
    def is_flat(self) -> bool:
        """True when the last values are all alike."""
        last = self.known[-_SAME_YEARS:]
        return len(last) == _SAME_YEARS and len({value.value for value in last}) == 1


type _Check = Callable[[_Seen], Iterator[Text]]


def _no_target(seen: _Seen) -> Iterator[Text]:
    indicator = seen.indicator
    if indicator.is_key and not indicator.has_target and indicator.definition.nature is not Nature.QUALITATIVE:
        yield Sentence("indicateur clé sans cible")


def _no_link(seen: _Seen) -> Iterator[Text]:
    if not seen.indicator.action and not seen.indicator.definition.is_regulatory:
        yield Sentence("lié à aucune action ni à aucun objectif")


def _insensitive(seen: _Seen) -> Iterator[Text]:
    if seen.is_flat:
        count, first = _SAME_YEARS, seen.known[-_SAME_YEARS].year
        yield Sentence("même valeur aux {count} derniers relevés, depuis {first}", count=count, first=first)


def _unmoved_findings(seen: _Seen) -> Iterator[Text]:
    """Not moved by the action that it claims to follow: as fast and the same way after as before."""
    began = seen.indicator.action_began
    if began is None or not seen.indicator.action or seen.is_flat:
        return
    before = [value for value in seen.known if value.year <= began]
    after = [value for value in seen.known if value.year > began]
    if min(len(before), len(after)) < _FEWEST_AROUND:
        return
    level = max(abs(value.value or 0) for value in before)
    if abs(_slope(after) - _slope(before)) * len(after) < _NOTHING_MOVED * level:
        yield Sentence("évolue après {began} comme avant", began=began)


def _slope(values: Sequence[YearValue]) -> float:
    """Least squares slope by year, of values of different years."""
    years = [value.year for value in values]
    numbers = [value.value or 0.0 for value in values]
    mean_year, mean = sum(years) / len(years), sum(numbers) / len(numbers)
    spread = sum((year - mean_year) ** 2 for year in years)
    return sum((year - mean_year) * (number - mean) for year, number in zip(years, numbers, strict=True)) / spread


def _method_changed(seen: _Seen) -> Iterator[Text]:
    with_method = [value for value in seen.known if value.method]
    for before, after in pairwise(with_method):
        if before.method != after.method and before.source == after.source:
            yield Sentence(
                "entre {year} et {year2} : « {method} », puis « {method2} »",
                year=before.year,
                year2=after.year,
                method=before.method,
                method2=after.method,
            )
            return


def _source_mixed(seen: _Seen) -> Iterator[Text]:
    known = [value for value in seen.indicator.values if value.value is not None]
    sources = {value.source for value in known}
    if len(sources) < 2 or set.intersection(*({value.source for value in same} for same in by_year(known).values())):
        return
    names = ", ".join(sorted(source for source in sources if source))
    if "" in sources:
        yield Sentence("série faite de plusieurs sources : {named}, et de valeurs sans source", named=names)
    else:
        yield Sentence("série faite de plusieurs sources : {named}", named=names)


def _revision_findings(seen: _Seen) -> Iterator[Text]:
    for value in seen.known:
        if value.before == 0 and value.value:
            yield Sentence("{year} : zéro avant d’être revue", year=value.year)
            return
        change = abs((value.value or 0) - value.before) / abs(value.before) * 100 if value.before else 0
        if change > _REVISED_PCT:
            yield Sentence("{year} : revue de {change} %", year=value.year, change=number_text(round(change)))
            return


def _lower_bounds(seen: _Seen) -> Iterator[Text]:
    weak = [str(value.year) for value in seen.known if value.state is ValueState.LOWER_BOUND]
    if weak:
        years = ", ".join(weak)
        yield Sentence("totaux incomplets : {years}", years=years)


def _out_of_bounds(seen: _Seen) -> Iterator[Text]:
    out = [str(value.year) for value in seen.known if not seen.indicator.definition.is_within(value.value or 0)]
    if out:
        years = ", ".join(out)
        yield Sentence("hors des bornes de la définition : {years}", years=years)
    below = [value.year for value in seen.known if (value.value or 0) < 0]
    if len(below) == 1 and len(seen.known) > _FEWEST_AROUND and below[0] not in _ends(seen.known):
        yield Sentence("seule valeur négative\u00a0: {year}", year=below[0])


def _ends(values: Sequence[YearValue]) -> tuple[int, int]:
    return values[0].year, values[-1].year


def _jump(seen: _Seen) -> Iterator[Text]:
    """The first of what tells another unit, a digit too many or a year."""
    yield from islice(chain(_year_typed(seen), _far_apart(seen)), 1)


def _far_apart(seen: _Seen) -> Iterator[Text]:
    """A value far from the one before, or from those around it, which are alike: another unit, or a digit too many."""
    for before, after in pairwise(value for value in seen.known if value.value):
        if _times(before, after) >= _JUMP_TIMES:
            yield _jump_words(before, after)
    for before, value, following in zip(seen.known, seen.known[1:], (*seen.known[2:], None), strict=False):
        around = following or next((one for one in reversed(seen.known) if one.year < before.year), None)
        is_apart = around is not None and 0 < _times(before, around) <= _ALIKE
        if is_apart and _times(before, value) >= _SPIKE_TIMES:
            yield _jump_words(before, value)
    place = next((place for place in range(1, len(seen.known)) if _is_other_unit(seen, place)), 0)
    if place:
        yield _jump_words(seen.known[place - 1], seen.known[place])


def _is_other_unit(seen: _Seen, place: int) -> bool:
    """Say whether the values from a place on are those before in another unit: both alike, and such a factor apart.

    One value alone before them is known to be wrong when it is larger: what begins may well grow as much.
    """
    before, after = seen.known[max(place - 2, 0) : place], seen.known[place : place + _FEWEST_AROUND]
    times = _times(before[-1], after[0])
    if len(before) == 1:
        is_drop = abs(before[0].value or 0) > abs(after[0].value or 0)
        return is_drop and times >= _SPIKE_TIMES and len(after) == _FEWEST_AROUND and _are_steady(after)
    is_steady = len(after) > 1 and _are_steady(before) and _are_steady(after[:2])
    return is_steady and any(abs(times / factor - 1) <= _NEAR_FACTOR for factor in _FACTORS)


def _are_steady(values: Sequence[YearValue]) -> bool:
    return all(0 < _times(one, other) <= _STEADY for one, other in pairwise(values))


def _year_typed(seen: _Seen) -> Iterator[Text]:
    """A value that is its own year, far from those around it."""
    for before, value, after in zip((None, *seen.known), seen.known, (*seen.known[1:], None), strict=False):
        around = [one for one in (before, after) if one]
        if value.value == value.year and around and not any(0 < _times(value, one) <= _STEADY for one in around):
            yield Sentence("en {year}, la valeur est l’année même", year=value.year)


def _times(one: YearValue, other: YearValue) -> float:
    """How many times the larger of two values holds the smaller; 0 where one is nil."""
    small, large = sorted((abs(one.value or 0), abs(other.value or 0)))
    return large / small if small else 0.0


def _jump_words(before: YearValue, after: YearValue) -> Text:
    is_more, times = abs(after.value or 0) > abs(before.value or 0), round(_times(before, after))
    return Text(
        f"{times} fois {'plus' if is_more else 'moins'} en {after.year} qu’en {before.year}",
        f"{times} times {'more' if is_more else 'less'} in {after.year} than in {before.year}",
    )


def _stray_zero(seen: _Seen) -> Iterator[Text]:
    """Zeros after values alike, unless they last; small counts, which may well be nil in a year, are left alone."""
    for place in range(1, len(seen.known)):
        after = next((value for value in seen.known[place + 1 :] if value.value), None)
        before = seen.known[place - 1]
        around = after or (seen.known[place - 3] if place + 1 == len(seen.known) > _FEWEST_AROUND else None)
        if seen.known[place].value or around is None:
            continue
        is_large = min(abs(before.value or 0), abs(around.value or 0)) >= _FEW
        if is_large and _times(before, around) <= _ALIKE:
            yield Sentence("zéro en {year}", year=seen.known[place].year)
            return


def _gap(seen: _Seen) -> Iterator[Text]:
    """Years without a value in a series that has nearer ones: one that comes every six years has none."""
    gaps = [(after.year - before.year, before.year, after.year) for before, after in pairwise(seen.known)]
    longest = max(gaps, default=(0, 0, 0))
    if longest[0] >= _GAP_YEARS and min(gaps)[0] * 2 <= longest[0]:
        yield Sentence("rien entre {longest} et {longest2}", longest=longest[1], longest2=longest[2])


_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("no_target", _no_target),
    ("no_link", _no_link),
    ("insensitive", _insensitive),
    ("unmoved", _unmoved_findings),
    ("method_changed", _method_changed),
    ("source_mixed", _source_mixed),
    ("revised", _revision_findings),
    ("lower_bounds", _lower_bounds),
    ("out_of_bounds", _out_of_bounds),
    ("jump", _jump),
    ("stray_zero", _stray_zero),
    ("gap", _gap),
)


def find_lasting(indicator: FollowedIndicator) -> tuple[tuple[str, Text], ...]:
    """Return what is wrong with an indicator whatever the day: the rule and its evidence, in the order of the rules."""
    known = tuple(chosen_value for chosen_value in chosen_values(indicator.values) if chosen_value.value is not None)
    seen = _Seen(indicator=indicator, known=known)
    return tuple((code, evidence) for code, check in _CHECKS for evidence in check(seen))


def check_health(statuses: Sequence[IndicatorStatus], *, today: date) -> tuple[HealthFinding, ...]:
    """Return everything wrong with the indicators of one territory or several: of several first, then of each."""
    alone = (
        HealthFinding(code=code, subject=status.slug, siren=status.siren, evidence=evidence)
        for status in statuses
        for code, evidence in (*status.found, *_dated_findings(status, today))
    )
    return (*_too_many(statuses), *alone)


def _too_many(statuses: Sequence[IndicatorStatus]) -> Iterator[HealthFinding]:
    keys: dict[tuple[str, str], int] = {}
    actions: dict[tuple[str, str, str], int] = {}
    for status in statuses:
        whole = (status.siren, status.plan or status.siren)
        keys[whole] = keys.get(whole, 0) + status.is_key
        if status.action:
            actions[*whole, status.action] = actions.get((*whole, status.action), 0) + 1
    for (siren, subject), count in keys.items():
        if count > MOST_KEY:
            evidence = Sentence(
                "{count} indicateurs clés, pour {most} que l’on peut suivre", count=count, most=MOST_KEY
            )
            yield HealthFinding(code="too_many_key", subject=subject, siren=siren, evidence=evidence)
    for (siren, subject, action), count in actions.items():
        if count > MOST_BY_ACTION:
            evidence = Sentence("{count} indicateurs pour « {action} »", count=count, action=action)
            yield HealthFinding(code="too_many_for_action", subject=subject, siren=siren, evidence=evidence)


def _dated_findings(status: IndicatorStatus, today: date) -> Iterator[tuple[str, Text]]:
    """Return the findings that depend on the day, or on who holds a role."""
    if not status.is_owned:
        yield "no_owner", Sentence("aucun nom n’est donné")
    elif status.is_owner_gone:
        yield "owner_gone", Sentence("la personne nommée n’est plus là")
    patience = status.months + _GRACE_MONTHS
    if status.last_year is None:
        if _months_between(status.created, today) > patience:
            words = ("aucune valeur connue depuis le {}", "no known value since {}")
            yield "never_updated", date_text(status.created, *words)
    elif status.last_year > today.year:
        yield "ahead", Sentence("dernière valeur : {last_year}", last_year=status.last_year)
    elif _months_between(date(status.last_year, 12, 31), today) > patience:
        yield (
            "stale",
            Sentence(
                "dernière valeur : {last_year}, attendue tous les {months} mois",
                last_year=status.last_year,
                months=status.months,
            ),
        )


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
