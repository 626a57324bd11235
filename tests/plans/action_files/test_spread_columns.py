"""What is told by crosses, boxes, raised numbers, forms and sentences: read, or asked at its place."""

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from autan.plans.action_files.core.prose_actions import MOST_SENTENCES
from autan.plans.action_files.importers.actions import ActionsFile, read_actions
from tests.plans.action_files.plan_documents import document, fill, pdf, printed
from tests.plans.action_files.test_awkward_workbooks import fill as fill_sheet
from tests.plans.action_files.test_awkward_workbooks import made, read, table

BOXES = (("Pilote", "Ville"), ("Statut", "☐ À venir ☒ En cours ☐ Réalisé"), ("Date de fin", "2027"))
PROSE = ("Le territoire compte dix communes.", "Un cadastre solaire sera mis en ligne en 2026. Il fait froid l’hiver.",
         "– Créer une navette vers la gare")  # fmt: skip


def one(actions: ActionsFile) -> dict[str, str]:
    return dict(actions.rows[0].typed)


def word(build: Any) -> ActionsFile:
    out, made_document = io.BytesIO(), docx.Document()
    build(made_document)
    made_document.save(out)
    return read_actions(out.getvalue(), "plan.docx", own={})


def test_crosses_under_the_choices_of_a_field_are_one_column():
    actions = read(
        table(
            ("Isoler", "x", None, None, "X", None, "x", None, "x", "x"),
            ("Trier", None, None, None, None, None, None, None, None, None),
            ("Rouler", "x", "x", None, None, "x", None, "x", None, None),
            headings=("Action", "À venir", "En cours", "Terminé", "Eau", "Mobilités", "Haute", "Basse", 2024, 2025),
        )
    )
    assert [row.typed.get("status") for row in actions.rows] == ["planned", None, "À venir ; En cours"]
    assert [row.typed.get("themes") for row in actions.rows] == ["water", None, "mobility"]
    assert [row.typed.get("priority") for row in actions.rows] == ["high", None, "low"]
    assert [row.typed.get("calendar") for row in actions.rows] == ["2024, 2025", None, None]
    assert [(fault.row, fault.value) for fault in actions.faults] == [(4, "À venir ; En cours")]
    assert not any("column" in str(warning.expected) for warning in actions.warnings)


def test_headings_under_a_wide_one_are_its_own_and_are_no_line_of_data():
    def build(book: Any) -> None:
        sheet = book.add_worksheet("Plan")
        fill_sheet(sheet, ("Action", "Avancement", None, "Budget", None),
                   (None, "À venir", "En cours", "Travaux", "Études"), ("Isoler", None, "x", 10, 20))  # fmt: skip
        sheet.merge_range("B1:C1", "Avancement")
        sheet.merge_range("D1:E1", "Budget")

    actions = read_actions(made(build), "plan.xlsx", own={})
    assert [(row.title, row.typed) for row in actions.rows] == [("Isoler", {"title": "Isoler", "status": "ongoing"})]
    assert {warning.column for warning in actions.warnings} == {"Budget : Travaux", "Budget : Études"}


def test_what_is_ticked_in_a_cell_of_boxes_is_what_it_says():
    assert one(read_actions(document((1, "Isoler"), BOXES), "plan.docx", own={}))["status"] == "ongoing"


def test_a_number_that_may_call_a_note_is_asked_at_its_place():
    rows = [("Titre", "Budget", "Statut"), ("Rénovation12 des écoles", "120 0001", "En cours"),
            ("Sortir du GNV2", "45 000 € HT", "En cours")]  # fmt: skip
    for data, file in ((pdf(printed(rows)), "plan.pdf"), (document(rows), "plan.docx")):
        actions = read_actions(data, file, own={})
        assert [(fault.row, fault.value) for fault in actions.faults] == [(2, "120 0001"), (2, rows[1][0])], file
        asked = {question.key: question.proposal for question in actions.questions if question.is_open}
        assert asked == {"cell::2:budget": "120 000", "cell::2:title": "Rénovation des écoles"}
        decided = read_actions(data, file, own={}, decisions={**asked, "file:unit": "eur"})
        assert (decided.faults, decided.rows[0].title, one(decided)["budget"]) == (
            (),
            asked["cell::2:title"],
            "120 000 €",
        )


