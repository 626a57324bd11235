"""Checks of single cells, single places and whole years of a new edition, by carrier and sector.

What a form that is right and sums that hold may still hide: a total among the rows, two carriers exchanged inside one
place, a year of eight months, an old file multiplied and renamed, one cell that jumps. Nothing is corrected.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.opendata.updates.core.gained_values import EditionPair, groups_of_split, split_words
from autan.opendata.updates.core.plausibility import FEWEST_COMPARED, SAME_SHARE, name_some

TOTAL_WORDS = frozenset({"total", "totaux", "ensemble", "tous", "toutes", "tout", "somme", "sous-total", "cumul"})
FEWEST_SUMMED, LEAST_SUM = 5, 1000.0
"""A row is the sum of others when there are so many of them, and it is worth so much: small numbers add up by chance.
"""

CLEARLY_APART, BACK_IN_PLACE = 1.6, 1.25
"""Two values of a place were apart by so much before they changed places, and are exchanged within so much."""

MOST_NEIGHBOURS = 200
"""Places that have moved together in one department, beyond which a whole file is wrong, not two places."""

FEWEST_PROPORTIONAL, SAME_RATIO, FEWEST_CLEAR = 20, 0.0005, 5
"""Places whose numbers all moved by one ratio: how many, how near to each other nine ratios in ten are; and how many
where the ratio is beyond what years do.
"""

YEAR_TO_YEAR = 1.3
"""How many times what all places use may change from one year to the next: mild winters and crises stay below."""

JUMP, JUMP_OF_REGISTERS, LEAST_JUMP = 4.0, 10.0, 500.0
"""How many times a cell may change without a question, and from what difference on it is worth one."""

POINT_SPREAD = 2.5
"""How far beyond the usual range of the source the energy of a delivery point may lie."""

FEWEST_POINTS = 20


def hidden_total_faults(table: pl.DataFrame, pair: EditionPair, *, key: Sequence[str]) -> Iterator[Fault]:
    """Totals among the rows: named so where a place is split no further, or worth the sum of all others of their group.

    `pair`: the same, side by side with its reference.
    """
    for name in sorted({*key, "operators"} & set(table.columns) - _MAY_HOLD_TOTALS):
        if table.schema[name] == pl.String:
            words = table[name].drop_nulls().unique().to_list()
            totals = sorted(word for word in words if word.strip().lower() in TOTAL_WORDS)
            if totals:
                yield Fault(column=name, value=name_some(totals), expected=_NO_TOTAL)
    rows = pl.concat([pair.new, pair.other])
    for name in pair.measures:
        cells = rows.filter(pl.col(name) > 0).select(pair.place, name, _is_sum_of_others(pair, name).alias("is_sum"))
        sums = cells.filter(pl.col(name) >= LEAST_SUM).group_by(pair.place).agg(pl.col("is_sum").all())
        places = sums.filter("is_sum")[pair.place].sort().to_list()
        if places:
            yield Fault(column=name, value=name_some(places), expected=_NO_TOTAL)


_MAY_HOLD_TOTALS = frozenset({"sector", "carrier", "compartment", "activity"})
_NO_TOTAL = "des lieux et des parts\u00a0: un total parmi les lignes serait compté deux fois"


def _is_sum_of_others(pair: EditionPair, name: str) -> pl.Expr:
    """Whether a place is worth the sum of all others of its split, of its department or of its territory."""
    groups = ([pl.lit(0)], [pl.col(pair.place).str.slice(0, 2)], [pl.col("territory")])
    splits = [pl.col(split) for split in pair.splits]
    return pl.any_horizontal(
        (pl.len().over([*splits, *group]) > FEWEST_SUMMED)
        & ((pl.col(name).sum().over([*splits, *group]) - 2 * pl.col(name)).abs() <= 0.05 + pl.col(name) * 1e-6)
        for group in groups
    )


def exchanged_faults(pair: EditionPair) -> Iterator[Fault]:
    """Two carriers, two sectors or two columns that have changed places inside one place, or two of its neighbours.

    They cancel in its total, or in that of its territory.
    """
    for name in pair.measures:
        both = _side_by_side(pair, name)
        moved = both.filter((_RATIO > BACK_IN_PLACE) | (_RATIO < 1 / BACK_IN_PLACE))
        for split in pair.splits if pair.is_of_years else (*pair.splits, pair.place):
            if moved.schema[split] == pl.String:
                clear = list(_exchange_faults(moved, pair, name, split))
                yield from clear or (_nearly_exchanged(both, pair, name, split) if split != pair.place else ())
    columns = [name for name in pair.measures if name.endswith(_KINDS_OF_DWELLINGS)]
    if len(columns) > 1:
        old, new = (
            frame.unpivot(columns, index=[pair.place, "territory"], variable_name="column", value_name="homes")
            for frame in (pair.old, pair.new)
        )
        melted = replace(pair, splits=("column",), measures=("homes",), old=old, new=new)
        yield from _exchange_faults(_side_by_side(melted, "homes"), melted, "homes", "column")


_KINDS_OF_DWELLINGS = ("residences", "vacant_dwellings", "houses", "flats")


def _exchange_faults(both: pl.DataFrame, pair: EditionPair, name: str, split: str) -> Iterator[Fault]:
    rest = [part for part in (pair.place, *pair.splits) if part != split]
    if split == pair.place:
        both = both.with_columns(pl.col(split).str.slice(0, 2).alias("around"))
        rest = ["around", *rest]
        both = both.filter(pl.len().over(rest) <= MOST_NEIGHBOURS)
    pairs = both.join(both, on=rest, how="inner", suffix="_2", nulls_equal=True)
    pairs = pairs.filter(pl.col(split) < pl.col(f"{split}_2"))
    before = (pl.col("before") / pl.col("before_2")).log().abs()
    crossed = [(pl.col("after") / pl.col("before_2")).log(), (pl.col("after_2") / pl.col("before")).log()]
    outliers = pairs.filter(
        (before > pl.lit(CLEARLY_APART).log())
        & (pl.max_horizontal(part.abs() for part in crossed) < pl.lit(BACK_IN_PLACE).log())
        & (pl.max_horizontal("before", "before_2") >= _least_jump(pair, name) / 5)
    )
    if outliers.height:
        names = [split, f"{split}_2"] if split == pair.place else [pair.place, split, f"{split}_2"]
        listed = outliers.select(names).unique().sort(names).rows()
        value = name_some([" ".join([*place, f"{one} et {other}"]) for *place, one, other in listed])
        yield Fault(column=name, value=value, expected=_IN_PLACE)


def _nearly_exchanged(both: pl.DataFrame, pair: EditionPair, name: str, split: str) -> Iterator[Fault]:
    """Two parts of a place that are near one another, and have changed places.

    What moved is told apart from how the part moves everywhere. One against the other, they stray far more than these
    two parts do in other places; put back, each follows its own.
    """
    growth = _RATIO.log().median().over(pair.splits)
    known = both.filter((pl.col("before") > 0) & (pl.col("after") > 0)).with_columns(growth=growth)
    known = known.with_columns(stray=_RATIO.log() - pl.col("growth"))
    known = known.with_columns(spread=pl.max_horizontal(pl.col("stray").abs().median().over(pair.splits), LEAST_SPREAD))
    rest = [part for part in (pair.place, *pair.splits) if part != split]
    known = known.select(*rest, split, "before", "after", "growth", "stray", "spread")
    are_few = known.height * known[split].n_unique() <= MOST_PAIRS  # else those that stray by themselves alone
    known = known.filter(pl.lit(are_few) | (pl.col("stray").abs() > BACK_WITHIN * pl.col("spread")))
    pairs = known.join(known, on=rest, suffix="_2", nulls_equal=True).filter(pl.col(split) < pl.col(f"{split}_2"))
    in_group = [part for part in (*rest, split, f"{split}_2") if part != pair.place]
    apart = (pl.col("stray") - pl.col("stray_2")).abs()
    usual = pl.max_horizontal(apart.median().over(in_group), LEAST_APART)
    put_back = [
        ((pl.col(f"after{other}") / pl.col(f"before{own}")).log() - pl.col(f"growth{own}")).abs()
        <= BACK_WITHIN * pl.col(f"spread{own}")
        for own, other in (("", "_2"), ("_2", ""))
    ]
    is_odd = (pl.len().over(in_group) >= FEWEST_MOVING) & (apart > STRAYS * usual)
    outliers = pairs.filter(is_odd, *put_back, pl.col("stray") * pl.col("stray_2") < 0).sort(rest)
    if outliers.height:
        listed = outliers.select(*rest, split, f"{split}_2").rows()
        value = name_some([" ".join([*map(str, place), f"{one} et {other}"]) for *place, one, other in listed])
        yield Fault(column=name, value=value, expected=_IN_PLACE)


FEWEST_MOVING, MOST_PAIRS = 8, 5_000_000
"""Places that tell how two parts move, at least; pairs of parts that are laid side by side, at most."""
LEAST_SPREAD, LEAST_APART, STRAYS, BACK_WITHIN = 0.02, 0.03, 5.0, 2.0
"""How far a part, and two parts, usually stray from the way they move everywhere, at least; how many times what two
parts do is odd, how many times what one does is not.

