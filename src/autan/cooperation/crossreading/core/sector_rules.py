"""Sectors against the whole: base values, then levels aimed at, inside one plan."""

from collections.abc import Iterator, Sequence

from autan.cooperation.crossreading.core.statements import SECTORS, Aspect, Statement
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text

type _Group = tuple[str, str, str, int | None]
type Told = tuple[Text, tuple[Statement, ...]]


def compare_sectors(statements: Sequence[Statement], admitted_pct: float) -> Iterator[Told]:
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
            yield _gap_words(gap, admitted_pct, "valeurs de référence", "base values"), (whole, *parts)
        elif abs(gap) <= admitted_pct:
            targets = [
                statement
                for statement in statements
                if statement.aspect is Aspect.TARGET
                and (statement.source, statement.quantity, statement.scope, statement.base_year)
                == (source, quantity, scope, year)
            ]
            yield from _levels(targets, {part.part: part for part in (whole, *parts)}, admitted_pct)


def _sums(statements: Sequence[Statement]) -> tuple[Statement, list[Statement], float] | None:
    """The whole, its sectors once each, and their sum; None when one of them lacks, or two values are given."""
    whole = next((statement for statement in statements if statement.part == "total"), None)
    by_part = {statement.part: statement for statement in statements if statement.part in SECTORS}
    if whole is None or not whole.value or len(by_part) < 2:
        return None
    values = [sector.value_in(whole.unit) for sector in by_part.values()]
    if None in values:
        return None
    return whole, list(by_part.values()), sum(value for value in values if value is not None)


def _levels(targets: Sequence[Statement], bases: dict[str, Statement], admitted_pct: float) -> Iterator[Told]:
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
            yield _gap_words(gap, admitted_pct, "niveaux visés", "levels aimed at"), (year_targets["total"], *parts)


def _gap_words(gap: float, admitted_pct: float, fr: str, en: str) -> Text:
    gap_words, admitted = number_text(round(abs(gap), 1)), number_text(admitted_pct)
    more = Sentence("de plus") if gap > 0 else Sentence("de moins")
    return Text(
        f"{fr} : la somme des secteurs fait {gap_words.fr} % {more.fr} que le total, {admitted.fr} % admis",
        f"{en}: the sectors add up to {gap_words.en}% {more.en} than the whole, {admitted.en}% admitted",
    )
