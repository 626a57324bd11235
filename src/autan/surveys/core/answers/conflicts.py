"""What becomes of what a person typed, when others write too? Written, left as it is, contested or refused.

The rules, in this order, question by question:

1. what the person did not touch is not written: a field that is still as the screen showed it says nothing;
2. what cannot be read is refused beside its field, and kept as typed;
3. what says the same as the answer that stands is not written again: a screen sent twice writes once;
4. what rests on the answer that stands is written;
5. what changes other cells, rows or ticks than those that somebody else changed meanwhile is written with theirs;
6. all else is contested: both texts are shown, with their authors, and the person chooses.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.entries import MAX_SOURCE, Entry, EntryFault, normalise_parts
from autan.questionnaires.core.answers.entry_parts import write_parts
from autan.questionnaires.core.answers.entry_reading import read_value
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.questionnaires.core.questionnaire import Question
from autan.surveys.core.answers.joining import Joined, join_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAnswer:
    """One revision of an answer, with who wrote it and when.

    Attributes:
        revision: from 1.
        state: what is known of the answer.
        value: its value, exactly when the state is `ANSWERED`.
        source_document: where it comes from; may be empty.
        confidence: how sure its author is, or None.
        by_name: its author.
        at: when it was written.
        is_on_behalf: True when a coordinator wrote down what the territory said.
    """

    revision: int
    state: AnswerState
    value: AnswerValue
    source_document: str = ""
    confidence: AnswerConfidence | None = None
    by_name: str
    at: datetime
    is_on_behalf: bool = False

    @property
    def is_given(self) -> bool:
        """True when it holds a value or a state in its place; False for an answer that was taken back."""
        return self.state not in {AnswerState.SKIPPED, AnswerState.NOT_DOCUMENTED}


class Fate(StrEnum):
    """What becomes of an entry."""

    UNCHANGED = "unchanged"
    WRITTEN = "written"
    CONTESTED = "contested"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVerdict:
    """What becomes of one entry.

    Attributes:
        entry: what was typed; laid over the answer that stands when it was joined.
        fate: what becomes of it.
        state: the state to write.
        value: the value to write.
        faults: why it is refused.
        theirs: the answer that stands.
        is_joined: True when the entry holds what somebody else wrote meanwhile beside what was typed.
    """

    entry: Entry
    fate: Fate
    state: AnswerState = AnswerState.ANSWERED
    value: AnswerValue = None
    faults: tuple[EntryFault, ...] = ()
    theirs: StandingAnswer | None = None
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOutcome:
    """What became of one screen.

    Attributes:
        verdicts: one for each entry, in the order sent.
        revisions: revision that now stands, by question, for each entry; 0 where there is no answer.
        at: when.
        withdrawn: sections whose validation fell because an answer changed; "" is the whole.
        refusal: why nothing at all was written (the campaign is closed), or None.
    """

    verdicts: tuple[EntryVerdict, ...]
    revisions: dict[str, int]
    at: datetime
    withdrawn: tuple[str, ...] = ()
    refusal: Text | None = None

    def with_fate(self, fate: Fate) -> tuple[EntryVerdict, ...]:
        """The verdicts of one kind."""
        return tuple(verdict for verdict in self.verdicts if verdict.fate is fate)

    @property
    def joined(self) -> tuple[EntryVerdict, ...]:
        """The verdicts whose entry was written with what somebody else had written meanwhile."""
        return tuple(verdict for verdict in self.with_fate(Fate.WRITTEN) if verdict.is_joined)

    @property
    def is_settled(self) -> bool:
        """True when nothing is left to correct or to choose."""
        return self.refusal is None and not any(
            verdict.fate in {Fate.CONTESTED, Fate.INVALID} for verdict in self.verdicts
        )


def is_touched(question: Question, entry: Entry, base: StandingAnswer | None) -> bool:
    """Say whether the person changed anything of what the screen showed.

    Args:
        question: the question.
        entry: what came back.
        base: the answer that the screen showed, or None when there was none.
    """
    return _parts_changed(question, entry, base) or _surroundings_changed(entry, base)


def _surroundings_changed(entry: Entry, base: StandingAnswer | None) -> bool:
    return (
        entry.state is not _state_in_place(base)
        or entry.source_document.strip() != (base.source_document if base else "")
        or entry.confidence is not (base.confidence if base else None)
    )


def judge_entry(
    question: Question, entry: Entry, *, base: StandingAnswer | None, current: StandingAnswer | None
) -> EntryVerdict:
    """Decide what becomes of an entry; the rules stand at the top of the file.

    Args:
        question: the question.
        entry: what was typed.
        base: the answer that the screen showed; None when there was none.
        current: the answer that stands now; None when there is none.
    """
    is_typed = _parts_changed(question, entry, base)
    if entry.keeps_theirs or not (is_typed or _surroundings_changed(entry, base)):
        return EntryVerdict(entry=entry, fate=Fate.UNCHANGED, theirs=current)
    joined = _join(question, entry, base, current)
    entry = joined.entry if joined else entry
    state, value, faults = _read(question, entry, base, is_typed=is_typed)
    if faults:
        return EntryVerdict(entry=entry, fate=Fate.INVALID, faults=faults, theirs=current, is_joined=joined is not None)
    if _says_the_same(entry, state, value, current):
        return EntryVerdict(entry=entry, fate=Fate.UNCHANGED, theirs=current)
    standing = current.revision if current else 0
    is_chosen = entry.keeps_theirs is False and entry.contested == standing
    is_fresh = (entry.based_on == standing and not entry.contested) or is_chosen
    goes_with_theirs = joined is not None and not joined.met and not _surroundings_changed(entry, base)
    fate = Fate.WRITTEN if is_fresh or goes_with_theirs else Fate.CONTESTED
    entry = _with_their_source(entry, current) if fate is Fate.WRITTEN and joined else entry
    return EntryVerdict(entry=entry, fate=fate, state=state, value=value, theirs=current, is_joined=joined is not None)


def _join(
    question: Question, entry: Entry, base: StandingAnswer | None, current: StandingAnswer | None
) -> Joined | None:
    """Lay an entry over a newer answer; not over a state in its place, nor when the person is choosing between two."""
    is_stale = current is not None and current.revision != entry.based_on and not entry.contested
    if current is None or not is_stale or entry.state is not None or current.state is not AnswerState.ANSWERED:
        return None
    if entry.based_on and (base is None or _state_in_place(base) is not None):
        return None  # nobody knows what the screen showed, or it was no value
    return join_entry(question, entry, base=base.value if base else None, theirs=current.value)


def _with_their_source(entry: Entry, current: StandingAnswer | None) -> Entry:
    if current is None:
        return entry
    return replace(entry, source_document=current.source_document, confidence=current.confidence)


def _parts_changed(question: Question, entry: Entry, base: StandingAnswer | None) -> bool:
    shown = write_parts(question, base.value) if base else {}
    return normalise_parts(entry.parts) != normalise_parts(shown)


def _state_in_place(base: StandingAnswer | None) -> AnswerState | None:
    return base.state if base and base.is_given and base.state is not AnswerState.ANSWERED else None


def _read(
    question: Question, entry: Entry, base: StandingAnswer | None, *, is_typed: bool
) -> tuple[AnswerState, AnswerValue, tuple[EntryFault, ...]]:
    """State, value and faults of an entry: of a value and a state in its place, the one that was changed counts."""
    is_typed = is_typed and any(text.strip() for texts in entry.parts.values() for text in texts)
    is_picked = entry.state is not None and entry.state is not _state_in_place(base)
    faults = _check_source(entry)
    if entry.state is not None and not is_typed:
        return entry.state, None, faults
    if is_typed and is_picked:
        words = Text(
            "une réponse et un état sont donnés à la fois\u00a0: gardez l’un des deux",
            "an answer and a state in its place are both given: keep one of them",
        )
        return AnswerState.ANSWERED, None, (EntryFault(part="state", message=words), *faults)
    value, found = read_value(question, entry.parts)
    return AnswerState.SKIPPED if value is None else AnswerState.ANSWERED, value, (*found, *faults)


def _check_source(entry: Entry) -> tuple[EntryFault, ...]:
    if len(entry.source_document.strip()) <= MAX_SOURCE:
        return ()
    words = Text(f"{MAX_SOURCE} signes au plus sont gardés", f"at most {MAX_SOURCE} characters are kept")
    return (EntryFault(part="source", message=words),)


def _says_the_same(entry: Entry, state: AnswerState, value: AnswerValue, current: StandingAnswer | None) -> bool:
    if current is None:
        return state is AnswerState.SKIPPED and not entry.source_document.strip() and entry.confidence is None
    return (
        current.state is state
        and current.value == value
        and current.source_document == entry.source_document.strip()
        and current.confidence is entry.confidence
    )
