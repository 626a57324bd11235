"""Checks of sense on the table of a new edition: what a form that is right may still hide.

Each check gives faults without a row: what was found, and what was expected. People, the last edition and the table
that ships are the measure; nothing is corrected.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence
from autan.opendata.updates.core.revisions import DATE_COLUMNS, EditionComparison, ScaleShift

FEWEST_PLACES, FEWEST_TO_STAND_OUT = 3, 5
TOTAL = "total"


class ImplausibleEditionError(ImportFileError):
    """An edition is well formed, and what it says is implausible: a person accepts it, or looks again."""


FEW_LOST, SHARE_LOST = 3, 0.01
FEW_REVISED, SHARE_REVISED = 20, 0.05
OUTLIER = 100.0  # times the median territory: no town is, another unit is
SAME_SHARE, FEWEST_SAME = 0.95, 20
FEWEST_COMPARED, CLEAR_RATIO = 5, 2.5
FEWEST_CUT = 50
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleBounds:
    """What a column may be worth for each inhabitant of a territory.

    Attributes:
        lowest: below, the median territory is of another unit.
        by: column to divide by, instead of the inhabitants of the register; empty for these.
        sector: value of `sector` whose rows alone are read; empty for all rows.
        reads_outliers: True when a territory far from the others is said too.
    """

    column: str
    lowest: float
    highest: float
    by: str = ""
    sector: str = ""
    reads_outliers: bool = True


MOVES = {"mwh": 1.6, "tco2e": 1.6, "inhabitants": 1.3, "dwellings": 1.5, "kw": 6.0}
"""How many times a territory's total may change from one edition to the next, by the unit that ends a column."""

EVERYWHERE = frozenset({"ore-communes", "igt-ghg", "insee-dwellings", "ademe-dpe", "sdes-vehicles", "geo-register"})
"""Sources that have a row for every commune of what they cover."""


def people_faults(
    table: pl.DataFrame, bounds: PeopleBounds, territory: pl.Series, people: Mapping[str, int]
) -> Iterator[Fault]:
    """A column beyond what people do: in the median territory, or in one that is far from all the others.

    `territory`: SIREN of the territory of each row, null outside any.
    `people`: inhabitants by SIREN, in the municipalities that the table has.
    """
    rates = _rates(table, bounds, territory, people)
    median = rates["rate"].median()
    if rates.height < FEWEST_PLACES or not isinstance(median, float):
        return
    per = Sentence("par habitant")
    if bounds.by and bounds.column != "population_inhabitants":
        per = Sentence("par {unit}", unit=bounds.by)
    if not bounds.lowest <= median <= bounds.highest:
        value = Sentence("{median:.3g} {per}, territoire médian", median=median, per=per)
        expected = Sentence(
            "entre {lowest:g} et {highest:g} : la même unité partout, la bonne",
            lowest=bounds.lowest,
            highest=bounds.highest,
        )
        yield Fault(column=bounds.column, value=value, expected=expected)
        return
    limits = median / OUTLIER, median * OUTLIER
    if bounds.column == "population_inhabitants":
        limits = bounds.lowest / 2, bounds.highest * 2
    outliers = (
        rates.filter(~pl.col("rate").is_between(*limits)).sort("siren") if bounds.reads_outliers else rates.clear()
    )
    if outliers.height and rates.height >= FEWEST_TO_STAND_OUT:
        text = ", ".join(
            f"{siren} {rate:.3g}" for siren, rate in outliers.head(_MOST_NAMED).select("siren", "rate").rows()
        )
        expected = Sentence(
            "une valeur {per} proche de celle des autres territoires (médiane {median:.3g}) : autre unité ?",
            per=per,
            median=median,
        )
        yield Fault(column=bounds.column, value=text, expected=expected)


def _rates(table: pl.DataFrame, bounds: PeopleBounds, territory: pl.Series, people: Mapping[str, int]) -> pl.DataFrame:
    """What the column makes for an inhabitant or another unit, by territory: `siren`, `rate`."""
    rows = table.with_columns(territory.alias("siren")).filter(pl.col("siren").is_not_null())
    if bounds.sector and "sector" in rows.columns and (rows["sector"] == bounds.sector).any():
        rows = rows.filter(pl.col("sector") == bounds.sector)
    for split in ("carrier", "activity"):
        if split in rows.columns and (rows[split] == TOTAL).any():
            rows = rows.filter(pl.col(split) == TOTAL)
    if bounds.by:
        both = rows.filter(pl.col(bounds.column).is_not_null() & pl.col(bounds.by).is_not_null())
        sums = both.group_by("siren").agg(pl.col(bounds.column).sum(), pl.col(bounds.by).sum().alias("below"))
    else:
        known = pl.DataFrame({"siren": list(people), "below": list(people.values())}, schema=_PEOPLE)
        sums = rows.group_by("siren").agg(pl.col(bounds.column).sum()).join(known, on="siren")
    rate = (pl.col(bounds.column) / pl.col("below")).cast(pl.Float64).alias("rate")
    return sums.filter((pl.col("below") > 0) & (pl.col(bounds.column) > 0)).select("siren", rate)


