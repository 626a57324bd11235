"""Bad files: every fault is named with its row, column, value and what was expected."""

from dataclasses import replace

import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import EXPECTATION, FILES, TODAY, cell, read, read_file


def faults(source, text, **expectation):
    with pytest.raises(ImportFileError) as caught:
        read(source, text, expectation=replace(EXPECTATION, **expectation))
    return caught.value.faults


@pytest.mark.parametrize(
    ("source", "row", "column", "value", "expected"),
    [
        ("ore-communes", 2, "mwh_residentiel", "-221", "au moins 0"),
        ("ore-communes", 2, "mwh_residentiel", "12 34", "sans ambiguïté"),
        ("ore-communes", 2, "mwh_residentiel", "900", "au plus le total"),
        ("ore-communes", 2, "points_residentiels", "43.5", "entier"),
        ("ore-communes", 3, "annee", "2023", "une seule année"),
        ("ore-communes", 3, "annee", "2019", "de 2022 à 2026"),
        ("ore-communes", 3, "annee", "2031", "de 2022 à 2026"),
        ("ore-communes", 3, "annee", "l’an dernier", "de 2022 à 2026"),
        ("ore-communes", 4, "code_commune", "31999", "code officiel géographique"),
        ("ore-communes", 4, "code_commune", "Miramont", "cinq signes"),
        ("ore-communes", 4, "code_commune", "", "cinq signes"),
        ("ore-communes", 2, "mwh_residentiel", "1e400", "sans ambiguïté"),
        ("ore-communes", 2, "points_residentiels", "9" * 40, "sans ambiguïté"),
        ("ore-communes", 4, "filiere", "bois", "l’un de"),
        ("odre-register", 2, "registre_au", "2026-02-30", "une date possible"),
        ("odre-register", 2, "registre_au", "2027-01-01", "au plus tard le 2026-11-24"),
        ("odre-register", 3, "registre_au", "2026-06-30", "une seule date"),
        ("odre-register", 2, "nb_installations", "", "un nombre"),
        ("odre-register", 2, "mwh_injectes_12_mois", "", "inconnue"),
        ("odre-register", 2, "nb_installations", "0", "au moins 1"),
        ("igt-ghg", 3, "tco2e_total_hors_biomasse_et_international", "9999", "somme des huit secteurs"),
        ("ore-homes-epci", 2, "code_epci", "2431", "neuf chiffres"),
        ("ore-homes-epci", 2, "operateur", "", "un texte"),
    ],
)
def test_a_planted_fault_is_found_where_it_is(source, row, column, value, expected):
    found = faults(source, cell(source, row, column, value))
    assert [(fault.row, fault.column, fault.value) for fault in found if expected in fault.expected] == [
        (row, column, value)
    ]


def test_a_repeated_row_is_named():
    text = FILES["ore-communes"] + "09050,2024,gaz,1,1,2,0,GRDF\n"
    (fault,) = faults("ore-communes", text)
    assert (fault.row, fault.value) == (7, "09050")
    assert "ne répète pas" in fault.expected


def test_every_fault_is_listed_in_the_order_of_the_file():
    text = cell("ore-communes", 5, "mwh_total", "beaucoup").replace("09050,2024,electricite,221", "09050,2024,elec,-1")
    found = faults("ore-communes", text)
    assert [fault.row for fault in found] == sorted(fault.row for fault in found)
    assert {(fault.row, fault.column) for fault in found} >= {
        (2, "filiere"),
        (2, "mwh_residentiel"),
        (5, "mwh_total"),
    }


def test_a_file_in_latin_1_with_semicolons_and_french_numbers_is_read_and_said():
    text = FILES["ore-communes"].replace(",", ";").replace("2500000", "2 500 000,5")
    reading = read_bytes("ore-communes", text.encode("cp1252"))
    total = reading.table.filter(insee_code="31555", sector="total", carrier="electricity")["consumption_mwh"].item()
    assert total == 2_500_000.5
    assert reading.table["operators"].str.contains("Régie").any()
    assert reading.remarks == ("fichier en Latin-1 (Windows), lu comme tel", "colonnes séparées par point-virgule")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    text = "\ufeff" + FILES["ademe-dpe"].replace("\n", "\r\n")
    assert read("ademe-dpe", text).table.equals(read("ademe-dpe").table)


