"""Perimeters through time: which commune and EPCI of a vintage hold any code, and what changed between two vintages.

Tables are added over a perimeter by `core/perimeter_sql.py`. The algorithm, with an example and its limits, is in
docs/algorithms/perimeters.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from autan.ground.errors import DomainError
from autan.territories.perimeters.core.departments import COMMUNE_BY_DISTRICT

_LONGEST_CHAIN = 5


class CommuneWithoutEpciError(DomainError):
    """Communes of a table belong to no EPCI of the vintage.

    `communes`: code and name of each, sorted by code; the name is empty when no vintage knows the code.
    """

    def __init__(self, vintage: int, communes: Sequence[tuple[str, str]]) -> None:
        self.vintage = vintage
        self.communes = tuple(communes)
        shown = ", ".join(f"{code} {name or '(code inconnu)'}" for code, name in self.communes[:10])
        rest = "…" if len(self.communes) > 10 else ""
        super().__init__(
            "{count} commune(s) sans EPCI en {vintage}\u00a0: {shown}{rest}",
            count=len(self.communes),
            vintage=vintage,
            shown=shown,
            rest=rest,
        )


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


def make_passage(*, membership: pl.DataFrame, merges: pl.DataFrame, vintage: int) -> pl.DataFrame:
    """Say, for any code that a communal table may use, which commune and which EPCI of the vintage hold it.

    A code that exists in the vintage is itself; a former code follows its mergers, up to the vintage, until it meets
    one that exists; a municipal district of Paris, Marseille or Lyon is its city. A commune that was made anew between
    the table and the vintage cannot be mapped, and is left out.

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
    known = pl.concat([own, mapped])
    return pl.concat([known, _districts(own).join(known, on="source_code", how="anti")]).sort("source_code")


def _districts(own: pl.DataFrame) -> pl.DataFrame:
    """Municipal districts of the cities that exist: parts of a commune that did not merge."""
    pairs = pl.DataFrame(list(COMMUNE_BY_DISTRICT.items()), schema=["source_code", "insee_code"], orient="row")
    return pairs.join(own.drop("source_code"), on="insee_code").select(own.columns)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneHolders:
    """The communes of a vintage and the codes whose ground they hold, to compare many territories.

    Attributes:
        commune_of: commune that holds the ground of each code.
        codes_of: codes whose ground each commune holds, its own among them.
    """

    commune_of: Mapping[str, str]
    codes_of: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_passage(cls, passage: pl.DataFrame) -> "CommuneHolders":
        """Read the result of `make_passage`."""
        commune_of = dict(passage.select("source_code", "insee_code").iter_rows())
        codes_of: dict[str, tuple[str, ...]] = {}
        for code, commune in commune_of.items():
            codes_of[commune] = (*codes_of.get(commune, ()), code)
        return cls(commune_of=commune_of, codes_of=codes_of)


def compare_perimeters(
    before: Iterable[str], after: Iterable[str], *, holders_before: CommuneHolders, holders_after: CommuneHolders
) -> PerimeterChange:
    """State what changed between two perimeters of one territory.

    Codes are compared by the ground that they stand for: a commune that merged inside the territory has not left it,
    and one that came back under its own code inside it has not joined it.

    Args:
        before: codes of the communes in the older vintage.
        after: codes of the communes in the newer vintage.
        holders_before: who holds the ground of each code in the older vintage.
        holders_after: the same in the newer vintage.
    """
    old, new = set(before), set(after)
    later, earlier = holders_after.commune_of, holders_before.commune_of
    went = {code: later.get(code, code) for code in old}
    came = {code: earlier.get(code, code) for code in new - set(went.values())}
    restored = {code: holder for code, holder in came.items() if holder in old}
    inside = (code for commune in old for code in holders_before.codes_of.get(commune, ()))
    split_off = {code for code in inside if later.get(code) == code}
    return PerimeterChange(
        joined=tuple(sorted(came.keys() - restored.keys())),
        left=tuple(sorted({code for code, place in went.items() if place not in new} | (split_off - new))),
        merged=tuple(sorted((code, place) for code, place in went.items() if code != place and place in new)),
        restored=tuple(sorted(restored.items())),
    )


THRESHOLD = 20_000
"""Inhabitants above which an EPCI with own taxation prepares a PCAET (Code de l’environnement, article L. 229-26)."""


def is_bound_to_pcaet(population: int) -> bool:
    """Say whether an EPCI with own taxation of this population must prepare a PCAET.

    >>> is_bound_to_pcaet(20_000), is_bound_to_pcaet(20_001)
    (False, True)
    """
    return population > THRESHOLD
