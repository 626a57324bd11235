"""Checks of single cells, single places and whole years of a new edition, by carrier and sector.

What a form that is right and sums that hold may still hide: a total among the rows, two carriers exchanged inside one
place, a year of eight months, an old file multiplied and renamed, one cell that jumps. Nothing is corrected.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.opendata.sources.core.readings import counted
from autan.opendata.updates.core.gained_values import EditionPair, groups_of_split, split_words
from autan.opendata.updates.core.plausibility import FEWEST_COMPARED, name_some

TOTAL_WORDS = frozenset({"total", "totaux", "ensemble", "tous", "toutes", "tout", "somme", "sous-total", "cumul"})
FEWEST_SUMMED, LEAST_SUM = 5, 1000.0
"""A row is the sum of others when there are so many of them, and it is worth so much: small numbers add up by chance.
"""

CLEARLY_APART, BACK_IN_PLACE = 1.6, 1.25
"""Two values of a place were apart by so much before they changed places, and are exchanged within so much."""

FEWEST_PROPORTIONAL, SAME_RATIO = 20, 0.0005
"""Places whose numbers all moved by one ratio: how many, and how near to each other nine ratios in ten are."""

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
            named = sorted(word for word in words if word.strip().lower() in TOTAL_WORDS)
            if named:
                yield Fault(column=name, value=name_some(named), expected=_NO_TOTAL)
    rows = pl.concat([pair.new, pair.other])
    for name in pair.measures:
        is_sum: dict[str, bool] = {}
        for _split, cells in groups_of_split(rows.filter(pl.col(name) > 0), pair.splits):
            for place, answer in _sums_of_others(cells, pair.place, name):
                is_sum[place] = is_sum.get(place, True) and answer
        places = sorted(place for place, answer in is_sum.items() if answer)
        if places:
            yield Fault(column=name, value=name_some(places), expected=_NO_TOTAL)


_MAY_HOLD_TOTALS = frozenset({"sector", "carrier", "compartment", "activity"})
_NO_TOTAL = "des lieux et des parts\u00a0: un total parmi les lignes serait compté deux fois"


def _sums_of_others(cells: pl.DataFrame, place: str, name: str) -> Iterator[tuple[str, bool]]:
    """For each place of some weight, whether it is the sum of all others, of its department or of its territory."""
    others, count = (
        [expression.over(group) for group in (pl.lit(0), pl.col(place).str.slice(0, 2), pl.col("territory"))]
        for expression in (pl.col(name).sum() - pl.col(name), pl.len())
    )
    is_sum = pl.any_horizontal(
        (number > FEWEST_SUMMED) & ((sums - pl.col(name)).abs() <= 0.05 + pl.col(name) * 1e-6)
        for sums, number in zip(others, count, strict=True)
    )
    yield from (
        cells.select(place, name, is_sum.alias("is_sum"))
        .filter(pl.col(name) >= LEAST_SUM)
        .select(place, "is_sum")
        .iter_rows()
    )


def exchanged_faults(pair: EditionPair) -> Iterator[Fault]:
    """Two carriers, or two sectors, that have changed places inside one place: they cancel in its total."""
    for name in pair.measures:
        both = _side_by_side(pair, name)
        for split in pair.splits:
            rest = [pair.place, *(other for other in pair.splits if other != split)]
            if both.schema[split] != pl.String:
                continue
            pairs = both.join(both, on=rest, how="inner", suffix="_2", nulls_equal=True)
            pairs = pairs.filter(pl.col(split) < pl.col(f"{split}_2"))
            before = (pl.col("before") / pl.col("before_2")).log().abs()
            crossed = [(pl.col("after") / pl.col("before_2")).log(), (pl.col("after_2") / pl.col("before")).log()]
            nearness = pl.max_horizontal(part.abs() for part in crossed)
            odd = pairs.filter(
                (before > pl.lit(CLEARLY_APART).log())
                & (nearness < pl.lit(BACK_IN_PLACE).log())
                & (pl.max_horizontal("before", "before_2") >= LEAST_JUMP / 5)
            )
            if odd.height:
                listed = odd.select(pair.place, split, f"{split}_2").unique().sort(pair.place, split).rows()
                value = name_some([f"{place} {one} et {other}" for place, one, other in listed])
                expected = (
                    "chaque énergie et chaque secteur à sa place, comme dans la référence\u00a0: deux échangés\u202f?"
                )
                yield Fault(column=name, value=value, expected=expected)


def proportional_faults(pair: EditionPair) -> Iterator[Fault]:
    """Numbers of a split that are all those of the reference times one ratio: nobody's consumption does that."""
    for name in pair.measures:
        both = _side_by_side(pair, name).filter(pl.col("before") >= 100).with_columns(ratio=_RATIO)
        for split, cells in groups_of_split(both, pair.splits):
            value = _common_ratio(cells)
            if value is None:
                by_territory = cells.partition_by("territory", as_dict=True).items()
                ratios = {str(code): _common_ratio(rows) for (code,), rows in by_territory}
                named = [f"{code} × {ratio:.4g}" for code, ratio in sorted(ratios.items()) if ratio is not None]
                if not named:
                    continue
                text = Sentence("{split}\u00a0: {places}", split=split_words(split), places=name_some(named))
            else:
                text = Sentence(
                    "{split}\u00a0: la référence multipliée par {ratio:.4g}", split=split_words(split), ratio=value
                )
            yield Fault(
                column=name,
                value=text,
                expected="des valeurs qui changent chacune à sa façon\u00a0: un ancien fichier multiplié\u202f?",
            )