Two exchanges in three of parts that are 10 to 57 % apart in one year of a series are seen so, and nothing of what is
published that was not before (`docs/reference/what-accounts-do-not-say.md`).
"""
_IN_PLACE = "chaque énergie, secteur et lieu à sa place, comme dans la référence\u00a0: deux échangés\u202f?"


def weather_faults(pair: EditionPair) -> Iterator[Fault]:
    """Degree days of one place that do not move as those of the others: winters are mild or hard together."""
    both = _side_by_side(pair, "value").with_columns(ratio=_RATIO)
    both = both.with_columns(stray=pl.col("ratio") / pl.col("ratio").median().over(pair.splits) - 1)
    outliers = both.filter((pl.col("stray").abs() > WEATHER_SPREAD) & (pl.len().over(pair.splits) >= FEWEST_COMPARED))
    if outliers.height:
        rows = outliers.sort(pair.place, *pair.splits).select(pair.place, *pair.splits, "stray").rows()
        details = [f"{code} {split_words(splits)} {stray:+.0%}" for code, *splits, stray in rows]
        expected = "des degrés-jours qui changent comme ceux des autres lieux\u00a0: des mois manquent\u202f?"
        yield Fault(column="value", value=name_some(details), expected=expected)


WEATHER_SPREAD = 0.25
"""How far the degree days of a place may stray from how those of all places move."""


def _least_jump(pair: EditionPair, name: str) -> float:
    """From what difference on a cell is worth a question; a series may be in TWh, or in euros."""
    median = pair.old.filter(pl.col(name) > 0)[name].median()
    return min(LEAST_JUMP, float(median)) if name == "value" and isinstance(median, float) else LEAST_JUMP


def proportional_faults(pair: EditionPair) -> Iterator[Fault]:
    """Numbers of a split that are all those of the reference times one ratio: nobody's consumption does that."""
    for name in pair.measures:
        both = _side_by_side(pair, name)
        both = both.filter(pl.col("before") >= min(100.0, _least_jump(pair, name))).with_columns(ratio=_RATIO)
        all_years = pair.splits if pair.is_of_years else tuple(name for name in pair.splits if name != "year")
        for splits in dict.fromkeys((pair.wholes, pair.splits, all_years)):
            texts = [text for split, cells in groups_of_split(both, splits) for text in _common_ratios(cells, split)]
            expected = "des valeurs qui changent chacune à sa façon : un ancien fichier multiplié ?"
            yield from (Fault(column=name, value=text, expected=expected) for text in texts)
            if texts:
                break


