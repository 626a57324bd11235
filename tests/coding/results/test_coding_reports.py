"""The table of codings and the report by code, and the files that hold them, read back."""

import csv
import io
from dataclasses import replace

import pytest
from docx import Document
from lxml import etree

from autan.coding.codings.core.codings import Coder, Coding
from autan.coding.results.core.reports import CodeReport, CodingTable, ReportCode, ReportQuote, table_of_codings
from autan.coding.results.exporters import write_codings, write_docx, write_html
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.tables.importers.tables import read_tables
from tests.coding.codings.making import DAY, NOTE, make_codebook, make_coding, make_text

BOOK = make_codebook("means", "means/staff", "politics")
ANSWER_TEXT = make_text("a1", "Nous manquons de postes et de postes sûrs.", siren="200000001")
NOTE_TEXT = make_text("n1", "Les élus doutent.", kind=NOTE)
ANNE, OTHER_ANNE = Coder(key="anne", name="Anne"), Coder(key="lea", name="Anne")
CODINGS = [
    make_coding("9", "politics", text=NOTE_TEXT, quote="doutent"),
    make_coding("3", "staff", text=ANSWER_TEXT, quote="postes sûrs", coder="lea"),
    replace(make_coding("2", "staff", text=ANSWER_TEXT, quote="manquons de"), memo="À voir"),
    make_coding("1", "means", text=ANSWER_TEXT, quote="manquons"),
    make_coding("0", "staff", text=ANSWER_TEXT, quote="manquons", coder="paul"),
]


def table(
    codings: list[Coding], *, texts: tuple[CodableText, ...] = (ANSWER_TEXT, NOTE_TEXT), language: str = "fr"
) -> CodingTable:
    return table_of_codings(
        codings,
        codebook=BOOK,
        texts=texts,
        coders=[ANNE, OTHER_ANNE],
        territories={"200000001": "Nord"},
        language=language,
    )


def test_codings_are_rows_in_the_order_of_the_texts_then_of_the_words_then_of_their_keys() -> None:
    assert [row[0] for row in table(CODINGS).rows] == ["0", "1", "2", "3", "9"]
    turned = table(CODINGS, texts=(NOTE_TEXT, ANSWER_TEXT))
    assert [row[0] for row in turned.rows] == ["9", "0", "1", "2", "3"]
    assert table([]).rows == ()


def test_a_row_says_the_words_their_place_the_code_the_codes_above_and_who_coded() -> None:
    french = table(CODINGS)
    row = dict(zip(french.columns, french.rows[2], strict=True))
    assert row == {
        "coding": "2",
        "kind": "Réponses",
        "text": "a1",
        "title": "a1",
        "siren": "200000001",
        "territory": "Nord",
        "code": "staff",
        "label": "Staff",
        "path": "Means",
        "words": "manquons de",
        "start": 5,
        "end": 16,
        "state": "en place",
        "coder": "Anne (1)",
        "day": DAY,
        "memo": "À voir",
        "origin": "à la main",
        "version": 1,
    }
    assert french.headings[:6] == ("codage", "nature du texte", "texte", "titre", "siren", "collectivité")


def test_what_a_row_does_not_have_is_empty() -> None:
    rows = {row[0]: dict(zip(table([]).columns, row, strict=True)) for row in table(CODINGS).rows}
    assert [rows["9"][name] for name in ("siren", "territory", "path", "memo")] == [None] * 4
    assert [rows[key]["coder"] for key in ("0", "3")] == ["paul", "Anne (2)"], "a coder who is not listed has its key"


def test_a_row_is_in_the_language_and_where_the_words_are_today() -> None:
    moved = replace(ANSWER_TEXT, text="D’abord. " + ANSWER_TEXT.text)
    english = table([CODINGS[2]], texts=(moved,), language="en")
    row = dict(zip(english.columns, english.rows[0], strict=True))
    assert (row["words"], row["start"], row["kind"], row["origin"]) == ("manquons de", 14, "Answers", "by hand")
    assert row["state"] == "moved with its sentence"
    assert english.headings[3] == "title"


ROWS = CodingTable(
    columns=("a", "b", "c"),
    headings=("mots", "date", "version"),
    rows=(("=1+1", DAY, 2), ("«\u202foui\u202f», dit-il", None, 3)),
)


