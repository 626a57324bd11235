"""One question on the screen of a person who answers: its fields, the current answer, a conflict, a proposal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.ground.texts.language import current_language, words
from autan.ground.wordings import Text
from autan.survey.answering.core.review import ReviewPoint
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveDecision, UnsavedReason
from autan.survey.answering.presenters.saved_answers import describe_author, typed_lines, write_check, write_moment
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Proposal, UnsavedEntry
from autan.survey.questionnaires.core.answers.fields import STATES_IN_PLACE, AnswerInput, Parts, Widget
from autan.survey.questionnaires.core.answers.values import AnswerFault
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState, Requirement
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.presenters.question_inputs import (
    AnswerInputView,
    InputMaker,
    OptionView,
    RowView,
    present_answer,
    present_value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """Everything that the screen shows of one question.

    Attributes:
        inputs: its fields, except a table or a matrix.
        faults: what is wrong and belongs to no field.
        contested: newer revision shown beside what was typed, or 0.
        shows_kept: True when the fields hold what was typed before and not recorded.
        may_not_concern: True when nobody knows yet whether the question is asked.
    """

    rank: int
    question: Question
    inputs: tuple[AnswerInputView, ...]
    rows: tuple[RowView, ...]
    faults: tuple[str, ...]
    states: tuple[OptionView, ...]
    state_faults: tuple[str, ...]
    revision: int
    contested: int
    shows_kept: bool
    unsaved_words: str
    saved_words: str
    conflict: dict[str, Any] | None
    proposal: dict[str, Any] | None
    source_document: str
    source_faults: tuple[str, ...]
    confidences: tuple[OptionView, ...]
    may_not_concern: bool
    checks: tuple[str, ...] = ()

    @property
    def has_more(self) -> bool:
        """True when the folded part holds something."""
        chosen = (option.value for option in (*self.confidences, *self.states) if option.is_chosen)
        return bool(self.source_document) or any(chosen)

    @property
    def hint(self) -> str:
        """Return how to fill this question, and what its answer may say at once, where it is not plain."""
        return words(kind_of(self.question).field_hint_of(self.question))

    @property
    def can_add_rows(self) -> bool:
        """True for a table."""
        return kind_of(self.question).is_repeated

    @property
    def typed_in(self) -> str:
        """Return the language whose marks its numbers are typed with; nothing where it asks for none."""
        fields = (*self.inputs, *(cell for row in self.rows for cell in row.inputs))
        return current_language() if any(field.kind is Widget.NUMBER for field in fields) else ""

    @property
    def is_required(self) -> bool:
        """True when a section cannot be validated without it."""
        return self.question.requirement is Requirement.HARD

    @property
    def is_at_fault(self) -> bool:
        """True when something is to be corrected or chosen."""
        fields = (*self.inputs, *(cell for row in self.rows for cell in row.inputs))
        own = self.faults or self.state_faults or self.source_faults or self.conflict
        return bool(own) or any(field.faults for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """What a question form is made from.

    `decision` when the screen comes back, `unsaved` when it is opened again, `taken` when a proposal is put in the
    fields.
    """

    rank: int
    question: Question
    current: AnswerRevision | None = None
    decision: SaveDecision | None = None
    unsaved: UnsavedEntry | None = None
    taken: AnswerInput | None = None
    proposal: Proposal | None = None
    least_rows: int = 1
    may_not_concern: bool = False
    checks: tuple[ReviewPoint, ...] = ()


def make_question_form(state: QuestionState) -> QuestionForm:
    """Return the form of one question, filled with what was typed, or with the current answer."""
    question, current = state.question, state.current
    entry = _entry_shown(state)
    parts: Parts = entry.parts if entry else kind_of(question).write_parts(question, current.value if current else None)
    maker = InputMaker(question, parts, _faults(state, entry))
    inputs, rows = maker.inputs(), maker.rows(state.least_rows)
    conflict = _conflict(state, entry)
    shown = entry or current
    placed = {"state", "source"}
    return QuestionForm(
        rank=state.rank,
        question=question,
        inputs=inputs,
        rows=rows,
        faults=tuple(w for w in maker.unplaced(inputs, rows) if not any(w in maker.faults.get(p, ()) for p in placed)),
        states=_options(_("je réponds, ou je laisse pour plus tard"), STATES_IN_PLACE, _state_shown(entry, current)),
        state_faults=tuple(maker.faults.get("state", ())),
        revision=entry.based_on if entry else current.revision if current else 0,
        contested=conflict["revision"] if conflict else 0,
        shows_kept=state.unsaved is not None or bool(entry and entry.shows_kept),
        unsaved_words=_unsaved_words(state.unsaved) if state.decision is None else "",
        saved_words=describe_author(current),
        conflict=conflict,
        proposal=_proposal(state) if not (current and current.is_given) else None,
        source_document=shown.source_document if shown else "",
        source_faults=tuple(maker.faults.get("source", ())),
        confidences=_options(_("non précisé"), AnswerConfidence, shown.confidence if shown else None),
        may_not_concern=state.may_not_concern,
        checks=tuple(map(write_check, state.checks)),
    )


def _entry_shown(state: QuestionState) -> AnswerInput | None:
    """Return what was typed, when the screen shows it rather than the current answer."""
    decision, unsaved, current = state.decision, state.unsaved, state.current
    if state.taken is not None:
        return state.taken
    if decision is not None:
        return decision.entry if decision.outcome in {EntryOutcome.INVALID, EntryOutcome.CONFLICT} else None
    if unsaved is None or not isinstance(unsaved.value, Mapping):
        return None
    return AnswerInput(
        question=state.question.code,
        based_on=current.revision if current else 0,
        parts={name: tuple(texts) for name, texts in unsaved.value.items()},
        source_document=current.source_document if current else "",
        confidence=current.confidence if current else None,
        shows_kept=True,
    )


def _faults(state: QuestionState, entry: AnswerInput | None) -> tuple[AnswerFault, ...]:
    if state.decision is not None:
        return state.decision.faults
    return kind_of(state.question).read_value(state.question, entry.parts)[1] if entry else ()


def _state_shown(entry: AnswerInput | None, current: AnswerRevision | None) -> AnswerState | None:
    if entry is not None:
        return entry.state
    return current.state if current and current.state in STATES_IN_PLACE else None


def _conflict(state: QuestionState, entry: AnswerInput | None) -> dict[str, Any] | None:
    decision, current = state.decision, state.current
    if current is None or entry is None or not _is_in_conflict(state, current):
        return None
    value = decision.value if decision else kind_of(state.question).read_value(state.question, entry.parts)[0]
    own = present_value(state.question, value)
    return {
        "revision": current.revision,
        "their_lines": present_answer(state.question, current),
        "their_author": describe_author(current),
        "mine_lines": own or _typed_or_state(state.question, entry, decision.state if decision else None),
        # the second holds what others wrote elsewhere in the answer, beside what was typed
        "is_merged": decision is not None and decision.is_merged,
    }


def _is_in_conflict(state: QuestionState, current: AnswerRevision) -> bool:
    """True also for what was not recorded, for whatever reason, once somebody has answered since."""
    if state.decision is not None:
        return state.decision.outcome is EntryOutcome.CONFLICT
    unsaved = state.unsaved
    return unsaved is not None and (unsaved.reason == UnsavedReason.CONFLICT or current.at > unsaved.at)


def _typed_or_state(question: Question, entry: AnswerInput, state: AnswerState | None) -> tuple[str, ...]:
    if state in STATES_IN_PLACE:
        return (words(state.label),)
    return typed_lines(question, entry.parts) or (_("(réponse vide)"),)


def _proposal(state: QuestionState) -> dict[str, Any] | None:
    proposal = state.proposal
    if proposal is None:
        return None
    return {
        "lines": present_value(state.question, proposal.value),
        "origin": words(Text(proposal.origin_fr, proposal.origin_en)),
        "facts": tuple(key for kind, key in proposal.evidence if kind == "fact"),
        "is_partial": proposal.is_partial,
    }


def _options[Choice: (AnswerState, AnswerConfidence)](
    nothing: str, choices: Iterable[Choice], chosen: Choice | None
) -> tuple[OptionView, ...]:
    first = OptionView(value="", label=nothing, is_chosen=chosen is None)
    return (
        first,
        *(OptionView(value=choice.value, label=words(choice.label), is_chosen=choice is chosen) for choice in choices),
    )


def _unsaved_words(unsaved: UnsavedEntry | None) -> str:
    if unsaved is None:
        return ""
    reasons = {
        UnsavedReason.INVALID: _("Voici ce que vous aviez tapé le %(when)s et qui n’a pas pu être enregistré."),
        UnsavedReason.CONFLICT: _("Voici ce que vous aviez tapé le %(when)s, en même temps que quelqu’un d’autre."),
        UnsavedReason.CLOSED: _("Voici ce que vous aviez tapé le %(when)s, après la clôture."),
    }
    return reasons[UnsavedReason(unsaved.reason)] % {"when": write_moment(unsaved.at)}
