"""A table asked column by column: what each cell may be, what is left aside and said, what is blamed."""

from datetime import date

import polars as pl
import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.sources.connectors.raw_table import MAX_FAULTS_BY_COLUMN, RawTable
from autan.opendata.sources.core.readings import CommuneIdentities, Expectation

TODAY = date(2026, 11, 24)
IDENTITIES = CommuneIdentities(
    names={"31555": frozenset({"Toulouse"}), "31395": frozenset({"Muret"}), "09050": frozenset({"Bonac-Irazein"})},
    epci={"31555": frozenset({"243100518"}), "31395": frozenset({"200068641"})},
)


def a_table(*cells: str, column: str = "x", **expectation) -> RawTable:
    """A table of one column, and another one that is never read."""
    text = "\n".join([f"{column};autre", *(f"{cell};1" for cell in cells), ""])
    expected = Expectation(**{"today": TODAY, **expectation})
    return RawTable(text.encode(), file="x.csv", columns=[column], expectation=expected)


def faults(table: RawTable) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.value, str(fault.expected)) for fault in table.faults]


def finished(table: RawTable, **columns: pl.Series):
    return table.finish(lambda frame: frame, columns, "2024")


def test_an_empty_text_is_null_and_a_fault_only_where_one_is_needed():
    table = a_table("a", " b ", " ")
    assert table.text("x").to_list() == ["a", "b", None]
    assert faults(table) == []
    table.text("x", is_required=True)
    assert faults(table) == [(4, " ", "un texte")]


def test_a_number_is_at_least_its_minimum_and_whole_where_it_must_be():
    table = a_table("0", "2,5", "-1", "secret", "", "n. d.")
    assert table.number("x").to_list() == [0, 2.5, -1, None, None, None]
    assert faults(table) == [(7, "n. d.", "un nombre sans ambiguïté"), (4, "-1", "un nombre d’au moins 0")]
    whole = a_table("3.0", "2,5")
    assert whole.number("x", is_whole=True).to_list() == [3, 2]
    assert faults(whole) == [(3, "2,5", "un nombre entier")]


def test_a_number_without_a_minimum_may_be_less_than_nothing():
    table = a_table("-4", "4")
    assert table.number("x", minimum=None).to_list() == [-4, 4]
    assert faults(table) == []


def test_a_number_that_is_needed_may_be_secret_and_not_empty():
    table = a_table("1", "secret", "")
    table.number("x", is_required=True)
    assert faults(table) == [(4, "", "un nombre")]
    assert table.secret("x").to_list() == [False, True, False]


def test_a_bad_cell_of_a_form_is_set_aside_alone():
    table = a_table("5", "beaucoup", "-3", "")
    assert table.number_if_any("x", minimum=0).to_list() == [5, None, None, None]
    assert faults(table) == []
    reading = finished(table, x=table.text("x"))
    assert [(fault.row, fault.value) for fault in reading.cells_aside] == [(3, "beaucoup"), (4, "-3")]
    assert reading.table.height == 4
    assert a_table("-3").number_if_any("x").to_list() == [-3]


def test_a_comma_is_read_as_its_column_tells_and_said_once():
    table = a_table("1,234", "12,5")
    assert table.number("x").to_list() == [1.234, 12.5]
    table.number("x")
    assert [remark for remark in table.remarks if "virgules" in remark] == [
        "virgules lues comme décimales, comme les autres de la colonne\u00a0: x"
    ]
    alone = a_table("1,234", "12.5")
    alone.number("x")
    assert faults(alone) == [(2, "1,234", "un nombre sans ambiguïté")]


def test_a_day_of_a_form_may_be_empty_and_one_of_a_table_may_not():
    form = a_table("31/07/2026", "hier", "")
    assert form.day_if_any("x").to_list() == [date(2026, 7, 31), None, None]
    assert [fault.value for fault in finished(form, x=form.text("x")).cells_aside] == ["hier"]
    table = a_table("2026-07-31", "2026-11-24", "2026-11-25", "")
    table.days("x")
    assert [row for row, *_ in faults(table)] == [4, 5]