def _common_ratios(cells: pl.DataFrame, split: Sequence[object]) -> Iterator[str]:
    """The one ratio of all cells of a split in words, or those of its territories."""
    for _territory, value in _one_ratio(cells.select(pl.lit("").alias("territory"), "ratio")).iter_rows():
        words = "{split} : la référence multipliée par {ratio:.4g}"
        yield Sentence(words, split=split_words(split), ratio=value)
        return
    details = [f"{code} × {ratio:.4g}" for code, ratio in _one_ratio(cells).iter_rows()]
    if details:
        yield Sentence("{split} : {places}", split=split_words(split), places=name_some(details))


_RATIO = pl.col("after") / pl.col("before")


def _one_ratio(cells: pl.DataFrame) -> pl.DataFrame:
    """`territory`, `middle`: those of which nearly all cells, not few, have moved by one ratio."""
    low, middle, high = (pl.col("ratio").quantile(share) for share in (0.05, 0.5, 0.95))
    ratios = cells.group_by("territory").agg(pl.len(), middle=middle, spread=high - low)
    is_moved = (pl.col("middle") - 1).abs() > SAME_RATIO
    # cells rounded to a unit stray by half of it
    is_one = pl.col("spread") < pl.max_horizontal(SAME_RATIO * pl.col("middle"), 0.005)
    is_clear = (pl.col("len") >= FEWEST_CLEAR) & (pl.col("middle").log().abs() > math.log(YEAR_TO_YEAR))
    is_odd = ((pl.col("len") >= FEWEST_PROPORTIONAL) | is_clear) & is_moved & is_one
    return ratios.filter(is_odd).sort("territory").select("territory", "middle")


