"""Small registers and tables made by hand for the tests of perimeters, and the sums redone in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from autan.territories.core.perimeters import make_passage

VINTAGE = 2026
Row = Mapping[str, Any]


def passage_of(members: Mapping[str, str], merges: Iterable[tuple[str, str, int]] = ()) -> pl.DataFrame:
    """The passage to communes (code: siren), with former codes (former, holder, since)."""
    text = pl.String
    membership = pl.DataFrame(list(members.items()), schema={"insee_code": text, "siren": text}, orient="row")
    schema = {"former_insee_code": text, "insee_code": text, "since_vintage": pl.Int16}
    return make_passage(
        membership=membership, merges=pl.DataFrame(list(merges), schema=schema, orient="row"), vintage=VINTAGE
    )


def add_by_hand(
    rows: Sequence[Row], passage: pl.DataFrame, keys: Sequence[str], measure: str
) -> dict[tuple[Any, ...], tuple[Any, int, int]]:
    """What `aggregate_to_epci` must give: (siren, keys): (sum or None, known communes, communes)."""
    place = {code: (commune, siren) for code, commune, siren in passage.select(_PLACE).iter_rows()}
    parts: dict[tuple[Any, ...], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["insee_code"] in place:
            commune, siren = place[row["insee_code"]]
            parts[siren, *(row[key] for key in keys)][commune].append(row[measure])
    communes: dict[str, set[str]] = defaultdict(set)
    for commune, siren in place.values():
        communes[siren].add(commune)
    return {group: _add(group, values, communes) for group, values in parts.items()}


_PLACE = ("source_code", "insee_code", "siren")


def _add(
    group: tuple[Any, ...], values: Mapping[str, list[Any]], communes: Mapping[str, set[str]]
) -> tuple[Any, int, int]:
    known = [value for part in values.values() for value in part if value is not None]
    whole = sum(None not in part for part in values.values())
    return (sum(known) if known else None, whole, len(communes[group[0]]))
