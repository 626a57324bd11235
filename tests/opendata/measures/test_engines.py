"""The same text of each query, on DuckDB and on Spark, gives the same rows."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from autan.opendata.measures.core.measures import READ_BY_YEAR
from autan.opendata.measures.lake import BY_TERRITORY, MEASURE_ROWS, rows_query, tally_query, view_name
from autan.opendata.measures.queries.cubes import cube_query
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.lake import engine, snapshots
from autan.opendata.sources.lake.spark import EngineUnreachableError
from tests.opendata.observatory.big_table import write_big_table

pytest.importorskip("pysail", reason="needs the extra « spark »")
pytestmark = pytest.mark.django_db
TOULOUSE = "243100518"


def on_both(settings, sql: str, tables: dict[str, Any], parameters: list[object] | None = None) -> pl.DataFrame:
    """Run a query on both engines, and return its rows when they are the same."""
    answers = []
    for name in ("duckdb", "spark://local"):
        settings.AUTAN_ENGINE = name
        answers.append(engine.run_query(sql, tables, parameters or []))  # type: ignore[arg-type]
    ours, theirs = answers
    assert_frame_equal(ours, theirs, check_dtypes=False, rel_tol=1e-12)
    return ours


def tables_of(source: str) -> dict[str, Any]:
    """What the query of a source reads: its last snapshot, and the perimeter where it is by commune."""
    held = {snapshot.card.source: snapshot for snapshot in snapshots.current_snapshots()}
    perimeter = {} if source in BY_TERRITORY else {"perimeter": current_perimeter().table}
    return {view_name(source): held[source], **perimeter}


@pytest.mark.parametrize("source", sorted({*MEASURE_ROWS, *READ_BY_YEAR}))
def test_every_source_is_added_the_same_way(shipped: Path, settings, source: str) -> None:
    if source not in {snapshot.card.source for snapshot in snapshots.current_snapshots()}:
        pytest.skip("this source does not ship")
    data_frame = on_both(settings, tally_query(source, "2021"), tables_of(source))
    assert TOULOUSE in data_frame["siren"].to_list()


def test_a_query_with_parameters_gives_the_same_rows(shipped: Path, settings) -> None:
    tables = tables_of("igt-ghg")
    keys = [f"{TOULOUSE}/ghg_residential", f"{TOULOUSE}/ghg_waste"]
    data_frame = on_both(settings, rows_query("igt-ghg", "2016", len(keys)), tables, keys)
    assert data_frame.height > 30


def test_a_table_by_building_is_added_the_same_way(settings, tmp_path: Path) -> None:
    table = tmp_path / "buildings.parquet"
    write_big_table(table, rows=20_000)
    tables = {"big_table": table, "perimeter": current_perimeter().table}
    data_frame = on_both(settings, cube_query(), tables)
    assert (data_frame["row_count"] > 1).any()


def test_an_engine_that_does_not_answer_is_named(settings) -> None:
    settings.AUTAN_ENGINE = "spark://127.0.0.1:9"
    with pytest.raises(EngineUnreachableError, match=r"127\.0\.0\.1:9"):
        engine.run_query("SELECT 1 AS one", {})
