"""Perimeters through time: which communes make an EPCI in a vintage, and any communal table added to them.

The algorithm, with an example and its limits, is in docs/algorithms/perimeters.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from autan.errors import DomainError

_LONGEST_CHAIN = 5
_WHOLE = "is_whole_"


class CommuneWithoutEpciError(DomainError):
    """Communes of a table belong to no EPCI of the vintage.

    Attributes:
        vintage: year of the official geographic code.
        insee_codes: codes of these communes, sorted.
    """

    def __init__(self, vintage: int, insee_codes: Sequence[str]) -> None:
        self.vintage = vintage
        self.insee_codes = tuple(insee_codes)
        shown = ", ".join(self.insee_codes[:10]) + ("…" if len(self.insee_codes) > 10 else "")
        super().__init__(f"{len(self.insee_codes)} commune(s) sans EPCI en {vintage} : {shown}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterChange:
    """What changed between two perimeters of one territory.

    Attributes:
        joined: codes of the communes that came in, sorted.
        left: codes of the communes that went out, sorted.
        merged: former code and code it became, for communes that are still inside under another code.
    """

    joined: tuple[str, ...]
    left: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]

    @property
    def is_same_ground(self) -> bool:
        """True when the territory covers the same ground, even if communes merged inside it."""
        return not self.joined and not self.left


def make_passage(*, membership: pl.DataFrame, merges: pl.DataFrame, vintage: int) -> pl.DataFrame:
    """Say, for any code that a communal table may use, which commune and which EPCI of the vintage hold it.

    A code that exists in the vintage is itself; a former code follows its mergers, up to the vintage, until it meets
    one that exists. A commune that was made anew between the table and the vintage cannot be mapped, and is left out.

    Args:
        membership: `siren, insee_code` of the vintage; unique by insee_code.
        merges: `former_insee_code, insee_code, since_vintage`; a former code may have several holders over time.
        vintage: year of the official geographic code.

    Returns:
        `source_code, insee_code, siren, is_merged`; unique by source_code, sorted by source_code.
    """
    own = membership.select(
        pl.col("insee_code").alias("source_code"), "insee_code", "siren", pl.lit(value=False).alias("is_merged")
    )
    steps = (
        merges.filter(pl.col("since_vintage") <= vintage)
        .sort("since_vintage")
        .unique("former_insee_code", keep="last", maintain_order=True)
        .select(pl.col("former_insee_code").alias("source_code"), pl.col("insee_code").alias("holder"))
        .join(own, on="source_code", how="anti")
    )
    mapped = _follow_mergers(steps, own.select(pl.col("source_code").alias("holder"), "insee_code", "siren"))
    return pl.concat([own, mapped]).sort("source_code")


def _follow_mergers(steps: pl.DataFrame, existing: pl.DataFrame) -> pl.DataFrame:
    """Replace each holder by its own holder until it exists; a chain that never arrives is dropped."""
    waiting, arrived = steps, []
    for _ in range(_LONGEST_CHAIN):
        arrived.append(waiting.join(existing, on="holder").select("source_code", "insee_code", "siren"))
        waiting = (
            waiting.join(existing, on="holder", how="anti")
            .join(steps.select(pl.col("source_code").alias("holder"), pl.col("holder").alias("next")), on="holder")
            .select("source_code", pl.col("next").alias("holder"))
        )
    return pl.concat(arrived).with_columns(pl.lit(value=True).alias("is_merged"))


def find_leftovers(table: pl.LazyFrame, *, passage: pl.DataFrame) -> list[str]:
    """Return the commune codes of a table that the passage maps to no EPCI, sorted.

    Args:
        table: any frame with `insee_code`.
        passage: result of `make_passage`.
    """
    codes = table.select("insee_code").unique()
    known = passage.lazy().select(pl.col("source_code").alias("insee_code"))
    return codes.join(known, on="insee_code", how="anti").sort("insee_code").collect()["insee_code"].to_list()


def aggregate_to_epci(
    table: pl.LazyFrame, *, passage: pl.DataFrame, keys: Sequence[str] = (), measures: Sequence[str]
) -> pl.LazyFrame:
    """Add a communal table to the EPCI of a vintage, at constant perimeter.

    Merged communes enter through the commune that holds them. A null is unknown: the sum counts what is known, and
    `known` says how many communes were; a commune one of whose former parts is unknown is counted in the sum for what
    is known of it, but not as known. Rows of communes in no EPCI are left out: name them with `find_leftovers`.

    Args:
        table: `insee_code` (text), the `keys`, and the `measures` (numbers); unique by insee_code and keys.
        passage: result of `make_passage`.
        keys: further columns that make a row (sector, carrier, year...).
        measures: columns to add; all of them must be summable.

    Returns:
        `siren`, the keys, then for each measure `m`: `m` (null when nothing is known) and `m_known` (communes);
        and `communes` (communes of the EPCI in the vintage). One row for each EPCI and key met; not sorted.
    """
    tagged = table.join(
        passage.lazy().select(
            pl.col("source_code").alias("insee_code"), pl.col("insee_code").alias("commune"), "siren"
        ),
        on="insee_code",
    )
    holders = passage.filter("is_merged")["insee_code"].unique()
    touched = pl.col("commune").is_in(holders.implode())
    plain = tagged.filter(~touched).select("siren", *keys, *measures)
    whole = [pl.col(name).is_not_null().alias(_WHOLE + name) for name in measures]
    unmerged = plain.with_columns(whole)
    merged = _sum_merged(tagged.filter(touched), keys, measures)
    sizes = passage.group_by("siren").agg(pl.col("insee_code").n_unique().cast(pl.Int64).alias("communes"))
    sums = [_known_sum(pl.col(name)) for name in measures]
    counts = [pl.col(_WHOLE + name).sum().cast(pl.Int64).alias(f"{name}_known") for name in measures]
    return (
        pl.concat([unmerged, merged], how="vertical_relaxed")
        .group_by("siren", *keys)
        .agg(*sums, *counts)
        .join(sizes.lazy(), on="siren")
        .select("siren", *keys, *[c for name in measures for c in (name, f"{name}_known")], "communes")
    )


def _sum_merged(table: pl.LazyFrame, keys: Sequence[str], measures: Sequence[str]) -> pl.LazyFrame:
    """Bring the rows of former communes together in the commune that holds them."""
    sums = [_known_sum(pl.col(name)) for name in measures]
    whole = [pl.col(name).is_not_null().all().alias(_WHOLE + name) for name in measures]
    return (
        table.group_by("siren", "commune", *keys)
        .agg(*sums, *whole)
        .select("siren", *keys, *measures, *[_WHOLE + name for name in measures])
    )


def _known_sum(column: pl.Expr) -> pl.Expr:
    """Sum what is known; null, not zero, when nothing is."""
    return pl.when(column.count() > 0).then(column.sum())


def compare_perimeters(before: pl.DataFrame, after: pl.DataFrame, *, passage: pl.DataFrame) -> PerimeterChange:
    """State what changed between two perimeters of one territory.

    Args:
        before: `insee_code` of the communes in the older vintage.
        after: `insee_code` of the communes in the newer vintage.
        passage: result of `make_passage` for the newer vintage.
    """
    old, new = set(before["insee_code"]), set(after["insee_code"])
    rows = passage.filter(pl.col("source_code").is_in(list(old)) & pl.col("is_merged"))
    became = dict(rows.select("source_code", "insee_code").iter_rows())
    kept = {became.get(code, code) for code in old}
    return PerimeterChange(
        joined=tuple(sorted(new - kept)),
        left=tuple(sorted(code for code in old if became.get(code, code) not in new)),
        merged=tuple(sorted((code, holder) for code, holder in became.items() if holder in new)),
    )
