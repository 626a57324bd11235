"""Files of yearly series: each form is read, breaks of a card too, and what cannot be is blamed at its place."""

from dataclasses import replace
from datetime import date

import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.registry import read_files
from autan.opendata.sources.core.readings import Expectation
from autan.opendata.sources.core.series_breaks import BreakKind, breaks_of, parse_breaks
from autan.opendata.sources.core.source_cards import InvalidCardError, parse_card
from autan.opendata.sources.importers import shipped_cards

CARDS = shipped_cards()
TODAY = Expectation(today=date(2026, 11, 24))
BY_REGION = """code_region,annee,filiere,secteur,mwh,mailles_secretisees
76,2020,electricite,residentiel,10,0
76,2020,electricite,tertiaire,4,2
76,2020,gaz,residentiel,7,0
XX,2020,electricite,tertiaire,1,0
"""
BALANCE = """secteur,energie,perimetre,type_donnee,annee,twh
residentiel,toutes,metropole,reelle,2010,1
residentiel,toutes,france,reelle,2011,3
residentiel,toutes,metropole,reelle,2011,2
residentiel,toutes,france,corrigee_climat,2011,9
residentiel,electricite,france,reelle,2011,8
"""


def read(source, **files):
    (reading,) = read_files(
        CARDS[source], {f"{name}.csv": text.encode() for name, text in files.items()}, expectation=TODAY
    )
    return reading


def rows(reading):
    return reading.table.rows()


def test_a_carrier_is_read_by_sector_and_masked_meshes_make_a_floor():
    reading = read("indicator-ore-electricity", regions=BY_REGION)
    assert rows(reading) == [
        ("region", "76", 2020, "logements", 10.0, "observed"),
        ("region", "76", 2020, "tertiaire", 4.0, "lower_bound"),
    ]
    assert reading.remarks == ("1 ligne rattachée à aucun territoire, de côté",)
    assert reading.data_date == "2020"


def test_departments_and_regions_are_one_table():
    departments = "code_departement,annee,filiere,secteur,mwh,mailles_secretisees\n31,2020,electricite,inconnu,5,0\n"
    reading = read("indicator-ore-electricity", departments=departments, regions=BY_REGION)
    assert {row[0] for row in rows(reading)} == {"departement", "region"}


def test_france_is_the_mainland_before_2011_and_whole_from_then_on():
    assert [row[2:5] for row in rows(read("indicator-sdes-energy", balance=BALANCE))] == [
        (2010, "logements", 1.0),
        (2011, "logements", 3.0),
    ]
    assert [row[4] for row in rows(read("indicator-sdes-energy-climate", balance=BALANCE))] == [9.0]
    assert [row[4] for row in rows(read("indicator-sdes-electricity", balance=BALANCE))] == [8.0]


def test_a_column_for_each_year_is_one_row_a_year():
    reading = read("indicator-insee-census", census="code_commune,population_1968,population_2022\n31555,3,\n")
    assert [row[2:] for row in rows(reading)] == [(1968, "", 3.0, "observed"), (2022, "", None, "missing")]


def test_networks_of_one_commune_are_added_and_a_secret_one_makes_a_floor():
    text = """code_commune,annee,type,conso_mwh,valeur_secrete
31555,2020,chaleur,10,non
31555,2020,chaleur,,oui
31555,2020,froid,99,non
31149,2020,chaleur,,oui
"""
    assert [row[1:] for row in rows(read("indicator-sdes-heat", heat=text))] == [
        ("31149", 2020, "", None, "confidential"),
        ("31555", 2020, "", 10.0, "lower_bound"),
    ]


@pytest.mark.parametrize(
    ("source", "text", "said"),
    [
        ("indicator-insee-population", "code_departement,annee,population\n00,2020,4\n", "un département"),
        ("indicator-insee-population", "code_departement,annee,population\n31,20,4\n", "une année"),
        ("indicator-insee-population", "insee,annee,population\n31555,2020,4\n", "une colonne code_departement"),
        ("indicator-insee-census", "code_commune,habitants\n31555,4\n", "population_AAAA"),
        ("indicator-insee-incomes", "code_epci,annee\n243100518,2019\n", "niveau_vie_median_eur"),
    ],
)
def test_what_cannot_be_read_is_blamed(source, text, said):
    with pytest.raises(ImportFileError) as caught:
        read(source, file=text)
    assert any(said in (fault.expected or "") or said == fault.column for fault in caught.value.faults)


def test_a_place_and_year_in_two_files_is_refused():
    text = "code_departement,annee,population\n31,2020,4\n"
    with pytest.raises(ImportFileError) as caught:
        read("indicator-insee-population", first=text, second=text)
    assert "une seule fois" in caught.value.faults[0].expected


def test_a_card_tells_its_breaks_in_order_and_for_which_parts():
    breaks = CARDS["indicator-ore-electricity"].breaks
    assert [(item.year, item.kind) for item in breaks] == [
        (2012, BreakKind.PERIMETER),
        (2018, BreakKind.METHOD),
        (2022, BreakKind.METHOD),
    ]
    assert [item.year for item in breaks_of(breaks, "")] == [2012, 2022]
    assert [item.year for item in breaks_of(breaks, "logements")] == [2012, 2018, 2022]
    assert breaks[0].words.fr.startswith("2012\u00a0: rupture de périmètre, ")
    assert breaks[0].words.en.startswith("2012: break of perimeter, ")


@pytest.mark.parametrize("wrong", [{"year": 2018}, {"year": 2018, "kind": "mood", "reason": {"fr": "a", "en": "b"}}])
def test_a_break_that_lacks_something_is_refused(wrong):
    with pytest.raises(InvalidCardError):
        parse_card(CARDS["ore-communes"].to_mapping() | {"breaks": [wrong]})


def test_breaks_are_sorted():
    fields = [{"year": year, "kind": "method", "reason": {"fr": "a", "en": "b"}} for year in (2018, 2012)]
    assert [item.year for item in parse_breaks(fields)] == [2012, 2018]
    assert replace(CARDS["ore-communes"], breaks=()).breaks == ()
