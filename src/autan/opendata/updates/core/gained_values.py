"""What a new edition adds to the last one, or takes from it, by place, carrier and sector.

A file that gives zeros where nothing was known makes a territory whole on paper: what arrives together is said, as
what is lost is. Nothing is corrected; a person decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import polars as pl

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.opendata.updates.core.plausibility import FEW_LOST, SHARE_LOST, name_some
from autan.opendata.updates.core.revisions import DATE_COLUMNS

FLOW_ENDINGS = ("_mwh", "_tco2e", "_kw", "certificates", "value")
"""Columns whose fall to nothing is as odd as a zero that comes: no place stops using energy from one year to the next.
"""

GROWING = frozenset({"odre-register", "odre-capacity", "ademe-dpe", "sdes-heat-networks"})
"""Registers whose rows come and go with the plants, certificates and networks that they list."""

FEWEST_ZEROS, SHARE_ZEROS = 20, 0.2
"""Zeros of a carrier in a table that nothing precedes: from how many, and how much more often than in the reference."""

_NOT_SPLITS = frozenset({"operator", "network_id", "department_code"})
_NOT_MEASURES = frozenset({"masked_meshes", "is_served"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPair:
    """Two tables of one source, laid side by side by place and split.

    Attributes:
        old: reference, one row for each place and split.
        new: new edition, likewise, in the territories that the reference has.
        other: rows of the new edition in territories of which the reference says nothing.
        is_of_years: the reference is the year before, in the same series.
    """

    place: str
    splits: tuple[str, ...]
    measures: tuple[str, ...]
    old: pl.DataFrame
    new: pl.DataFrame
    other: pl.DataFrame
    is_of_years: bool = False

    @property
    def wholes(self) -> tuple[str, ...]:
        """What splits a place except the parts of a series: a year of one mesh."""
        return tuple(name for name in self.splits if name != "category")


def pair_editions(
    old: pl.DataFrame, new: pl.DataFrame, *, key: Sequence[str], place: str, holders: Mapping[str, str]
) -> EditionPair:
    """Lay two editions side by side, whatever their dates.

    `old`: tidy table of the last edition, or of the one that ships.
    `holders`: SIREN of the territory by code of place; a place without one is its own territory.
    """
    dates = [name for name in key if name in DATE_COLUMNS]
    if any(frame[name].n_unique() > 1 for name in dates for frame in (old, new)):
        new = new.join(old.select(dates).unique(), on=dates, how="semi")  # series: years that both have
        splits = tuple(name for name in key if name != place and name not in _NOT_SPLITS)
    else:
        splits = tuple(name for name in key if name != place and name not in (*_NOT_SPLITS, *dates))
    names = (name for name in new.columns if name in old.columns and name not in {*key, *_NOT_MEASURES})
    measures = tuple(name for name in names if new.schema[name].is_numeric())
    old, new = (_by_split(frame, place, splits, measures, holders) for frame in (old, new))
    is_known = pl.col("territory").is_in(old["territory"].unique().to_list())
    return EditionPair(
        place=place, splits=splits, measures=measures, old=old, new=new.filter(is_known), other=new.filter(~is_known)
    )


def pair_years(
    table: pl.DataFrame, reference: pl.DataFrame | None, *, key: Sequence[str], holders: Mapping[str, str]
) -> EditionPair | None:
    """Each year of a series beside the year before it; None where no year follows another.

    `reference`: an edition before; the years of a place that it has are compared with it instead.
    """
    follows = dict(pairwise(table["year"].unique().sort().to_list()))
    if not follows:
        return None
    before = table.filter(pl.col("year").is_in(list(follows)))
    old = before.with_columns(pl.col("year").replace_strict(follows, return_dtype=table.schema["year"]))
    new = table.filter(pl.col("year").is_in(list(follows.values())))
    if reference is not None:
        new = new.join(reference, on=["mesh", "code", "year"], how="anti")
    if new.is_empty():
        return None
    return replace(pair_editions(old, new, key=key, place="code", holders=holders), is_of_years=True)


def zero_faults(pair: EditionPair) -> Iterator[Fault]:
    """Zeros that arrive together where the reference had no row, an unknown, or an amount."""
    on = [pair.place, *pair.splits]
    for name in pair.measures:
        before = pair.old.select(*on, pl.col(name).alias("before"))
        zeros = pair.new.filter(pl.col(name) == 0).join(before, on=on, how="left", nulls_equal=True)
        is_new = pl.col("before").is_null()
        if name.endswith(FLOW_ENDINGS):
            is_new |= pl.col("before") > 0
        for split, rows in groups_of_split(zeros.filter(is_new), pair.splits):
            in_one_territory = rows.group_by("territory").len()["len"].to_numpy().max()
            if rows.height > _most_changed(pair.old, pair.splits, split) or in_one_territory > FEW_LOST:
                value = Sentence("{split}\u00a0: {count} zéros nouveaux ({places})", **_counts(split, rows))
                expected = "pas de zéro là où rien n’était connu\u00a0: une valeur qui manque n’est pas nulle"
                yield Fault(column=name, value=value, expected=expected)


def zero_share_faults(pair: EditionPair) -> Iterator[Fault]:
    """Zeros far more frequent than in the reference, in territories of which it says nothing."""
    for name in pair.measures:
        for split, rows in groups_of_split(pair.other.filter(pl.col(name).is_not_null()), pair.splits):
            usual = _rows_of(pair.old.filter(pl.col(name).is_not_null()), pair.splits, split)
            zeros = rows.filter(pl.col(name) == 0)
            if usual.is_empty() or zeros.height < FEWEST_ZEROS:
                continue
            share, usual_share = zeros.height / rows.height, usual.filter(pl.col(name) == 0).height / usual.height
            if share > usual_share + SHARE_ZEROS:
                value = Sentence("{split}\u00a0: {count} zéros ({places})", **_counts(split, zeros))
                expected = Sentence(
                    "une part de zéros proche de {share:.0%}\u00a0: une valeur qui manque n’est pas nulle",
                    share=usual_share,
                )
                yield Fault(column=name, value=value, expected=expected)


def row_faults(pair: EditionPair, *, is_same_date: bool) -> Iterator[Fault]:
    """Values that many places gain together; and, in an edition of another date, those that many lose together.

    At one date, the rows lost are told by `change_faults`.
    """
    on = [pair.place, *pair.splits]
    added = _told(pair.new, pair.measures).join(pair.old, on=on, how="anti", nulls_equal=True)
    for split, rows in groups_of_split(added, pair.splits):
        if rows.height > _most_changed(pair.old, pair.splits, split):
            value = Sentence("{split}\u00a0: {count} valeurs ajoutées ({places})", **_counts(split, rows))
            yield Fault(value=value, expected="les lieux de l’édition précédente, à quelques-uns près")
    if is_same_date:
        return
    common = pair.old.join(pair.new.select(pair.place).unique(), on=pair.place, how="semi")
    lost = _told(common, pair.measures).join(pair.new, on=on, how="anti", nulls_equal=True)
    for split, rows in groups_of_split(lost, pair.splits):
        if rows.height > _most_changed(pair.old, pair.splits, split):
            value = Sentence("{split}\u00a0: {count} valeurs perdues ({places})", **_counts(split, rows))
            yield Fault(value=value, expected="les valeurs de l’édition précédente")


def _told(rows: pl.DataFrame, measures: Sequence[str]) -> pl.DataFrame:
    """Rows that tell an amount, which is not nothing: zeros have a rule of their own."""
    return rows.filter(pl.any_horizontal(pl.col(name) != 0 for name in measures)) if measures else rows.clear()


def _by_split(
    frame: pl.DataFrame, place: str, splits: Sequence[str], measures: Sequence[str], holders: Mapping[str, str]
) -> pl.DataFrame:
    """One row for each place and split, with its territory; the sum of what is known, null where nothing is."""
    known = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in measures]
    rows = frame.group_by(place, *splits).agg(known)
    territories = {code: holders.get(code, code) for code in rows[place].unique().drop_nulls()}
    return rows.with_columns(
        pl.col(place).replace_strict(territories, return_dtype=pl.String, default=None).alias("territory")
    )


def groups_of_split(rows: pl.DataFrame, splits: Sequence[str]) -> Iterator[tuple[tuple[object, ...], pl.DataFrame]]:
    """Rows of each split, in order; all of them where nothing splits a place."""
    if rows.is_empty():
        return
    if not splits:
        yield (), rows
        return
    yield from sorted(rows.partition_by(splits, as_dict=True).items(), key=lambda item: split_words(item[0]))


def _rows_of(rows: pl.DataFrame, splits: Sequence[str], split: Sequence[object]) -> pl.DataFrame:
    is_of_split = [pl.col(name).eq_missing(value) for name, value in zip(splits, split, strict=True)]
    return rows.filter(is_of_split) if is_of_split else rows


def _most_changed(reference: pl.DataFrame, splits: Sequence[str], split: Sequence[object]) -> float:
    """How many values of a split may come or go in one edition without a question."""
    return max(FEW_LOST, SHARE_LOST * _rows_of(reference, splits, split).height)


def split_words(split: Sequence[object]) -> str:
    """Names of a split: its carrier, its sector; `ensemble` where nothing splits a place."""
    return " ".join(str(part) for part in split) or "ensemble"


def _counts(split: Sequence[object], rows: pl.DataFrame) -> dict[str, object]:
    """What a sentence says of rows: how many, and their territories, those of most rows first, each with its own."""
    counts = rows["territory"].value_counts().sort(["count", "territory"], descending=[True, False])
    places = name_some([f"{territory} {count}" for territory, count in counts.iter_rows()])
    return {"split": split_words(split), "count": rows.height, "places": places}
