"""The register, row by row, against the national table of perimeters of the shared data."""

from pathlib import Path

import polars as pl
import pytest

from autan.territories.perimeters.lake import register


@pytest.fixture(scope="module")
def perimeters(shared_data: Path) -> pl.DataFrame:
    return pl.read_parquet(shared_data / "perimetres" / "epci_membres_cog_2019_2026.parquet")


@pytest.mark.parametrize("vintage", register.VINTAGES)
def test_membership_and_population_are_the_same(perimeters: pl.DataFrame, vintage: int) -> None:
    theirs = perimeters.filter(pl.col("cog") == vintage).select(
        siren="code_epci", insee_code="code_commune", population=pl.col("population_municipale").cast(pl.Int64)
    )
    ours = register.membership_frame(vintage).select("siren", "insee_code", pl.col("population").cast(pl.Int64))
    assert set(ours.iter_rows()) == set(theirs.iter_rows())


def test_mergers_of_the_eleven_are_the_same(shared_data: Path) -> None:
    table = pl.read_csv(shared_data / "perimetres" / "communes_fusions_dialogue_toulouse.csv", infer_schema=False)
    passage = dict(register.passage_frame(2026).select("source_code", "insee_code").iter_rows())
    former, holder = table.columns[0], next(name for name in table.columns if name.endswith("2026"))
    assert {old: passage[old] for old in table[former]} == dict(table.select(former, holder).iter_rows())
