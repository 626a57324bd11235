"""Rules on parts and their whole: sectors, sources, an estate in its territory."""

from collections.abc import Iterator, Sequence

from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.core.difference_rules import Difference
from autan.cooperation.crossreading.core.statements import SECTORS, SOURCES, Aspect, Statement
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text

type _Group = tuple[str, str, str, int | None]


def compare_sectors(statements: Sequence[Statement], admitted_pct: float) -> Iterator[Difference]:
    """Give each group of sectors that does not add up to its whole, with the whole first.

    Yields:
        What is wrong, and the statements at fault. Sectors that are not all given may be less than the whole, never
        more; where their base values make up the whole, what they aim at must make up what it aims at.
    """
    groups: dict[_Group, list[Statement]] = {}
    for statement in statements:
        if statement.aspect is Aspect.BASE:
            groups.setdefault((statement.source, statement.quantity, statement.scope, statement.year), []).append(
                statement
            )
    for (source, quantity, scope, year), group in groups.items():
        sums = _sums(group)
        if sums is None:
            continue
        whole, parts, total = sums
        gap = 100 * (total - whole.value) / whole.value
        is_whole = {part.part for part in parts} == set(SECTORS)
        if gap > admitted_pct or (is_whole and -gap > admitted_pct):
            yield _sectors_gap(gap, admitted_pct, "valeurs de référence", "base values"), (whole, *parts)
        elif abs(gap) <= admitted_pct:
            targets = [
                statement
                for statement in statements
                if statement.aspect is Aspect.TARGET
                and (statement.source, statement.quantity, statement.scope, statement.base_year)
                == (source, quantity, scope, year)
            ]
            yield from _levels(targets, {part.part: part for part in (whole, *parts)}, admitted_pct)


def _sums(
    statements: Sequence[Statement], kinds: Sequence[str] = SECTORS
) -> tuple[Statement, list[Statement], float] | None:
    """The whole, its parts of some kinds once each, and their sum; None when one lacks, or units are not alike."""
    whole = next((statement for statement in statements if statement.part == "total"), None)
    by_part = {statement.part: statement for statement in statements if statement.part in kinds}
    if whole is None or not whole.value or len(by_part) < 2:
        return None
    values = [sector.value_in(whole.unit) for sector in by_part.values()]
    if None in values:
        return None
    return whole, list(by_part.values()), sum(value for value in values if value is not None)


def _levels(targets: Sequence[Statement], bases: dict[str, Statement], admitted_pct: float) -> Iterator[Difference]:
    by_year: dict[int | None, dict[str, Statement]] = {}
    for target in targets:
        if target.form == "change" and target.unit == "pct":
            by_year.setdefault(target.year, {})[target.part] = target
    for year_targets in by_year.values():
        # a sector without a target has no known level, and their sum none either
        if year_targets.keys() < bases.keys() or "total" not in year_targets:
            continue
        levels = {
            part: (bases[part].value_in(bases["total"].unit) or 0.0) * (1 + year_targets[part].value / 100)
            for part in bases
        }
        whole = levels.pop("total")
        if whole and abs(gap := 100 * (sum(levels.values()) - whole) / whole) > admitted_pct:
            parts = tuple(year_targets[part] for part in levels)
            yield _sectors_gap(gap, admitted_pct, "niveaux visés", "levels aimed at"), (year_targets["total"], *parts)


def _sectors_gap(gap: float, admitted_pct: float, fr: str, en: str) -> tuple[ContradictionKind, Text]:
    gap_words, admitted = number_text(round(abs(gap), 1)), number_text(admitted_pct)
    more = Sentence("de plus") if gap > 0 else Sentence("de moins")
    return ContradictionKind.SECTORS, Text(
        f"{fr} : la somme des secteurs fait {gap_words.fr} % {more.fr} que le total, {admitted.fr} % admis",
        f"{en}: the sectors add up to {gap_words.en}% {more.en} than the whole, {admitted.en}% admitted",
    )


def compare_parts(statements: Sequence[Statement], admitted_pct: float) -> Iterator[Difference]:
    """Give what one source observes, or aims at as levels, in parts that make more than their whole, once a series.

    Yields:
        What is wrong in the year of the widest gap, and its statements with the whole first. Parts that make less are
        silent: all may not be told.
    """
    series: dict[tuple[Aspect, str, str, str], dict[int | None, list[Statement]]] = {}
    for statement in statements:
        if statement.aspect is Aspect.OBSERVED or statement.form == "level":
            series_key = (statement.aspect, statement.source, statement.quantity, statement.scope)
            series.setdefault(series_key, {}).setdefault(statement.year, []).append(statement)
    for years in series.values():
        gaps = [
            gap for same_year in years.values() for parts in (SECTORS, SOURCES) for gap in _excess(same_year, parts)
        ]
        gap, sides = max(gaps, key=lambda excess: excess[0], default=(0.0, ()))
        if gap > admitted_pct:
            yield _parts_gap(gap, admitted_pct, sides[0].year), sides


def _excess(statements: Sequence[Statement], kinds: Sequence[str]) -> Iterator[tuple[float, tuple[Statement, ...]]]:
    if sums := _sums(statements, kinds):
        whole, parts, total = sums
        if not any(side.is_floor for side in (whole, *parts)):
            yield 100 * (total - whole.value) / whole.value, (whole, *parts)


def _parts_gap(gap: float, admitted_pct: float, year: int | None) -> tuple[ContradictionKind, Text]:
    number, admitted = number_text(round(gap, 1)), number_text(admitted_pct)
    return ContradictionKind.SECTORS, Sentence(
        "la somme des parts de {year} fait {number} % de plus que le total, {admitted} % admis",
        year=year,
        number=number,
        admitted=admitted,
    )


def find_whole_estate(one: Statement, other: Statement, perimeter_pct: float) -> Text | None:
    """Say why an estate that is worth its territory is wrong; None for two statements of other scopes, or for less."""
    if {one.scope, other.scope} != {"estate", "territory"}:
        return None
    estate, whole = (one, other) if one.scope == "estate" else (other, one)
    value = estate.value_in(whole.unit)
    if value is None or whole.is_floor or value < whole.value * (1 - perimeter_pct / 100) or not whole.value:
        return None
    return Sentence("le patrimoine vaut autant que le territoire qui le contient")
