"""What becomes of what is typed when others write too: nothing untouched is written, nothing written is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.survey.answering.core.save_decisions import EntryOutcome, SaveResult, decide_entry
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.questionnaires.core.answers.fields import MAX_SOURCE, AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState, QuestionKind
from tests.survey.questionnaires.making import make_question, write_parts

PLACE = {"campaign": "enquete", "siren": "100000001", "question": "q1"}
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
QUESTION = make_question(QuestionKind.OPEN)


def existing(value: Any = "Avant", revision: int = 1, **fields: Any) -> AnswerRevision:
    defaults: dict[str, Any] = {"state": AnswerState.ANSWERED, "by_name": "Anne", "at": NOON}
    return AnswerRevision(
        campaign="enquete", siren="100000001", question="q1", revision=revision, value=value, **(defaults | fields)
    )


def entry(text: str = "", based_on: int = 0, **fields: Any) -> AnswerInput:
    return AnswerInput(question="q1", based_on=based_on, parts={"value": (text,)}, **fields)


def outcome_of(typed: AnswerInput, base: AnswerRevision | None, current: AnswerRevision | None) -> EntryOutcome:
    return decide_entry(QUESTION, typed, base=base, current=current).outcome


BEFORE, AFTER = existing(), existing("Après", 2)
TAKEN_BACK = existing(None, 2, state=AnswerState.SKIPPED)
REFUSED = existing(None, state=AnswerState.REFUSED)


@pytest.mark.parametrize(
    ("typed", "base", "current", "wanted"),
    [
        # an empty field does not overwrite what others wrote since
        (entry(), None, None, EntryOutcome.UNCHANGED),
        (entry(), None, BEFORE, EntryOutcome.UNCHANGED),
        # what was not touched is not written
        (entry("Avant ", 1), BEFORE, AFTER, EntryOutcome.UNCHANGED),
        (entry("Avant", 1), BEFORE, BEFORE, EntryOutcome.UNCHANGED),
        # the plain ways
        (entry("Neuf"), None, None, EntryOutcome.WRITTEN),
        (entry("Neuf", 1), BEFORE, BEFORE, EntryOutcome.WRITTEN),
        (entry("", 1), BEFORE, BEFORE, EntryOutcome.WRITTEN),
        (entry("Neuf", 2), TAKEN_BACK, TAKEN_BACK, EntryOutcome.WRITTEN),
        # a screen sent twice writes once
        (entry("Après", 1), BEFORE, AFTER, EntryOutcome.UNCHANGED),
        (entry("Avant"), None, BEFORE, EntryOutcome.UNCHANGED),
        (entry("", 1), BEFORE, TAKEN_BACK, EntryOutcome.UNCHANGED),
        # two people
        (entry("Neuf", 1), BEFORE, AFTER, EntryOutcome.CONFLICT),
        (entry("Neuf"), None, BEFORE, EntryOutcome.CONFLICT),
        (entry("", 1), BEFORE, AFTER, EntryOutcome.CONFLICT),
        # the choice between the two
        (entry("Neuf", 1, contested=2), BEFORE, AFTER, EntryOutcome.CONFLICT),
        (entry("Neuf", 1, contested=2, keeps_theirs=False), BEFORE, AFTER, EntryOutcome.WRITTEN),
        (entry("Neuf", 1, contested=2, keeps_theirs=True), BEFORE, AFTER, EntryOutcome.UNCHANGED),
        (entry("Neuf", 1, contested=1, keeps_theirs=False), BEFORE, AFTER, EntryOutcome.CONFLICT),
        # states in place of a value
        (entry(state=AnswerState.REFUSED), None, None, EntryOutcome.WRITTEN),
        (entry("Avant", 1, state=AnswerState.REFUSED), BEFORE, BEFORE, EntryOutcome.WRITTEN),
        (entry("", 1, state=AnswerState.REFUSED), REFUSED, REFUSED, EntryOutcome.UNCHANGED),
        (entry("Neuf", 1, state=AnswerState.REFUSED), REFUSED, REFUSED, EntryOutcome.WRITTEN),
        (entry("Neuf", 1, state=AnswerState.REFUSED), BEFORE, BEFORE, EntryOutcome.INVALID),
        # what surrounds a value
        (entry("Avant", 1, source_document="Bilan"), BEFORE, BEFORE, EntryOutcome.WRITTEN),
        (entry("Avant", 1, confidence=AnswerConfidence.UNSURE), BEFORE, BEFORE, EntryOutcome.WRITTEN),
        (entry("Avant", 1, source_document="x" * (MAX_SOURCE + 1)), BEFORE, BEFORE, EntryOutcome.INVALID),
        # a revision that never was
        (entry("Neuf", 7), None, BEFORE, EntryOutcome.CONFLICT),
    ],
)
def test_each_case_has_its_fate(
    typed: AnswerInput, base: AnswerRevision | None, current: AnswerRevision | None, wanted: EntryOutcome
) -> None:
    assert outcome_of(typed, base, current) is wanted


def test_a_value_typed_over_a_state_takes_its_place() -> None:
    decision = decide_entry(QUESTION, entry("Neuf", 1, state=AnswerState.REFUSED), base=REFUSED, current=REFUSED)
    assert (decision.state, decision.value) == (AnswerState.ANSWERED, "Neuf")
    decision = decide_entry(QUESTION, entry("Avant", 1, state=AnswerState.REFUSED), base=BEFORE, current=BEFORE)
    assert (decision.state, decision.value) == (AnswerState.REFUSED, None)


def test_a_value_and_a_state_given_at_once_are_a_fault_of_the_state() -> None:
    decision = decide_entry(QUESTION, entry("Neuf", 1, state=AnswerState.REFUSED), base=BEFORE, current=BEFORE)
    assert [fault.part for fault in decision.faults] == ["state"]


def test_an_emptied_answer_is_taken_back() -> None:
    decision = decide_entry(QUESTION, entry("", 1), base=BEFORE, current=BEFORE)
    assert (decision.state, decision.value) == (AnswerState.SKIPPED, None)
    assert not TAKEN_BACK.is_given


@given(st.text(max_size=20), st.integers(1, 5), st.integers(1, 5))
def test_a_screen_sent_back_as_it_was_never_writes(text: str, revision: int, later: int) -> None:
    shown = existing(text.strip() or "x", revision)
    current = existing("Autre", revision + later)
    back = AnswerInput(question="q1", based_on=revision, parts=write_parts(QUESTION, shown.value))
    assert outcome_of(back, shown, current) is EntryOutcome.UNCHANGED


def test_an_outcome_is_settled_when_nothing_is_left_to_see_to() -> None:
    settled = decide_entry(QUESTION, entry("Neuf"), base=None, current=None)
    contested = decide_entry(QUESTION, entry("Neuf"), base=None, current=BEFORE)
    outcome = SaveResult(decisions=(settled,), revisions={"q1": 1}, at=NOON)
    assert outcome.is_settled
    assert not replace(outcome, decisions=(settled, contested)).is_settled
    assert not replace(outcome, refusal=QUESTION.text).is_settled
    assert outcome.with_outcome(EntryOutcome.WRITTEN) == (settled,)
