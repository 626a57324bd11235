"""The rules that find contradictions among the statements on one member, and those of facts that disagree."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from autan.cooperation.crossreading.core.contradictions import Contradiction, ContradictionKind, Tolerances
from autan.cooperation.crossreading.core.difference_rules import (
    DOWN,
    UP,
    Difference,
    compare_mix,
    compare_ordered,
    compare_trajectories,
    gap_pct,
)
from autan.cooperation.crossreading.core.part_rules import compare_parts, compare_sectors, find_whole_estate
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text

_UNIT_FACTORS = {
    1000.0: Sentence("un facteur mille (kt et t, GWh et MWh)"),
    11.63: Sentence("tep et MWh"),
    44 / 12: Sentence("tonnes de carbone et tonnes de CO₂"),
}
"""What two numbers of one thing differ by when a unit was taken for another."""
_OBSERVING = {Origin.FOLLOW_UP, Origin.INDICATOR, Origin.ACCOUNTS}
_OF_SERIES = {ContradictionKind.ACCOUNTS, ContradictionKind.OBSERVED}
"""Kinds that are told once for all the years of two sources."""
_WIDEST_FIRST = {ContradictionKind.AGENDA, ContradictionKind.MONEY}
type _Told = tuple[ContradictionKind, Text] | None


def find_contradictions(statements: Iterable[Statement], tolerances: Tolerances) -> tuple[Contradiction, ...]:
    """Return what contradicts what, member by member, in the order of the statements."""
    members: dict[str, list[Statement]] = {}
    for statement in statements:
        members.setdefault(statement.siren, []).append(statement)
    return tuple(contradiction for member in members.values() for contradiction in _of_member(member, tolerances))


def _of_member(statements: Sequence[Statement], tolerances: Tolerances) -> Iterator[Contradiction]:
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        groups.setdefault((statement.quantity, statement.part), []).append(statement)
    for group in groups.values():
        yield from _merge_differences(
            [
                *(
                    (difference, (one, other))
                    for one, other in combinations(group, 2)
                    if (difference := _compare(one, other, tolerances))
                ),
                *compare_trajectories(group, tolerances),
                *compare_ordered(group, tolerances),
                *_wrong_ways(group, tolerances),
            ]
        )
    of_the_whole = (
        *compare_mix(statements, tolerances),
        *compare_sectors(statements, tolerances.sectors_pct),
        *compare_parts(statements, tolerances.sectors_pct),
    )
    yield from (_make_contradiction(difference, sides) for difference, sides in of_the_whole)


def _merge_differences(differences: Sequence[Difference]) -> Iterator[Contradiction]:
    """Yield each conflict once with all its witnesses: differences of one kind that share one are the same."""
    by_kind: dict[ContradictionKind, list[Difference]] = {}
    for difference in differences:
        kind = difference[0][0]
        # a base value and later years of one plan, beside one series, are one conflict
        by_kind.setdefault(ContradictionKind.OBSERVED if kind in _OF_SERIES else kind, []).append(difference)
    for alike in by_kind.values():
        for chain in _group_by_witness(alike):
            witnesses = tuple(dict.fromkeys(side for _difference, sides in chain for side in sides))
            yield _make_contradiction((chain[0][0][0], _chain_words(chain)), witnesses)


def _group_by_witness(differences: Sequence[Difference]) -> list[list[Difference]]:
    """Gather the differences that share a witness, directly or through others."""
    chains: list[tuple[set[str], list[Difference]]] = []
    for difference in differences:
        names = set(_witnesses(difference))
        gathered = [chain for chain in chains if names & chain[0]]
        others = [chain for chain in chains if not names & chain[0]]
        names.update(*(chain[0] for chain in gathered))
        chains = [*others, (names, [*(linked for chain in gathered for linked in chain[1]), difference])]
    return [chain for _names, chain in chains]


def _witnesses(difference: Difference) -> Iterator[str]:
    """What differences that are one conflict share: a source of a series, a base year, else a statement."""
    (kind, _words), sides = difference
    for side in sides:
        if kind in _OF_SERIES:
            yield side.source
        elif kind is ContradictionKind.BASE_YEAR:
            yield f"{sides[0].scope or sides[1].scope} {side.base_year}"
        else:
            yield side.ref.key


def _chain_words(chain: Sequence[Difference]) -> Text:
    """Why: with its years for a series, the widest gap for dates and amounts, else each reason once."""
    (kind, words), _sides = chain[0]
    if kind in _OF_SERIES:
        listed = ", ".join(sorted({str(sides[0].year) for _difference, sides in chain}))
        return Sentence("{words} ({listed})", words=words, listed=listed)
    reasons = list(dict.fromkeys(reason for (_kind, reason), _sides in chain))
    if kind in _WIDEST_FIRST or len(reasons) == 1:
        return words
    return Sentence.joined("\u202f; ", reasons)


def _make_contradiction(difference: tuple[ContradictionKind, Text], sides: Sequence[Statement]) -> Contradiction:
    (kind, words), first = difference, sides[0]
    return Contradiction(kind=kind, siren=first.siren, subject=first.subject, sides=tuple(sides), explanation=words)


def _compare(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    aspects = {one.aspect, other.aspect}
    for pair, rule in _RULES:
        if aspects == pair:
            return rule(one, other, tolerances)
    return None


def _targets(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    """Two targets of one quantity and part: base years, horizons, values, or an estate taken for its territory."""
    if not one.is_same_scope(other):
        is_one_level = one.form == other.form == "level" and one.year == other.year
        words = find_whole_estate(one, other, tolerances.perimeter_pct) if is_one_level else None
        return (ContradictionKind.PERIMETER, words) if words else None
    if one.base_year and other.base_year and abs(one.base_year - other.base_year) > tolerances.base_year_years:
        first, last = sorted((one.base_year, other.base_year))
        return ContradictionKind.BASE_YEAR, Sentence(
            "comptés depuis {base_year} et depuis {base_year2} : {base_year_years} an d’écart est admis",
            base_year=first,
            base_year2=last,
            base_year_years=tolerances.base_year_years,
        )
    # of a horizon that is not known, nothing tells whether it is the same
    if one.form != other.form or one.year is None or other.year is None:
        return None
    gap = abs(one.year - other.year)
    if gap == 0:
        return _value_gap(one, other, tolerances)
    is_same_value = _value_gap(one, other, tolerances) is None and one.unit == other.unit
    if one.source != other.source and gap > tolerances.horizon_years and is_same_value:
        early, late = sorted((one.year, other.year))
        return ContradictionKind.HORIZON, Sentence("la même valeur pour {year} et pour {year2}", year=early, year2=late)
    return None


def _value_gap(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    if {one.unit, other.unit} <= {"pct"}:
        points = abs(one.value - other.value)
        if points <= tolerances.value_points:
            return None
        number, admitted = _number(points), _number(tolerances.value_points)
        return ContradictionKind.TARGET, Sentence(
            "{number} points d’écart, {admitted} admis", number=number, admitted=admitted
        )
    return _levels(one, other, ContradictionKind.TARGET, tolerances.value_pct, tolerances)


def _levels(
    one: Statement, other: Statement, kind: ContradictionKind, admitted_pct: float, tolerances: Tolerances
) -> _Told:
    """Compare two levels in one unit: nothing within the tolerance, a unit mistaken for another, or a gap."""
    value = other.value_in(one.unit)
    if value is None:
        return None
    # what is known at least contradicts nothing above it
    if (one.is_floor and one.value <= value) or (other.is_floor and value <= one.value):
        return None
    gap = gap_pct(one.value, value)
    if gap <= admitted_pct:
        return None
    mistaken = mistaken_unit(one.value, value, tolerances.unit_pct)
    if mistaken is not None:
        return ContradictionKind.UNITS, Sentence("l’écart est celui de deux unités : {mistaken}", mistaken=mistaken)
    number, admitted = _number(gap), _number(admitted_pct)
    return kind, Sentence("{number} % d’écart, {admitted} % admis", number=number, admitted=admitted)


def mistaken_unit(one: float, other: float, admitted_pct: float) -> Text | None:
    """Return the two units that the ratio of two values is that of; None when it is that of none.

    >>> mistaken_unit(1650, 1_650_000, 5).en
    'a factor of a thousand (kt and t, GWh and MWh)'
    """
    small, large = sorted((abs(one), abs(other)))
    if not small:
        return None
    ratio = large / small
    return next(
        (words for factor, words in _UNIT_FACTORS.items() if abs(ratio / factor - 1) * 100 <= admitted_pct), None
    )


def _bases(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    """Two base values: of one scope they must agree; an estate must be less than its territory."""
    if one.year != other.year:
        return None
    if words := find_whole_estate(one, other, tolerances.perimeter_pct):
        return ContradictionKind.PERIMETER, words
    if not one.is_same_scope(other):
        return None
    return _levels(one, other, ContradictionKind.TARGET, tolerances.base_pct, tolerances)


def _base_and_observed(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    """A base value, and what was observed in that very year."""
    if one.year != other.year or not one.is_same_scope(other):
        return None
    observed = one if one.aspect is Aspect.OBSERVED else other
    if observed.origin is Origin.ACCOUNTS:
        return _levels(one, other, ContradictionKind.ACCOUNTS, tolerances.accounts_pct, tolerances)
    return _levels(one, other, ContradictionKind.OBSERVED, tolerances.base_pct, tolerances)


def _observations(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    """Two values observed in one year: by two sources, or of an estate and of its territory."""
    if one.year == other.year and (words := find_whole_estate(one, other, tolerances.perimeter_pct)):
        return ContradictionKind.PERIMETER, words
    if one.year != other.year or one.source == other.source or not one.is_same_scope(other):
        return None
    return _levels(one, other, ContradictionKind.ACCOUNTS, tolerances.accounts_pct, tolerances)


def _existence(one: Statement, other: Statement, _tolerances: Tolerances) -> _Told:
    """Return a contradiction when one source states that there is none and another shows one."""
    if one.value == other.value or one.origin is other.origin:
        return None
    says, shows = (one, other) if not one.value else (other, one)
    return ContradictionKind.SURVEY, Sentence(
        "dit qu’il n’y en a pas ({origin}), à côté de ce que montre une autre source ({origin2})",
        origin=says.origin.label,
        origin2=shows.origin.label,
    )


def _dates(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    days = abs(one.value - other.value)
    if days <= tolerances.date_days or one.origin is other.origin:
        return None
    return ContradictionKind.DATES, Sentence(
        "{days:.0f} jours d’écart, {date_days} admis", days=days, date_days=tolerances.date_days
    )


def _staff(one: Statement, other: Statement, tolerances: Tolerances) -> _Told:
    gap = abs(one.value - other.value)
    if one.year != other.year or one.origin is other.origin or gap <= tolerances.staff_fte:
        return None
    number, admitted = _number(gap), _number(tolerances.staff_fte)
    return ContradictionKind.STAFF, Sentence(
        "{number} équivalent temps plein d’écart, {admitted} admis", number=number, admitted=admitted
    )


_RULES: tuple[tuple[set[Aspect], Callable[[Statement, Statement, Tolerances], _Told]], ...] = (
    ({Aspect.TARGET}, _targets),
    ({Aspect.BASE}, _bases),
    ({Aspect.BASE, Aspect.OBSERVED}, _base_and_observed),
    ({Aspect.OBSERVED}, _observations),
    ({Aspect.EXISTS}, _existence),
    ({Aspect.DATE}, _dates),
    ({Aspect.STAFF}, _staff),
)


def _wrong_ways(group: Sequence[Statement], tolerances: Tolerances) -> Iterator[Difference]:
    """Yield targets contradicted by observations of one source that go the other way over enough years."""
    series: dict[str, list[Statement]] = {}
    for statement in group:
        if statement.aspect is Aspect.OBSERVED and statement.origin in _OBSERVING:
            series.setdefault(statement.source, []).append(statement)
    for target in (
        candidate for candidate in group if candidate.aspect is Aspect.TARGET and candidate.origin is Origin.PLAN
    ):
        # one source is enough: a second that goes the same way is the same contradiction
        difference = next(
            (against for observed in series.values() if (against := _against(target, observed, tolerances))), None
        )
        if difference:
            yield (ContradictionKind.WRONG_WAY, difference[0]), (target, *difference[1])


def _against(
    target: Statement, observed: Sequence[Statement], tolerances: Tolerances
) -> tuple[Text, tuple[Statement, Statement]] | None:
    is_change = target.form == "change" and target.unit == "pct" and target.base_year is not None
    if not is_change and target.form != "level":
        return None
    # what was observed in a year that is not known goes no way
    dated = sorted(
        (
            (statement.year, statement)
            for statement in observed
            if statement.year is not None
            and statement.year >= (target.base_year or 0)
            and target.is_same_scope(statement)
        ),
        key=lambda pair: pair[0],
    )
    if len(dated) < 2 or dated[-1][0] - dated[0][0] < tolerances.wrong_way_years:
        return None
    first, last = dated[0][1], dated[-1][1]
    if first.is_floor or last.is_floor:  # which way it went is not known
        return None
    value = last.value_in(first.unit)
    if not first.value or value is None:
        return None
    change = 100 * (value - first.value) / first.value
    expected = target.value if is_change else _way_to(target, first)
    if change * expected >= 0 or abs(change) <= tolerances.wrong_way_pct:
        return None
    number = _number(change)
    words = Sentence(
        "{number} % de {year} à {year2}, pour un objectif de sens contraire",
        number=number,
        year=first.year,
        year2=last.year,
    )
    return words, (first, last)


def _way_to(level: Statement, first: Statement) -> float:
    """Which way a level asks what was observed first to go; 0 where it is already passed, or not known."""
    value = level.value_in(first.unit)
    direction = 0.0 if value is None else value - first.value
    return direction if level.quantity in (DOWN if direction < 0 else UP) else 0.0


def _number(value: float) -> Text:
    return number_text(round(value, 1))


def disagreeing_sources(groups: Iterable[Sequence[Statement]]) -> tuple[Contradiction, ...]:
    """Return each group of facts that disagree on one subject: all of them, whatever the tolerances."""
    words = Sentence("des sources citées ne disent pas la même chose ; toutes sont gardées")
    return tuple(
        Contradiction(
            kind=ContradictionKind.SOURCES,
            siren=sirens.pop() if len(sirens := {statement.siren for statement in group}) == 1 else "",
            subject=group[0].subject,
            sides=tuple(group),
            explanation=words,
        )
        for group in groups
    )
