"""How a network says that its file is laid out: columns, words of its own, what could read no file."""

import pytest

from autan.opendata.sources.core.file_mappings import (
    CARRIER_WORDS,
    SECTOR_WORDS,
    STATE_WORDS,
    UNIT_WORDS,
    FileMapping,
    PlaceMesh,
    constant,
    mapping_faults,
    pairs,
)

FIELDS = {
    "name": "Essai",
    "producer": "Observatoire",
    "licence": "Licence Ouverte",
    "mesh": PlaceMesh.EPCI,
    "place": "siren",
    "year": "annee",
    "values": ("mwh",),
    "unit": "= MWh",
    "sector": "secteur",
    "carrier": "vecteur",
    "accounting": "= réglementaire",
}


def a_mapping(**changes) -> FileMapping:
    return FileMapping(**{**FIELDS, **changes})


def faults(**changes) -> list[tuple[str, str]]:
    return [(field, problem.fr) for field, problem in mapping_faults(a_mapping(**changes))]


@pytest.mark.parametrize(
    ("entry", "word"), [("= 2022", "2022"), ("  =GWh ", "GWh"), ("annee", ""), ("a = b", ""), ("", ""), ("=", "")]
)
def test_a_sign_at_the_start_gives_one_word_to_all_rows(entry, word):
    assert constant(entry) == word


def test_each_line_has_two_sides_and_the_first_sign_parts_them():
    assert pairs(("RES = résidentiel", "a=b = c", "seul", " = vide")) == [
        ("RES", "résidentiel"),
        ("a", "b = c"),
        ("seul", ""),
        ("", "vide"),
    ]


def test_the_places_of_a_file_say_of_which_source_it_becomes_an_edition():
    assert a_mapping().source == "rare-epci"
    assert a_mapping(mesh=PlaceMesh.COMMUNE).source == "rare-communes"


def test_a_column_of_values_may_tell_its_sector_its_carrier_or_both():
    columns = a_mapping(values=("a = résidentiel / gaz", "b = / bois", "c = tertiaire", "d")).value_columns
    assert [(one.column, one.sector, one.carrier) for one in columns] == [
        ("a", "résidentiel", "gaz"),
        ("b", "", "bois"),
        ("c", "tertiaire", ""),
        ("d", "", ""),
    ]


def test_words_of_a_file_come_before_the_usual_ones_whatever_their_case():
    mapping = a_mapping(words=("RES = Résidentiel", "Total = électricité", "X = rien"))
    assert mapping.codes(SECTOR_WORDS)["res"] == "residential"
    assert mapping.codes(CARRIER_WORDS)["total"] == "electricity"
    assert mapping.codes(SECTOR_WORDS)["total"] == "total"
    assert "x" not in mapping.codes(SECTOR_WORDS)
    assert a_mapping().codes(UNIT_WORDS) == UNIT_WORDS


@pytest.mark.parametrize(
    ("words", "word", "code"),
    [
        (SECTOR_WORDS, "transport routier", "road_transport"),
        (SECTOR_WORDS, "dechets", "waste"),
        (CARRIER_WORDS, "gaz", "natural_gas"),
        (CARRIER_WORDS, "toutes", "total"),
        (UNIT_WORDS, "kteqco2", "ktCO2e"),
        (UNIT_WORDS, "gwh", "GWh"),
        (STATE_WORDS, "oui", "confidential"),
        (STATE_WORDS, "partiel", "lower_bound"),
        (STATE_WORDS, "non", ""),
    ],
)
def test_usual_words_of_observatories_are_known(words, word, code):
    assert words[word] == code


def test_a_mapping_that_can_read_has_no_fault():
    assert faults() == []
    assert faults(year="= 2022", address="https://exemple.fr/x", kept=("type = consommation",)) == []
    assert faults(sector="", carrier="", values=("a = résidentiel / gaz", "b = tertiaire / gaz")) == []


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"year": "= 22"}, "year", "une année, comme «\u202f= 2022\u202f»"),
        ({"year": "= hier"}, "year", "une année"),
        ({"unit": "= BTU"}, "unit", "l’un de\u00a0: kwh, mwh"),
        ({"sector": "= agriculteurs"}, "sector", "l’un de"),
        ({"carrier": "= vapeur"}, "carrier", "l’un de"),
        ({"accounting": "= à la louche"}, "accounting", "l’un de"),
        ({"state": "= peut-être"}, "state", "l’un de"),
        ({"words": ("RES = maisons",)}, "words", "au lieu de «\u202fmaisons\u202f»"),
        ({"words": ("seul",)}, "words", "au lieu de «\u202fseul\u202f»"),
        ({"words": ("= gaz",)}, "words", "un mot connu"),
        ({"kept": ("type",)}, "kept", "une colonne et la valeur gardée"),
        ({"kept": ("= x",)}, "kept", "une colonne et la valeur gardée"),
        ({"address": "exemple.fr"}, "address", "https://"),
        ({"values": ("a = maisons / gaz",)}, "values", "l’un de"),
        ({"values": ("a", "b")}, "values", "une seule colonne de valeurs"),
        ({"sector": ""}, "sector", "une colonne, «\u202f= total\u202f»"),
        ({"carrier": "", "values": ("a = résidentiel",)}, "carrier", "une colonne"),
    ],
)
def test_what_could_read_no_file_is_said_at_its_field(changes, field, problem):
    ((named, said),) = faults(**changes)
    assert named == field
    assert problem in said


def test_a_word_of_its_own_may_be_given_to_all_rows():
    assert faults(carrier="= ELEC", words=("ELEC = électricité",)) == []
    assert [field for field, _ in faults(carrier="= ELEC")] == ["carrier"]


def test_each_fault_is_told_not_the_first_alone():
    assert [field for field, _ in faults(year="= 22", unit="= BTU", words=("a = b",), kept=("c",), address="d")] == [
        "year",
        "unit",
        "words",
        "kept",
        "address",
    ]
