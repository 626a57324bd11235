"""Headings of producers, names and EPCI beside commune codes, states of values, columns read once a cell."""

import io
import zipfile

import polars as pl
import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import ImportFileError
from autan.opendata.sources.connectors.archives import open_archives
from autan.opendata.sources.connectors.columns import read_each, read_numbers
from autan.opendata.sources.connectors.csv_tables import open_table
from autan.opendata.sources.connectors.headings import (
    find_headings,
    is_near,
    match_headings,
    near_headings,
    plain_name,
)
from autan.opendata.sources.connectors.identities import companions_in, foreign_epci, foreign_names
from autan.opendata.sources.connectors.states import state_of, state_of_sum, sum_known
from autan.opendata.sources.core.readings import CommuneIdentities

NAMES = {"year": ("annee",), "code": ("insee", "code_commune"), "value": ("conso_mwh",)}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Conso totale (MWh)", "conso_totale_mwh"),
        ("  Année ", "annee"),
        ("CODE__COMMUNE", "code_commune"),
        ("tCO₂e / hab.", "tco2e_hab"),
        ("%", ""),
    ],
)
def test_a_heading_is_compared_without_case_accents_or_signs(heading, name):
    assert plain_name(heading) == name


def test_the_first_spelling_that_a_file_has_is_taken():
    content = "Année;Code commune;INSEE;Conso (MWh)\n".encode()
    assert find_headings(content, NAMES) == {"year": "Année", "code": "INSEE", "value": "Conso (MWh)"}
    assert match_headings(content, NAMES) == find_headings(content, NAMES)


def test_a_table_that_lacks_a_column_matches_nothing_and_is_near_with_most_of_them():
    content = b"annee;insee;autre\n"
    assert match_headings(content, NAMES) == {}
    assert is_near(content, NAMES)
    assert not is_near(b"annee;autre\n", NAMES)
    assert near_headings(content, NAMES) == {"year": "annee", "code": "insee", "value": "conso_mwh"}


def test_half_of_the_columns_is_not_most_of_them():
    assert not is_near(b"annee;x\n", {"year": ("annee",), "code": ("insee",)})


IDENTITIES = CommuneIdentities(
    names={
        "31483": frozenset({"Saint-Gaudens"}),
        "31239": frozenset({"L’Isle-en-Dodon"}),
        "31555": frozenset({"Toulouse"}),
        "09334": frozenset({"Villeneuve-du-Paréage", "Villeneuve"}),
    },
    epci={},
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("31483", "ST GAUDENS"),
        ("31239", "Isle en Dodon"),
        ("31555", "Tolosa"),
        ("09334", "Villeneuve du Pareage"),
        ("31999", "Toulouse"),
        ("31483", "St"),
    ],
)
def test_another_way_of_writing_a_name_is_the_same_place(code, name):
    assert foreign_names([(code, name)], IDENTITIES) == set()


def test_the_name_of_another_commune_is_foreign_in_any_writing():
    pairs = [("31483", "TOULOUSE"), ("31555", "Toulouse"), ("31555", "saint gaudens")]
    assert foreign_names(pairs, IDENTITIES) == {"31483 TOULOUSE", "31555 saint gaudens"}


def test_an_epci_is_foreign_where_it_is_one_and_never_had_the_commune():
    members = {"31555": frozenset({"243100518"}), "31395": frozenset({"200068641", "243100999"})}
    pairs = [("31555", "200068641"), ("31395", "243100999"), ("31555", "999999999"), ("31999", "200068641")]
    assert foreign_epci(pairs, members) == {"31555 200068641"}
    assert foreign_epci(pairs, {}) == set()


def test_companions_are_the_names_and_epci_that_the_reader_does_not_ask_for():
    content = b"code;Nom de la commune;Code EPCI\n"
    assert companions_in(content, ["code"]) == {"name": "Nom de la commune", "epci": "Code EPCI"}
    assert companions_in(content, ["code", "Code EPCI"]) == {"name": "Nom de la commune"}


def states(expression: pl.Expr, **columns) -> list[str]:
    return pl.DataFrame(columns).select(expression)["state"].to_list()


def test_a_masked_value_is_confidential_before_all_else_and_an_empty_one_is_missing():
    said = states(
        state_of("x", masked="m", lower=pl.col("low"), tells_zero=True),
        x=[1.0, None, None, 0.0, 0.0, 2.0],
        m=[True, True, False, False, False, False],
        low=[True, False, True, True, False, False],
    )
    assert said == ["confidential", "confidential", "missing", "lower_bound", "confirmed_zero", "observed"]


def test_a_nil_is_a_true_zero_only_where_the_source_says_so_and_values_have_its_usual_state():
    assert states(state_of("x", usual=ValueState.MODELLED), x=[0.0, 3.0]) == ["modelled", "modelled"]


def sums(values, secrets=None, *, lower: bool = False):
    frame = pl.DataFrame(
        {"x": values, "is_secret": secrets or [False] * len(values)}, schema={"x": pl.Float64, "is_secret": pl.Boolean}
    )
    row = frame.select(sum_known("x"), state_of_sum("x", lower=pl.lit(lower)))
    return row["x"].item(), row["state"].item()


