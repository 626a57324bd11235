"""A regional file read through the mapping that a network keeps: its words, its unit, its masks, its repeats."""

from dataclasses import replace

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.regional_set import read_mapped, reader_of
from autan.opendata.sources.core.file_mappings import FileMapping, PlaceMesh
from autan.opendata.sources.core.readings import Reading
from tests.opendata.observatory.making import EXPECTATION

TOULOUSE, SICOVAL = "243100518", "243100633"
MAPPING = FileMapping(
    name="Essai",
    producer="Observatoire",
    licence="Licence Ouverte",
    mesh=PlaceMesh.EPCI,
    place="siren",
    year="annee",
    values=("valeur",),
    unit="= GWh",
    sector="secteur",
    carrier="vecteur",
    accounting="= réglementaire",
)
HEADINGS = "siren;annee;secteur;vecteur;valeur;etat"


def read(*rows: str, headings: str = HEADINGS, mapping: FileMapping = MAPPING, **changes) -> Reading:
    text = "\n".join([headings, *rows, ""])
    return read_mapped(text.encode(), replace(mapping, **changes), file="f.csv", expectation=EXPECTATION)


def faults(*rows: str, **changes) -> list[tuple[int, str, str]]:
    with pytest.raises(ImportFileError) as caught:
        read(*rows, **changes)
    return [(fault.row, fault.column, str(fault.expected)) for fault in caught.value.faults]


def values(reading: Reading, *columns: str) -> list[tuple]:
    return reading.table.select(*columns).rows()


def test_energy_is_in_mwh_and_the_other_quantity_does_not_apply():
    reading = read(f"{TOULOUSE};2022;Résidentiel;électricité;1,5;")
    assert reading.table.to_dicts() == [
        {
            "siren": TOULOUSE,
            "year": 2022,
            "sector": "residential",
            "carrier": "electricity",
            "accounting": "regulatory",
            "energy_mwh": 1_500.0,
            "emissions_tco2e": None,
            "state": "estimated",
            "ghg_state": "not_applicable",
        }
    ]


def test_emissions_are_in_tonnes_and_may_be_negative():
    reading = read(f"{TOULOUSE};2022;total;total;-2,5;", unit="= kteqCO2")
    assert values(reading, "emissions_tco2e", "energy_mwh", "ghg_state", "state") == [
        (-2_500.0, None, "estimated", "not_applicable")
    ]


def test_energy_below_nothing_is_refused():
    ((row, column, expected),) = faults(f"{TOULOUSE};2022;total;total;-2;")
    assert (row, column, expected) == (2, "valeur", "un nombre d’au moins 0")


def test_a_word_of_the_file_or_a_constant_tells_each_part():
    reading = read(
        f"{TOULOUSE};RES;4",
        headings="siren;sect;valeur",
        sector="sect",
        carrier="= total",
        year="= 2021",
        words=("RES = résidentiel",),
    )
    assert values(reading, "year", "sector", "carrier") == [(2021, "residential", "total")]


def test_columns_are_found_whatever_their_case_and_accents():
    reading = read(f"{TOULOUSE};2022;total;total;4", headings="SIREN;Année;Secteur;Vecteur;VALEUR")
    assert reading.table.height == 1


def test_each_column_of_values_may_have_its_own_parts():
    reading = read(
        f"{TOULOUSE};2022;4;6;secret",
        headings="siren;annee;res_elec;ter_elec;res_gaz",
        values=(
            "res_elec = résidentiel / électricité",
            "ter_elec = tertiaire / électricité",
            "res_gaz = résidentiel / gaz",
        ),
        sector="",
        carrier="",
    )
    assert values(reading, "sector", "carrier", "energy_mwh", "state") == [
        ("residential", "electricity", 4_000.0, "estimated"),
        ("tertiary", "electricity", 6_000.0, "estimated"),
        ("residential", "natural_gas", None, "confidential"),
    ]


def test_only_the_rows_that_are_kept_are_read():
    reading = read(
        f"{TOULOUSE};2022;total;total;4;consommation",
        f"{TOULOUSE};2022;total;total;9;Production",
        headings="siren;annee;secteur;vecteur;valeur;type",
        kept=("type = Consommation",),
    )
    assert values(reading, "energy_mwh") == [(4_000.0,)]


@pytest.mark.parametrize(
    ("said", "value", "state"),
    [
        ("", "4", "estimated"),
        ("observé", "4", "observed"),
        ("plancher", "4", "lower_bound"),
        ("secret", "", "confidential"),
        ("secret", "4", "lower_bound"),
        ("", "", "missing"),
        ("non", "4", "estimated"),
        ("3", "4", "lower_bound"),
        ("0", "4", "estimated"),
        ("modélisé", "", "missing"),
    ],
)
def test_a_value_has_the_state_that_the_file_says(said, value, state):
    reading = read(f"{TOULOUSE};2022;total;total;{value};{said}", state="etat")
    assert values(reading, "state") == [(state,)]


def test_a_state_may_be_that_of_the_whole_file_and_another_word_is_blamed():
    assert values(read(f"{TOULOUSE};2022;total;total;4;", state="= observé"), "state") == [("observed",)]
    ((row, column, expected),) = faults(f"{TOULOUSE};2022;total;total;4;peut-être", state="etat")
    assert (row, column) == (2, "etat")
    assert expected.startswith("l’un de\u00a0: secret, confidentiel")


