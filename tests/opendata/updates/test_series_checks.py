"""Yearly series are judged as tables of one year are: against what is known, another producer, and the year before."""

import polars as pl
import pytest

from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.core.plausibility import ImplausibleEditionError
from autan.territories.perimeters.lake import register
from tests.opendata.updates.test_plausibility import add, write

pytestmark = pytest.mark.django_db
POPULATION, STOCK = "indicator-insee-municipal-population", "indicator-insee-stock"
YEARS = range(2018, 2023)
PARTS = ("residences_principales", "residences_secondaires", "logements_vacants")


def rows_of(parts, factors):
    """Thirty EPCI, each of which grows in its own way."""
    members = register.membership_frame(register.VINTAGES[-1])
    counts = members.group_by("siren").agg(pl.col("population").sum()).sort("siren").head(30)
    return [
        {"code_epci": siren}
        | {
            f"{part}_{year}": round(population * factor * (1 + (year - 2022) * (rank % 7 - 2) / 400))
            for part, factor in zip(parts, factors, strict=True)
            for year in YEARS
        }
        for rank, (siren, population) in enumerate(counts.iter_rows())
    ]


def last(part="population_municipale", factor=1.0, places=slice(None), year=2022, source=2022):
    """The last year of some places, times a factor of the year that it is written from."""

    def change(rows):
        for row in rows[places]:
            row[f"{part}_{year}"] = round(row[f"{part}_{source}"] * factor)
        return rows

    return change


def exchange(rows):
    row = rows[4]
    one, other = "residences_principales_2022", "logements_vacants_2022"
    row[one], row[other] = row[other], row[one]
    return rows


def exchange_near(rows):
    row = rows[4]
    one, other = "residences_secondaires_2022", "logements_vacants_2022"
    row[one], row[other] = row[other], row[one]
    return rows


def sum_of_others(rows):
    for year in YEARS:
        name = f"population_municipale_{year}"
        rows[3][name] = sum(row[name] for row in rows) - rows[3][name]
    return rows


PLANTED = {
    "a year repeated": (POPULATION, last(source=2021), "sous une autre année"),
    "a year multiplied": (POPULATION, last(factor=1.004, source=2021), "un ancien fichier multiplié"),
    "eight months": (POPULATION, last(factor=0.66), "une année entière"),
    "one place by ten": (POPULATION, last(factor=0.1, places=slice(2, 3)), "ce que dit registre-epci"),
    "a year at nothing": (POPULATION, last(factor=0), "pas de zéro après une quantité"),
    "the sum of all others": (POPULATION, sum_of_others, "un total parmi les lignes"),
    "two parts of one place": (STOCK, exchange, "deux échangés"),
    "two near parts of one place": (STOCK, exchange_near, "deux échangés"),
    "one cell": (STOCK, last(PARTS[0], 9, slice(5, 6)), "en un lieu"),
}


@pytest.mark.parametrize("plant", PLANTED)
def test_a_plant_in_a_series_is_asked_about_on_an_empty_lake(lake_folder, tmp_path, plant):
    source, change, expected = PLANTED[plant]
    rows = rows_of(["population_municipale"], [1]) if source == POPULATION else rows_of(PARTS, [0.45, 0.05, 0.04])
    done = add(source, write(tmp_path / "series.csv", change(rows)))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert expected in " ".join(str(fault.expected) for fault in done.exception.faults)
    assert not snapshots.list_snapshots()


def test_a_series_that_is_right_is_taken_and_says_how_near_another_producer_is(lake_folder, tmp_path):
    right = write(tmp_path / "right.csv", rows_of(["population_municipale"], [1]))
    assert add(POPULATION, right).exit_code == 0
    assert "rapproché de registre-epci" in " ".join(snapshots.list_snapshots()[-1].card.remarks)
    done = add(
        POPULATION,
        write(tmp_path / "other.csv", last(factor=0.1, places=slice(2, 3))(rows_of(["population_municipale"], [1]))),
    )
    assert isinstance(done.exception, ImplausibleEditionError), done.output


def test_tonnes_under_megatonnes_are_asked_about(lake_folder, tmp_path):
    file = write(tmp_path / "regions.csv", [{"date_mesure": "2023", "geocode_region": "76", "valeur": "1178280"}])
    done = add("indicators", file, "--dataset", "ghg-520", "--unit", "Mt CO2e", "--title", "GES")
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "plus que toute la France" in done.exception.faults[0].expected


def test_degree_days_of_eight_months_in_one_department_are_asked_about(lake_folder, tmp_path):
    codes = [f"{number:02}" for number in (9, 11, 12, 30, 31, 32, 34, 46, 48, 65, 66, 81, 82, 33, 40, 47)]
    columns = ("dju17_saison_chauffe", "dju17_annee", "dju18_saison_chauffe", "dju18_annee")
    rows = [
        {"code_departement": code, "annee": year}
        | {
            name: (days + 10 * rank + 100 * place) * (0.66 if (code, year) == ("81", 2020) else 1)
            for place, name in enumerate(columns)
        }
        for rank, code in enumerate(codes)
        for year, days in ((2018, 2000), (2019, 1900), (2020, 1800))
    ]
    done = add("indicator-degree-days", write(tmp_path / "winters.csv", rows))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "des mois manquent" in " ".join(str(fault.expected) for fault in done.exception.faults)
