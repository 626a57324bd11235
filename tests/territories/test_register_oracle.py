"""The register, row by row, against the national table of perimeters of the shared data."""

import csv
from pathlib import Path

import polars as pl
import pytest

from autan.territories import register


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


def test_emissions_of_2016_added_to_the_epci_of_2026(shared_data: Path) -> None:
    path = shared_data / "ges" / "igt_commune_2016_dialogue_toulouse.csv"
    total = "tco2e_total_hors_biomasse_et_international"
    by_hand: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        by_hand[row["code_epci"]] = by_hand.get(row["code_epci"], 0) + int(row[total])
    table = pl.LazyFrame(
        {"insee_code": [row["code_commune_2016"] for row in rows], "emissions_tco2e": [int(row[total]) for row in rows]}
    )
    found = register.aggregate_communes(table, measures=["emissions_tco2e"])
    assert dict(found.select("siren", "emissions_tco2e").iter_rows()) == by_hand
    assert (found["emissions_tco2e_known"] == found["communes"]).all()
    assert by_hand["200023737"] == 260_925  # the worked example of docs/algorithms/perimeters.md