def test_a_file_has_one_unit_and_the_rows_of_another_are_blamed():
    headings = "siren;annee;secteur;vecteur;valeur;unite"
    rows = [
        f"{TOULOUSE};2022;{sector};total;4;{unit}"
        for sector, unit in (("total", "MWh"), ("déchets", "mwh"), ("tertiaire", "GWh"))
    ]
    assert faults(*rows, headings=headings, unit="unite") == [(4, "unite", "une seule unité dans le fichier (ici MWh)")]
    assert values(read(rows[0], headings=headings, unit="unite"), "energy_mwh") == [(4.0,)]


def test_a_unit_that_is_none_of_ours_is_blamed():
    ((row, column, expected),) = faults(
        f"{TOULOUSE};2022;total;total;4;BTU", headings="siren;annee;secteur;vecteur;valeur;unite", unit="unite"
    )
    assert (row, column) == (2, "unite")
    assert expected.startswith("l’un de : kwh")


def test_a_row_that_says_again_what_was_said_is_blamed_at_its_place():
    rows = [f"{TOULOUSE};2022;total;total;4;", f"{SICOVAL};2022;total;total;4;", f"{TOULOUSE};2022;Tous;toutes;5;"]
    ((row, column, expected),) = faults(*rows)
    assert (row, column) == (4, "siren")
    assert expected.startswith("une ligne par lieu, année, secteur et vecteur")


def test_rows_are_added_where_the_mapping_says_so():
    rows = [f"{TOULOUSE};2022;total;total;{value};" for value in ("4", "5,5")]
    assert values(read(*rows, is_added=True), "energy_mwh", "state") == [(9_500.0, "estimated")]
    masked = read(rows[0], f"{TOULOUSE};2022;total;total;secret;", is_added=True)
    assert values(masked, "energy_mwh", "state") == [(4_000.0, "lower_bound")]
    empty = read(rows[0], f"{TOULOUSE};2022;total;total;;", is_added=True)
    assert values(empty, "energy_mwh", "state") == [(4_000.0, "lower_bound")]


def test_communes_are_read_where_the_file_is_by_commune():
    reading = read(
        "9050;2022;total;total;4;", headings=HEADINGS.replace("siren", "insee"), mesh=PlaceMesh.COMMUNE, place="insee"
    )
    assert values(reading, "insee_code", "energy_mwh") == [("09050", 4_000.0)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2431;2022;total;total;4;", "siren"),
        (f"{TOULOUSE};1989;total;total;4;", "annee"),
        (f"{TOULOUSE};2022;maisons;total;4;", "secteur"),
        (f"{TOULOUSE};2022;total;vapeur;4;", "vecteur"),
        (f"{TOULOUSE};2022;total;total;beaucoup;", "valeur"),
    ],
)
def test_a_cell_that_is_not_what_it_should_be_is_located(row, column):
    assert [(line, name) for line, name, _ in faults(row)] == [(2, column)]


def test_a_file_that_lacks_a_column_of_the_mapping_is_refused():
    assert faults(f"{TOULOUSE};2022;total;total;4;", state="statut") == [
        (1, "statut", "une colonne «\u202fstatut\u202f»")
    ]


COMMON = "siren;annee;secteur;vecteur;energie_mwh;ges_tco2e;methode"


def common(*rows: str, **expectation) -> Reading:
    text = "\n".join([COMMON, *rows, ""])
    return reader_of("siren")(text.encode(), file="f.csv", expectation=replace(EXPECTATION, **expectation))


def test_the_common_set_tells_energy_and_emissions_of_a_row_apart():
    reading = common(f"{TOULOUSE};2022;total;gaz;12;secret;pcaet", f"{TOULOUSE};2022;total;bois;;-3;empreinte")
    assert values(reading, "carrier", "accounting", "state", "ghg_state") == [
        ("natural_gas", "regulatory", "estimated", "confidential"),
        ("wood_biomass", "footprint", "missing", "estimated"),
    ]


def test_a_mapping_takes_the_place_of_the_common_set():
    text = f"{HEADINGS}\n{TOULOUSE};2022;total;total;4;\n"
    reading = reader_of("siren")(text.encode(), file="f.csv", expectation=replace(EXPECTATION, mapping=MAPPING))
    assert reading.table["energy_mwh"].to_list() == [4_000.0]


def test_the_same_place_year_sector_carrier_and_method_are_told_once():
    with pytest.raises(ImportFileError) as caught:
        common(f"{TOULOUSE};2022;total;gaz;12;1;pcaet", f"{TOULOUSE};2022;total;gaz;13;1;pcaet")
    assert [fault.row for fault in caught.value.faults] == [3]


def test_the_table_of_a_mapping_has_the_columns_of_the_common_set():
    mapped, plain = read(f"{TOULOUSE};2022;total;total;4;").table, common(f"{TOULOUSE};2022;total;gaz;12;1;pcaet").table
    assert set(mapped.columns) == set(plain.columns) - {"energy_secret", "ghg_secret"}
    assert mapped.schema["year"] == pl.Int64
