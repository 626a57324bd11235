"""Fifty million rows by building joined and cubed to EPCI: the product beside DuckDB by hand, pandas, Polars, Spark."""

import shutil
import statistics
import tempfile
from pathlib import Path

from autan.opendata.measures.queries.perimeter import current_perimeter
from tests.bench.cube_run import WAYS
from tests.bench.measures import Cost, Measure, cost_apart
from tests.opendata.observatory.big_table import write_big_table

ROWS = 50_000_000
RUNS = {"autan": 5, "duckdb": 5, "polars": 1, "spark": 1, "pandas": 1}
GOAL = 1.15


def run() -> list[Measure]:
    """Within 1.15 of the query by hand on the same file, with the same total as every other way."""
    with tempfile.TemporaryDirectory(prefix="autan-bench-cube-") as name:
        folder = Path(name)
        write_big_table(folder / "table.parquet", rows=ROWS)
        write_big_table(folder / "small.parquet", rows=1000)
        shutil.copyfile(current_perimeter().table, folder / "perimeter.parquet")
        costs = _costs(folder)
        totals = {float((folder / way).read_text()) for way in WAYS}
    ratio = costs["autan"].seconds / costs["duckdb"].seconds
    others = ", ".join(f"{way} {cost.seconds:.1f} s {cost.peak_mb:.0f} MB" for way, cost in costs.items())
    return [
        Measure(
            name="50 M rows by building to EPCI, every combination",
            result=f"{ratio:.2f} times DuckDB by hand ({others})",
            goal=f"within {GOAL} of DuckDB by hand",
            is_met=ratio <= GOAL,
        ),
        Measure(
            name="50 M rows, result",
            result=f"{len(WAYS)} ways, {len(totals)} total",
            goal="one and the same total",
            is_met=len(totals) == 1,
        ),
    ]


def _costs(folder: Path) -> dict[str, Cost]:
    """Median time of each way, its runs taken in turn so that the machine weighs on all alike."""
    runs: dict[str, list[Cost]] = {way: [] for way in WAYS}
    for turn in range(max(RUNS.values())):
        for way in WAYS:
            if turn < RUNS[way]:
                files = [str(folder / file) for file in ("table.parquet", "perimeter.parquet", way)]
                runs[way].append(cost_apart("tests.bench.cube_run", way, *files))
    return {
        way: Cost(seconds=statistics.median(c.seconds for c in costs), peak_mb=max(c.peak_mb for c in costs))
        for way, costs in runs.items()
    }
