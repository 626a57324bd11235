"""Amounts and dates of a file: what is read as it is typed, and what stays open until somebody decides it."""

from collections.abc import Mapping

import pytest

from autan.plans.action_files.core.amounts import (
    COMMA,
    DAY_FIRST,
    DAYS,
    DECIMAL,
    DOT,
    MONTH_FIRST,
    TAX,
    THOUSANDS,
    UNIT,
    amount_cell,
    basis_of,
    date_text,
    is_month_first,
    is_placeholder,
    may_be_either,
    month_first,
    read_cell,
    unit_of,
)


def cell(value: object, heading: str = "Budget", **decisions: str) -> tuple[str, set[str]]:
    by_key: Mapping[str, str] = {f"file:{name}": decision for name, decision in decisions.items()}
    read = amount_cell(value, heading, by_key)  # type: ignore[arg-type]
    return read.text, set(read.open)


@pytest.mark.parametrize(
    ("value", "heading", "text"),
    [
        (150000, "Budget (€ HT)", "150000 € HT"),
        (150.5, "Coût en k€", "150.5 k€"),
        ("12,5", "Montant (M€ TTC)", "12,5 M€ TTC"),
        ("150 k€", "Budget (€ HT)", "150 k€ HT"),
        ("150 k€ TTC", "Budget (€ HT)", "150 k€ TTC"),
        ("1.500,50", "Coût en k€", "1500,50 k€"),
        ("1,500.50 €", "Budget", "1500.50 €"),
        ("1.234.567 €", "Budget", "1234567 €"),
        ("1,234,567 €", "Budget", "1234567 €"),
        ("0", "Budget", "0"),
        (0, "Budget", "0"),
        ("0 €", "Budget", "0 €"),
        ("150 TTC", "Budget (k€)", "150 k€ TTC"),
        ("150 k€", "montant € ht", "150 k€"),
        (150, "Montant € HT", "150 € HT"),
        ("gratuit", "Budget (€)", "gratuit"),
        ("-5 €", "Budget", "-5 €"),
        (None, "Budget", ""),
    ],
)
def test_an_amount_takes_the_unit_and_the_basis_of_its_cell_then_of_its_heading(value, heading, text):
    assert cell(value, heading) == (text, set())


def test_a_number_without_unit_is_counted_nowhere_until_its_unit_is_decided():
    assert cell("150") == ("150", {UNIT})
    assert cell("150", unit="keur") == ("150 k€", set())
    assert cell("150 HT", unit="eur") == ("150 € HT", set())
    assert cell("150", unit="unheard") == ("150", {UNIT})
    assert cell("150", "Budget (M€)", unit="keur") == ("150 M€", set()), "the heading says it before the file"


def test_what_the_file_says_of_tax_goes_to_amounts_that_say_nothing():
    assert cell("150 €", tax="ht") == ("150 € HT", set())
    assert cell("150 € TTC", tax="ht") == ("150 € TTC", set())
    assert cell("150 €", "Budget TTC", tax="ht") == ("150 € TTC", set())
    assert cell("150 €", tax="none") == ("150 €", set())


@pytest.mark.parametrize(("sign", "key"), [(".", DOT), (",", COMMA)])
def test_a_sign_before_three_digits_is_read_in_no_way_until_it_is_decided(sign, key):
    text, name = f"150{sign}000 €", key.removeprefix("file:")
    assert cell(text) == (text, {key})
    assert cell(text, **{name: THOUSANDS}) == ("150 000 €", set())
    assert cell(text, **{name: DECIMAL}) == (f"150{sign}0000 €", set())


def test_signs_that_can_be_read_in_one_way_alone_are_not_asked_about():
    for typed in ("150.00 €", "0.150 M€", "150.0001 €", "1500.500 €", "1 500 €"):
        assert cell(typed)[1] == set(), typed
    assert cell("150.000 €", dot=THOUSANDS) == ("150 000 €", set())
    assert cell("de 150.000 à 200.000 €", dot=THOUSANDS)[1] == set()


def test_a_number_of_a_workbook_is_no_text_to_be_read_twice():
    assert cell(1.125, "Budget (k€)") == ("1.125 k€", set())


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Budget (k€ HT)", "keur"),
        ("Budget en milliers d’euros", "keur"),
        ("Coût KEUR", "keur"),
        ("Budget en M€", "meur"),
        ("Montant, millions", "meur"),
        ("Budget en M d’euros", "meur"),
        ("Coût, en euros", "eur"),
        ("Coût EUR", "eur"),
        ("Montant (€)", "eur"),
        ("Neurones", ""),
        ("Budget", ""),
    ],
)
def test_a_heading_states_its_unit(heading, unit):
    assert unit_of(heading) == unit