_PEOPLE = {"siren": pl.String, "below": pl.Int64}


def swapped_faults(table: pl.DataFrame, reference: pl.DataFrame, *, key: Sequence[str]) -> Iterator[Fault]:
    """Two categories, or two columns, whose numbers have changed places since the reference.

    Where both tables have the same places these are compared; else only categories that clearly differ are.

    `reference`: tidy table of the last edition, or of the one that ships.
    `key`: columns that identify a row; the first is the place.
    """
    on = [name for name in key if name not in DATE_COLUMNS]
    places = set(table[on[0]].unique()) & set(reference[on[0]].unique())
    is_same = len(places) >= FEWEST_COMPARED
    if is_same:
        table, reference = (frame.filter(pl.col(on[0]).is_in(list(places))) for frame in (table, reference))
    smallest = 1.2 if is_same else CLEAR_RATIO
    numbers = [name for name in table.columns if name not in key and table.schema[name].is_numeric()]
    for split in on[1:]:
        if table.schema[split] == pl.String and table[split].n_unique() <= 30 and numbers:
            new, old = (_shares(frame, split, numbers[0]) for frame in (table, reference))
            yield from _describe_swaps(new, old, smallest, split)
    if len(numbers) > 2:
        new, old = ({name: float(frame[name].sum() or 0) for name in numbers} for frame in (table, reference))
        yield from _describe_swaps(_as_shares(new), _as_shares(old), smallest, "colonnes")


def _shares(table: pl.DataFrame, split: str, number: str) -> dict[str, float]:
    sums = table.group_by(split).agg(pl.col(number).sum())
    return _as_shares({name: float(value or 0) for name, value in sums.iter_rows() if name})


def _as_shares(sums: Mapping[str, float]) -> dict[str, float]:
    whole = sum(value for value in sums.values() if value > 0)
    return {name: value / whole for name, value in sums.items() if value > 0}


def _describe_swaps(new: Mapping[str, float], old: Mapping[str, float], smallest: float, where: str) -> Iterator[Fault]:
    for one, other in combinations(sorted(new.keys() & old.keys()), 2):
        if max(old[one] / old[other], old[other] / old[one]) < smallest:
            continue
        straight = abs(math.log(new[one] / old[one])) + abs(math.log(new[other] / old[other]))
        crossed = abs(math.log(new[one] / old[other])) + abs(math.log(new[other] / old[one]))
        if crossed < straight / 3:
            value = Sentence("{one} et {other}", one=one, other=other)
            yield Fault(column=where, value=value, expected="les parts de la référence : deux titres inversés ?")


def same_numbers_fault(old: pl.DataFrame, new: pl.DataFrame, *, key: Sequence[str]) -> Iterator[Fault]:
    """An edition of another date whose numbers are those of the last one: the same data under another year."""
    on = [name for name in key if name not in DATE_COLUMNS]
    numbers = [name for name in new.columns if name.endswith(tuple(MOVES)) and new.schema[name].is_numeric()]
    if not numbers:
        return
    both = old.join(new, on=on, suffix="_after").filter(pl.any_horizontal(pl.col(name) > 0 for name in numbers))
    if both.height < FEWEST_SAME:
        return
    is_same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_after")) for name in numbers)
    share: float = both.select(is_same.mean()).item()
    if share >= SAME_SHARE:
        value = Sentence("{share:.0%} des valeurs identiques à celles de l’édition précédente", share=share)
        yield Fault(
            value=value, expected="d’autres valeurs à une autre date : les mêmes données sous une autre année ?"
        )


MOST_OF_FRANCE = {"Mt": 1e3, "kt": 1e6, "TWh": 3e3, "GWh": 3e6}
"""More than all France emits or uses in a year, by the beginning of a unit."""


def unit_faults(table: pl.DataFrame, unit: str) -> Iterator[Fault]:
    """Values of a series that all France does not reach: tonnes under « Mt »."""
    most = next((most for start, most in MOST_OF_FRANCE.items() if unit.startswith(start)), math.inf)
    outliers = table.filter(pl.col("value") > most).sort("code", "year")
    if outliers.height:
        value = name_some(
            [f"{code} {year} {value:.0f}" for code, year, value in outliers.select("code", "year", "value").rows()]
        )
        expected = Sentence(
            "au plus {most:.0f} {unit}, plus que toute la France\u00a0: autre unité\u202f?", most=most, unit=unit
        )
        yield Fault(column="value", value=value, expected=expected)


