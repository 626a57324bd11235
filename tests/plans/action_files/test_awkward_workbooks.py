"""Workbooks as officers keep them: each oddity is read as it is meant, or told at its place."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from PIL import Image

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ImportFileError
from autan.plans.action_files.actions.intake import actions_import
from autan.plans.action_files.importers.actions import ActionsFile, read_actions
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet

HEADINGS = ("Axe", "Titre", "Statut", "Date de début", "Date de fin", "Budget", "Pilote", "Descriptif")
type Build = Callable[[Any], None]


def line(title: str | None, **cells: Any) -> tuple[Any, ...]:
    fields = {"axis": "1. Bâtir", "status": "En cours", "start": "01/2024", "end": "12/2026", "budget": "150 k€ HT",
            "lead": "Service énergie", "text": "Un texte"} | cells  # fmt: skip
    return (fields["axis"], title, *(fields[code] for code in ("status", "start", "end", "budget", "lead", "text")))


def fill(sheet: Any, *rows: tuple[Any, ...], at: int = 0, left: int = 0) -> None:
    for below, cells in enumerate(rows):
        for beside, value in enumerate(cells):
            if value is not None:
                sheet.write(at + below, left + beside, value)


def made(build: Build) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    build(book)
    book.close()
    return out.getvalue()


def read(build: Build, decisions: dict[str, str] | None = None) -> ActionsFile:
    return read_actions(made(build), "plan.xlsx", own={}, decisions=decisions)


def table(*rows: tuple[Any, ...], headings: tuple[Any, ...] = HEADINGS) -> Build:
    return lambda book: fill(book.add_worksheet("Plan"), headings, *rows)


def told(actions_file: ActionsFile) -> set[tuple[int | None, str | None, str | None]]:
    return {(fault.row, fault.column, fault.value) for fault in actions_file.faults}


def noted(actions_file: ActionsFile) -> set[tuple[int | None, str | None, str | None]]:
    return {(fault.row, fault.column, fault.value) for fault in actions_file.warnings}


def test_merged_axes_hold_and_other_merged_cells_are_told_under_their_heading():
    def build(book: Any) -> None:
        sheet = book.add_worksheet("Plan")
        fill(sheet, HEADINGS, line("A"), line("B", axis=None), line("C", status=None))
        sheet.merge_range(1, 0, 2, 0, "1. Bâtir")
        sheet.merge_range(2, 2, 3, 2, "En cours")

    found = read(build)
    assert [(row.title, row.axis) for row in found.rows] == [(title, ("1. Bâtir",)) for title in "ABC"]
    assert [row.typed["status"] for row in found.rows] == ["ongoing"] * 3
    assert found.faults == ()
    assert [(f.sheet, f.row, f.column) for f in found.warnings] == [("Plan", 3, "Statut")]
    assert "C3:C4" in found.warnings[0].expected


def test_headings_are_found_lower_further_right_and_on_two_lines():
    def build(book: Any) -> None:
        sheet = book.add_worksheet("Plan")
        sheet.write(0, 0, "PCAET 2024-2030")
        for place, heading in enumerate(HEADINGS):
            if place not in {3, 4}:
                sheet.merge_range(11, 3 + place, 12, 3 + place, heading)
        sheet.merge_range(11, 6, 11, 7, "Calendrier")
        fill(sheet, (None,) * 3 + ("Début", "Fin"), line("A"), at=12, left=3)
        sheet.set_row(14, None, None, {"hidden": True})
        sheet.set_column(10, 10, None, None, {"hidden": True})
        fill(sheet, line("Cachée"), at=14, left=3)

    found = read(build)
    assert [(row.line, row.title) for row in found.rows] == [(14, "A")]
    assert told(found) == {(15, None, "Cachée"), (13, None, "Descriptif")}
    found = read(build, {"rows:Plan:13": "take", "columns:Plan:13": "take"})
    assert [(row.line, row.title) for row in found.rows] == [(14, "A"), (15, "Cachée")]
    assert found.rows[1].typed["start"] == "2024-01"
    assert found.rows[1].typed["description"] == "Un texte"
    assert found.faults == ()


def test_headings_answer_in_other_spellings_and_one_that_comes_again_is_told():
    headings = ("AXE ", "INTITULÉ DE\nL’ACTION", "Statut (avancement)", "Date début", "dates de fin (mois)",
                "Budget (€ HT)", "Pilote(s)", "Contexte", "Descriptif", "Budget", "À nous")  # fmt: skip
    found = read(table((*line("A"), "Une suite", "20 k€", "x"), headings=headings))
    (row,) = found.rows
    assert (row.typed["end"], row.typed["budget"], row.typed["lead"]) == ("2026-12", "150 k€ HT", "Service énergie")
    assert row.typed["description"] == "Un texte\nUne suite"
    assert noted(found) == {(1, "Budget", None), (1, "À nous", None)}


def test_a_line_of_long_texts_alone_goes_on_and_says_so():
    rest = (None, None, None, None, None, None, None, "La suite")
    found = read(table(line("A"), rest, line("B")))
    assert [(row.title, row.typed["description"]) for row in found.rows] == [
        ("A", "Un texte\nLa suite"),
        ("B", "Un texte"),
    ]
    assert [(fault.row, "continue" in fault.expected) for fault in found.warnings] == [(3, True)]


def test_formulas_in_error_or_never_computed_are_told():
    def build(book: Any) -> None:
        sheet = book.add_worksheet("Plan")
        fill(sheet, HEADINGS, line("A", budget=None), line("B", end=None), line("C", budget=None))
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 4, "=VLOOKUP(1,Z1:Z2,1)", None, "")
        sheet.write_formula(3, 5, "=2*75000", None, 150000)

    found = read(build, {"file:unit": "eur"})
    assert told(found) == {(2, "Budget", "#DIV/0!"), (3, "Date de fin", "")}
    assert [(row.title, row.typed.get("budget")) for row in found.rows] == [
        ("A", None), ("B", "150 k€ HT"), ("C", "150000 €")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("31/12/2026", "2026-12-31"), ("12/2026", "2026-12"), ("31.12.26", "2026-12-31"), ("31-12-2026", "2026-12-31"),
     ("décembre 2026", "2026-12"), ("déc. 2026", "2026-12"), ("Déc-26", "2026-12"), ("1er août 2026", "2026-08-01"),
     (46387, "2026-12-31"), ("31/02/2026", ""), ("T4 2026", ""), ("en continu", "")],
)  # fmt: skip
def test_dates_as_text_are_read_where_they_say_one_day_or_month(cell: Any, kept: str):
    found = read(table(line("A", end=cell)))
    assert found.rows[0].typed["end"] == (kept or cell)
    assert told(found) == (set() if kept else {(2, "Date de fin", str(cell))})


def test_what_says_nothing_is_taken_as_empty_and_said():
    found = read(table(line("A", status="-", end="à définir", budget="NC"), line("B", status="50 %")))
    assert {"status", "end", "budget"} & found.rows[0].typed.keys() == set()
    assert noted(found) == {(2, "Statut", "-"), (2, "Date de fin", "à définir"), (2, "Budget", "NC")}
    assert told(found) == {(3, "Statut", "50 %")}


@pytest.mark.parametrize("amount", ["10 000 €/an", "50 k€ + 20 k€", "0,5 ETP", "gratuit"])
def test_an_amount_that_is_not_one_is_told(amount: str):
    assert told(read(table(line("A", budget=amount)))) == {(2, "Budget", amount)}


def test_numbers_that_contradict_their_title_or_their_axis_are_told():
    headings = ("Axe", "Sous-axe", "Titre", "Statut")
    found = read(
        table(
            ("1. Bâtir", "1.1. Loger", "A", "En cours"), ("1. Rouler", "1.1. Vélo", "B", "En cours"),
            ("2. Bâtir", "2.1. Isoler", "C", "En cours"), ("1. Bâtir", "2.1. Trier", "D", "En cours"),
            ("1. Bâtir", "1.1. Loger", "3.4.1 E", "En cours"), headings=headings,
        )
    )  # fmt: skip
    assert len(found.rows) == 5
    assert {warning.row: warning.expected for warning in found.warnings} == {
        3: "le titre « Bâtir » que ce numéro a plus haut",
        4: "le numéro 1 que ce titre a plus haut",
        5: "un numéro qui commence par 1, comme celui de l’axe « 1. Bâtir »",
        6: "un numéro qui commence par 1.1, comme celui de l’axe « 1.1. Loger »",
    }


def test_actions_that_would_be_parts_of_themselves_are_refused(plan: Plan):
    headings = ("Axe", "Titre de l’action", "Titre de la sous-action", "Statut")
    rows = [("1. X", title, part, "En cours") for title, part in
            [("A", "A"), ("A", None), ("B", "C"), ("C", "B"), ("B", None), ("C", None), ("A", "D")]]  # fmt: skip
    data = made(table(*rows, headings=headings))
    preview = actions_import(plan).read(Upload(file="p.xlsx", data=data))
    assert [fault.row for fault in preview.faults] == [2, 4, 5]
    with pytest.raises(ImportFileError):
        run_import(actions_import(plan), Upload(file="p.xlsx", data=data), by=None)
    assert not ActionSheet.objects.exists()


def test_people_in_a_public_text_are_masked_counted_and_said(plan: Plan):
    text = "Contacter Mme Ada Lovelace, ada@exemple.fr, 05 61 00 00 00"
    data = made(table(line("A", text=text)))
    done = run_import(actions_import(plan), Upload(file="p.xlsx", data=data), by=None)
    assert [(w.row, w.column, w.value) for w in done.warnings] == [(2, "Descriptif", "Contacter […], […], […]")]
    assert "3 masqués" in done.warnings[0].expected
    assert ActionSheet.objects.get().typed["description"] == "Contacter […], […], […]"
    assert actions_import(plan).read(Upload(file="p.xlsx", data=data)).count(Outcome.SAME) == 1


def test_worksheets_of_one_kind_are_all_read_and_others_are_said():
    def build(book: Any) -> None:
        for name in ("Bâtir", "Rouler"):
            fill(book.add_worksheet(name), HEADINGS[1:], line("A")[1:], line(f"B {name}")[1:])
        fill(book.add_worksheet("2019"), ("Titre", "Statut"), ("Vieille", "Terminé"))

    found = read(build)
    assert [(row.axis, row.title) for row in found.rows] == [
        (("Bâtir",), "A"), (("Bâtir",), "B Bâtir"), (("Rouler",), "A"), (("Rouler",), "B Rouler"),
    ]  # fmt: skip
    assert [warning.sheet for warning in found.warnings] == ["2019"]


def test_totals_and_empty_lines_are_no_actions():
    def build(book: Any) -> None:
        sheet = book.add_worksheet("Plan")
        fill(sheet, HEADINGS, line("A"), (None, "TOTAL", None, None, None, 300000))
        border = book.add_format({"border": 1})
        for below in range(3, 2_000):
            sheet.write_blank(below, 0, None, border)
        fill(sheet, line("Z"), at=2_000)

    found = read(build)
    assert [(row.line, row.title) for row in found.rows] == [(2, "A"), (2_001, "Z")]
    assert noted(found) == {(3, None, "Total")}


def separated() -> Iterator[tuple[str, bytes]]:
    text = "Axe;Titre;Statut;Date de fin;Budget\n1. Bâtir;Isoler l'école;En cours;12/2026;150 000\n"
    yield "a.csv", text.encode("latin-1")
    yield "a.csv", text.replace("150 000", "150 k€ HT").encode("cp1252")
    yield "a.tsv", ("\ufeff" + text.replace(";", "\t")).encode()
    yield "a.csv", text.encode("utf-16")


@pytest.mark.parametrize(("file", "data"), list(separated()))
def test_separated_texts_are_read_in_any_encoding(file: str, data: bytes):
    actions = read_actions(data, file, own={})
    assert [(row.axis, row.title, row.typed["end"]) for row in actions.rows] == [
        (("1. Bâtir",), "Isoler l'école", "2026-12")
    ]
    assert {fault.column for fault in actions.faults} <= {"Budget"}


def test_a_text_cut_in_its_last_line_is_told():
    cut = b"Titre;Statut;Date de fin\nIsoler;En cours;12/2026\nTrier;En cours"
    assert told(read_actions(cut, "a.csv", own={})) == {(3, None, "2 cellules")}


@pytest.mark.parametrize(
    ("file", "data"),
    [("a.xlsx", b""), ("a.xlsx", b"%PDF-1.4"), ("a.xlsx", made(table(line("A")))[:2_000]),
     ("a.csv", made(table(line("A")))), ("a.xls", b"<html><table></table></html>"),
     ("a.xlsx", made(lambda book: book.add_worksheet("Vide"))), ("a.docx", b"x")],
)  # fmt: skip
def test_what_is_no_table_is_refused_whole(file: str, data: bytes):
    with pytest.raises(ImportFileError):
        read_actions(data, file, own={})


def test_a_macro_workbook_is_read_without_its_macros():
    assert len(read_actions(made(table(line("A"))), "plan.xlsm", own={}).rows) == 1


@pytest.mark.parametrize("place", [1, 9])
def test_a_first_action_named_as_a_heading_is_no_second_line_of_headings(place: int):
    named = tuple("Titre" if rank == place else None for rank in range(10))
    found = read(table(named, line("B")))
    assert [row.title for row in found.rows] == (["Titre", "B"] if place == 1 else ["B"])


def test_what_stands_beside_cells_is_told_and_explains_a_refusal():
    stream = BytesIO()
    Image.new("RGB", (20, 8), "white").save(stream, "PNG")

    def build(book: Any, *rows: tuple[Any, ...]) -> None:
        sheet = book.add_worksheet("Plan")
        fill(sheet, *rows)
        sheet.insert_image(1, 2, "a.png", {"image_data": stream})
        sheet.write_comment(1, 0, "À revoir")

    actions = read(lambda book: build(book, HEADINGS, line("A")))
    assert [row.title for row in actions.rows] == ["A"]
    assert all(word in fault.expected for fault, word in zip(actions.warnings, ("images", "commentaires"), strict=True))
    with pytest.raises(ImportFileError) as refusal:
        read(build)
    assert any("images" in fault.expected for fault in refusal.value.faults)


def set_back(book: Any) -> None:
    sheet, inside = book.add_worksheet("Plan"), book.add_format({"indent": 2})
    fill(sheet, HEADINGS, line("Isoler"), line(None), line("Chauffer"))
    sheet.write(2, 1, "Étudier", inside)


def second_titled(title: str) -> Build:
    def build(book: Any) -> None:
        fill(
            book.add_worksheet("Plan"),
            HEADINGS,
            line("1.1 Isoler" if title[0] == "1" else "Isoler"),
            line(title),
            line("Chauffer"),
        )

    return build


@pytest.mark.parametrize(
    ("build", "part"),
    [(set_back, "Étudier"), (second_titled("   Étudier"), "Étudier"), (second_titled("- Étudier"), "Étudier"),
     (second_titled("1.1.2 Étudier"), "1.1.2 Étudier")],
)  # fmt: skip
def test_a_line_set_back_listed_or_numbered_is_part_of_the_one_above_until_somebody_says_not(build: Build, part: str):
    data = made(build)
    read = read_actions(data, "plan.xlsx", own={})
    assert [row.part for row in read.rows] == ["", part, ""]
    assert read.rows[1].title == read.rows[0].title
    assert [fault.row for fault in read.warnings if "parties de celle" in str(fault.expected)] == [3]
    (key,) = [question.key for question in read.questions if question.key.startswith("parts:")]
    alone = read_actions(data, "plan.xlsx", own={}, decisions={key: "leave"})
    assert [row.part for row in alone.rows] == ["", "", ""]


def test_actions_in_columns_are_read_one_a_column_and_told():
    actions = [dict(zip(HEADINGS, line(title), strict=True)) for title in ("Isoler", "Chauffer")]
    turned = read(
        lambda book: fill(book.add_worksheet("Plan"), *((name, *(a[name] for a in actions)) for name in HEADINGS))
    )
    assert [row.title for row in turned.rows] == ["Isoler", "Chauffer"]
    assert ["celles-ci sont en colonnes" in str(fault.expected) for fault in turned.warnings].count(True) == 1
    upright = read(table(line("Isoler"), line("Chauffer")))
    assert not any("sont en colonnes" in str(fault.expected) for fault in upright.warnings)
