"""Rules on statements: trajectories of targets, shares of energy, what must follow in order, base years."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from autan.cooperation.crossreading.core.contradictions import Contradiction, ContradictionKind, Tolerances
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text

_AMOUNTS = {"level", "share"}
DOWN = {"ghg", "final_energy"}
UP = {"renewable_output", "renewable_consumption", "renewable_share", "sequestration"}
"""Which way the targets of a quantity go; of others it is not known."""
_SHARE, _OUTPUT, _CONSUMED = "renewable_share", "renewable_output", "renewable_consumption"
_ENERGY = "final_energy"
type Difference = tuple[tuple[ContradictionKind, Text], tuple[Statement, ...]]


def compare_trajectories(group: Sequence[Statement], tolerances: Tolerances) -> Iterator[Difference]:
    """Yield what is wrong with the targets of one quantity and part, each with its witnesses."""
    targets = [statement for statement in group if statement.aspect is Aspect.TARGET and statement.year]
    changes = [target for target in targets if target.form == "change" and target.unit == "pct" and target.base_year]
    for change in changes:
        for level in targets:
            if level.form == "level" and level.is_same_scope(change):
                yield from _level_of_change(change, level, group, tolerances)
    for one, other in combinations(changes, 2):
        yield from _weaker_later(*sorted((one, other), key=lambda target: target.year or 0), tolerances=tolerances)
    for one, other in combinations([target for target in targets if target.form in _AMOUNTS], 2):
        yield from _weaker_amount(*sorted((one, other), key=lambda target: target.year or 0), tolerances=tolerances)


def _level_of_change(
    change: Statement, level: Statement, group: Sequence[Statement], tolerances: Tolerances
) -> Iterator[Difference]:
    """Compare the level that a change leads to with the one that is written; silent where a base is not alike."""
    bases = [
        statement
        for statement in group
        if statement.aspect is Aspect.BASE
        and statement.year == change.base_year
        and not statement.is_floor
        and statement.is_same_scope(change)
        and statement.is_same_scope(level)
    ]
    levels = [
        (base, value * (1 + change.value / 100))
        for base in bases
        if (value := base.value_in(level.unit)) is not None and value > 0
    ]
    if not levels or any(_agree(change, reached, level, tolerances) for _base, reached in levels):
        return
    base, reached = levels[0]
    words = Sentence(
        "la baisse ou la hausse mène à {low} en {year}, le niveau écrit est {high}"
        if level.year == change.year
        else "la baisse ou la hausse mène à {low} en {year}, le niveau écrit pour {year2} est {high}",
        low=number_text(round(reached, 1)),
        high=number_text(round(level.value, 1)),
        year=change.year,
        year2=level.year,
    )
    yield (ContradictionKind.TARGET, words), (change, base, level)


def _agree(change: Statement, reached: float, level: Statement, tolerances: Tolerances) -> bool:
    """Say whether a level is the one that a change leads to, or of another year without asking less later."""
    if level.year == change.year or gap_pct(reached, level.value) <= tolerances.base_pct:
        return gap_pct(reached, level.value) <= tolerances.base_pct
    is_later_more = (level.value > reached) == ((level.year or 0) > (change.year or 0))
    return change.quantity not in (DOWN if is_later_more else UP)


def _weaker_later(first: Statement, last: Statement, *, tolerances: Tolerances) -> Iterator[Difference]:
    """Yield two changes from one base year of which the later one asks less."""
    if first.year == last.year or first.base_year != last.base_year or not first.is_same_scope(last):
        return
    weaker = first.value - last.value if first.value > 0 else last.value - first.value
    if first.value * last.value >= 0 and weaker > tolerances.value_points:
        points = number_text(round(weaker, 1))
        words = Sentence(
            "l’objectif de {year} est plus faible que celui de {year2}, de {points} points",
            year=last.year,
            year2=first.year,
            points=points,
        )
        yield (ContradictionKind.TARGET, words), (first, last)


def _weaker_amount(first: Statement, last: Statement, *, tolerances: Tolerances) -> Iterator[Difference]:
    """Yield two levels, or two shares, of which the later one asks less."""
    value = last.value_in(first.unit)
    if first.year == last.year or first.form != last.form or not first.is_same_scope(last) or value is None:
        return
    is_weaker = first.quantity in (DOWN if value > first.value else UP)
    is_apart = (
        abs(value - first.value) > tolerances.value_points
        if first.form == "share"
        else gap_pct(value, first.value) > tolerances.value_pct
    )
    if is_weaker and is_apart:
        words = Sentence(
            "l’objectif de {year} est plus faible que celui de {year2}\u00a0: {last} après {first}",
            year=last.year,
            year2=first.year,
            last=number_text(round(value, 1)),
            first=number_text(first.value),
        )
        yield (ContradictionKind.TARGET, words), (first, last)


def compare_mix(statements: Iterable[Statement], tolerances: Tolerances) -> Iterator[Difference]:
    """Yield each share of renewables that does not agree with the energy of its year.

    What is consumed of renewables makes the share up. Where it is not aimed at, their output does: more output than
    the share asks is silent, for it may leave the territory.
    """
    aims = [s for s in statements if s.aspect is Aspect.TARGET and s.part == "total" and s.form in _AMOUNTS]
    for share in (aim for aim in aims if aim.quantity == _SHARE):
        near = [aim for aim in aims if aim.year == share.year and aim.is_same_scope(share)]
        consumed, output = (_shares(near, quantity) for quantity in (_CONSUMED, _OUTPUT))
        shares = consumed or output
        admitted = share.value * tolerances.base_pct / 100
        is_apart = [
            reached < share.value - admitted or (bool(consumed) and reached > share.value + admitted)
            for _sides, reached in shares
        ]
        if shares and all(is_apart):
            sides, reached = shares[0]
            words = Sentence(
                "{share} % de renouvelables, dont la consommation visée fait {reached} % de toute l’énergie"
                if consumed
                else "{share} % de renouvelables, dont la production ne fait que {reached} % de la consommation visée",
                share=number_text(share.value),
                reached=number_text(round(reached, 1)),
            )
            yield (ContradictionKind.TARGET, words), (share, *sides)


def _shares(aims: Sequence[Statement], quantity: str) -> list[tuple[tuple[Statement, Statement], float]]:
    """A quantity of renewables over all the energy, in per cent, with both statements, for each pair of them."""
    parts, energies = ([aim for aim in aims if aim.quantity == name] for name in (quantity, _ENERGY))
    return [
        ((part, energy), 100 * value / energy.value)
        for part, energy in product(parts, energies)
        if energy.value > 0 and (value := part.value_in(energy.unit)) is not None
    ]


def gap_pct(one: float, other: float) -> float:
    """Return how far apart two values are, in per cent of the larger one; 0 for two zeros.

    >>> gap_pct(90, 100), gap_pct(0, 0)
    (10.0, 0.0)
    """
    largest = max(abs(one), abs(other))
    return 100 * abs(one - other) / largest if largest else 0.0


def compare_ordered(group: Sequence[Statement], tolerances: Tolerances) -> Iterator[Difference]:
    """Yield the moments, and the amounts, that cannot follow one another as they are written, the furthest first.

    A moment or an amount may be anything between its two ends: nothing is said while some order of them stands.
    """
    ordered = sorted(
        (statement for statement in group if statement.aspect in {Aspect.MOMENT, Aspect.AMOUNT}),
        key=lambda statement: statement.rank,
    )
    apart = [pair for pair in combinations(ordered, 2) if _is_apart(*pair, tolerances=tolerances)]
    for before, after in sorted(apart, key=lambda pair: (pair[1].high or 0) - pair[0].value):
        yield (
            _agenda(before, after) if after.aspect is Aspect.MOMENT else _money(before, after, tolerances),
            (before, after),
        )


def _is_apart(before: Statement, after: Statement, *, tolerances: Tolerances) -> bool:
    """Say whether what comes after is less than what comes before, whatever each may be between its ends."""
    if before.rank == after.rank or before.aspect is not after.aspect or after.high is None:
        return False
    admitted = _tolerance(before, after, tolerances) if after.aspect is Aspect.AMOUNT else 0.0
    return after.high * (1 + admitted / 100) < before.value


def _tolerance(before: Statement, after: Statement, tolerances: Tolerances) -> float:
    return tolerances.rough_pct if before.is_rough or after.is_rough else tolerances.money_pct


def _agenda(before: Statement, after: Statement) -> tuple[ContradictionKind, Text]:
    days = number_text(before.value - (after.high or 0))
    return ContradictionKind.AGENDA, Sentence("ce qui doit suivre est daté avant, d’au moins {days} jours", days=days)


def _money(before: Statement, after: Statement, tolerances: Tolerances) -> tuple[ContradictionKind, Text]:
    low, high = number_text(before.value), number_text(after.high or 0)
    admitted = number_text(_tolerance(before, after, tolerances))
    return ContradictionKind.MONEY, Sentence(
        "{low} € au moins, dans ce qui fait {high} € au plus : {admitted} % admis",
        low=low,
        high=high,
        admitted=admitted,
    )


_MEMBER, _MEMBERS = Sentence("membre"), Sentence("membres")


def compare_members(statements: Iterable[Statement], tolerances: Tolerances) -> Iterator[Contradiction]:
    """Give each quantity and part whose targets count from base years that are too far apart from member to member.

    Yields:
        Contradictions of the network as a whole, a side for each member and base year, the oldest year first. Targets
        of plans that are changes are compared, those of an estate apart from the others; two years of one member alone
        are its own contradiction.
    """
    groups: dict[tuple[str, str, bool], list[Statement]] = {}
    for statement in statements:
        if (
            statement.origin is Origin.PLAN
            and statement.aspect is Aspect.TARGET
            and statement.form == "change"
            and statement.base_year
        ):
            groups.setdefault((statement.quantity, statement.part, statement.scope == "estate"), []).append(statement)
    for group in groups.values():
        if _counts_apart(group, tolerances.base_year_years):
            yield _contradiction(group, tolerances.base_year_years)


def _counts_apart(statements: Sequence[Statement], admitted: int) -> bool:
    """Say whether two members count from years further apart than what is admitted."""
    by_year = sorted((statement.base_year or 0, statement.siren) for statement in statements)
    (oldest, first), (newest, last) = by_year[0], by_year[-1]
    if newest - oldest <= admitted:
        return False
    return first != last or any(
        siren != first and (year - oldest > admitted or newest - year > admitted) for year, siren in by_year
    )


def _contradiction(statements: Sequence[Statement], admitted: int) -> Contradiction:
    sides: dict[tuple[int, str], Statement] = {}
    for statement in statements:
        sides.setdefault((statement.base_year or 0, statement.siren), statement)
    counts = Counter(year for year, _siren in sides)
    texts = [
        ", ".join(_count_text(year, counts[year], language) for year in sorted(counts)) for language in ("fr", "en")
    ]
    about = statements[0].subject
    return Contradiction(
        kind=ContradictionKind.BASE_YEAR,
        siren="",
        subject=Sentence("{about}, patrimoine", about=about) if statements[0].scope == "estate" else about,
        sides=tuple(sides[key] for key in sorted(sides)),
        explanation=Text(
            f"d’un membre à l’autre, comptés depuis {texts[0]} : {admitted} an d’écart est admis ; "
            "ces objectifs ne s’additionnent pas tels quels",
            f"from one member to another, counted from {texts[1]}: a gap of {admitted} year is admitted; these targets "
            "do not add up as they are",
        ),
    )


def _count_text(year: int, count: int, language: str) -> str:
    return f"{year} ({count} {plural(count, _MEMBER, _MEMBERS).in_language(language)})"