_RATIO = pl.col("after") / pl.col("before")


def _common_ratio(cells: pl.DataFrame) -> float | None:
    """The one ratio of nearly all cells; None when there are few, when they differ, or when nothing moved."""
    if cells.height < FEWEST_PROPORTIONAL:
        return None
    low, middle, high = (float(cells["ratio"].quantile(share) or 0) for share in (0.05, 0.5, 0.95))
    is_moved = abs(middle - 1) > SAME_RATIO
    # cells rounded to a unit stray by half of it
    return middle if is_moved and high - low < max(SAME_RATIO * middle, 0.005) else None


def year_faults(pair: EditionPair) -> Iterator[Fault]:
    """What all places use together, by carrier and sector, beyond what years do: months for a year, a part doubled."""
    for name in pair.measures:
        if not name.endswith(("_mwh", "_tco2e")):
            continue
        for split, cells in groups_of_split(_side_by_side(pair, name), pair.splits):
            if cells.height < FEWEST_PROPORTIONAL:
                continue
            whole = pl.col("after").sum() / pl.col("before").sum()
            ratio = cells.select(_RATIO.median(), whole.alias("whole")).row(0)
            if all(one > YEAR_TO_YEAR for one in ratio) or all(one < 1 / YEAR_TO_YEAR for one in ratio):
                value = Sentence("{split}\u00a0: × {ratio:.2f} ensemble", split=split_words(split), ratio=ratio[1])
                expected = Sentence("une année entière, à moins de {most:g} fois la référence", most=YEAR_TO_YEAR)
                yield Fault(column=name, value=value, expected=expected)