def year_faults(pair: EditionPair) -> Iterator[Fault]:
    """What all places use together, by carrier and sector, beyond what years do: months for a year, a part doubled.

    A series may grow as fast as it does; it does not fall so.
    """
    for name in pair.measures:
        if not name.endswith(("_mwh", "_tco2e", "value")):
            continue
        for split, cells in groups_of_split(_side_by_side(pair, name), pair.wholes):
            if cells.height < FEWEST_PROPORTIONAL:
                continue
            whole = pl.col("after").sum() / pl.col("before").sum()
            ratio = cells.select(_RATIO.median(), whole.alias("whole")).row(0)
            is_low = all(one < 1 / YEAR_TO_YEAR for one in ratio)
            if is_low or (not pair.is_of_years and all(one > YEAR_TO_YEAR for one in ratio)):
                value = Sentence("{split} : × {ratio:.2f} ensemble", split=split_words(split), ratio=ratio[1])
                expected = Sentence("une année entière, à moins de {most:g} fois la référence", most=YEAR_TO_YEAR)
                yield Fault(column=name, value=value, expected=expected)


def repeated_year_faults(pair: EditionPair) -> Iterator[Fault]:
    """Years of a series whose numbers are those of the year before, or nothing where that one had much."""
    both = _side_by_side(pair, "value", fewest=None)
    for split, cells in groups_of_split(both, pair.wholes):
        share = cells.filter(pl.col("after") > 0).select((pl.col("after") == pl.col("before")).mean()).item()
        if cells.height >= FEWEST_PROPORTIONAL and share is not None and share >= SAME_SHARE:
            value = Sentence(
                "{split} : {share:.0%} des valeurs de l’année précédente", split=split_words(split), share=share
            )
            yield Fault(column="value", value=value, expected=_OTHER_VALUES)
    usual = pl.col("before").median().over(pair.splits)
    fallen = both.filter((pl.col("after") == 0) & (pl.col("before") >= usual)).sort(pair.place, *pair.splits)
    if fallen.height:
        text = name_some(
            [f"{row[0]} {split_words(row[1:])} → 0" for row in fallen.select(pair.place, *pair.splits).rows()]
        )
        yield Fault(
            column="value",
            value=text,
            expected="pas de zéro après une quantité : une valeur qui manque n’est pas nulle",
        )


_OTHER_VALUES = "d’autres valeurs à une autre date\u00a0: les mêmes données sous une autre année\u202f?"


