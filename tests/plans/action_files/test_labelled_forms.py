"""Actions whose labels stand beside what they name, and what a file that leaves cannot hold of them: as values."""

from typing import Any

import pytest

from autan.ground.tables.core.tables import Row
from autan.ground.wordings import Text
from autan.plans.action_files.core.labelled_sheets import labelled_actions, names_action
from autan.plans.action_files.core.losses import LeavingAction, Loss, filing_losses, workbook_losses
from autan.plans.action_files.core.worksheets import cell_texts, known_headings

KNOWN = known_headings()


def read(*rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    lines = [Row(line, list(cells)) for line, cells in enumerate(rows, start=1)]
    return [
        cell_texts(row, layout) for layout, row in (action.read(KNOWN) for action in labelled_actions(lines, KNOWN))
    ]


FORM = (("Titre", "Isoler"), ("Pilote", "Ville"), ("Statut", "En cours"))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Action 1.2 : Isoler", True),
        ("Fiche-action n° 3 – Isoler", True),
        ("fiche 12 - Isoler", True),
        ("Action 1.2", False),
        ("Action : isoler", False),
        ("Isoler", False),
        ("Action 3 : Ab", False),
    ],
)
def test_a_number_then_a_title_name_an_action(text, outcome):
    assert names_action(text) is outcome


def test_labels_name_what_stands_beside_them():
    assert read(*FORM) == [{"title": "Isoler", "lead": "Ville", "status": "En cours"}]
    assert read(("Titre", "Isoler", "Pilote", "Ville"), ("Statut : En cours",), ("Budget", None, 12)) == [
        {"title": "Isoler", "lead": "Ville", "status": "En cours", "budget": "12"}
    ]


def test_two_lines_of_labels_are_no_form_and_a_title_is_wanted():
    assert read(*FORM[:2]) == []
    assert read(("Début", "2026"), ("Pilote", "Ville"), ("Statut", "En cours")) == []
    assert read(("Titre", "Isoler"), ("Titre", "Trier"), ("Titre", "Rouler")) == [], "a title alone is no action"


def test_the_title_that_comes_again_begins_another_action():
    assert [action["title"] for action in read(*FORM, ("Titre", "Trier"), ("Pilote", "Agglo"))] == ["Isoler", "Trier"]


def test_an_axis_on_its_own_line_holds_for_the_actions_below():
    rows = [("Axe 1 : bâtir",), *FORM, ("Axe 2 : rouler",), ("Titre", "Marcher"), ("Pilote", "Agglo")]
    lines = [Row(line, list(cells)) for line, cells in enumerate(rows, start=1)]
    assert [action.above for action in labelled_actions(lines, KNOWN)] == [("Axe 1 : bâtir",), ("Axe 2 : rouler",)]


def test_a_text_without_label_goes_on_where_it_may_be_long_and_describes_otherwise():
    (action,) = read(*FORM, ("Descriptif", "Laine"), ("Toits",))
    assert action["description"] == "Laine\nToits"
    (short,) = read(*FORM, ("Toits",))
    assert (short["status"], short["description"]) == ("En cours", "Toits")


def test_a_choice_that_is_a_label_too_is_what_stands_beside():
    (action,) = read(("Titre", "Isoler"), ("Pilote", "Ville"), ("Statut", "Réalisé"))
    assert action["status"] == "Réalisé"


def losses(**fields: object) -> dict[str, int]:
    action = LeavingAction(**{"typed": {}, **fields})  # type: ignore[arg-type]
    return {loss.what.fr: loss.count for loss in workbook_losses([action, LeavingAction(typed={})])}


def test_what_an_empty_action_leaves_behind_is_nothing():
    assert losses() == {}


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"axes": 4}, "Axes sous le troisième"),
        ({"carriers": 2}, "Collectivités qui la portent ensemble"),
        ({"is_part": True}, "Sous-action"),
        ({"lines": {"steps": [{"title": "x"}]}}, "Étapes"),
        ({"lines": {"documents": [{"title": "x"}]}}, "Documents joints"),
        ({"lines": {"funding": [{"funder": "x"}] * 4}}, "Financeurs au-delà de trois"),
        ({"lines": {"funding": [{"asked": "5 € HT", "paid": "5 € HT"}]}}, "Demandé, accordé, versé"),
        ({"lines": {"funding": [{"amount": "5 €"}]}}, "Montants"),
        ({"typed": {"budget": "5 € TTC"}}, "Montants"),
        ({"typed": {"budget": "5 à 6 € HT"}}, "Montants"),
        ({"typed": {"budget": "5,50 € HT"}}, "Montants"),
        ({"typed": {"start": "2026-01"}}, "Dates"),
        ({"typed": {"start": "2026-01-01", "end": "un jour"}}, "Dates"),
    ],
)
def test_each_thing_that_does_not_go_over_is_counted(fields, what):
    assert losses(**fields) == {what: 1}


@pytest.mark.parametrize(
    "fields",
    [
        {"axes": 3},
        {"lines": {"funding": [{"funder": "x", "amount": "5 € HT"}] * 3}},
        {"typed": {"budget": "5 k€ HT", "start": "2026-01-01", "end": "31/12/2026"}},
        {"lines": {"funding": [], "steps": []}},
    ],
)
def test_what_goes_over_whole_is_not_told(fields):
    assert losses(**fields) == {}


def test_the_national_form_holds_titles_and_themes_alone():
    rest = Loss(what=Text("x", "x"), why=Text("y", "y"), count=3)
    actions = [
        LeavingAction(typed={"title": "A", "themes": "water"}),
        LeavingAction(typed={"title": "B", "lead": "Ville"}),
    ]
    told = filing_losses(actions, [rest], [])
    assert [(loss.what.fr, loss.count) for loss in told] == [
        ("Tout d’une action, sauf son titre et ses thèmes", 1),
        ("Actions sans thème", 1),
        ("x", 3),
    ]
    assert filing_losses(actions[:1], [], []) == []