def jump_faults(pair: EditionPair, *, is_register: bool) -> Iterator[Fault]:
    """Single cells that are many times those of the reference, or a small part of them."""
    most = JUMP_OF_REGISTERS if is_register else JUMP
    for name in pair.measures:
        cells = _side_by_side(pair, name).with_columns(ratio=_RATIO)
        is_large = (pl.col("after") - pl.col("before")).abs() >= LEAST_JUMP
        if cells[pair.place].n_unique() < FEWEST_COMPARED:
            continue
        odd = cells.filter(is_large & ((pl.col("ratio") > most) | (pl.col("ratio") < 1 / most)))
        if odd.is_empty():
            continue
        rows = odd.sort((pl.col("after") - pl.col("before")).abs(), descending=True).iter_rows(named=True)
        named = [
            f"{row[pair.place]} {split_words([row[split] for split in pair.splits])} "
            f"{row['before']:.0f} → {row['after']:.0f}"
            for row in rows
        ]
        yield Fault(
            column=name,
            value=name_some(named),
            expected=Sentence("une valeur qui change de moins de {most:g} fois en un lieu", most=most),
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
        odd = cells.filter(~pl.col("rate").is_between(low, high)).sort("points", place, descending=[True, False])
        if odd.height:
            value = name_some([f"{code} {rate:.3g}" for code, rate in odd.select(place, "rate").iter_rows()])
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
    odd = gas.join(power, on=place, suffix="_power")
    is_odd = pl.col("delivery_points") > pl.max_horizontal(FEWEST_POINTS, pl.col("delivery_points_power") * 1.1)
    odd = odd.filter(is_odd).sort(place)
    if odd.height:
        value = name_some([f"{code} {gas} > {power}" for code, gas, power in odd.iter_rows()])
        expected = "moins de points de livraison de gaz que d’électricité\u00a0: un logement au gaz a aussi un compteur"
        yield Fault(column="delivery_points", value=value, expected=expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What a second producer says of the same thing, place by place.

    Attributes:
        remark: how near the two are, in French, to be kept with the edition.
        faults: places where they are too far apart.
    """

    remark: str = ""
    faults: tuple[Fault, ...] = ()


def reconcile(own: pl.DataFrame, other: pl.DataFrame, *, name: str, column: str) -> Reconciliation:
    """Compare what two producers say of the same places.

    `own`: `place`, `value` of the new edition, of whole places alone.
    """
    both = own.join(other, on="place", suffix="_other").filter((pl.col("value") > 0) & (pl.col("value_other") > 0))
    if both.is_empty():
        return Reconciliation()
    both = both.with_columns(ratio=pl.col("value") / pl.col("value_other")).sort("place")
    low, middle, high = (
        float(part) - 1
        for part in both.select(
            pl.col("ratio").min().alias("low"),
            pl.col("ratio").median().alias("mid"),
            pl.col("ratio").max().alias("high"),
        ).row(0)
    )
    places = counted(both.height, "territoire", "territoires")
    remark = f"rapproché de {name}, {column}\u00a0: {places}, écart médian {middle:+.1%}, de {low:+.1%} à {high:+.1%}"
    odd = both.filter(~pl.col("ratio").is_between(1 / YEAR_TO_YEAR, YEAR_TO_YEAR))
    if odd.is_empty():
        return Reconciliation(remark=remark)
    rows = odd.select("place", "value", "value_other").iter_rows()
    value = name_some([f"{place} {own:.0f} / {other:.0f}" for place, own, other in rows])
    expected = Sentence("ce que dit {name}, à moins de {most:g} fois", name=name, most=YEAR_TO_YEAR)
    return Reconciliation(remark=remark, faults=(Fault(column=column, value=value, expected=expected),))


def _by_point(frame: pl.DataFrame, place: str, amount: str) -> pl.DataFrame:
    known = frame.filter((pl.col("delivery_points") >= FEWEST_POINTS) & (pl.col(amount) > 0))
    sums = known.group_by(place, "carrier").agg(pl.col(amount).sum(), pl.col("delivery_points").sum().alias("points"))
    return sums.with_columns((pl.col(amount) / pl.col("points")).alias("rate"))


def _side_by_side(pair: EditionPair, name: str) -> pl.DataFrame:
    """Cells that both editions tell, above nil: `before` and `after`."""
    on = [pair.place, *pair.splits]
    before = pair.old.select(*on, pl.col(name).cast(pl.Float64).alias("before"))
    after = pair.new.select(*on, "territory", pl.col(name).cast(pl.Float64).alias("after"))
    both = before.join(after, on=on, nulls_equal=True)
    return both.filter((pl.col("before") > 0) & (pl.col("after") > 0))
