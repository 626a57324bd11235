"""Carbon of forests and wood, heat by mesh, districts beside their city: what is added, and what is kept apart."""

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.aldo import CO2_BY_CARBON
from autan.opendata.producers.connectors.aldo import read as read_aldo
from autan.opendata.producers.connectors.districts import city_of, without_doubled_districts
from autan.opendata.producers.connectors.sdes_heat_networks import read as read_heat
from tests.opendata.observatory.making import EXPECTATION

HERE, THERE = "243100518", "243100633"
FORESTS = "code_epci;composition;stock_biomasse_tc_ha;bilan_tco2_an;surface_ha"
WOOD = "code_epci;composition;stock_produits_bois_tco2;puits_produits_bois_tco2_an"


def carbon(headings: str, *rows: str):
    reading = read_aldo("\n".join([headings, *rows, ""]).encode(), file="f.csv", expectation=EXPECTATION)
    return reading, {
        (row["siren"], row["compartment"], row["kind"]): (row["carbon_tco2e"], row["state"])
        for row in reading.table.to_dicts()
    }


def test_compositions_of_forests_are_added_and_the_whole_of_the_source_stands_apart():
    reading, told = carbon(
        FORESTS,
        f"{HERE};feuillu;100;-50;2",
        f"{HERE};conifere;200;-30;1",
        f"{HERE};Total_toutes_compositions;120;-70;3",
        f"{THERE};mixte;10;5;4",
    )
    assert told[HERE, "forest_compositions", "stock"] == (pytest.approx(400 * CO2_BY_CARBON), "modelled")
    assert told[HERE, "forest_compositions", "flux"] == (-80.0, "modelled")
    assert told[HERE, "forest_whole", "stock"] == (pytest.approx(360 * CO2_BY_CARBON), "modelled")
    assert told[THERE, "forest_compositions", "flux"] == (5.0, "modelled")
    assert (reading.data_date, set(reading.table["year"])) == ("2022", {2022})


def test_a_composition_that_is_not_known_leaves_its_sum_unknown():
    _, told = carbon(FORESTS, f"{HERE};feuillu;100;-50;2", f"{HERE};conifere;;-30;1")
    assert told[HERE, "forest_compositions", "stock"] == (None, "missing")
    assert told[HERE, "forest_compositions", "flux"] == (-80.0, "modelled")


def test_products_of_wood_are_in_co2_already():
    _, told = carbon(WOOD, f"{HERE};feuillus;100;-5", f"{HERE};coniferes;50;-1")
    assert told == {
        (HERE, "wood_products", "stock"): (150.0, "modelled"),
        (HERE, "wood_products", "flux"): (-6.0, "modelled"),
    }


def test_rows_that_the_repository_holds_twice_are_read_once():
    reading, told = carbon(WOOD, f"{HERE};feuillus;100;-5", f"{HERE};feuillus;100;-5")
    assert told[HERE, "wood_products", "stock"] == (100.0, "modelled")
    assert "1 ligne répétée à l’identique, lue une seule fois" in reading.remarks


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"{HERE};feuillus;-1;-5", "stock_produits_bois_tco2"),
        (f"{HERE};chênes;100;-5", "composition"),
        ("2431;feuillus;100;-5", "code_epci"),
    ],
)
def test_what_is_wrong_in_a_table_of_carbon_is_located(row, column):
    with pytest.raises(ImportFileError) as caught:
        carbon(WOOD, row)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, column)]


def test_two_rows_of_one_composition_are_a_fault():
    with pytest.raises(ImportFileError) as caught:
        carbon(WOOD, f"{HERE};feuillus;100;-5", f"{HERE};feuillus;90;-5")
    assert [fault.row for fault in caught.value.faults] == [3]


MESHES = "code_commune;code_iris;annee;filiere;operateur;secteur;mwh;secret"


def heat(*rows: str):
    reading = read_heat("\n".join([MESHES, *rows, ""]).encode(), file="f.csv", expectation=EXPECTATION)
    return {
        (row["insee_code"], row["operator"], row["carrier"], row["sector"]): (row["consumption_mwh"], row["state"])
        for row in reading.table.to_dicts()
    }


def test_meshes_of_an_operator_in_a_commune_are_added_by_sector_and_together():
    told = heat(
        "31555;315550101;2023;Chaleur;Eneriance;Résidentiel;100;non",
        "31555;315550102;2023;chaleur;Eneriance;R;50;non",
        "31555;315550102;2023;c;Eneriance;tertiaire;7;non",
        "31555;315550102;2023;froid;Eneriance;tertiaire;1;non",
    )
    assert told == {
        ("31555", "Eneriance", "heat_network", "residential"): (150.0, "observed"),
        ("31555", "Eneriance", "heat_network", "tertiary"): (7.0, "observed"),
        ("31555", "Eneriance", "heat_network", "total"): (157.0, "observed"),
        ("31555", "Eneriance", "cold_network", "tertiary"): (1.0, "observed"),
        ("31555", "Eneriance", "cold_network", "total"): (1.0, "observed"),
    }


def test_a_mesh_that_is_masked_makes_a_floor_and_one_alone_a_secret():
    told = heat(
        "31555;1;2023;chaleur;A;R;100;non",
        "31555;2;2023;chaleur;A;R;;oui",
        "31555;2;2023;chaleur;B;R;;oui",
        "31555;2;2023;chaleur;C;R;;non",
        "31555;2;2023;chaleur;D;R;0;non",
    )
    states = {operator: state for (_, operator, _, sector), (_, state) in told.items() if sector == "residential"}
    assert states == {"A": "lower_bound", "B": "confidential", "C": "missing", "D": "confirmed_zero"}
    assert told["31555", "A", "heat_network", "total"] == (100.0, "lower_bound")


def test_an_operator_is_needed_where_it_stands_for_the_network():
    with pytest.raises(ImportFileError) as caught:
        heat("31555;1;2023;chaleur;;R;100;non")
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "operateur")]


KEY = ("insee_code", "year")


def doubled(*rows: tuple[str, int]):
    table = pl.DataFrame(list(rows), schema=["insee_code", "year"], orient="row")
    left, remark = without_doubled_districts(table, KEY)
    return left.rows(), remark


@pytest.mark.parametrize(
    ("code", "city"), [("75101", "75056"), ("13216", "13055"), ("75056", "75056"), ("31555", "31555")]
)
def test_a_district_has_its_city(code, city):
    assert city_of(code) == city


def test_districts_are_left_aside_where_their_city_has_a_row_of_its_own():
    rows, remark = doubled(("75056", 2020), ("75101", 2020), ("75102", 2020), ("75101", 2021), ("31555", 2020))
    assert rows == [("75056", 2020), ("75101", 2021), ("31555", 2020)]
    assert remark == "2 lignes d’arrondissements, de côté\u00a0: leur ville est dans le même fichier"


@pytest.mark.parametrize(
    "rows", [[("75101", 2020), ("75102", 2020)], [("31555", 2020)], [("75056", 2021), ("75101", 2020)]]
)
def test_districts_without_a_row_of_their_city_are_kept(rows):
    assert doubled(*rows) == (rows, "")


def test_a_table_that_is_not_by_commune_has_no_district():
    table = pl.DataFrame({"siren": [HERE], "year": [2020]})
    left, remark = without_doubled_districts(table, ("siren", "year"))
    assert (left.rows(), remark) == ([(HERE, 2020)], "")
