"""Files of actions: where they stand in a workbook, what each cell says, every fault at its place, in and out again."""

from pathlib import Path
from typing import Any

import pytest

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Outcome, Preview, Upload
from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_xlsx
from autan.ground.errors import DomainError, ImportFileError, NotAllowedError
from autan.people.accounts.models import Person
from autan.plans.action_files.actions.intake import MOST_COLUMNS, MOST_WORDS, actions_import, keep_columns, keep_words
from autan.plans.action_files.core.action_rows import ActionRow
from autan.plans.action_files.core.amounts import read_cell
from autan.plans.action_files.core.exchange import match_rows, plain_typed
from autan.plans.action_files.exporters import whole_table, write_template
from autan.plans.action_files.importers.actions import read_actions
from autan.plans.action_files.queries import exported
from autan.plans.plans.exporters import TableFormat, write_table
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.models import ActionSheet, ColumnMapping
from autan.plans.projects.queries.sheets import sheets_of_plan
from autan.territories.networks.models import Network
from tests.cast import Cast

EXAMPLES = {"complexe": 29, "valide": 7, "sous_actions": 7}
HEADINGS = ("Axe (x)", "Sous-axe", "Titre de l’action", "Titre de la sous-action", "Statut ", "Date de fin",
            "Financeur 1", "Montant € HT", "Budget prévisionnel total € HT")  # fmt: skip


def workbook(*rows: tuple[Any, ...], name: str = "Plan") -> bytes:
    return write_xlsx([WorkbookSheet(name="Accueil", rows=(("Bonjour",),)), WorkbookSheet(name=name, rows=rows)])


def row(title: str, *, axis: str = "1. Bâtir", part: str | None = None, **cells: Any) -> tuple[Any, ...]:
    return (axis, cells.get("below"), title, part, cells.get("status"), cells.get("end"), cells.get("funder"),
            cells.get("amount"), cells.get("budget"))  # fmt: skip


def take(plan: Plan, data: bytes, *, by: Person | None = None, removes: bool = False, **options: Any) -> Preview[Any]:
    upload = Upload(file="plan.xlsx", data=data, options=options)
    return run_import(actions_import(plan), upload, by=by, removes=removes)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("end", "2026-12-31", "2026-12-31"), ("end", 46388, "2027-01-01"), ("end", "03/04/21", "03/04/2021"),
     ("end", "12/2026", "12/2026"), ("budget", 12.5, "12.5 €"), ("budget", "150 k€ HT", "150 k€ HT"),
     ("is_continuous", True, "true"), ("end", 2026, "2026"), ("staff_fte", 0.5, "0.5")],
)  # fmt: skip
def test_cells_are_read_as_they_are_meant(code: str, value: Any, text: str):
    assert read_cell(code, value, "Budget (€)", {}, "day").text == text


def test_amounts_have_one_way_of_writing():
    amounts = {"1,5 M€ TTC": "1500000 € TTC", "12,34 €": "12.34 €", " entre 1 et 2 k€": "entre 1 et 2 k€"}
    assert {text: plain_typed({"budget": text})["budget"] for text in amounts} == amounts


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_template_are_taken_in_then_change_nothing(shared_data: Path, plan: Plan, name: str):
    data = (shared_data / "formats" / f"plan_action_exemple_{name}.xlsx").read_bytes()
    decisions = {"columns:Fichier dimport:2": "take"}  # one of them hides its last columns
    done = take(plan, data, decisions=decisions)
    assert done.count(Outcome.ADDED) == EXAMPLES[name] == ActionSheet.objects.count()
    again = take(plan, data, decisions=decisions)
    assert again.counts[Outcome.SAME] == EXAMPLES[name]
    for is_ods in (False, True):
        back = write_template(exported(sheets_of_plan(plan, reader=OPERATOR), reader=OPERATOR), is_ods=is_ods)
        upload = Upload(file="modele.ods" if is_ods else "modele.xlsx", data=back)
        preview = actions_import(plan).read(upload)
        assert [(item.record.name.fr, item.changes) for item in preview.to_write] == []
        assert preview.count(Outcome.SAME) == EXAMPLES[name]


def test_the_empty_template_holds_its_example_alone(shared_data: Path):
    data = (shared_data / "formats" / "plan_action_modele_import.xlsx").read_bytes()
    actions = read_actions(data, "modele.xlsx", own={})
    assert (actions.rows, actions.faults) == ((), ())
    assert "exemple" in actions.warnings[-1].expected