def jump_faults(pair: EditionPair, *, is_register: bool) -> Iterator[Fault]:
    """Single cells that are many times those of the reference, or a small part of them."""
    for name in pair.measures:
        cells = _side_by_side(pair, name).with_columns(ratio=_RATIO)
        is_large = (pl.col("after") - pl.col("before")).abs() >= _least_jump(pair, name)
        if cells[pair.place].n_unique() < FEWEST_COMPARED:
            continue
        most = JUMP_OF_REGISTERS if is_register else JUMP
        if pair.is_of_years:  # from one year to the next, a series moves as it usually does
            most = max(most, math.exp(2 * cells.select(pl.col("ratio").log().abs().quantile(0.99)).item()))
        outliers = cells.filter(is_large & ((pl.col("ratio") >= most) | (pl.col("ratio") <= 1 / most)))
        if outliers.is_empty():
            continue
        rows = outliers.sort((pl.col("after") - pl.col("before")).abs(), descending=True).iter_rows(named=True)
        details = [
            f"{row[pair.place]} {split_words([row[split] for split in pair.splits])} "
            f"{row['before']:.0f} → {row['after']:.0f}"
            for row in rows
        ]
        yield Fault(
            column=name,
            value=name_some(details),
            expected=Sentence("une valeur qui change de moins de {most:g} fois en un lieu", most=round(most, 1)),
        )


def point_faults(table: pl.DataFrame, reference: pl.DataFrame, *, place: str, amount: str) -> Iterator[Fault]:
    """Energy of a delivery point far beyond the range of the reference, place by place, for each carrier."""
    new, old = (_by_point(frame, place, amount) for frame in (table, reference))
    for split, cells in groups_of_split(new, ("carrier",)):
        usual = old.filter(pl.col("carrier") == split[0])["rate"]
        if usual.len() < FEWEST_PROPORTIONAL:
            continue
        low = float(usual.quantile(0.01) or 0) / POINT_SPREAD
        high = float(usual.quantile(0.99) or 0) * POINT_SPREAD
        outliers = cells.filter(~pl.col("rate").is_between(low, high)).sort("points", place, descending=[True, False])
        if outliers.height:
            value = name_some([f"{code} {rate:.3g}" for code, rate in outliers.select(place, "rate").iter_rows()])
            expected = Sentence(
                "{split}\u00a0: entre {low:.2g} et {high:.2g} MWh par point de livraison",
                split=split_words(split),
                low=low,
                high=high,
            )
            yield Fault(column="delivery_points", value=value, expected=expected)


def other_carrier_faults(table: pl.DataFrame, *, place: str) -> Iterator[Fault]:
    """Homes with gas are homes with electricity: more points of gas than of electricity in a place is odd."""
    points = table.filter(pl.col("delivery_points") > 0).group_by(place, "carrier").agg(pl.col("delivery_points").sum())
    gas, power = (
        points.filter(pl.col("carrier") == carrier).select(place, "delivery_points")
        for carrier in ("natural_gas", "electricity")
    )
    outliers = gas.join(power, on=place, suffix="_power")
    is_odd = pl.col("delivery_points") > pl.max_horizontal(FEWEST_POINTS, pl.col("delivery_points_power") * 1.1)
    outliers = outliers.filter(is_odd).sort(place)
    if outliers.height:
        value = name_some([f"{code} {gas} > {power}" for code, gas, power in outliers.iter_rows()])
        expected = "moins de points de livraison de gaz que d’électricité\u00a0: un logement au gaz a aussi un compteur"
        yield Fault(column="delivery_points", value=value, expected=expected)


def _by_point(frame: pl.DataFrame, place: str, amount: str) -> pl.DataFrame:
    known = frame.filter((pl.col("delivery_points") >= FEWEST_POINTS) & (pl.col(amount) > 0))
    sums = known.group_by(place, "carrier").agg(pl.col(amount).sum(), pl.col("delivery_points").sum().alias("points"))
    return sums.with_columns((pl.col(amount) / pl.col("points")).alias("rate"))


def _side_by_side(pair: EditionPair, name: str, fewest: float | None = 0) -> pl.DataFrame:
    """Cells that both editions tell, above nil: `before` and `after`; nils after too where `fewest` is None."""
    on = [pair.place, *pair.splits]
    before = pair.old.select(*on, pl.col(name).cast(pl.Float64).alias("before"))
    after = pair.new.select(*on, "territory", pl.col(name).cast(pl.Float64).alias("after"))
    both = before.join(after, on=on, nulls_equal=True).filter((pl.col("before") > 0) & pl.col("after").is_not_null())
    return both if fewest is None else both.filter(pl.col("after") > fewest)
