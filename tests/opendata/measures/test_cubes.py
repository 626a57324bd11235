"""A big table added to territories: against plain Python, and with what is not known."""

from collections import defaultdict
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.measures.queries.cubes import DIMENSIONS, add_up
from autan.opendata.measures.queries.perimeter import current_perimeter
from tests.opendata.observatory.big_table import write_big_table

ALL = object()


def plain_sums(table: Path) -> dict[tuple[object, ...], tuple[float | None, int, int]]:
    """Sum, rows and known rows by territory and every combination of dimensions, row by row."""
    values: dict[tuple[object, ...], list[float | None]] = defaultdict(list)
    holders = current_perimeter().holders
    for row in pl.read_parquet(table).iter_rows(named=True):
        for mask in product((True, False), repeat=len(DIMENSIONS)):
            names = [row[name] if kept else ALL for name, kept in zip(DIMENSIONS, mask, strict=True)]
            values[holders[row["insee_code"]], *names].append(row["consumption_kwh"])
    found = {}
    for key, cells in values.items():
        known = [cell for cell in cells if cell is not None]
        found[key] = (sum(known) if known else None, len(cells), len(known))
    return found


def test_every_combination_is_the_sum_of_its_rows(tmp_path: Path) -> None:
    table = tmp_path / "buildings.parquet"
    write_big_table(table, rows=3_000)
    cube = add_up(table)
    ours = {
        (row["siren"], *(ALL if row[f"is_all_{name}"] else row[name] for name in DIMENSIONS)): (
            row["consumption_kwh"],
            row["row_count"],
            row["known_rows"],
        )
        for row in cube.frame.iter_rows(named=True)
    }
    assert ours == plain_sums(table)
    assert cube.outside_rows == 0


def small_table(path: Path, rows: list[tuple[str, str, str, int, float | None]]) -> Path:
    schema = ["insee_code", "sector", "carrier", "year", "consumption_kwh"]
    pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None).write_parquet(path)
    return path


def test_what_is_unknown_is_no_zero_and_what_is_outside_is_told(tmp_path: Path) -> None:
    rows = [
        ("31555", "tertiary", "electricity", 2024, None),
        ("31555", "tertiary", "electricity", 2024, 10.0),
        ("31069", "tertiary", "wood", 2024, None),
        ("99999", "tertiary", "wood", 2024, 7.0),
    ]
    cube = add_up(small_table(tmp_path / "small.parquet", rows))
    wood = cube.frame.filter((pl.col("carrier") == "wood") & (pl.col("is_all_sector") + pl.col("is_all_year") == 0))
    assert wood.select("consumption_kwh", "row_count", "known_rows").rows() == [(None, 1, 0)]
    assert cube.outside_rows == 1
    assert cube.frame["consumption_kwh"].max() == 10.0


def test_a_file_that_is_no_such_table_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    text = tmp_path / "texte.parquet"
    text.write_text("code;valeur\n")
    with pytest.raises(ImportFileError, match=r"texte\.parquet"):
        add_up(text)
    other = tmp_path / "autre.parquet"
    pl.DataFrame({"insee_code": ["31555"], "year": [2024]}).write_parquet(other)
    with pytest.raises(ImportFileError) as refused:
        add_up(other)
    assert [fault.column for fault in refused.value.faults] == ["sector", "carrier", "consumption_kwh"]


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("insee_code", [31555, 1004], "des codes en texte"),
        ("consumption_kwh", ["12", "douze"], "des nombres"),
        ("consumption_kwh", [12.0, float("nan")], "NaN ou infini"),
        ("consumption_kwh", [12.0, float("inf")], "NaN ou infini"),
    ],
)
def test_a_column_of_another_kind_is_named(column: str, values: list[object], expected: str, tmp_path: Path) -> None:
    rows = [("31555", "tertiary", "wood", 2024, 1.0), ("31069", "tertiary", "wood", 2024, 2.0)]
    table = small_table(tmp_path / "t.parquet", rows)
    pl.read_parquet(table).with_columns(pl.Series(column, values)).write_parquet(table)
    with pytest.raises(ImportFileError) as caught:
        add_up(table)
    assert [(fault.column, expected in fault.expected) for fault in caught.value.faults] == [(column, True)]


def test_a_table_damaged_in_its_middle_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "t.parquet"
    write_big_table(table, rows=3_000)
    content = bytearray(table.read_bytes())
    content[100 : len(content) // 2] = bytes(len(content) // 2 - 100)
    table.write_bytes(bytes(content))
    with pytest.raises(ImportFileError, match="t.parquet"):  # noqa: RUF043 - a name
        add_up(table)