def test_a_free_table_comes_back_the_same(plan: Plan, sheet: ActionSheet):
    lines = {
        "funding": [{"funder": "ADEME", "year": "2024", "granted": "10 k€ HT"}],
        "steps": [{"name": "Étude", "state": "done"}],
    }
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"themes": "mobility"}, lines=lines))
    table = whole_table(exported(sheets_of_plan(plan, reader=OPERATOR), reader=OPERATOR))
    for file_format in TableFormat:
        data = write_table(table, name="actions", file_format=file_format)
        preview = actions_import(plan).read(Upload(file=f"a.{file_format}", data=data))
        assert [item.changes for item in preview.to_write] == [], file_format
        assert preview.faults == ()
    changed = [list(cells) for cells in table]
    changed[1][changed[0].index("Financeur 1")] = "Région"
    take(plan, write_table([tuple(cells) for cells in changed], name="a", file_format=TableFormat.XLSX))
    sheet.refresh_from_db()
    assert sheet.lines["steps"] == lines["steps"]
    assert sheet.lines["funding"] == [{"funder": "Région", "amount": "10000 € HT"}]


def test_faults_are_all_told_at_their_place(plan: Plan):
    data = workbook(
        ("Plan de la communauté",), (), ("Présentation",), HEADINGS,
        row("Isoler", status="bof", end="31/02/2026", amount="beaucoup", funder="ADEME"),
        row("", budget=10), row("Isoler l’école"), row("ISOLER L’ECOLE"), row("x" * 301),
        row("Partie de rien", part="Partie"), row("Mal rangée", below="2.1. Ailleurs"),
    )  # fmt: skip
    preview = actions_import(plan).read(Upload(file="p.xlsx", data=data))
    told = {(fault.sheet, fault.row, fault.column, fault.value and fault.value[:8]) for fault in preview.faults}
    assert told == {
        ("Plan", 5, "Statut", "bof"), ("Plan", 5, "Date de fin", "31/02/20"), ("Plan", 5, "Montant € HT", "beaucoup"),
        ("Plan", 6, "Titre de l’action", ""), ("Plan", 8, "Titre de l’action", "ISOLER L"),
        ("Plan", 10, None, "Partie d"),
    }  # fmt: skip
    assert "l’un de : À venir" in next(fault.expected for fault in preview.faults if fault.column == "Statut")
    assert {warning.row for warning in preview.warnings} == {9, 11}
    assert preview.is_refused
    with pytest.raises(ImportFileError):
        take(plan, data)
    assert not ActionSheet.objects.exists()
    done = take(plan, data, skip_faults=True)
    assert done.count(Outcome.ADDED) == 7
    kept = ActionSheet.objects.get(title="Isoler")
    assert (kept.typed["status"], kept.typed["end"], kept.status) == ("bof", "31/02/2026", "")
    assert take(plan, data, skip_faults=True).counts == {**done.counts, Outcome.ADDED: 0, Outcome.SAME: 7}


def test_removed_lines_are_proposed_and_done_only_when_asked(plan: Plan, people: Cast, neighbour: Person):
    whole = workbook(HEADINGS, row("A", status="Terminé"), row("A", part="Partie", axis="1. Bâtir"), row("B"))
    assert take(plan, whole, by=people.officer).count(Outcome.ADDED) == 3
    assert ActionSheet.objects.get(title="Partie").parent == ActionSheet.objects.get(title="A")
    shorter = workbook(HEADINGS, row("A", status="En cours", axis="2. Autre"), row("A", part="Partie"))
    preview = actions_import(plan).read(Upload(file="p.xlsx", data=shorter))
    assert {change.field for change in preview.to_write[0].changes} == {"axis", "status"}
    assert take(plan, shorter, by=people.officer).count(Outcome.REMOVED) == 0
    assert ActionSheet.objects.count() == 3
    take(plan, shorter, by=people.officer, removes=True)
    assert set(ActionSheet.objects.values_list("title", "status")) == {("A", "ongoing"), ("Partie", "")}
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            take(plan, whole, by=person)


def test_axes_that_are_merged_or_stand_alone_hold_for_the_lines_below():
    actions = read_actions(
        workbook(HEADINGS[:3], ("Axe 1. Bâtir", None, None), (None, None, "A"), (None, "1.1. Loger", "B")),
        "p.xlsx",
        own={},
    )
    assert [row.axis for row in actions.rows] == [("Axe 1. Bâtir",), ("1.1. Loger",)]


def test_columns_of_a_network_are_remembered(plan: Plan, network: Network, people: Cast, neighbour: Person):
    data = workbook(("Titre", "Statut", "Qui fait quoi"), ("A", "En cours", "Le service"))
    assert [w.column for w in actions_import(plan).read(Upload(file="p.xlsx", data=data)).warnings] == ["Qui fait quoi"]
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            keep_columns(by=person, network=network, columns={"Qui fait quoi": "lead"})
    with pytest.raises(DomainError):
        keep_columns(by=None, network=network, columns={"Qui": "unknown"})
    assert keep_columns(by=people.officer, network=network, columns={"qui  fait quoi": "lead", "Vide": ""}) == 1
    take(plan, data)
    assert ActionSheet.objects.get().typed["lead"] == "Le service"
    assert keep_columns(by=people.coordinator, network=network, columns={}) == 0
    assert not ColumnMapping.objects.exists()