def unmasked_faults(table: pl.DataFrame, reference: pl.DataFrame, *, key: Sequence[str]) -> Iterator[Fault]:
    """Masked meshes that are gone everywhere: floors would be read as totals."""
    on = [name for name in key if name not in DATE_COLUMNS]
    masked = reference.filter(pl.col("masked_meshes") > 0).select(on)
    both = masked.join(table, on=on)
    bare = both.filter(pl.col("masked_meshes") == 0)
    if both.height >= FEWEST_SAME and bare.height > both.height / 2:
        value = Sentence("{bare} lignes sur {both} n’ont plus de maille masquée", bare=bare.height, both=both.height)
        expected = "des mailles masquées, comme dans la référence\u00a0: sans elles, un plancher se lit comme un total"
        yield Fault(column="masked_meshes", value=value, expected=expected)


def moved_faults(
    old: pl.DataFrame, new: pl.DataFrame, *, key: Sequence[str], holders: Mapping[str, str]
) -> Iterator[Fault]:
    """Territories whose total has moved beyond what years do, over the rows that both editions have.

    `key`: columns that identify a row; the first is the place.
    `holders`: SIREN of the territory by code of place.
    """
    on = [name for name in key if name not in DATE_COLUMNS]
    both = old.join(new, on=on, suffix="_after")
    if both.is_empty():
        return
    codes = both[on[0]].unique().to_list()
    labelled = both.with_columns(
        pl.col(on[0]).replace_strict({code: holders.get(code, code) for code in codes}, return_dtype=pl.String)
    )
    for name in new.columns:
        most = next((MOVES[unit] for unit in MOVES if name.endswith(unit)), None)
        if most is None or not new.schema[name].is_numeric():
            continue
        rows = labelled.filter((pl.col(name) > 0) & (pl.col(f"{name}_after") > 0))
        sums = rows.group_by(on[0]).agg(pl.col(name).sum(), pl.col(f"{name}_after").sum(), pl.len())
        ratio = pl.col(f"{name}_after") / pl.col(name)
        outliers = sums.filter((pl.len() > 0) & ((ratio > most) | (ratio < 1 / most))).sort(on[0])
        if outliers.height:
            moves = outliers.select(on[0], name, f"{name}_after").rows()
            text = name_some([f"{place} {before:.0f} → {after:.0f}" for place, before, after in moves])
            yield Fault(
                column=name, value=text, expected=Sentence("un total qui change de moins de {most:g} fois", most=most)
            )


def cut_fault(codes: Sequence[str], members: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """A table of many communes that has only some of those of a territory: it may have been cut at a row end.

    `members`: communes of each territory.
    """
    if len(set(codes)) < FEWEST_CUT:
        return
    present, gaps, missing = set(codes), [], 0
    # a table of one department may well stop where a territory that straddles two goes on
    departments = {code[:2] for code in present}
    for siren, communes in members.items():
        selected = [code for code in communes if code[:2] in departments]
        count = sum(code in present for code in selected)
        if 0 < count < len(selected):
            gaps.append(Sentence("{siren} {count} sur {wanted}", siren=siren, count=count, wanted=len(selected)))
            missing += len(selected) - count
    if missing > FEW_LOST:
        value = Sentence("communes présentes\u00a0: {found}", found=name_some(gaps))
        yield Fault(value=value, expected="toutes les communes de chaque territoire : un fichier coupé ?")


def name_some(names: Sequence[str]) -> str:
    """The first of a list, and how many others."""
    left = len(names) - _MOST_NAMED
    text = Sentence.joined(", ", names[:_MOST_NAMED])
    if left <= 0:
        return text
    others = plural(left, Sentence("autre"), Sentence("autres"))
    return Sentence("{named} et {left} {others}", named=text, left=left, others=others)


def change_faults(comparison: EditionComparison, *, rows: int) -> Iterator[Fault]:
    """Rows lost and values revised, where they are more than a few.

    `rows`: rows of the last edition that the new one replaces.
    """
    if comparison.removed > max(FEW_LOST, SHARE_LOST * rows):
        yield Fault(
            value=Sentence("{removed} lignes ou lieux perdus", removed=comparison.removed),
            expected="les lignes de l’édition précédente",
        )
    if comparison.revised > max(FEW_REVISED, SHARE_REVISED * rows):
        value = Sentence("{revised} valeurs révisées", revised=comparison.revised)
        yield Fault(value=value, expected="les valeurs de l’édition précédente, à quelques-unes près")


def shift_faults(shifts: Sequence[ScaleShift], previous: str) -> Iterator[Fault]:
    """Columns whose numbers are all of another scale than those of the last edition."""
    for shift in shifts:
        value = Sentence("environ {said} fois l’édition {previous}", said=shift.factor_words, previous=previous)
        yield Fault(column=shift.column, value=value, expected="la même unité que l’édition précédente")