def test_rows_that_are_not_known_are_left_aside_and_counted():
    table = a_table("a", "", "b", " ")
    table.keep_known("x", "ligne sans lieu", "lignes sans lieu")
    assert table.text("x").to_list() == ["a", "b"]
    assert "2 lignes sans lieu" in table.remarks
    whole = a_table("a")
    whole.keep_known("x", "ligne", "lignes")
    assert whole.remarks == ["colonnes séparées par point-virgule"]


def test_whole_years_are_kept_and_a_stray_row_of_another_is_blamed():
    table = a_table(*["2023"] * 6, *["2024"] * 2, "2025")
    assert table.whole_years("x", first=2020).to_list() == [2023] * 6 + [2024] * 2 + [2025]
    assert faults(table) == [(10, "2025", "une seule année dans le fichier, ou des années entières (ici 2023)")]


def test_a_year_before_the_first_is_blamed_as_a_year_and_not_as_a_stray_row():
    table = a_table(*["2023"] * 6, "1990")
    table.whole_years("x", first=2020)
    assert [(row, value) for row, value, _ in faults(table)] == [(8, "1990")]


def test_years_before_the_first_one_are_left_aside_unless_there_is_no_other():
    table = a_table("2009", "2012", "2008")
    table.leave_years_before("x", 2010, "autre méthode")
    assert table.text("x").to_list() == ["2012"]
    assert "2 lignes d’avant 2010, de côté\u00a0: autre méthode" in table.remarks
    old = a_table("2009", "2008")
    old.leave_years_before("x", 2010, "autre méthode")
    assert old.height == 2


def test_rows_written_twice_are_read_once_and_counted():
    table = a_table("a", "b", "a", "a")
    table.read_repeats_once()
    assert table.text("x").to_list() == ["a", "b"]
    assert "2 lignes répétées à l’identique, lues une seule fois" in table.remarks
    once = a_table("a", "b")
    once.read_repeats_once()
    assert len(once.remarks) == 1


def test_rows_of_other_purposes_are_left_without_a_word_and_the_others_keep_their_numbers():
    table = a_table("a", "1", "c", "x")
    table.keep_rows(pl.col("x") != "a")
    table.number("x")
    assert [row for row, *_ in faults(table)] == [4, 5]
    assert len(table.remarks) == 1


def test_a_commune_gets_its_zero_back_and_one_that_is_not_known_is_blamed():
    table = a_table("9050", "31555", "75112", "31999", "Auch", communes={"09050", "31555"})
    assert table.commune("x").to_list() == ["09050", "31555", "75112", "31999", None]
    assert "zéro initial rendu à 1 code de commune" in table.remarks
    assert [(row, value) for row, value, _ in faults(table)] == [(6, "Auch"), (5, "31999")]


def test_without_a_register_only_the_form_of_a_commune_is_judged():
    table = a_table("31999", "Auch")
    table.commune("x")
    assert [value for _, value, _ in faults(table)] == ["Auch"]


def a_named_table(*rows: str) -> RawTable:
    text = "\n".join(["code;Nom commune;Code EPCI", *rows, ""])
    expected = Expectation(today=TODAY, communes=set(IDENTITIES.names), identities=IDENTITIES)
    return RawTable(text.encode(), file="x.csv", columns=["code"], expectation=expected)


def test_a_name_of_another_commune_and_an_epci_of_others_are_blamed_at_their_columns():
    table = a_named_table("31555;MURET;243100518", "31395;Muret;243100518", "31555;Toulouse;243100518")
    table.commune("code")
    assert [(fault.row, fault.column, fault.value) for fault in table.faults] == [
        (2, "Nom commune", "MURET"),
        (3, "Code EPCI", "243100518"),
    ]
    assert str(table.faults[0].expected) == "le nom de la commune de la colonne code"


def test_a_name_that_no_commune_has_is_a_way_of_writing():
    table = a_named_table("31555;Tolosa;", "09050;BONAC;", "31395;;")
    table.commune("code")
    assert table.faults == []


def test_a_siren_has_nine_digits_and_what_is_outside_any_epci_is_left_and_counted():
    table = a_table("243100518", "ZZZZZZZZZ", "2431", "")
    assert table.siren("x", outside="ZZZZZZZZZ").to_list() == ["243100518", None, None, None]
    assert "1 ligne hors de tout EPCI, de côté" in table.remarks
    assert [(row, value) for row, value, _ in faults(table)] == [(4, "2431"), (5, "")]