def test_so_many_columns_and_words_of_a_network_are_remembered_and_no_more(network: Network):
    columns = {f"Colonne {rank}": "lead" for rank in range(MOST_COLUMNS)}
    assert keep_columns(by=None, network=network, columns=columns) == MOST_COLUMNS
    with pytest.raises(DomainError, match=f"au plus {MOST_COLUMNS} colonnes"):
        keep_columns(by=None, network=network, columns=columns | {"De trop": "lead"})
    keep_words(by=None, network=network, words={("status", f"mot {rank}"): "done" for rank in range(MOST_WORDS)})
    with pytest.raises(DomainError, match=f"au plus {MOST_WORDS} mots"):
        keep_words(by=None, network=network, words={("status", "de trop"): "done"})
    assert ColumnMapping.objects.count() == MOST_COLUMNS + MOST_WORDS, "columns and words leave each other be"


@pytest.mark.parametrize(
    "rows",
    [
        (("A", "B"), (1, 2)),
        (("Titre",), ("A",)),
    ],
)
def test_a_table_without_titles_is_refused(rows: tuple[tuple[Any, ...], ...]):
    with pytest.raises(ImportFileError, match="en-têtes"):
        read_actions(workbook(*rows), "p.xlsx", own={})


def test_a_line_is_about_the_action_of_its_identifier_its_title_or_its_axis():
    def line(title: str, axis: str, slug: str = "") -> Any:
        return read_actions(
            workbook(("Axe", "Titre", "Statut", "Identifiant"), (axis, title, "En cours", slug)), "p.xlsx", own={}
        ).rows[0]

    def current_fields(slug: str, title: str, axis: str) -> ActionRow:
        return ActionRow(line=0, sheet="", slug=slug, title=title, part="", axis=(axis,), typed={})

    current = [
        current_fields("a", "Isoler", "1"),
        current_fields("b", "Isoler", "2"),
        current_fields("c", "Trier", "1"),
    ]
    rows = [line("ISOLER", "2"), line("Trier", "9"), line("Autre", "1", "a"), line("Isoler", "7")]
    assert [row_row and row_row.slug for row_row in match_rows(rows, current)] == ["b", "c", "a", None]


def test_what_a_reader_takes_away_is_what_she_may_read(plan: Plan, sheet: ActionSheet, people: Cast):
    (public,) = exported(sheets_of_plan(plan, reader=PUBLIC), reader=PUBLIC)
    assert "officer" not in public.typed
    (whole,) = exported(sheets_of_plan(plan, reader=people.officer), reader=people.officer)
    assert whole.typed["officer"] == "Camille Exemple"


def test_guidance_and_the_example_of_the_template_are_left_out(plan: Plan):
    unsaid = "Ces informations devront être saisies directement sur la plateforme après l'import."
    data = workbook(
        ("Titre de la fiche action", "Statut", "Notes", "Notes complémentaires", "Documents et liens"),
        ("Champ texte", "Champ liste déroulante", "Champ texte", None, None),
        ("Action 1 - Assurer la coordination de la transition écologique\n (ou)", "À venir", unsaid, None, unsaid),
        ("Isoler", "En cours", "une note", "une autre", "x" * 20_001),
    )
    actions = read_actions(data, "p.xlsx", own={})
    assert ([row.title for row in actions.rows], actions.faults) == (["Isoler"], ())
    assert len(actions.rows[0].typed["links"]) == 20_000
    assert [(warning.row, warning.column) for warning in actions.warnings] == [(3, None), (4, "Documents et liens")]
    plain = read_actions(workbook(("Titre", "Notes", "Notes complémentaires"), ("Isoler", "a", "b")), "p.xlsx", own={})
    assert plain.rows[0].typed["notes"] == "a\nb"


def test_an_amount_that_says_nothing_is_taken_as_empty_and_said(plan: Plan):
    data = workbook(HEADINGS, row("Isoler", amount="NC", funder="ADEME"))
    preview = actions_import(plan).read(Upload(file="p.xlsx", data=data))
    assert [(warning.row, warning.column, warning.value) for warning in preview.warnings] == [(2, "Montant € HT", "NC")]
    assert take(plan, data).count(Outcome.ADDED) == 1
    assert ActionSheet.objects.get().lines["funding"] == [{"funder": "ADEME"}]