def test_a_file_of_commas_holds_no_formula_and_says_how_it_is_written() -> None:
    data = write_codings(ROWS, "csv", name="codages")
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets ask for the mark"
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines == [
        ["mots", "date", "version"],
        ["'=1+1", "2026-11-26", "2"],
        ["«\u202foui\u202f», dit-il", "", "3"],
    ]


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_workbook_is_read_back_as_it_was(extension: str) -> None:
    (sheet,) = read_tables(write_codings(ROWS, extension, name="codages"), f"codages.{extension}")
    assert sheet.headings == ("mots", "date", "version")
    assert [list(row) for row in sheet.rows] == [["=1+1", "2026-11-26", 2], ["«\u202foui\u202f», dit-il", None, 3]]


def report(**fields: object) -> CodeReport:
    codes = (
        ReportCode(label="Moyens", depth=0, definition="", count="2 sur 3.", names="", quotes=()),
        ReportCode(
            label="Postes <1>",
            depth=1,
            definition="Ce qui manque.",
            count="1 sur 3.",
            names="Nord",
            quotes=(
                ReportQuote(name="Nord", source="", words="il manque « tout » & plus"),
                ReportQuote(name="Atelier", source="Notes", words="rien"),
            ),
        ),
        ReportCode(label="Cadres", depth=2, definition="", count="0 sur 3.", names="", quotes=()),
        ReportCode(label="Directions", depth=3, definition="", count="0 sur 3.", names="", quotes=()),
    )
    values = {"language": "fr", "title": "Réponses <b>", "subtitle": "Réseau & codes", "notes": ("Une", "Deux")}
    return CodeReport(**{**values, "codes": codes, **fields})


def test_a_report_is_a_page_that_asks_nothing_of_another_file() -> None:
    page = write_html(report()).decode()
    root = etree.HTML(page)
    assert root.get("lang") == "fr"
    assert root.findtext(".//title") == root.findtext(".//h1") == "Réponses <b>"
    assert [(head.tag, head.text) for head in root.iter("h2", "h3", "h4", "h5")] == [
        ("h2", "Moyens"),
        ("h3", "Postes <1>"),
        ("h4", "Cadres"),
        ("h4", "Directions"),
    ]
    assert [(mark.get("class"), mark.text) for mark in root.iter("p")] == [
        ("small", "Réseau & codes"),
        (None, "Une"),
        (None, "Deux"),
        ("count", "2 sur 3."),
        ("small", "Ce qui manque."),
        ("count", "1 sur 3."),
        ("small", "Nord"),
        ("count", "0 sur 3."),
        ("count", "0 sur 3."),
    ]
    quotes = [(quote.text, quote.findtext("span")) for quote in root.iter("blockquote")]
    assert quotes == [("il manque « tout » & plus", "Nord"), ("rien", "Atelier (Notes)")]
    assert not list(root.iter("link", "script", "img"))


def test_a_report_is_a_document_and_the_same_report_is_the_same_file() -> None:
    data = write_docx(report(title="R" * 300))
    assert data == write_docx(report(title="R" * 300))
    document = Document(io.BytesIO(data))
    assert document.core_properties.title == "R" * 255
    lines = [(line.style.name, line.text) for line in document.paragraphs]
    assert lines == [
        ("Title", "R" * 300),
        ("Normal", "Réseau & codes"),
        ("Normal", "Une"),
        ("Normal", "Deux"),
        ("Heading 1", "Moyens"),
        ("Normal", "2 sur 3."),
        ("Heading 2", "Postes <1>"),
        ("Normal", "Ce qui manque."),
        ("Normal", "1 sur 3."),
        ("Normal", "Nord"),
        ("Quote", "il manque « tout » & plus\nNord"),
        ("Quote", "rien\nAtelier (Notes)"),
        ("Heading 3", "Cadres"),
        ("Normal", "0 sur 3."),
        ("Heading 3", "Directions"),
        ("Normal", "0 sur 3."),
    ]
    bold = [line.text for line in document.paragraphs for run in line.runs if run.bold]
    slanted = [line.text for line in document.paragraphs for run in line.runs if run.italic]
    assert (bold, slanted) == (["2 sur 3.", "1 sur 3.", "0 sur 3.", "0 sur 3."], ["Ce qui manque."])
