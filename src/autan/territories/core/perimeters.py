"""Perimeters through time: which communes make an EPCI in a vintage, and any communal table added to them.

The algorithm, with an example and its limits, is in docs/algorithms/perimeters.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from autan.errors import DomainError
from autan.territories.core.grouping import ROWS, find_values, sum_groups

_LONGEST_CHAIN = 5
_PLACE = "place"
_MET = "known_parts_"


class CommuneWithoutEpciError(DomainError):
    """Communes of a table belong to no EPCI of the vintage.

    Attributes:
        vintage: year of the official geographic code.
        communes: code and name of each, sorted by code; the name is empty when no vintage knows the code.
    """

    def __init__(self, vintage: int, communes: Sequence[tuple[str, str]]) -> None:
        self.vintage = vintage
        self.communes = tuple(communes)
        shown = ", ".join(f"{code} {name or '(code inconnu)'}" for code, name in self.communes[:10])
        rest = "…" if len(self.communes) > 10 else ""
        super().__init__(f"{len(self.communes)} commune(s) sans EPCI en {vintage} : {shown}{rest}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterChange:
    """What changed between two perimeters of one territory; every list is sorted.

    Attributes:
        joined: codes of the communes whose ground came in.
        left: codes of the communes whose ground went out.
        merged: former code and code it became, for communes that are still inside under another code.
        restored: code that came back and code that held it, for communes that were inside under another code.
    """

    joined: tuple[str, ...]
    left: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    restored: tuple[tuple[str, str], ...] = ()

    @property
    def is_same_ground(self) -> bool:
        """True when the territory covers the same ground, even if communes merged or came back inside it."""
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


def find_codes(table: pl.LazyFrame) -> pl.Series:
    """Return the commune codes of a table, each once, sorted; a row without code is left out.

    Args:
        table: any frame with `insee_code`.
    """
    code = pl.col("insee_code")
    begins = code.ne_missing(code.shift())  # most tables hold long runs of one code: few rows are left to compare
    return table.select(code).filter(begins).drop_nulls().unique().collect(engine="streaming")["insee_code"].sort()


def find_leftovers(codes: pl.Series, *, passage: pl.DataFrame) -> list[str]:
    """Return the commune codes that the passage maps to no EPCI, in the order given.

    Args:
        codes: result of `find_codes`.
        passage: result of `make_passage`.
    """
    return codes.filter(~codes.is_in(passage["source_code"].implode())).to_list()


def require_complete(codes: pl.Series, *, passage: pl.DataFrame, vintage: int, names: Mapping[str, str]) -> None:
    """Refuse a table some of whose communes are in no EPCI of the vintage.

    Args:
        codes: result of `find_codes`.
        passage: result of `make_passage` for the vintage.
        vintage: year of the official geographic code, for the message.
        names: name of each commune that is known, by code, for the message.

    Raises:
        CommuneWithoutEpciError: there are some; it names them all.
    """
    leftovers = find_leftovers(codes, passage=passage)
    if leftovers:
        raise CommuneWithoutEpciError(vintage, [(code, names.get(code, "")) for code in leftovers])


def aggregate_to_epci(
    table: pl.LazyFrame,
    *,
    passage: pl.DataFrame,
    keys: Sequence[str] = (),
    measures: Sequence[str],
    codes: pl.Series | None = None,
) -> pl.DataFrame:
    """Add a communal table to the EPCI of a vintage, at constant perimeter.

    Merged communes enter through the commune that holds them. A null is unknown: the sum counts what is known, and
    `known` says how many communes were; a commune one of whose former parts is unknown is counted in the sum for what
    is known of it, but not as known. Rows of communes in no EPCI are left out: see `require_complete`.

    Args:
        table: `insee_code` (text), the `keys`, and the `measures` (numbers); unique by insee_code and keys.
        passage: result of `make_passage`.
        keys: further columns that make a row (sector, carrier, year...).
        measures: columns to add; all of them must be summable.
        codes: result of `find_codes`, where it is at hand already.

    Returns:
        `siren`, the keys, then for each measure `m`: `m` (null when nothing is known) and `m_known` (communes);
        and `communes` (communes of the EPCI in the vintage). One row for each EPCI and key met; not sorted.

    >>> passage = pl.DataFrame(
    ...     {"source_code": ["46077", "46156"], "insee_code": ["46156"] * 2, "siren": ["200023737"] * 2}
    ... )
    >>> table = pl.LazyFrame({"insee_code": ["46077", "46156"], "emissions_tco2e": [1.5, None]})
    >>> aggregate_to_epci(table, passage=passage, measures=["emissions_tco2e"]).rows()
    [('200023737', 1.5, 0, 1)]
    """
    places = _places_of(find_codes(table) if codes is None else codes, passage)
    tagged = table.join(places.select(pl.col("source_code").alias("insee_code"), _PLACE).lazy(), on="insee_code")
    described = _describe_places(places, passage)
    numbers = pl.Series(_PLACE, range(described.height), dtype=pl.UInt32)
    values = {**find_values(table, keys), _PLACE: numbers}
    sums = sum_groups(tagged, keys=[_PLACE, *keys], measures=measures, values=values)
    located = pl.concat([sums, described[sums[_PLACE]]], how="horizontal")
    known = [pl.when(pl.col(_MET + name) > 0).then(pl.col(name)).alias(name) for name in measures]
    columns = [column for name in measures for column in (name, f"{name}_known")]
    return _join_shared(located, keys, measures).with_columns(known).select("siren", *keys, *columns, "communes")


def _places_of(codes: pl.Series, passage: pl.DataFrame) -> pl.DataFrame:
    """Number the places that rows are first added in: an EPCI, or a commune of which the table holds several parts.

    Such a commune stands apart until all its parts are added, for it is one commune, known or not. Places are numbered
    from 0 in the order of their codes, so that a table in that order is added place after place.
    """
    met = passage.filter(pl.col("source_code").is_in(codes.implode()))
    is_shared = pl.len().over("insee_code") > 1
    first_code = pl.col("source_code").min().over(pl.when(is_shared).then("insee_code").otherwise("siren"))
    number = (first_code.rank("dense") - 1).cast(pl.UInt32)
    return met.select("source_code", "siren", is_shared.alias("is_shared"), number.alias(_PLACE))


def _describe_places(places: pl.DataFrame, passage: pl.DataFrame) -> pl.DataFrame:
    """Say of each place, in their order: its `siren`, whether it `is_shared`, whether its EPCI `is_mixed`, `communes`.

    An EPCI is mixed when some of its communes stand apart.
    """
    sizes = passage.group_by("siren").agg(pl.col("insee_code").n_unique().cast(pl.Int64).alias("communes"))
    return (
        places.select(_PLACE, "siren", "is_shared")
        .unique()
        .with_columns(pl.col("is_shared").any().over("siren").alias("is_mixed"))
        .join(sizes, on="siren")
        .sort(_PLACE)
        .drop(_PLACE)
    )


def _join_shared(located: pl.DataFrame, keys: Sequence[str], measures: Sequence[str]) -> pl.DataFrame:
    """Bring the communes that stood apart into their EPCI; each counts as known when all its parts are."""
    met = [pl.col(f"{name}_known").alias(_MET + name) for name in measures]
    is_whole = [(pl.col(f"{name}_known") == pl.col(ROWS)).cast(pl.Int64) for name in measures]
    counted = located.with_columns(met)
    columns = [column for name in measures for column in (name, f"{name}_known", _MET + name)]
    groups = ["siren", "communes", *keys]
    apart = counted.filter("is_shared").with_columns(is_whole)
    beside = counted.filter(pl.col("is_mixed") & ~pl.col("is_shared"))
    joined = pl.concat([apart, beside]).group_by(groups).agg(pl.col(columns).sum())
    return pl.concat([counted.filter(~pl.col("is_mixed")).select(*groups, *columns), joined])


def compare_perimeters(
    before: pl.DataFrame, after: pl.DataFrame, *, passage_before: pl.DataFrame, passage_after: pl.DataFrame
) -> PerimeterChange:
    """State what changed between two perimeters of one territory.

    Codes are compared by the ground that they stand for: a commune that merged inside the territory has not left it,
    and one that came back under its own code inside it has not joined it.

    Args:
        before: `insee_code` of the communes in the older vintage.
        after: `insee_code` of the communes in the newer vintage.
        passage_before: result of `make_passage` for the older vintage.
        passage_after: the same for the newer vintage.
    """
    old, new = set(before["insee_code"]), set(after["insee_code"])
    later, earlier = _places_by_code(passage_after), _places_by_code(passage_before)
    went = {code: later.get(code, code) for code in old}
    came = {code: earlier.get(code, code) for code in new - set(went.values())}
    restored = {code: holder for code, holder in came.items() if holder in old}
    split_off = {code for code, place in later.items() if code == place and earlier.get(code) in old}
    return PerimeterChange(
        joined=tuple(sorted(came.keys() - restored.keys())),
        left=tuple(sorted({code for code, place in went.items() if place not in new} | (split_off - new))),
        merged=tuple(sorted((code, place) for code, place in went.items() if code != place and place in new)),
        restored=tuple(sorted(restored.items())),
    )


def _places_by_code(passage: pl.DataFrame) -> dict[str, str]:
    """Commune that holds the ground of each code."""
    return dict(passage.select("source_code", "insee_code").iter_rows())
