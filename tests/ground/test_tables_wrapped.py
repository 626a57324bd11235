"""Tables that come wrapped, in a gzip, a workbook or a Parquet, are the text that they hold; what is cut is refused."""

import gzip
import io
import struct

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.tables import gunzip, is_workbook, read_tables, read_text_table, unwrap
from tests.ground.workbook_making import ods, ods_cell, ods_row, xls, xls_number, xls_text, zipped

CSV = "siren;nom\n243100518;Métropole\n".encode()


def book(*sheets: tuple[tuple[object, ...], ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        for rows in sheets:
            page = made.add_worksheet()
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        page.write(line, column, value)
    return stream.getvalue()


def parquet(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def refusal(content: bytes, read=unwrap) -> Fault:
    with pytest.raises(ImportFileError) as caught:
        read("national.csv", content)
    assert caught.value.file == "national.csv"
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("content", [CSV, b"", b"{}", b"PK rien", CSV.decode().encode("cp1252")])
def test_what_is_not_wrapped_is_given_back_as_it_is(content):
    assert unwrap("a.csv", content) == content


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_of_two_bytes_a_letter_is_given_in_utf_8(encoding):
    assert unwrap("a.csv", CSV.decode().encode(encoding)) == CSV


def test_a_gzip_holds_its_text_whatever_wraps_it_again():
    assert unwrap("a.csv.gz", gzip.compress(CSV)) == CSV
    assert unwrap("a.csv.gz", gzip.compress(CSV.decode().encode("utf-16"))) == CSV
    assert unwrap("a.xlsx.gz", gzip.compress(book((("a", "b"), (1, 2))))) == b"a,b\n1,2\n"


def test_several_gzips_are_one_text_with_zeros_after_them():
    assert gunzip("a.gz", gzip.compress(b"a;b\n") + gzip.compress(b"1;2\n") + b"\0" * 20) == b"a;b\n1;2\n"
    assert gunzip("a.gz", b"") == b""


@given(st.binary(max_size=500), st.integers(1, 3))
@settings(max_examples=20)
def test_what_was_compressed_is_read_again(data, count):
    assert gunzip("a.gz", gzip.compress(data) * count) == data * count


def test_a_gzip_that_is_cut_is_refused_wherever_it_is_cut():
    whole = gzip.compress(CSV * 20)
    for end in (11, len(whole) // 2, len(whole) - 1):
        fault = refusal(whole[:end], gunzip)
        assert (fault.value, fault.expected) == ("gzip coupé", "un fichier gzip entier")


@pytest.mark.parametrize("damage", [b"\x1f\x8b\x08\x00rien de tel ici", gzip.compress(CSV)[:-8] + b"\1" * 8])
def test_a_gzip_that_is_damaged_is_refused_with_what_the_library_says(damage):
    fault = refusal(damage)
    assert fault.expected == "un fichier gzip entier"
    assert 0 < len(fault.value) <= 80


def test_a_gzip_that_swells_is_refused_before_it_is_whole():
    bomb = gzip.compress(b"\0" * 2_000_001)
    assert len(gunzip("a.gz", gzip.compress(b"x" * 2_000_000), largest=2_000_000)) == 2_000_000
    fault = refusal(bomb, lambda name, content: gunzip(name, content, largest=2_000_000))
    assert fault.expected == "un fichier de 2 Mo au plus une fois décompressé"
    twice = gzip.compress(b"x" * 1_500_000) * 2
    refusal(twice, lambda name, content: gunzip(name, content, largest=2_000_000))


def test_a_parquet_is_given_as_a_text_with_its_headings():
    frame = pl.DataFrame({"siren": ["243100518", None], "valeur": [1.5, 2.0]})
    assert unwrap("a.parquet", parquet(frame)) == b"siren,valeur\n243100518,1.5\n,2.0\n"


def test_a_parquet_that_is_cut_or_holds_lists_is_refused():
    whole = parquet(pl.DataFrame({"a": [1, 2]}))
    for content in (whole[: len(whole) // 2], b"PAR1", parquet(pl.DataFrame({"a": [[1], [2]]}))):
        fault = refusal(content)
        assert fault.expected == "une table Parquet entière, sans listes"
        assert 0 < len(fault.value) <= 80


def test_a_workbook_is_known_by_what_it_holds():
    old = xls(xls_text(0, 0, "a"))
    assert [is_workbook(content) for content in (book((("a",),)), ods(ods_row(ods_cell("a"))), old)] == [True] * 3
    others = (CSV, b"", zipped({"a.csv": "a"}), b"PK\x03\x04coupe")
    assert [is_workbook(content) for content in others] == [False] * 4


def test_the_first_sheet_that_holds_a_table_is_read_from_its_first_full_row():
    cover = (("Producteur",), ("Mise à jour", None), (None, "2026"))
    table = (("Titre long",), (), ("siren", "nom", None, "valeur"), ("243100518", "Ici", "perdu", 0.5), (), (1, None))
    assert unwrap("a.xlsx", book(cover, table)) == b"siren,nom,valeur\n243100518,Ici,0.5\n,,\n1,,\n"


def test_one_row_of_two_cells_is_no_table_and_two_are_one():
    assert refusal(book((("a", "b"),))).expected == "un classeur dont une feuille contient un tableau"
    assert refusal(book(())).expected == "un classeur dont une feuille contient un tableau"
    assert unwrap("a.xlsx", book((("a", "b"), ("c", "d")))) == b"a,b\nc,d\n"


def test_a_cell_of_several_lines_stands_on_one_and_signs_are_quoted():
    content = unwrap(
        "a.ods", ods(ods_row(ods_cell("a"), ods_cell("b")), ods_row(ods_cell("un, deux"), ods_cell("x\ny")))
    )
    assert content == b'a,b\n"un, deux",x y\n'


def test_numbers_of_a_workbook_are_written_plainly():
    content = unwrap(
        "a.xls",
        xls(
            *(xls_text(0, place, name) for place, name in enumerate("ab")),
            xls_number(1, 0, 35238.0),
            xls_number(1, 1, 0.5),
        ),
    )
    assert content == b"a,b\n35238,0.5\n"
    assert unwrap("a.xlsx", book((("a", "b"), (True, 0)))) == b"a,b\ntrue,0\n"


def test_a_workbook_that_cannot_be_opened_is_refused():
    assert refusal(zipped({"xl/workbook.xml": "<coupe"})).expected.startswith("un classeur lisible")


def test_a_table_of_texts_has_its_headings_its_rows_and_their_lines():
    table = read_text_table(b" a ;b\n\n1;\n 2 ; x \n", "a.csv")
    assert (table.headings, table.rows, table.lines) == (("a", "b"), (("1", ""), ("2", "x")), (3, 4))
    assert (table.column(0), table.column(1)) == (["1", "2"], ["", "x"])


def test_the_first_table_of_a_workbook_is_that_of_texts():
    table = read_text_table(book((), (("a",), (3.0,)), (("b",), (4,))), "a.xlsx")
    assert (table.headings, table.rows) == (("a",), (("3",),))


def test_a_row_longer_than_its_headings_is_refused_with_what_stands_beyond():
    with pytest.raises(ImportFileError) as caught:
        read_tables(b"a;b\n1;2;trop;; encore\n3;4\n5;6;7\n", "a.csv")
    assert [(fault.row, fault.value, fault.expected) for fault in caught.value.faults] == [
        (2, "trop | encore", "au plus 2 cellules, autant que d’en-têtes"),
        (4, "7", "au plus 2 cellules, autant que d’en-têtes"),
    ]


def test_a_text_that_stops_in_a_row_is_taken_for_cut():
    with pytest.raises(ImportFileError) as caught:
        read_tables(b"a;b;c\n1;2;3\n4;5", "a.csv")
    (fault,) = caught.value.faults
    assert (fault.row, fault.value) == (3, "2 cellules")
    assert fault.expected == "une dernière ligne de 3 cellules (le fichier semble coupé)"


@pytest.mark.parametrize(
    "data", [b"a;b;c\n4;5\n", b"a;b;c\n4;5\r", b"a;b;c\n4;5;6", b"a;b;c\n4;5;", "a;b;c\n4;5\n".encode("utf-16-le")]
)
def test_a_short_row_that_ends_is_a_row(data):
    (table,) = read_tables(data, "a.csv")
    assert table.rows[0][0] == "4"


def test_a_file_without_any_heading_is_refused():
    for data in (b"", b"\n;;\n"):
        with pytest.raises(ImportFileError) as caught:
            read_tables(data, "a.csv")
        assert caught.value.faults == (Fault(row=1, expected="une première ligne d’en-têtes"),)


def test_the_size_of_a_part_is_not_believed():
    data = bytearray(book((("a", "b"), (1, 2))))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 5)
    with pytest.raises(ImportFileError):
        read_tables(bytes(data), "a.xlsx")
