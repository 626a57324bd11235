"""Files of yearly series: their forms, columns by year, rows of other purposes, masks, places that are none."""

from dataclasses import replace

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.registry import (
    CONNECTORS,
    FETCHED_SOURCES,
    SOURCES,
    UnknownSourceError,
    connector_of,
    kind_of,
    read_editions,
)
from autan.opendata.producers.connectors.yearly_series import SeriesForm, series_connector
from autan.opendata.sources.core.readings import Reading
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import EXPECTATION

CARD = shipped_cards()["indicator-ore-gas"]
REGION = SeriesForm(mesh="region", code=("code_region",), values={"": ("valeur",)})


def read(text: str | dict[str, str], *forms: SeriesForm, **expectation) -> Reading:
    files = {"f.csv": text} if isinstance(text, str) else text
    connector = series_connector("essai", *forms)
    content = {name: value.encode() for name, value in files.items()}
    return connector.read(content, CARD, replace(EXPECTATION, **expectation))[0]


def rows(reading: Reading, *columns: str) -> list[tuple]:
    return reading.table.select(*(columns or ("code", "year", "category", "value"))).rows()


def refused(text, *forms: SeriesForm) -> list[tuple[int | None, str]]:
    with pytest.raises(ImportFileError) as caught:
        read(text, *forms)
    return [(fault.row, str(fault.expected)) for fault in caught.value.faults]


def test_a_row_is_a_place_and_a_year():
    reading = read("annee;code_region;valeur\n2020;76;5,5\n2021;76;-2\n", REGION)
    assert rows(reading, "mesh", "code", "year", "category", "value", "state") == [
        ("region", "76", 2020, "", 5.5, CARD.state.value),
        ("region", "76", 2021, "", -2.0, CARD.state.value),
    ]
    assert reading.data_date == "2021"


def test_each_column_of_values_is_a_part():
    form = replace(REGION, values={"éolien": ("gwh_eolien",), "solaire": ("gwh_solaire",)})
    reading = read("annee;code_region;GWh éolien;GWh solaire\n2020;76;5;secret\n2020;75;;3\n", form)
    assert sorted(rows(reading, "code", "category", "value", "state")) == [
        ("75", "solaire", 3.0, CARD.state.value),
        ("75", "éolien", None, "missing"),
        ("76", "solaire", None, "confidential"),
        ("76", "éolien", 5.0, CARD.state.value),
    ]


@pytest.mark.parametrize(
    ("yearly", "heading", "year"),
    [("conso_{year}", "Conso 2019", 2019), ("conso{yy}", "conso07", 2007), ("p{yy}_pop", "P99_POP", 2099)],
)
def test_a_file_may_have_a_column_for_each_year(yearly, heading, year):
    form = SeriesForm(mesh="region", code=("code_region",), year=(), yearly={"": yearly})
    assert rows(read(f"code_region;{heading};autre\n76;5;x\n", form)) == [("76", year, "", 5.0)]


def test_columns_of_years_of_several_parts_stand_apart():
    form = SeriesForm(mesh="region", code=("code_region",), year=(), yearly={"a": "a_{year}", "b": "b_{year}"})
    reading = read("code_region;a_2019;a_2020;b_2020\n76;1;2;3\n", form)
    assert rows(reading, "year", "category", "value") == [(2019, "a", 1.0), (2020, "a", 2.0), (2020, "b", 3.0)]


def test_a_file_without_a_column_of_a_year_is_refused():
    form = SeriesForm(mesh="region", code=("code_region",), year=(), yearly={"": "conso_{year}"})
    assert refused("code_region;autre\n76;5\n", form) == [(1, "au moins une colonne conso_AAAA")]


def test_a_file_that_tells_no_year_has_that_of_its_form():
    form = replace(REGION, year=(), year_of_all=2018)
    assert rows(read("code_region;valeur\n76;5\n", form)) == [("76", 2018, "", 5.0)]


def test_a_file_is_of_the_form_whose_places_and_values_it_has():
    department = SeriesForm(mesh="departement", code=("code_departement",), values={"": ("valeur",)})
    reading = read("annee;code_departement;valeur\n2020;31;5\n", REGION, department)
    assert rows(reading, "mesh", "code") == [("departement", "31")]
    wide = replace(REGION, values={"a": ("mwh_a",), "b": ("mwh_b",)})
    assert {row[2] for row in rows(read("annee;code_region;mwh_a;mwh_b\n2020;76;5;6\n", REGION, wide))} == {"a", "b"}


def test_a_file_of_no_place_that_is_known_names_those_that_are():
    assert refused("annee;commune;valeur\n2020;x;5\n", REGION) == [(1, "une colonne code_region")]


def test_a_country_needs_no_place():
    form = SeriesForm(mesh="country", values={"": ("valeur",)})
    assert rows(read("annee;valeur\n2020;5\n", form), "mesh", "code") == [("country", "FR")]


