"""Word documents and PDFs taken in as any other file of actions: tables, action sheets, and what is no text."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pikepdf
import pytest
from PIL import Image

from autan.ground.errors import ImportFileError
from autan.plans.action_files.importers.actions import ActionsFile, read_actions
from tests.plans.action_files.plan_documents import LABELS, TABLE, document, fill, pdf, printed, printed_sheet, unruled

TWO = ("Isoler les écoles", "Chauffer au bois")
LONG = "Un texte qui dit longuement ce que l’on fera, où et avec qui. " * 12
MANY = [("Axe", "Titre", "Statut"), *(("1. Bâtir", f"Action {n}", "En cours") for n in range(90))]
PAGED = "#set page(header: [Plan climat], footer: context [Page #counter(page).display()])\n"

AXED = [row[1:] for row in TABLE]
AS_LINES = [" : ".join(label) for label in LABELS]

WORDS: dict[str, tuple[Any, ...]] = {
    "a_table": ((1, "Plan climat"), "Un mot avant.", TABLE),
    "a_table_under_each_axis": ((1, "Axe 1 : Bâtir"), AXED[:2], (1, "Axe 2 : Chauffer"), [AXED[0], AXED[2]]),
    "axes_over_the_whole_table": ([AXED[0], ("Axe 1 – Bâtir",) * 4, *AXED[1:]],),
    "sheets_as_tables": ((1, TWO[0]), LABELS, (1, TWO[1]), LABELS),
    "sheets_with_their_title_inside": ((("Titre", TWO[0]), *LABELS), "", (("Titre", TWO[1]), *LABELS)),
    "sheets_numbered": ((2, f"Fiche action n°1 : {TWO[0]}"), LABELS, (2, f"Fiche n°2 – {TWO[1]}"), LABELS),
    "sheets_as_lines": ((1, TWO[0]), *AS_LINES, (1, TWO[1]), *AS_LINES),
    "sheets_by_headings": ((1, TWO[0]), (2, "Statut"), "En cours", (2, "Descriptif"), LONG, (1, TWO[1]),
                           (2, "Pilote"), "Ville", (2, "Descriptif"), LONG),
    "sheets_under_axes": ((1, "Axe 1 : Bâtir"), (2, TWO[0]), LABELS, (2, TWO[1]), LABELS),
    "sheets_whose_labels_stand_above": tuple(
        block
        for title in TWO
        for block in ((2, f"Fiche action 1 : {title}"),
                      [("Pilote", "Budget"), ("Ville", "9 k€ HT"), ("Statut", "Priorité"), ("En cours", "Élevé")])
    ),
    "sheets_numbered_in_a_cell": tuple((("Fiche action 1.1", title), *LABELS) for title in TWO),
    "labels_parted_by_tabulations": tuple(
        block for title in TWO for block in ((1, title), *("\t".join(label) for label in LABELS))
    ),
    "a_number_and_a_title_in_a_table_of_their_own": tuple(
        block for title in TWO for block in ([("Action n° 1", title)], "", LABELS, "")
    ),
    "sheets_that_tell_one_text_under_two_labels": tuple(
        block
        for title in TWO
        for block in ((2, f"Fiche action 1 : {title}"), (("Contexte", "Froid"), *LABELS, ("Descriptif", "Chaud")))
    ),
    "contents_before": ("Axe 9 : Vieux ........ 3", "Fiche action 1 : Vieille\t4", (1, TWO[0]), LABELS,
                        (1, TWO[1]), LABELS),
    "a_table_that_goes_on_under_a_heading": (AXED[:2], (1, "Chaleur"), [AXED[2]]),
    "a_glossary_after": (TABLE, (1, "Glossaire"), (("Sigle", "Sens"), ("EPCI", "Établissement"))),
    "an_introduction_before": ((1, "Introduction"), LONG, (1, TWO[0]), LABELS, (1, TWO[1]), LABELS),
}  # fmt: skip
LINES = "".join(f"{line}\\ \n" for line in AS_LINES)
SHEETS = [printed_sheet(title) for title in TWO]
LONG_SHEET = printed_sheet(TWO[0], (*LABELS, ("Descriptif", LONG * 9)))
PRINTS: dict[str, str] = {
    "a_table": "= Plan climat\nUn mot avant.\n" + printed(TABLE),
    "a_table_over_pages": PAGED + printed(MANY),
    "headings_on_each_page": printed(MANY).replace(
        "[Axe], [Titre], [Statut]", "table.header([Axe], [Titre], [Statut])"
    ),
    "a_wide_table": "#set page(flipped: true)\n" + printed(TABLE, columns="(1fr, 2fr, 1fr, 1fr, 1fr)"),
    "sheets_as_tables": "".join(SHEETS),
    "a_sheet_a_page": PAGED + "#pagebreak()\n".join(SHEETS),
    "a_sheet_over_two_pages": PAGED + LONG_SHEET + SHEETS[1],
    "sheets_as_lines": f"= {TWO[0]}\n{LINES}= {TWO[1]}\n{LINES}",
    "footnotes": SHEETS[0] + "Un mot#footnote[Une note en bas.] de plus.\n" + SHEETS[1],
    "sheets_side_by_side_at_the_top": "#set page(flipped: true, columns: 2, margin: 1cm)\n"
    + "#colbreak()\n".join(SHEETS).replace("= ", "= Fiche action 1 : "),
    "headings_on_two_lines": "#table(columns: 4, table.cell(rowspan: 2)[Axe], table.cell(rowspan: 2)[Action], "
    "table.cell(colspan: 2)[Mise en œuvre], [Statut], [Échéance], table.cell(rowspan: 2)[Axe 1 : Bâtir], "
    + ", ".join(f"[{title}], [En cours], [2027]" for title in TWO)
    + ")",
    "a_table_of_backgrounds": '#set table(stroke: none, fill: (_, y) => if calc.odd(y) { rgb("#ddd") })\n'
    + printed(TABLE, columns="(3cm, 5cm, 2cm, 4cm, 2cm)"),
    "sheets_of_short_labels_side_by_side": "#grid(columns: (1fr, 1fr), "
    + ", ".join(f"[= {title}\n{LINES}]" for title in TWO)
    + ")",
    "a_table_turned": f"#rotate(90deg, reflow: true)[{printed(TABLE)}]",
    "a_table_under_each_axis": "= Axe 1 : Bâtir\n"
    + printed(AXED[:2])
    + "= Axe 2 : Chauffer\n"
    + printed([AXED[0], AXED[2]]),
}
NARROW = "(2cm, 3cm, 2.4cm, 2.2cm, 2cm)"
BOTH = (
    "= Diagnostic\n"
    + printed([("Secteur", "GWh"), ("Résidentiel", "12")])
    + "= Axe 1 : Bâtir\n"
    + "".join(
        printed_sheet(f"Fiche action n° 1 : {title}", (*LABELS, ("Objectifs", "Moins"), ("Partenaires", "ADEME")))
        for title in TWO
    )
    + "= Synthèse\n"
    + printed([("Titre", "Budget", "Statut", "Pilote", "Échéance"), (TWO[1], "9 k€ HT", "À venir", "Région", "2026"),
               ("Trier", "8 k€ HT", "En cours", "Ville", "2027")])
)  # fmt: skip
UNRULED: dict[str, str] = {
    "a_table": "= Plan climat\nUn mot avant.\n\n" + unruled(TABLE),
    "cells_over_several_lines": unruled(TABLE, columns=NARROW),
    "axes_over_the_whole_table": unruled(AXED).replace(
        "[Isoler", "grid.cell(colspan: 4)[Axe 1 : Bâtir, isoler et chauffer tout ce qui existe partout], [Isoler"
    ),
    "sheets_of_labels": "".join(f"= {title}\n" + unruled(LABELS) for title in TWO),
    "two_columns_of_sheets": "#set page(columns: 2)\n#set par(justify: true)\n"
    + "#colbreak()\n".join(f"= {title}\n{LINES}\nDescriptif : {LONG}\n" for title in TWO),
}  # fmt: skip


def titles(actions: ActionsFile) -> tuple[str, ...]:
    return tuple(row.title for row in actions.rows)


@pytest.mark.parametrize("name", WORDS)
def test_word_documents_are_read(name: str):
    actions = read_actions(document(*WORDS[name]), "plan.docx", own={})
    assert (titles(actions), actions.faults) == (TWO, ())
    assert {row.typed.get("status") for row in actions.rows} & {"ongoing", "planned"}
    if "axis" in name or "axes" in name:
        assert actions.rows[0].axis[0].startswith("Axe 1")


@pytest.mark.parametrize("name", PRINTS)
def test_pdfs_are_read(name: str):
    expected = tuple(row[1] for row in MANY[1:]) if "pages" in name or "each_page" in name else TWO
    expected = TWO if "sheet" in name else expected
    actions = read_actions(pdf(PRINTS[name]), "plan.pdf", own={})
    assert (titles(actions), actions.faults) == (expected, ())
    assert {row.typed["status"] for row in actions.rows} <= {"ongoing", "planned"}
    if "axis" in name:
        assert [row.axis for row in actions.rows] == [("Axe 1 : Bâtir",), ("Axe 2 : Chauffer",)]


def test_tables_that_no_rule_separates_are_read_by_their_alignment():
    for name, source in UNRULED.items():
        actions = read_actions(pdf(source), "plan.pdf", own={})
        assert (titles(actions), actions.faults) == (TWO, ()), name
        first = actions.rows[0]
        assert (first.typed["status"], first.typed["lead"]) == ("ongoing", "Service énergie"), name
        assert not first.axis or first.axis[0].startswith(("Axe 1", "1. Bâtir")), name
        if "columns" in name:
            assert " ".join(first.typed["description"].split()) == LONG.strip(), name


def test_an_action_that_a_sheet_and_a_table_tell_is_one():
    actions = read_actions(pdf(BOTH), "plan.pdf", own={})
    assert [(row.title, row.axis, row.typed.get("budget"), row.typed.get("objectives")) for row in actions.rows] == [
        (TWO[0], ("Axe 1 : Bâtir",), None, "Moins"), (TWO[1], ("Axe 1 : Bâtir",), "9 k€ HT", "Moins"),
        ("Trier", ("Axe 1 : Bâtir",), "8 k€ HT", None)
    ]  # fmt: skip
    assert [(fault.column, fault.value) for fault in actions.warnings] == [(None, "Diagnostic"), ("Statut", "ongoing")]
    assert actions.faults == ()


def test_a_choice_that_is_also_a_label_fills_its_field():
    (action,) = read_actions(
        document((1, TWO[0]), (("Pilote", "Ville"), ("Statut", "Réalisé"), ("Fin", "2027"))), "a.docx", own={}
    ).rows
    assert (action.typed["status"], "spent" in action.typed) == ("done", False)


def test_a_page_that_stands_on_its_head_is_turned_back():
    with pikepdf.open(io.BytesIO(pdf(printed(TABLE)))) as whole:
        whole.pages[0].Rotate = 180
        whole.save(out := io.BytesIO())
    assert titles(read_actions(out.getvalue(), "plan.pdf", own={})) == TWO


def test_short_texts_in_bold_are_headings_where_a_document_has_none():
    made = docx.Document()
    for title in TWO:
        for text, is_bold in (("FICHE ACTION", True), (title, True), ("Statut", True), ("En cours", False),
                              ("Pilote", True), ("Ville", False)):  # fmt: skip
            made.add_paragraph().add_run(text).bold = is_bold
    made.save(out := io.BytesIO())
    actions = read_actions(out.getvalue(), "plan.docx", own={})
    assert [(row.title, row.typed["status"], row.typed["lead"]) for row in actions.rows] == [
        (title, "ongoing", "Ville") for title in TWO
    ]


def test_a_column_that_is_empty_on_the_next_page_keeps_its_place():
    rows = [("Titre", "Pilote", "Statut"), *((f"Action {n}", "Ville" if n < 30 else "", "En cours") for n in range(90))]
    actions = read_actions(pdf(unruled(rows, gutter="0.65em")), "plan.pdf", own={})
    assert (len(actions.rows), actions.faults) == (90, ())
    assert {row.typed["status"] for row in actions.rows} == {"ongoing"}
    assert [row.typed.get("lead", "") for row in actions.rows] == [text for _title, text, _status in rows[1:]]


def test_a_row_that_a_page_cuts_is_one():
    rows = [("Titre", "Pilote", "Descriptif"), (TWO[0], "Ville", LONG * 9), (TWO[1], "Région", "Court")]
    actions = read_actions(pdf("#v(20cm)\n" + printed(rows, columns="(3cm, 3cm, 1fr)")), "plan.pdf", own={})
    assert (titles(actions), actions.faults) == (TWO, ())
    assert " ".join(actions.rows[0].typed["description"].split()) == (LONG * 9).strip()


def test_entries_of_a_list_are_sentences_of_their_own():
    made = docx.Document()
    for text in ("Isoler les écoles du bourg", "Former les agents", "Créer des pistes cyclables"):
        made.add_paragraph(text, style="List Bullet")
    made.save(out := io.BytesIO())
    assert [question.value for question in read_actions(out.getvalue(), "plan.docx", own={}).questions] == [
        "Isoler les écoles du bourg", "Former les agents", "Créer des pistes cyclables"
    ]  # fmt: skip


def scanned() -> bytes:
    out = io.BytesIO()
    Image.new("L", (400, 600), 255).save(out, "PDF")
    return out.getvalue()


def closed() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Un texte"))) as document_:
        document_.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def pictured() -> bytes:
    made, picture, out = docx.Document(), io.BytesIO(), io.BytesIO()
    Image.new("L", (40, 60), 255).save(picture, "PNG")
    made.add_heading("Plan d’actions", 1)
    made.add_picture(picture)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "file", "expected"),
    [(scanned, "a.pdf", "numérisé"), (closed, "a.pdf", "mot de passe"), (lambda: b"%PDF-1.4 rien", "a.pdf", "lisible"),
     (lambda: b"PK rien", "a.docx", "archive"), (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx", "mot de passe"),
     (lambda: document("Un texte sans action."), "a.docx", "en-têtes"), (pictured, "a.docx", "images du fichier (1)")],
)  # fmt: skip
def test_what_is_no_document_of_text_is_refused_and_says_why(make: Callable[[], bytes], file: str, expected: str):
    with pytest.raises(ImportFileError) as refusal:
        read_actions(make(), file, own={})
    assert expected in " ".join(fault.expected for fault in refusal.value.faults)


def test_a_scanned_page_among_others_is_said():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(printed(TABLE)))) as whole, pikepdf.open(io.BytesIO(scanned())) as picture:
        whole.pages.extend(picture.pages)
        whole.save(out)
    actions = read_actions(out.getvalue(), "plan.pdf", own={})
    assert titles(actions) == TWO
    assert [warning.value for warning in actions.warnings] == ["page 2"]


def test_axes_that_are_numbered_stay_above_the_actions_of_their_own():
    blocks = ((1, "Axe 1 : Bâtir"), (2, TWO[0]), *AS_LINES, (1, "Axe 2 : Chauffer"), (2, TWO[1]), *AS_LINES)
    actions = read_actions(document(*blocks), "plan.docx", own={})
    assert [(row.title, row.axis) for row in actions.rows] == [
        (TWO[0], ("Axe 1 : Bâtir",)), (TWO[1], ("Axe 2 : Chauffer",))
    ]  # fmt: skip


def test_a_table_inside_a_cell_is_part_of_its_text():
    made = docx.Document()
    table = made.add_table(rows=3, cols=2)
    for row, texts in enumerate((("Titre", TWO[0]), ("Statut", "En cours"), ("Descriptif", "Deux étapes"))):
        for beside, text in enumerate(texts):
            table.cell(row, beside).text = text
    fill(table.cell(2, 1), (("Étape", "Année"), ("Audit", "2025")))
    stream = io.BytesIO()
    made.save(stream)
    (action,) = read_actions(stream.getvalue(), "plan.docx", own={}).rows
    assert action.typed["description"].split("\n")[:3] == ["Deux étapes", "Étape | Année", "Audit | 2025"]


def test_sheets_side_by_side_on_a_page_are_two_and_calls_of_notes_are_no_text():
    noted = [
        ("Pilote", "Service énergie#super(typographic: false)[1]"),
        ("Descriptif", "20 m#super(typographic: false)[2]"),
    ]
    beside = f"#grid(columns: 2, column-gutter: 1em, [{SHEETS[0]}], [= {TWO[1]}\n{printed([*noted, *LABELS[1:]])}])"
    actions = read_actions(pdf(beside), "plan.pdf", own={})
    assert [(row.title, row.typed["lead"]) for row in actions.rows] == [(title, "Service énergie") for title in TWO]
    assert "20 m2" in str(actions.rows[1].typed)


@pytest.mark.parametrize("count", [6, 3])
def test_a_leaflet_is_read_column_after_column_under_its_title(count: int):
    """Of six sentences each its actions fill three columns, of three sentences two."""
    titles = (
        "Isoler les écoles",
        "Conseiller les ménages",
        "Chauffer au bois",
        "Tracer des pistes",
        "Prêter des vélos",
    )
    sentence = "Une phrase assez longue pour aller à la ligne dans une colonne étroite du dépliant. "
    actions = "".join(
        f"== Action {rank} : {title}\n*Pilote :* Ville\\ *Échéance :* {2025 + rank}\\ "
        f"*Descriptif :* {sentence * count}\n"
        for rank, title in enumerate(titles, start=1)
    )
    page = "#set page(flipped: true, margin: 1.2cm)\n#align(center)[#text(size: 20pt)[Notre plan climat]]\n"
    read = read_actions(pdf(f"{page}#columns(3)[= Axe 1 : Habiter\n{actions}]"), "plan.pdf", own={})
    assert [(row.axis, row.title, row.typed["lead"], row.typed["end"]) for row in read.rows] == [
        (("Axe 1 : Habiter",), title, "Ville", str(2025 + rank)) for rank, title in enumerate(titles, start=1)
    ]
    assert {row.typed["description"].count("dépliant.") for row in read.rows} == {count}
    assert read.faults == ()