@pytest.mark.parametrize(
    ("heading", "basis"),
    [
        ("Budget € H.T.", "ht"),
        ("Coût ttc", "ttc"),
        ("HT ou TTC", ""),
        ("HT (€ HT)", "ht"),
        ("Budget", ""),
        ("Haute", ""),
    ],
)
def test_a_heading_states_one_basis_or_none(heading, basis):
    assert basis_of(heading) == basis


@pytest.mark.parametrize(
    ("texts", "outcome"),
    [
        (["12/14/20"], True),
        (["03/04/2026", "1.13.2026"], True),
        (["03/04/2026", "31/12/2026"], False),
        (["13/14/2026"], False),
        (["2026-12-14", "dès que possible", ""], False),
        ([], False),
    ],
)
def test_one_date_that_is_month_first_says_that_the_file_is(texts, outcome):
    assert is_month_first(texts) is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("03/04/2026", True),
        (" 3.4.26 ", True),
        ("12/01/2026", True),
        ("04/04/2026", False),
        ("13/04/2026", False),
        ("04/13/2026", False),
        ("00/04/2026", False),
        ("04/2026", False),
        ("", False),
    ],
)
def test_a_date_may_be_another_day_month_first(text, outcome):
    assert may_be_either(text) is outcome


def test_a_date_written_month_first_is_turned_with_its_year_and_its_signs():
    assert month_first("03/04/2026") == "04/03/2026"
    assert month_first(" 12.1.26 ") == "1/12.26"
    assert month_first("2026") == "2026"
    assert month_first("du 03/04/2026 au 05/06/2027") == "du 04/03/2026 au 06/05/2027"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("47727", "2030-09-01"),
        ("18264", "1950-01-01"),
        ("91312", "2149-12-31"),
        ("18263", "18263"),
        ("91313", "91313"),
        ("2030", "2030"),
        ("12/14/20", "14/12/2020"),
        ("3/4/26", "03/04/2026"),
        ("12/12/2026", "12/12/2026"),
        ("13.1.2026", "13/01/2026"),
        ("1er mars 2026", "01/03/2026"),
        ("14 juillet 26", "14/07/2026"),
        ("Déc 2026", "12/2026"),
        ("juil 2026", "07/2026"),
        ("ju 2026", "ju 2026"),
        ("ma 2026", "ma 2026"),
        ("mar 2026", "03/2026"),
        ("fin 2026", "fin 2026"),
        ("2026-09-01 00:00:00", "2026-09-01"),
        ("2026-09-01 00:00", "2026-09-01"),
        ("en continu", "en continu"),
    ],
)
def test_a_date_is_kept_in_one_way_or_as_it_is(text, date):
    assert date_text(text) == date


def test_a_date_of_two_readings_is_open_until_the_file_has_its_order():
    def read(days: str) -> tuple[str, set[str]]:
        made = read_cell("end", "03/04/2026", "Fin", {}, days)
        return made.text, set(made.open)

    assert read("") == ("03/04/2026", {DAYS})
    assert read(DAY_FIRST) == ("03/04/2026", set())
    assert read(MONTH_FIRST) == ("04/03/2026", set())
    assert read_cell("end", "31/12/2026", "Fin", {}, MONTH_FIRST).text == "31/12/2026"
    assert read_cell("end", "31/12/2026", "Fin", {}).open == frozenset()


def test_cells_of_other_fields_are_their_text():
    assert read_cell("lead", "Ville\r\net agglo", "Pilote", {}).text == "Ville\net agglo"
    assert read_cell("lead", "03/04/2026", "Pilote", {}).open == frozenset()
    assert read_cell("budget", "150", "Budget", {UNIT: "keur", TAX: "ttc"}).text == "150 k€ TTC"


@pytest.mark.parametrize(
    ("code", "text", "outcome"),
    [
        ("budget", "NC", True),
        ("budget", "N/A", True),
        ("budget", "À chiffrer", True),
        ("budget", "-", True),
        ("budget", "", False),
        ("budget", "0", False),
        ("budget", "12 k€", False),
        ("end", "à définir", True),
        ("lead", "NC", False),
        ("lead", "#REF!", True),
        ("description", "-", False),
        ("description", "#N/A", True),
    ],
)
def test_a_word_that_says_that_nothing_is_known_is_no_value_but_in_free_texts(code, text, outcome):
    assert is_placeholder(code, text) is outcome