@pytest.mark.parametrize("above", ["sep=,\n", "\n\n", ",,,\r\n \n", "\ufeffsep=,\r\n\r\n"])
def test_what_a_spreadsheet_puts_above_the_titles_is_left_out_and_rows_keep_their_numbers(above):
    assert read("ore-communes", above + FILES["ore-communes"]).table.equals(read("ore-communes").table)
    (fault,) = faults("ore-communes", above + cell("ore-communes", 4, "filiere", "bois"))
    assert (fault.row, fault.value) == (4 + above.count("\n"), "bois")


def read_bytes(source, content):
    return read_file(shipped_cards()[source], content, file="x.csv", expectation=EXPECTATION)


@pytest.mark.parametrize("text", ["<!DOCTYPE html><html></html>", "<html>", '{"total": 3}', "[1]"])
def test_a_page_or_an_object_is_not_taken_for_a_table(text):
    (fault,) = faults("ademe-dpe", text)
    assert "pas une page" in fault.expected


@pytest.mark.parametrize("text", ["", "\n  \n"])
def test_an_empty_file_is_refused(text):
    (fault,) = faults("ademe-dpe", text)
    assert "vide" in fault.expected


def test_a_header_alone_is_refused():
    (fault,) = faults("ademe-dpe", FILES["ademe-dpe"].splitlines()[0] + "\n")
    assert "au moins une ligne" in fault.expected


def test_renamed_columns_are_named_with_what_was_found():
    text = FILES["ademe-dpe"].replace("nb_dpe_a", "etiquette_a")
    (fault,) = faults("ademe-dpe", text)
    assert (fault.row, fault.column) == (1, "nb_dpe_a")
    assert "etiquette_a" in fault.value


@pytest.mark.parametrize("end", ["31300,2026-06-30,0,0", "31300,2026-06-30,0,0,1,0,0,0,0,0,0"])
def test_half_a_file_and_rows_too_long_are_refused(end):
    lines = FILES["ademe-dpe"].splitlines()
    (fault,) = faults("ademe-dpe", "\n".join([*lines[:2], end]) + "\n")
    assert fault.row == 3
    assert "9 cellules" in fault.expected


def test_a_separator_inside_quotes_is_not_a_column():
    text = FILES["ore-communes"].replace("Régie", '"Régie, de Miramont"')
    assert "Régie, de Miramont" in read("ore-communes", text).table["operators"].to_list()


def test_faulty_rows_are_set_aside_only_when_asked_for():
    text = cell("ore-communes", 2, "mwh_total", "beaucoup")
    reading = read("ore-communes", text, expectation=replace(EXPECTATION, skip_bad_rows=True))
    assert [(fault.row, fault.column) for fault in reading.set_aside] == [(2, "mwh_total")]
    kept = reading.table.filter(insee_code="09050", carrier="electricity")
    assert set(kept.select("consumption_mwh", "state").rows()) == {(None, "missing")}
    assert reading.all_remarks == ("1 ligne fautive mise de côté (mwh_total)",)
    assert read("ore-communes").all_remarks == ()


def test_a_file_all_of_whose_rows_are_faulty_is_refused_all_the_same():
    text = FILES["odre-capacity"].replace("hydraulique", "?").replace("stockage", "?")
    found = faults("odre-capacity", text, skip_bad_rows=True)
    assert len(found) == 2


def test_communes_are_not_checked_when_the_register_is_not_at_hand():
    text = cell("ademe-dpe", 2, "code_commune", "99999")
    assert read("ademe-dpe", text, expectation=replace(EXPECTATION, communes=())).data_date == "2026-06-30"
    assert EXPECTATION.today == TODAY


def test_a_file_of_another_source_lists_every_column_that_is_missing_and_the_header_once():
    found = faults("ore-communes", FILES["ademe-dpe"])
    assert [fault.column for fault in found] == [
        *("annee", "filiere", "mwh_residentiel", "points_residentiels"),
        *("mwh_total", "mailles_secretisees", "gestionnaires"),
    ]
    assert [bool(fault.value) for fault in found] == [True] + [False] * 6


@pytest.mark.parametrize("source", sorted(FILES))
def test_a_file_that_is_no_table_is_refused_in_words(source):
    heading = FILES[source].partition("\n")[0]
    assert faults(source, heading + "\n" + "a\rb," * 3 + "\x00\x7f\n")
