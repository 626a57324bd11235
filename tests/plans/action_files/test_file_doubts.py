"""What a file leaves in doubt: asked once, decided by an answer of its own alone, and no name of a person shown."""

import pytest

from autan.ground.errors import Fault
from autan.plans.action_files.core.amounts import DAYS, DOT, TAX, UNIT
from autan.plans.action_files.core.doubts import (
    NOTHING,
    OF_CELLS,
    Doubts,
    RowNotes,
    answers_to,
    checked_decisions,
    is_label,
    mask_people,
)
from autan.plans.projects.core.choices import ActionStatus


@pytest.mark.parametrize(
    ("text", "plain", "count"),
    [
        ("Voir Mme Ada Lovelace, ada@exemple.fr.", "Voir […], […].", 2),
        ("Tél. 05 61 00 00 00 ou +33 5 61 00 00 00", "Tél. […] ou […]", 2),
        ("05.61.00.00.00 et 0561000000", "[…] et […]", 2),
        ("M. Durand-Petit et Monsieur Élan", "[…] et […]", 2),
        ("le budget de 150 000 000 € en 2026", "le budget de 150 000 000 € en 2026", 0),
        ("M. le maire", "M. le maire", 0),
        ("SIREN 243100633", "SIREN 243100633", 0),
        ("", "", 0),
    ],
)
def test_addresses_telephones_and_names_are_masked_and_counted(text, plain, count):
    assert mask_people(text) == (plain, count)


def test_a_question_has_the_answers_of_its_kind():
    assert answers_to(DAYS) == ("day", "month")
    assert answers_to(DOT) == ("thousands", "decimal")
    assert set(answers_to(UNIT) or ()) == {"eur", "keur", "meur"}
    assert set(answers_to(TAX) or ()) == {"ht", "ttc", "not_stated"}
    assert {"title", "ignored", "axis1", "part"} <= set(answers_to("column:qui fait quoi") or ())
    assert answers_to("sentence:3:Isoler") == answers_to("sheet:Plan") == ("take", "leave")
    assert set(answers_to("value:status:fini") or ()) == {NOTHING, *(status.value for status in ActionStatus)}
    assert answers_to("cell::2:title") is None, "what one types"
    for key in ("rien", "file:rien", "value:lead:ville", "value:rien:x", ""):
        assert answers_to(key) == (), key


def test_a_decision_that_answers_nothing_decides_nothing_and_is_told():
    decisions = {DAYS: "day", DOT: "perhaps", "cell::2:end": "2026", "rien": "x" * 200}
    valid, faults = checked_decisions(decisions)
    assert valid == {DAYS: "day", "cell::2:end": "2026"}
    assert [(fault.column, fault.value) for fault in faults] == [(DOT, "perhaps"), ("rien", "x" * 80)]
    assert faults[0].expected == "l’une de ces réponses : thousands, decimal"
    assert faults[1].expected == "une question que cet import pose"
    assert checked_decisions({}) == ({}, [])


def test_what_is_asked_twice_is_in_doubt_at_its_first_place_alone():
    doubts = Doubts()
    first, second = Fault(expected="a", row=2), Fault(expected="a", row=3)
    assert doubts.ask("file:dot", OF_CELLS, "Le point", fault=first) == ""
    assert doubts.ask("file:dot", OF_CELLS, "Le point", fault=second) == ""
    assert (doubts.findings.faults, doubts.questions["file:dot"].is_open) == ([first], True)


def test_what_was_decided_is_asked_without_a_fault():
    doubts = Doubts(decisions={"file:dot": "decimal"})
    assert doubts.ask("file:dot", OF_CELLS, "Le point", value="x" * 200, fault=Fault(expected="a")) == "decimal"
    question = doubts.questions["file:dot"]
    assert (doubts.findings.faults, question.is_open, question.decision) == ([], False, "decimal")
    assert question.value == "x" * 80


def test_a_question_that_was_no_doubt_becomes_one():
    doubts, fault = Doubts(), Fault(expected="a")
    doubts.ask("file:tax", OF_CELLS, "HT ou TTC")
    assert not doubts.questions["file:tax"].is_open
    doubts.ask("file:tax", OF_CELLS, "HT ou TTC", fault=fault)
    assert (doubts.questions["file:tax"].is_open, doubts.findings.faults) == (True, [fault])


