"""What is done with each answer of a screen that is sent: written, left unchanged, in conflict, or invalid.

Optimistic concurrency: a screen tells which revision of each answer it showed. The rules, in this order:

1. a field that is still as the screen showed it is not written;
2. what cannot be read is invalid, and kept as typed;
3. what the current revision says already is not written again: a screen sent twice writes once;
4. what rests on the current revision is written;
5. what changes other cells, rows or ticks than those that somebody else changed meanwhile is merged and written;
6. anything else is a conflict: both texts are shown, with their authors, and the person chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from autan.ground.wordings import Sentence, Text
from autan.survey.answering.core.merging import Merge, merge_entry
from autan.survey.campaigns.core.answer_revisions import AnswerRevision, is_already_held
from autan.survey.questionnaires.core.answers.fields import MAX_SOURCE, AnswerInput, normalise_parts
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question


class EntryOutcome(StrEnum):
    """What is done with one answer of a screen."""

    UNCHANGED = "unchanged"
    WRITTEN = "written"
    CONFLICT = "conflict"
    INVALID = "invalid"


class UnsavedReason(StrEnum):
    """Why what was typed was not recorded as an answer."""

    INVALID = "invalid"
    CONFLICT = "conflict"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDecision:
    """What is done with one answer of a screen, and why.

    Attributes:
        entry: what was typed; completed with the current revision when it was merged.
        is_merged: True when the entry holds what somebody else wrote meanwhile beside what was typed.
    """

    entry: AnswerInput
    outcome: EntryOutcome
    state: AnswerState = AnswerState.ANSWERED
    value: AnswerValue = None
    faults: tuple[AnswerFault, ...] = ()
    theirs: AnswerRevision | None = None
    is_merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveResult:
    """What was done with one screen.

    Attributes:
        revisions: current revision of the answer to each question sent; 0 where there is none.
        withdrawn: sections whose validation was withdrawn because an answer changed; "" is the whole questionnaire.
        refusal: why nothing at all was written (the campaign is closed), or None.
    """

    decisions: tuple[SaveDecision, ...]
    revisions: dict[str, int]
    at: datetime
    withdrawn: tuple[str, ...] = ()
    refusal: Text | None = None

    def with_outcome(self, outcome: EntryOutcome) -> tuple[SaveDecision, ...]:
        """Return the decisions of one outcome."""
        return tuple(decision for decision in self.decisions if decision.outcome is outcome)

    @property
    def merged(self) -> tuple[SaveDecision, ...]:
        """The decisions whose entry was written with what somebody else had written meanwhile."""
        return tuple(decision for decision in self.with_outcome(EntryOutcome.WRITTEN) if decision.is_merged)

    @property
    def is_settled(self) -> bool:
        """True when nothing is left to correct or to choose."""
        return self.refusal is None and not (
            self.with_outcome(EntryOutcome.CONFLICT) or self.with_outcome(EntryOutcome.INVALID)
        )


def is_recorded(entry: AnswerInput, written: Mapping[str, int]) -> bool:
    """Say whether an entry was recorded when it was sent before: its device did not learn of it, and sends it again."""
    return bool(entry.changes) and entry.changes[-1] in written


def follow_changes(entry: AnswerInput, written: Mapping[str, int]) -> AnswerInput:
    """Return an entry as resting on its own earlier changes that were recorded right after what it was based on.

    Without it, who typed on after a cut connection would be in conflict with oneself. A change that was merged with
    what somebody else wrote is not followed: the device does not show what it was merged with.
    """
    own, based_on = {written[change] for change in entry.changes if change in written}, entry.based_on
    while based_on + 1 in own:
        based_on += 1
    return replace(entry, based_on=based_on)


def is_touched(question: Question, entry: AnswerInput, base: AnswerRevision | None) -> bool:
    """Say whether the person changed anything of what the screen showed."""
    return _parts_changed(question, entry, base) or _surroundings_changed(entry, base)


def _surroundings_changed(entry: AnswerInput, base: AnswerRevision | None) -> bool:
    return (
        entry.state is not _state_in_place(base)
        or entry.source_document.strip() != (base.source_document if base else "")
        or entry.confidence is not (base.confidence if base else None)
    )


def decide_entry(
    question: Question, entry: AnswerInput, *, base: AnswerRevision | None, current: AnswerRevision | None
) -> SaveDecision:
    """Decide what is done with one answer of a screen, by the rules at the top of the file."""
    is_typed = _parts_changed(question, entry, base)
    if entry.keeps_theirs or not (is_typed or _surroundings_changed(entry, base)):
        return SaveDecision(entry=entry, outcome=EntryOutcome.UNCHANGED, theirs=current)
    merge = _merge(question, entry, base, current)
    if merge and _is_spoilt(question, entry, merge):
        merge = None  # each answer is right, the two together are not: the person chooses between them
    entry = merge.entry if merge else entry
    is_merged = merge is not None
    state, value, faults = _read(question, entry, base, is_typed=is_typed)
    if faults:
        return SaveDecision(
            entry=entry, outcome=EntryOutcome.INVALID, faults=faults, theirs=current, is_merged=is_merged
        )
    if _changes_nothing(entry, state, value, current):
        return SaveDecision(entry=entry, outcome=EntryOutcome.UNCHANGED, theirs=current)
    may_merge = merge is not None and not merge.conflicts and not _surroundings_changed(entry, base)
    is_written = _rests_on_current(entry, current) or may_merge
    # source and confidence were left as shown: those of the other author stand
    if is_written and merge and current:
        entry = replace(entry, source_document=current.source_document, confidence=current.confidence)
    return SaveDecision(
        entry=entry,
        outcome=EntryOutcome.WRITTEN if is_written else EntryOutcome.CONFLICT,
        state=state,
        value=value,
        theirs=current,
        is_merged=is_merged,
    )


def _is_spoilt(question: Question, entry: AnswerInput, merge: Merge) -> bool:
    """Say whether what was typed could be read alone, and cannot once merged."""
    kind = kind_of(question)
    return bool(kind.read_value(question, merge.entry.parts)[1]) and not kind.read_value(question, entry.parts)[1]


def _rests_on_current(entry: AnswerInput, current: AnswerRevision | None) -> bool:
    """True when the screen showed the current revision, or the person saw it beside theirs and chose theirs."""
    revision = current.revision if current else 0
    is_chosen = entry.keeps_theirs is False and entry.contested == revision
    return is_chosen or (entry.based_on == revision and not entry.contested)


def _merge(
    question: Question, entry: AnswerInput, base: AnswerRevision | None, current: AnswerRevision | None
) -> Merge | None:
    """Merge an entry into a newer value; not into a state in its place, nor when the person is choosing between two."""
    is_stale = current is not None and current.revision != entry.based_on and not entry.contested
    if current is None or not is_stale or entry.state is not None or current.state is not AnswerState.ANSWERED:
        return None
    if entry.based_on and (base is None or _state_in_place(base) is not None):
        return None  # the revision that the screen showed is not known, or was no value
    return merge_entry(question, entry, base=base.value if base else None, theirs=current.value)


def _parts_changed(question: Question, entry: AnswerInput, base: AnswerRevision | None) -> bool:
    shown = kind_of(question).write_parts(question, base.value) if base else {}
    return normalise_parts(entry.parts) != normalise_parts(shown)


def _state_in_place(base: AnswerRevision | None) -> AnswerState | None:
    return base.state if base and base.is_given and base.state is not AnswerState.ANSWERED else None


def _read(
    question: Question, entry: AnswerInput, base: AnswerRevision | None, *, is_typed: bool
) -> tuple[AnswerState, AnswerValue, tuple[AnswerFault, ...]]:
    """State, value and faults of an entry: of a value and a state in its place, the one that was changed counts."""
    is_typed = is_typed and any(text.strip() for texts in entry.parts.values() for text in texts)
    is_picked = entry.state is not None and entry.state is not _state_in_place(base)
    faults = _check_source(entry)
    if entry.state is not None and not is_typed:
        return entry.state, None, faults
    if is_typed and is_picked:
        words = Sentence("une réponse et un état sont donnés à la fois\u00a0: gardez l’un des deux")
        return AnswerState.ANSWERED, None, (AnswerFault(part="state", message=words), *faults)
    value, value_faults = kind_of(question).read_value(question, entry.parts)
    return AnswerState.SKIPPED if value is None else AnswerState.ANSWERED, value, (*value_faults, *faults)


def _check_source(entry: AnswerInput) -> tuple[AnswerFault, ...]:
    if len(entry.source_document.strip()) <= MAX_SOURCE:
        return ()
    words = Sentence("{max_source} signes au plus sont gardés", max_source=MAX_SOURCE)
    return (AnswerFault(part="source", message=words),)


def _changes_nothing(
    entry: AnswerInput, state: AnswerState, value: AnswerValue, current: AnswerRevision | None
) -> bool:
    source = entry.source_document.strip()
    if current is None:
        return state is AnswerState.SKIPPED and not source and entry.confidence is None
    content = {"state": state, "value": value, "source_document": source, "confidence": entry.confidence}
    return is_already_held(current, content)