@pytest.mark.parametrize(
    ("mesh", "code", "expected"),
    [
        ("region", "99", "une région du code officiel géographique"),
        ("departement", "00", "un département du code officiel géographique"),
        ("epci", "2431", "un SIREN de neuf chiffres"),
        ("commune", "Auch", "un code de commune à cinq signes"),
    ],
)
def test_a_place_that_is_none_is_blamed(mesh, code, expected):
    form = SeriesForm(mesh=mesh, code=("lieu",), values={"": ("valeur",)})
    assert (2, expected) in refused(f"annee;lieu;valeur\n2020;{code};5\n", form)


def test_codes_of_no_place_are_left_aside_and_counted():
    form = replace(REGION, outside=("FR", "XX"))
    reading = read("annee;code_region;valeur\n2020;76;5\n2020;FR;9\n2020;XX;1\n", form)
    assert rows(reading) == [("76", 2020, "", 5.0)]
    assert "2 lignes rattachées à aucun territoire, de côté" in reading.remarks
    assert not any("rattachée" in remark for remark in read("annee;code_region;valeur\n2020;76;5\n", form).remarks)


def test_rows_of_other_purposes_are_left():
    form = replace(REGION, kept=pl.col("filiere") == "gaz", kept_columns=("filiere",))
    reading = read("annee;code_region;filiere;valeur\n2020;76;gaz;5\n2020;76;elec;9\n", form)
    assert rows(reading) == [("76", 2020, "", 5.0)]


SPLIT = replace(REGION, part=("secteur",), parts={"logements": "homes", "inconnu": "other", "divers": "other"})


def test_a_column_may_split_the_values_and_rows_split_finer_are_added():
    text = "annee;code_region;secteur;valeur\n2020;76;Logements;5\n2020;76;inconnu;2\n2020;76;divers;3\n"
    assert rows(read(text, SPLIT), "category", "value") == [("homes", 5.0), ("other", 5.0)]
    assert refused(text.replace("divers", "usines"), SPLIT) == [(4, "l’un de : logements, inconnu, divers")]


@pytest.mark.parametrize(
    ("values", "added", "state"),
    [
        (("2", "secret"), 2.0, "lower_bound"),
        (("2", ""), 2.0, "lower_bound"),
        (("secret", ""), None, "confidential"),
        (("", ""), None, "missing"),
        (("2", "3"), 5.0, CARD.state.value),
    ],
)
def test_a_sum_that_lacks_a_part_is_a_floor(values, added, state):
    lines = [f"2020;76;{word};{value}" for word, value in zip(("inconnu", "divers"), values, strict=True)]
    text = "\n".join(["annee;code_region;secteur;valeur", *lines, ""])
    assert rows(read(text, SPLIT), "value", "state") == [(added, state)]


def test_masked_meshes_make_a_floor():
    form = replace(REGION, masked_meshes=("mailles",))
    text = "annee;code_region;valeur;mailles\n2020;76;5;3\n2021;76;5;0\n"
    assert rows(read(text, form), "year", "state") == [(2020, "lower_bound"), (2021, CARD.state.value)]


def test_a_flag_says_what_is_secret_where_there_is_no_value():
    form = replace(REGION, secret_flag=("secret",))
    text = "annee;code_region;valeur;secret\n2020;76;;oui\n2021;76;;non\n2022;76;4;oui\n"
    assert rows(read(text, form), "year", "state") == [
        (2020, "confidential"),
        (2021, "missing"),
        (2022, CARD.state.value),
    ]


def test_files_of_several_meshes_are_one_table_that_tells_nothing_twice():
    department = SeriesForm(mesh="departement", code=("code_departement",), values={"": ("valeur",)})
    files = {"r.csv": "annee;code_region;valeur\n2020;76;5\n", "d.csv": "annee;code_departement;valeur\n2021;31;2\n"}
    reading = read(files, REGION, department)
    assert rows(reading, "mesh", "year") == [("region", 2020), ("departement", 2021)]
    assert reading.data_date == "2021"
    again = {"r.csv": files["r.csv"], "r2.csv": files["r.csv"]}
    assert refused(again, REGION) == [
        (None, "un territoire, une année et une part une seule fois dans tous les fichiers")
    ]


def test_sources_have_one_connector_each_and_an_indicator_that_is_not_ours_is_of_the_portal():
    assert kind_of("indicator-inconnu") == "indicators"
    assert kind_of("indicator-ore-gas") == "indicator-ore-gas"
    assert connector_of("indicator-inconnu") is CONNECTORS["indicators"]
    assert set(FETCHED_SOURCES) <= set(SOURCES)
    with pytest.raises(UnknownSourceError) as caught:
        connector_of("nulle-part")
    assert (caught.value.source, caught.value.known) == ("nulle-part", SOURCES)


def test_a_file_of_several_years_is_an_edition_a_year_in_order():
    text = "siren;annee;secteur;vecteur;energie_mwh;ges_tco2e;methode\n" + "".join(
        f"243100518;{year};total;gaz;12;1;pcaet\n" for year in (2022, 2020)
    )
    editions = read_editions(shipped_cards()["rare-epci"], {"f.csv": text.encode()}, expectation=EXPECTATION)
    assert [(edition.data_date, edition.table["year"].to_list()) for edition in editions] == [
        ("2020", [2020]),
        ("2022", [2022]),
    ]
