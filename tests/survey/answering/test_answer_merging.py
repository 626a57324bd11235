"""Two changes to one answer: joined when they touch different cells, rows or ticks, side by side when they meet."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.survey.answering.core.save_decisions import EntryOutcome, SaveDecision, SaveResult, decide_entry
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from tests.survey.questionnaires.making import TRIAD, make_question, write_parts

PLACE = {"campaign": "enquete", "siren": "100000001", "question": "q1"}
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
MATRIX, TABLE = make_question(QuestionKind.MATRIX), make_question(QuestionKind.TABLE)
TICKS = make_question(QuestionKind.MULTIPLE, choices=TRIAD, allows_other=True)


def existing(value: Any, revision: int, **fields: Any) -> AnswerRevision:
    state = AnswerState.ANSWERED if value is not None else AnswerState.SKIPPED
    return AnswerRevision(
        campaign="enquete",
        siren="100000001",
        question="q1",
        revision=revision,
        state=state,
        value=value,
        by_name="Anne",
        at=NOON,
        **fields,
    )


def judge(question: Question, shown: Any, mine: Any, theirs: Any, **fields: Any) -> SaveDecision:
    """A page that showed one value, on which another was typed, while somebody else wrote a third."""
    base = None if shown is None else existing(shown, 1)
    entry = AnswerInput(question="q1", based_on=1 if base else 0, parts=write_parts(question, mine), **fields)
    return decide_entry(question, entry, base=base, current=existing(theirs, 2))


def rows(*titles: str) -> list[dict[str, str]] | None:
    return [{"title": title} for title in titles] or None


@pytest.mark.parametrize(
    ("question", "shown", "mine", "theirs", "joined"),
    [
        (
            MATRIX,
            None,
            {"sobriety": {"status": "yes"}},
            {"efficiency": {"status": "no"}},
            {"sobriety": {"status": "yes"}, "efficiency": {"status": "no"}},
        ),
        (
            MATRIX,
            {"sobriety": {"status": "no", "words": "Avant"}},
            {"sobriety": {"status": "yes", "words": "Avant"}},
            {"sobriety": {"status": "no", "words": "Après"}},
            {"sobriety": {"status": "yes", "words": "Après"}},
        ),
        # a cell emptied on one side, another filled on the other
        (
            MATRIX,
            {"sobriety": {"status": "no"}},
            None,
            {"sobriety": {"status": "no", "words": "Si"}},
            {"sobriety": {"words": "Si"}},
        ),
        (TABLE, rows("A", "B"), rows("A+", "B"), rows("A", "B", "C"), rows("A+", "B", "C")),
        (TABLE, rows("A", "B"), rows("A"), rows("A", "B", "C"), rows("A", "C")),
        (
            TICKS,
            {"choices": ["sobriety"]},
            {"choices": []},
            {"choices": ["sobriety", "renewables"]},
            {"choices": ["renewables"]},
        ),
        (
            TICKS,
            None,
            {"choices": ["sobriety"]},
            {"choices": [], "other": "Bois"},
            {"choices": ["sobriety"], "other": "Bois"},
        ),
    ],
)
def test_changes_that_do_not_meet_are_both_written(
    question: Question, shown: Any, mine: Any, theirs: Any, joined: Any
) -> None:
    decision = judge(question, shown, mine, theirs)
    assert (decision.outcome, decision.value, decision.is_merged) == (EntryOutcome.WRITTEN, joined, True)


@pytest.mark.parametrize(
    ("question", "shown", "mine", "theirs"),
    [
        (MATRIX, None, {"sobriety": {"status": "yes"}}, {"sobriety": {"status": "no"}}),
        (TABLE, rows("A"), rows("A+"), rows("A*")),
        (TABLE, rows("A", "B"), rows("A", "B+"), rows("B")),  # the row that was changed is no longer where it was
        (TICKS, None, {"choices": [], "other": "Bois"}, {"choices": [], "other": "Gaz"}),
    ],
)
def test_changes_that_meet_wait_for_a_choice(question: Question, shown: Any, mine: Any, theirs: Any) -> None:
    assert judge(question, shown, mine, theirs).outcome is EntryOutcome.CONFLICT


def test_what_does_not_meet_is_in_the_fields_when_the_person_chooses() -> None:
    """Choosing one’s own does not erase the cell that somebody else filled meanwhile."""
    mine = {"sobriety": {"status": "yes"}}
    theirs = {"sobriety": {"status": "no"}, "efficiency": {"status": "planned"}}
    decision = judge(MATRIX, None, mine, theirs)
    assert decision.value == {"sobriety": {"status": "yes"}, "efficiency": {"status": "planned"}}
    assert decision.entry.parts == write_parts(MATRIX, decision.value)


def test_rows_added_on_both_sides_are_shown_together() -> None:
    decision = judge(TABLE, rows("A"), rows("A+", "Mine"), rows("A", "Theirs"))
    assert (decision.outcome, decision.value) == (EntryOutcome.CONFLICT, rows("A+", "Mine", "Theirs"))
    assert judge(TABLE, None, rows("Same"), rows("Same")).outcome is EntryOutcome.UNCHANGED


def test_a_source_of_ones_own_is_not_put_on_what_others_wrote() -> None:
    mine, theirs = {"sobriety": {"status": "yes"}}, {"efficiency": {"status": "no"}}
    assert judge(MATRIX, None, mine, theirs, source_document="Bilan").outcome is EntryOutcome.CONFLICT
    base = existing(None, 1)
    current = existing(theirs, 2, source_document="Leur bilan", confidence=AnswerConfidence.UNSURE)
    decision = decide_entry(
        MATRIX, AnswerInput(question="q1", based_on=1, parts=write_parts(MATRIX, mine)), base=base, current=current
    )
    assert (decision.outcome, decision.entry.source_document, decision.entry.confidence) == (
        EntryOutcome.WRITTEN,
        "Leur bilan",
        AnswerConfidence.UNSURE,
    )


def test_nothing_is_merged_to_a_state_nor_to_a_page_that_nobody_knows() -> None:
    mine = write_parts(MATRIX, {"sobriety": {"status": "yes"}})
    refused = AnswerRevision(
        campaign="enquete",
        siren="100000001",
        question="q1",
        revision=2,
        state=AnswerState.REFUSED,
        value=None,
        by_name="Anne",
        at=NOON,
    )
    theirs = existing({"efficiency": {"status": "no"}}, 2)
    for based_on, base, current in ((0, None, refused), (1, refused, theirs), (7, None, theirs)):
        decision = decide_entry(
            MATRIX, AnswerInput(question="q1", based_on=based_on, parts=mine), base=base, current=current
        )
        assert (decision.outcome, decision.is_merged) == (EntryOutcome.CONFLICT, False)


def test_a_fault_is_shown_with_what_others_wrote() -> None:
    typed = {"cell.sobriety.cost_eur": ("beaucoup",)}
    decision = decide_entry(
        MATRIX,
        AnswerInput(question="q1", based_on=0, parts=typed),
        base=None,
        current=existing({"efficiency": {"status": "no"}}, 1),
    )
    assert decision.outcome is EntryOutcome.INVALID
    assert decision.entry.parts == {"cell.efficiency.status": ("no",)} | typed


CELLS = st.dictionaries(
    st.sampled_from([(row, column) for row in TRIAD.codes for column in ("status", "words")]),
    st.sampled_from(["yes", "no"]),
)


def matrix(cells: dict[tuple[str, str], str]) -> dict[str, dict[str, str]] | None:
    value: dict[str, dict[str, str]] = {}
    for (row, column), text in cells.items():
        value.setdefault(row, {})[column] = text
    return value or None


@given(CELLS, CELLS, CELLS)
def test_no_cell_is_ever_lost(shown: dict[Any, str], mine: dict[Any, str], theirs: dict[Any, str]) -> None:
    """Each cell holds what was typed where it was touched, and what stands everywhere else."""
    decision = judge(MATRIX, matrix(shown), matrix(mine), matrix(theirs))
    touched = {cell for cell in {*shown, *mine} if mine.get(cell) != shown.get(cell)}
    met = {cell for cell in touched if theirs.get(cell) not in {shown.get(cell), mine.get(cell)}}
    wanted = {cell: text for cell, text in theirs.items() if cell not in touched}
    wanted |= {cell: text for cell, text in mine.items() if cell in touched}
    if not touched or not matrix(theirs):
        return
    assert decision.outcome is (
        EntryOutcome.CONFLICT if met else EntryOutcome.UNCHANGED if wanted == theirs else EntryOutcome.WRITTEN
    )
    if decision.outcome is EntryOutcome.WRITTEN:
        assert decision.value == matrix(wanted)


def test_what_was_joined_is_what_was_written_with_another_s_words() -> None:
    def decided(question: str, outcome: EntryOutcome, *, is_merged: bool) -> SaveDecision:
        return SaveDecision(
            entry=AnswerInput(question=question, based_on=1, parts={}), outcome=outcome, is_merged=is_merged
        )

    result = SaveResult(
        decisions=(
            decided("joined", EntryOutcome.WRITTEN, is_merged=True),
            decided("alone", EntryOutcome.WRITTEN, is_merged=False),
            decided("refused", EntryOutcome.INVALID, is_merged=True),
        ),
        revisions={},
        at=NOON,
    )
    assert [decision.entry.question for decision in result.merged] == ["joined"]
    assert [decision.entry.question for decision in result.with_outcome(EntryOutcome.WRITTEN)] == ["joined", "alone"]
    assert not result.is_settled
