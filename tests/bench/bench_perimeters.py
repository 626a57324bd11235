"""The national communal table (29.4 million rows) added to the EPCI of another vintage, beside DuckDB and pandas."""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from autan.territories.perimeters.lake import register, successors
from tests.bench.measures import Cost, Measure, cost_apart, median_seconds
from tests.bench.perimeters_run import WAYS
from tests.bench.perimeters_table import KEYS, MEASURE

RUNS = 3


def run() -> list[Measure]:
    """CPU at most 1.15 of DuckDB by hand and 8 times under pandas, a quarter of its memory, the same sums."""
    with tempfile.TemporaryDirectory(prefix="autan-bench-perimeters-") as name:
        folder = Path(name)
        # In a process of its own: a child begins with the peak memory of the process that starts it.
        subprocess.run(
            [sys.executable, "-m", "tests.bench.perimeters_table", str(folder / "table.parquet")], check=True
        )
        rows = pl.scan_parquet(folder / "table.parquet").select(pl.len()).collect().item()
        costs = {way: _cost_of(way, folder) for way in WAYS}
        own, *others = (pl.read_parquet(folder / f"{way}.parquet") for way in WAYS)
        groups = min(_compare(own, other) for other in others)
    ours, by_hand, theirs = (costs[way] for way in ("autan", "duckdb", "pandas"))
    faster, lighter = theirs.seconds / ours.seconds, theirs.peak_mb / ours.peak_mb
    ratio = ours.seconds / by_hand.seconds
    since_2012 = median_seconds(_read_register)
    what = f"{rows / 1e6:.1f} M rows to EPCI of 2026"
    return [
        Measure(
            name=f"{what}, CPU",
            result=f"{ours.seconds:.2f} s, pandas {theirs.seconds:.1f} s: {faster:.1f} times less",
            goal="at least 8 times less",
            is_met=faster >= 8,
        ),
        Measure(
            name=f"{what}, CPU beside DuckDB by hand",
            result=f"{ratio:.2f} times ({by_hand.seconds:.2f} s)",
            goal="within 1.15",
            is_met=ratio <= 1.15,
        ),
        Measure(
            name="communes since 2012, their changes read",
            result=f"{since_2012 * 1000:.0f} ms",
            goal="under 200 ms",
            is_met=since_2012 < 0.2,
        ),
        Measure(
            name=f"{what}, peak memory",
            result=f"{ours.peak_mb:.0f} MB, pandas {theirs.peak_mb:.0f} MB: {lighter:.1f} times less",
            goal="under a quarter",
            is_met=lighter > 4,
        ),
        Measure(name=f"{what}, result", result=f"{groups} sums compared", goal="the same sums", is_met=groups > 0),
    ]


def _read_register() -> None:
    """The communes of 2012, with nothing kept of an earlier reading."""
    for kept in (*vars(register).values(), *vars(successors).values()):
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    successors.communes_on_january_first(successors.FIRST_YEAR)


def _cost_of(way: str, folder: Path) -> Cost:
    """Median CPU time of several runs, each cold in its own process, and the highest peak memory."""
    files = (str(folder / "table.parquet"), str(folder / f"{way}.parquet"))
    runs = [cost_apart("tests.bench.perimeters_run", way, *files) for _ in range(RUNS)]
    seconds = statistics.median(run.seconds for run in runs)
    return Cost(seconds=seconds, peak_mb=max(run.peak_mb for run in runs))


def _compare(ours: pl.DataFrame, theirs: pl.DataFrame) -> int:
    """Return how many sums are the same, or 0 when one differs: the values are whole, so sums are exact."""
    keys = ["siren", *KEYS]
    left = ours.select(*keys, pl.col(MEASURE).alias("sum"))
    right = theirs.select(*keys, pl.when(pl.col("count") > 0).then("sum")).cast(dict(left.schema))
    same = left.join(right, on=[*keys, "sum"], nulls_equal=True).height
    return same if same == left.height == right.height else 0
