"""One way of adding the table of the bench to the EPCI of 2026, in a process of its own: `autan` or `pandas`."""

import sys
from collections.abc import Callable
from pathlib import Path

from autan.territories.register import aggregate_communes, passage_frame
from tests.bench.measures import print_cost
from tests.bench.perimeters_table import KEYS, MEASURE

VINTAGE = 2026


def with_autan(table: Path) -> object:
    """As the product does it: sums, how many communes are known, and a refusal if one is in no EPCI."""
    import polars as pl

    return aggregate_communes(pl.scan_parquet(table), keys=KEYS, measures=[MEASURE], vintage=VINTAGE)


def with_pandas(table: Path) -> object:
    """As anybody would write it: read, merge, group, add; the sums alone."""
    import pandas as pd

    passage = pd.DataFrame(passage_frame(VINTAGE).select("source_code", "siren").to_dict(as_series=False))
    joined = pd.read_parquet(table).merge(passage, left_on="insee_code", right_on="source_code")
    return joined.groupby(["siren", *KEYS])[MEASURE].sum(min_count=1).reset_index()


WAYS: dict[str, Callable[[Path], object]] = {"autan": with_autan, "pandas": with_pandas}


def main(way: str, table: Path, result: Path) -> None:
    """Measure one way, warm, and keep its result for comparison."""
    kept: list[object] = []

    def act() -> None:
        kept[:] = [WAYS[way](table)]

    print_cost(act, runs=1)
    write = getattr(kept[0], "write_parquet", None) or getattr(kept[0], "to_parquet", None)
    assert write is not None
    write(result)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