def test_a_word_document_is_read_as_it_is_seen():
    def build(made_document: Any) -> None:
        fill(made_document, [("Titre", "Budget", "Statut"), ("Isoler", "120 000 €", ""), ("Trier", "12 m", "En cours")])
        title, budget, status, area = (
            made_document.tables[0].cell(row, column).paragraphs[0] for row, column in ((1, 0), (1, 1), (1, 2), (2, 1))
        )
        for paragraph, text in ((title, "12"), (budget, "1"), (area, "2")):
            paragraph.add_run(text).font.superscript = True
        for mark, text in (("ins", "t"), ("del", "delText")):
            title._p.append(parse_xml(f"<w:{mark} {nsdecls('w')}><w:r><w:{text}> {mark}</w:{text}></w:r></w:{mark}>"))
        form = "<w:sdt {}><w:sdtContent><w:r><w:t>En cours</w:t></w:r></w:sdtContent></w:sdt>"
        status._p.append(parse_xml(form.format(nsdecls("w"))))
        made_document.add_paragraph("1 Hors taxes")

    actions = word(build)
    assert [(row.title, row.typed["budget"]) for row in actions.rows] == [
        ("Isoler ins", "120 000 €"),
        ("Trier", "12 m2"),
    ]
    assert one(actions)["status"] == "ongoing"
    assert "1 Hors taxes" in {warning.value for warning in actions.warnings}


def test_the_running_head_of_a_single_page_is_left_out_and_said():
    head = "#set page(header: [Agglo du Val, plan climat], footer: [Version de mars])\n"
    body = printed([("Titre", "Isoler"), ("Pilote", "Ville"), ("Statut", "En cours")])
    actions = read_actions(pdf(head + body), "plan.pdf", own={})
    assert [row.typed for row in actions.rows] == [{"title": "Isoler", "lead": "Ville", "status": "ongoing"}]
    assert {warning.value for warning in actions.warnings} == {"Agglo du Val, plan climat", "Version de mars"}


def test_headings_that_are_turned_upwards_are_read():
    turned = "rotate(-90deg, reflow: true)[Date de fin]"
    source = (
        f"#table(columns: 3, [Action], {turned}, rotate(90deg, reflow: true)[Statut], [Isoler], [2027], [En cours])"
    )
    assert one(read_actions(pdf(source), "plan.pdf", own={})) == {"title": "Isoler", "end": "2027", "status": "ongoing"}


def test_of_a_plan_in_prose_each_sentence_is_ticked_or_not_taken():
    for data, file in (
        (document((1, "Axe 1 : Bâtir"), *PROSE), "plan.docx"),
        (pdf("= Axe 1 : Bâtir\n" + "\n\n".join(PROSE)), "plan.pdf"),
    ):
        actions = read_actions(data, file, own={})
        assert (actions.rows, len(actions.faults)) == ((), 1)
        sentences = {question.value: question.key for question in actions.questions}
        assert list(sentences) == ["Un cadastre solaire sera mis en ligne en 2026.", "Créer une navette vers la gare"]
        decisions = {sentences["Créer une navette vers la gare"]: "take"}
        ticked = read_actions(data, file, own={}, decisions=decisions)
        assert [(row.title, row.axis) for row in ticked.rows] == [
            ("Créer une navette vers la gare", ("Axe 1 : Bâtir",))
        ]
        assert not ticked.faults


def test_sentences_beside_a_label_are_asked_too_and_those_that_are_too_many_are_said():
    def build(made_document: Any) -> None:
        fill(made_document, [("Objectif", "Un réseau de chaleur sera étendu.")])
        for rank in range(MOST_SENTENCES):
            made_document.add_paragraph(f"Créer la navette numéro {rank} vers la gare.")

    actions = word(build)
    assert actions.questions[0].value == "Un réseau de chaleur sera étendu."
    assert len(actions.questions) == MOST_SENTENCES
    assert [warning.value for warning in actions.warnings] == [str(MOST_SENTENCES + 1)]


def test_where_no_heading_names_a_title_each_is_asked():
    build = table(("A1", "Isoler", "Ville"), headings=("Réf.", "Que fait-on ?", "Qui pilote ?"))
    actions = read(build)
    assert actions.rows == ()
    assert [fault.value for fault in actions.faults] == ["Réf., Que fait-on ?, Qui pilote ?"]
    decided = read(build, {"column:que fait on": "title", "column:qui pilote": "lead"})
    assert [(row.title, row.typed["lead"]) for row in decided.rows] == [("Isoler", "Ville")]
