"""Which territories does each edition of a source cover: what a coordinator asks before asking anything else."""

from functools import lru_cache

from autan.observatory import lake
from autan.observatory.lake import Snapshot
from autan.observatory.perimeter import current_perimeter

_BY_COLUMN = "SELECT DISTINCT {column} AS code FROM edition"
_OF_INDICATOR = "SELECT DISTINCT code FROM edition WHERE mesh IN ('epci', 'commune')"


def covered_territories(snapshot: Snapshot) -> frozenset[str]:
    """SIREN of the territories, in the perimeter of the figures, that an edition has at least one row about.

    One query of the lake, kept; none for an edition whose table is damaged.
    """
    return _covered(snapshot) if lake.is_whole(snapshot) else frozenset()


@lru_cache(maxsize=512)
def _covered(snapshot: Snapshot) -> frozenset[str]:
    columns = {column.name for column in snapshot.card.columns}
    named = next((name for name in ("siren", "insee_code") if name in columns), "")
    sql = _BY_COLUMN.format(column=named) if named else _OF_INDICATOR
    if not named and "mesh" not in columns:
        return frozenset()
    perimeter = current_perimeter()
    codes = lake.run_query(sql, {"edition": snapshot})["code"].drop_nulls()
    sirens = {code if code in perimeter.communes else perimeter.holders.get(code, "") for code in codes}
    return frozenset(sirens - {""})