def test_an_empty_siren_is_let_through_only_where_it_may_be():
    table = a_table("243100518", "")
    table.siren("x", outside=None)
    assert faults(table) == []
    table.siren("x")
    assert len(faults(table)) == 1


def test_a_word_is_one_of_a_closed_list_whatever_its_case():
    table = a_table("Gaz", "ELEC", "bois")
    assert table.choice("x", {"gaz": "natural_gas", "elec": "electricity"}).to_list() == [
        "natural_gas",
        "electricity",
        None,
    ]
    assert faults(table) == [(4, "bois", "l’un de : gaz, elec")]


def test_a_word_is_or_is_not_among_some_and_an_empty_cell_is_neither():
    table = a_table("Oui", "non", "")
    assert table.is_one_of("x", {"oui"}).to_list() == [True, False, None]
    assert faults(table) == [(4, "", "un texte")]


def test_a_file_of_one_year_says_it_and_blames_the_others():
    table = a_table("2024", "2024", "2023")
    year, data_date = table.one_year("x")
    assert (year.to_list(), data_date) == ([2024, 2024, 2023], "2024")
    assert faults(table) == [(4, "2023", "une seule année dans le fichier (ici 2024)")]


@pytest.mark.parametrize("year", ["1989", "2027", "2024,5", "l’an dernier", ""])
def test_a_year_that_is_none_is_blamed(year):
    table = a_table("2024", "2024", year)
    table.one_year("x")
    assert (4, year, "une année de 1990 à 2026") in faults(table)


def test_a_file_without_a_single_year_has_no_date():
    table = a_table("hier")
    assert table.one_year("x")[1] == ""
    assert table.one_date("x")[1] == ""


def test_a_file_of_one_day_blames_another_day_and_one_to_come():
    table = a_table("2026-07-31", "31/07/2026", "2026-06-30", "2026-11-25")
    day, data_date = table.one_date("x")
    assert (day[0], data_date) == (date(2026, 7, 31), "2026-07-31")
    assert (4, "2026-06-30", "une seule date dans le fichier (ici 2026-07-31)") in faults(table)
    assert (5, "2026-11-25", "une date au plus tard le 2026-11-24") in faults(table)


def test_a_key_that_comes_again_is_blamed_from_its_second_row_on():
    table = a_table("a", "b", "a ", "a")
    table.unique("x")
    assert faults(table) == [(4, "a ", "une ligne qui ne répète pas x"), (5, "a", "une ligne qui ne répète pas x")]


def test_a_file_of_another_kind_is_blamed_for_its_first_thousand_cells_by_column():
    table = a_table(*["x"] * (MAX_FAULTS_BY_COLUMN + 5))
    table.number("x")
    assert len(table.faults) == MAX_FAULTS_BY_COLUMN


def test_a_file_with_a_fault_is_refused_whole_in_the_order_of_its_rows():
    table = a_table("1", "b", "-1")
    amount = table.number("x")
    table.blame("x", amount == 1, "un autre nombre")
    with pytest.raises(ImportFileError) as caught:
        finished(table, x=amount)
    assert [fault.row for fault in caught.value.faults] == [2, 3, 4]


def test_faulty_rows_are_left_out_where_the_user_chose_so():
    table = a_table("1", "b", "3", skip_bad_rows=True)
    word = table.text("x")
    table.blame("x", word == "b", "un nombre")
    reading = finished(table, x=word)
    assert reading.table["x"].to_list() == ["1", "3"]
    assert [fault.row for fault in reading.set_aside] == [3]


def test_a_row_whose_amount_alone_is_at_fault_stays_without_any():
    table = a_table("1", "b", "secret", skip_bad_rows=True)
    reading = finished(table, mwh=table.number("x"), year=table.same(2024), is_secret=table.secret("x"))
    assert reading.table["mwh"].to_list() == [1, None, None]
    assert reading.table["year"].to_list() == [2024] * 3
    assert reading.table["is_secret"].to_list() == [False, False, True]


def test_a_file_whose_rows_are_all_left_out_is_refused():
    table = a_table("b", skip_bad_rows=True)
    table.blame("x", table.text("x") == "b", "un nombre")
    with pytest.raises(ImportFileError) as caught:
        finished(table, x=table.text("x"))
    assert [fault.row for fault in caught.value.faults] == [2]