@pytest.mark.parametrize(
    ("values", "secrets", "expected"),
    [
        ([1.0, 2.0], None, (3, "observed")),
        ([0.0, 0.0], None, (0, "confirmed_zero")),
        ([1.0, None], None, (1, "lower_bound")),
        ([None, None], None, (None, "missing")),
        ([None, None], [True, False], (None, "confidential")),
        ([1.0, None], [False, True], (1, "lower_bound")),
    ],
)
def test_a_sum_of_what_is_known_is_a_floor_where_something_lacks(values, secrets, expected):
    assert sums(values, secrets) == expected


def test_a_sum_may_be_said_to_be_a_floor():
    assert sums([1.0], lower=True) == (1, "lower_bound")


def test_a_cell_that_comes_many_times_is_read_once_and_rows_keep_their_order():
    text = pl.Series("x", ["b", "a", "b", None, "b", "b", "a", None])
    both = read_each(text, size=pl.col("cell").str.len_chars(), upper=pl.col("cell").str.to_uppercase())
    assert both["upper"].to_list() == ["B", "A", "B", None, "B", "B", "A", None]
    assert both["size"].to_list() == [1, 1, 1, None, 1, 1, 1, None]
    assert read_each(text, upper=pl.col("cell").str.to_uppercase())["upper"].to_list() == both["upper"].to_list()
    assert read_each(pl.Series("x", [], dtype=pl.String), size=pl.col("cell").str.len_chars()).height == 0


def test_numbers_say_where_a_cell_is_filled_secret_or_wrong():
    numbers = read_numbers(pl.Series(["12", "1 234,5", "secret", "", None, "abc", "1e16"]))
    assert numbers.value.to_list() == [12, 1234.5, None, None, None, None, None]
    assert numbers.is_filled.to_list() == [True, True, True, False, False, True, True]
    assert numbers.is_secret.to_list() == [False, False, True, False, False, False, False]
    assert numbers.is_wrong.to_list() == [False, False, False, False, False, True, True]


@pytest.mark.parametrize(
    ("cells", "value", "uses_commas"),
    [
        (["1,234", "12,5"], 1.234, True),
        (["1,234", "12.5", "3,25"], None, False),
        (["1,234", "12"], None, False),
        (["1,23", "12,5"], 1.23, False),
    ],
)
def test_a_comma_before_three_digits_is_what_its_column_tells(cells, value, uses_commas):
    numbers = read_numbers(pl.Series(cells))
    assert numbers.value[0] == value
    assert numbers.uses_commas == uses_commas


def opened(text: str, *columns: str, lines_above: int = 0):
    return open_table(text.encode(), file="x.csv", columns=columns, lines_above=lines_above)


def test_rows_are_numbered_by_the_lines_of_the_file():
    table = opened("sep=;\n;;\na;b\n1;2\n\n3;4\n", "b")
    assert table.frame["row"].to_list() == [4, 6]
    assert table.frame["b"].to_list() == ["2", "4"]
    assert opened("a;b\n1;2\n", "b", lines_above=7).frame["row"].to_list() == [9]


def test_lines_that_a_spreadsheet_leaves_empty_are_no_rows():
    assert opened("a;b\n1;2\n;\n3;4\n", "a", "b").frame["row"].to_list() == [2, 4]


def test_columns_come_in_the_order_asked_and_their_separator_is_said():
    table = opened("a\tb\tc\n1\t2\t3\n", "c", "a")
    assert table.frame.columns == ["row", "c", "a"]
    assert len(table.remarks) == 1
    assert opened("a,b\n1,2\n", "a").remarks == ()


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("a;b\n1;2\n", ("c",), "une colonne «\u202fc\u202f»"),
        ("a;a\n1;2\n", ("a",), "une seule colonne de ce nom"),
        ("a;b\n1;2;3\n", ("a",), "2 cellules (il y en a 3)"),
        ("a;b\n", ("a",), "au moins une ligne de données"),
        ("<html>", ("a",), "un tableau CSV, pas une page"),
    ],
)
def test_what_is_no_table_with_its_columns_is_refused(text, columns, expected):
    with pytest.raises(ImportFileError) as caught:
        opened(text, *columns)
    assert expected in str(caught.value.faults[0].expected)


def an_archive(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv").replace("_pdf", ".pdf"), text)
    return content.getvalue()


def test_an_archive_gives_its_tables_and_leaves_the_rest():
    given = {"x.zip": an_archive(dossier__a_csv="a;b\n", notice_pdf="rien"), "b.csv": b"c;d\n"}
    assert open_archives(given) == {"a.csv": b"a;b\n", "b.csv": b"c;d\n"}


def test_tables_of_one_name_keep_as_much_of_their_path_as_they_need():
    opened_files = open_archives({"x.zip": an_archive(un__a_csv="1", deux__a_csv="2"), "y.zip": an_archive(a_csv="3")})
    assert opened_files == {"a.csv": b"1", "deux/a.csv": b"2", "y.zip/a.csv": b"3"}


def test_an_archive_without_a_table_is_refused():
    with pytest.raises(ImportFileError, match="archive qui contient un tableau CSV"):
        open_archives({"x.zip": an_archive(notice_pdf="rien")})
