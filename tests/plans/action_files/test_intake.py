"""A plan taken in cell by cell: no row is lost for a cell, nothing hidden comes in silence, nothing is guessed."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from autan.evidence.imports.models import PendingImport
from autan.plans.action_files.core.proposals import propose_text
from autan.plans.action_files.importers.actions import read_actions
from autan.plans.action_files.queries import own_columns, own_values
from autan.plans.plans.models import Plan
from autan.plans.projects.core.sheets import read_sheet
from autan.plans.projects.models import ActionSheet
from tests.cast import Cast
from tests.plans.action_files.awkward import AWKWARD, Cells, put, workbook


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_workbooks_are_read_as_they_are_meant(name: str):
    case = AWKWARD[name]
    actions = read_actions(workbook(case.build), "plan.xlsx", own={}, decisions=case.decisions)
    assert [(" › ".join(row.axis), row.title, row.part) for row in actions.rows] == case.actions
    assert {(fault.row, fault.column) for fault in actions.faults} == case.faults
    fields = {(row.title, code): row.typed.get(code, "") for row in actions.rows for _title, code in case.typed}
    assert {key: fields[key] for key in case.typed} == case.typed


@pytest.mark.parametrize("heading", ["Financeur", "Financeurs", "Financeur(s)", "Co-financeur 1"])
def test_the_funders_of_the_lines_of_one_action_follow_each_other(heading: str):
    def build(book: Any) -> None:
        headings = ("Titre", "Statut", heading, "Montant du financeur (€ HT)")
        put(book.add_worksheet("Plan"), headings, ("A", "En cours", "ADEME", 100), (None, None, "Région", 200))

    (row,) = read_actions(workbook(build), "plan.xlsx", own={}, decisions={}).rows
    assert [line["funder"] for line in row.funding] == ["ADEME", "Région"]
    assert all(line["amount"] for line in row.funding)


def test_there_are_as_many_awkward_workbooks_as_the_house_wants():
    assert len(AWKWARD) >= 28


@pytest.fixture
def officer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


def page(answer: HttpResponse) -> str:
    return html.unescape(" ".join(answer.content.decode().split()))


def give(officer: Client, plan: Plan, data: bytes, **fields: str) -> Any:
    """Give a file to the page, and follow to its preview."""
    file = SimpleUploadedFile("plan.xlsx", data)
    return officer.post(f"/plans/{plan.slug}/actions/importer/", {"file": file, **fields}, follow=True)


def decide(officer: Client, plan: Plan, **fields: str) -> Any:
    number = str(PendingImport.objects.latest("pk").pk)
    return officer.post(f"/plans/{plan.slug}/actions/importer/", {"decide": number, **fields}, follow=True)


def save(officer: Client, plan: Plan, preview: Any, **fields: str) -> Any:
    number = str(PendingImport.objects.latest("pk").pk)
    fields |= {"confirm": number, "digest": preview.context["preview"].digest}
    return officer.post(f"/plans/{plan.slug}/actions/importer/", fields)


def doubtful(*rows: Cells) -> bytes:
    headings = ("Axe", "Titre", "Thématiques", "Date de fin", "Coût", "Qui fait quoi")
    return workbook(lambda book: put(book.add_worksheet("Plan"), headings, *rows))


def test_doubts_are_decided_on_the_page_and_what_words_mean_is_kept_for_the_next_file(officer: Client, plan: Plan):
    data = doubtful(("1. Bâtir", "A", "Bâtiments", "fin 2026", "150.000 €", "Service énergie"))
    shown = give(officer, plan, data)
    assert (shown.status_code, ActionSheet.objects.count()) == (200, 0)
    assert "À décider avant d’enregistrer" in page(shown)
    assert "Enregistrer</button>" not in page(shown)
    assert '<option value="building" selected>Bâtiments et habitat' in page(shown)
    assert 'name="decided:cell:Plan:2:end" value="2026"' in page(shown)
    answers = {
        "decided:value:themes:batiments": "building",
        "decided:cell:Plan:2:end": "12/2026",
        "decided:file:dot": "thousands",
        "decided:column:qui fait quoi": "lead",
    }
    shown = decide(officer, plan, **answers)
    assert (shown.status_code, shown.context["preview"].faults) == (200, ())
    assert save(officer, plan, shown).status_code == 302
    typed = ActionSheet.objects.get().typed
    assert (typed["themes"], typed["end"], typed["budget"]) == ("building", "2026-12", "150 000 €")
    assert typed["lead"] == "Service énergie"
    assert own_columns("essai") == {"qui fait quoi": "lead"}
    assert own_values("essai") == {"value:themes:batiments": "building"}
    shown = give(officer, plan, doubtful(("1. Bâtir", "B", "Bâtiments", "2027", "10 €", "Ville")))
    assert (shown.status_code, shown.context["preview"].faults) == (200, ())
    assert "Bâtiments" in page(officer.get("/reseaux/essai/actions/colonnes/"))


def test_rows_come_in_with_what_is_in_doubt_kept_as_it_is_when_somebody_says_so(officer: Client, plan: Plan):
    data = doubtful(
        ("1. Bâtir", "A", "Trucs", "un jour", "150.000 €", None), ("1. Bâtir", "B", "Eau", "2026", None, None)
    )
    give(officer, plan, data)
    shown = decide(officer, plan, skip_faults="1")
    assert shown.status_code == 200
    save(officer, plan, shown)
    kept = ActionSheet.objects.get(title="A")
    assert (kept.typed["themes"], kept.typed["end"], kept.typed["budget"]) == ("Trucs", "un jour", "150.000 € ?")
    assert read_sheet(kept.typed).values.keys() == {"title"}
    assert [problem.field for problem in read_sheet(kept.typed).problems] == ["themes", "budget", "end"]
    again = give(officer, plan, data, skip_faults="1")
    assert "Rien à écrire" in page(again)


def test_a_newer_file_shows_what_changed_before_it_is_written(officer: Client, plan: Plan):
    first = ("1. Bâtir", "A", "Eau", "2026", None, None)
    save(officer, plan, give(officer, plan, doubtful(first)))
    newer = give(officer, plan, doubtful((*first[:3], "2028", *first[4:]), ("1. Bâtir", "B", "Eau", None, None, None)))
    assert "1 ajout, 1 modification" in page(newer)
    assert [item.changes[0].after for item in newer.context["preview"].to_write if item.current] == ["2028"]
    assert ActionSheet.objects.get().typed["end"] == "2026"
    save(officer, plan, newer)
    assert sorted(ActionSheet.objects.values_list("title", flat=True)) == ["A", "B"]


def test_a_file_that_waits_is_shown_to_who_gave_it_alone(officer: Client, plan: Plan, people: Cast):
    give(officer, plan, doubtful(("1. Bâtir", "A", "Trucs", None, None, None)))
    number = PendingImport.objects.latest("pk").pk
    address = f"/plans/{plan.slug}/actions/importer/?fichier={number}"
    assert "À décider" in page(officer.get(address))
    officer.force_login(people.coordinator)
    assert officer.get(address).status_code == 410
    assert decide(officer, plan).status_code == 410


def test_what_is_odd_and_is_no_fault_is_said():
    headings = (
        "Axe",
        "Titre",
        "Sous-action",
        "Priorité",
        "Date de début",
        "Date de fin",
        "Financeur 1",
        "Montant € HT",
    )
    rows = (
        ("1. A", "X", None, "Haut", "2027", "2026", None, 500),
        ("2. B", "X", "x1", "Haut", None, None, "ADEME", 500),
    )
    data = workbook(lambda book: put(book.add_worksheet("Plan"), headings, *rows))
    warnings = read_actions(data, "p.xlsx", own={}).warnings
    assert [(warning.row, warning.column, warning.value) for warning in warnings] == [
        (2, "Priorité", "Haut"), (2, "Date de fin", "2026"), (2, "Montant € HT", "500 € HT"), (3, "Sous-action", "x1")
    ]  # fmt: skip
    assert "Élevé" in warnings[0].expected


@pytest.mark.parametrize("text", ["axe{}x", "fiche{}x", "{}€", "T4{}", "Source{}", "1.{}"])
@pytest.mark.parametrize("sign", [" ", "1", ".111", "k", "\u00a0"])
def test_a_cell_of_sixty_thousand_signs_is_read_at_once(text: str, sign: str):
    cell = text.format(sign * (60_000 // len(sign)))
    columns = [(code, cell if code != "Titre" else "Isoler") for code in ("Titre", "Coût", "Date de fin", "Statut")]
    data = "\n".join(
        (";".join(code for code, _cell in columns), ";".join(text for _code, text in columns), f"{cell};;;")
    )
    assert len(read_actions(f"{data}\n".encode(), "p.csv", own={}).rows) >= 1


def test_a_workbook_of_thousands_of_columns_asks_about_the_first_alone():
    headings = ("Titre", "Statut", *(f"Colonne {rank}" for rank in range(9_998)))
    data = "\n".join((";".join(headings), ";".join(("A", "En cours", *["x"] * 9_998)))) + "\n"
    actions = read_actions(data.encode(), "p.csv", own={})
    assert (len(actions.rows), len(actions.questions)) == (1, 200)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("100 k€ HT + 50 k€ HT", "150000 € HT"), ("100 k€ HT\n\n+ 50 k€", "141667 à 150000 € HT"),
        ("100 k€ HT + 50 k€ TTC", ""), ("100 k€ + le reste", ""), ("100 k€ +", ""),
    ],
)  # fmt: skip
def test_amounts_of_one_basis_are_added_and_others_are_not(typed: str, proposed: str) -> None:
    assert propose_text("budget", typed) == proposed