def notes(sheet: str = "Plan", **decisions: str) -> RowNotes:
    by_key = {key.replace("__", ":"): value for key, value in decisions.items()}
    headings = {"end": "Échéance", "amount1": "Montant", "status": "État"}
    return RowNotes(line=4, sheet=sheet, headings=headings, doubts=Doubts(decisions=by_key))


def test_a_cell_in_doubt_is_told_under_its_heading_with_a_proposal():
    row = notes()
    row.doubt("end", "31/02/2026", "une date")
    (fault,) = row.doubts.findings.faults
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("Plan", 4, "Échéance", "31/02/2026")
    question = row.doubts.questions["cell:Plan:4:end"]
    assert (question.text, question.proposal, question.is_open) == ("Plan, ligne 4, Échéance", "2026-02", True)
    alone = notes("")
    alone.doubt("end", "un jour", "une date", proposal="2027")
    question = alone.doubts.questions["cell::4:end"]
    assert (question.text, question.proposal, alone.doubts.findings.faults[0].sheet) == (
        "Ligne 4, Échéance",
        "2027",
        None,
    )


def test_a_correction_that_is_not_read_either_leaves_the_cell_in_doubt():
    row = notes(cell__Plan__4__end="un jour")
    row.doubt("end", "un jour", "une date")
    question = row.doubts.questions["cell:Plan:4:end"]
    assert (row.decided("end"), question.decision, question.is_open) == ("un jour", "un jour", True)
    assert len(row.doubts.findings.faults) == 1


def test_what_another_line_of_an_action_adds_is_under_the_first_heading():
    assert [notes().heading(code) for code in ("amount1", "amount3", "lead")] == ["Montant", "Montant", "lead"]


def choose(row: RowNotes, word: str) -> str:
    return row.choice("status", ActionStatus, word)


def test_a_label_of_the_list_is_taken_without_a_word():
    row = notes()
    assert [choose(row, word) for word in ("En cours", "en COURS", "ongoing")] == ["ongoing"] * 3
    assert (row.doubts.questions, row.doubts.findings.faults, row.doubts.findings.warnings) == ({}, [], [])


def test_a_word_that_is_not_known_is_asked_once_and_stays_open():
    row = notes()
    assert (choose(row, "Bientôt"), choose(row, "bientôt")) == ("", "")
    (question,) = row.doubts.questions.values()
    assert (question.key, question.is_open, len(row.doubts.findings.faults)) == ("value:status:bientot", True, 1)
    assert [code for code, _label in question.choices] == [NOTHING, *(status.value for status in ActionStatus)]


def test_a_word_that_was_decided_is_said_with_what_it_is_taken_for():
    row = notes(value__status__bientot="planned")
    assert (choose(row, "Bientôt"), choose(row, "Bientôt")) == ("planned", "planned")
    (warning,) = row.doubts.findings.warnings
    assert (warning.value, ActionStatus("planned").label.fr in warning.expected) == ("Bientôt", True)
    assert row.doubts.findings.faults == []
    empty = notes(value__status__bientot=NOTHING)
    assert (choose(empty, "Bientôt"), empty.doubts.findings.warnings) == (NOTHING, [])


def test_a_public_text_says_how_many_names_were_masked():
    row = notes()
    assert row.public_text("end", "Voir Mme Ada, ada@exemple.fr") == "Voir […], […]"
    (warning,) = row.doubts.findings.warnings
    assert ("(2 masqués)" in warning.expected, "Ada" in str(warning.value)) == (True, False)
    assert row.public_text("end", "Voir la ville") == "Voir la ville"
    assert len(row.doubts.findings.warnings) == 1


def test_what_an_amount_leaves_open_is_asked_for_the_whole_file():
    row = notes()
    assert row.open_amounts("budget", "150.000", frozenset({DOT, UNIT})) is True
    assert set(row.doubts.questions) == {DOT, UNIT}
    assert len(row.doubts.findings.faults) == 2
    assert row.open_amounts("budget", "150 €", frozenset()) is False
    decided = notes(file__dot="thousands")
    assert decided.open_amounts("budget", "150.000", frozenset({DOT})) is True
    assert decided.doubts.findings.faults == []


def test_a_label_is_known_in_both_languages_and_by_its_code():
    assert is_label(ActionStatus.ONGOING, "en cours")
    assert is_label(ActionStatus.ONGOING, "ongoing")
    assert not is_label(ActionStatus.ONGOING, "fini")
