"""What an import of answers writes: each answer of a file is new, changed, the same, or kept as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from autan.errors import Fault
from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.values import AnswerValue, InvalidAnswerError
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.surveys.core.answers.revisions import AnswerRevision, says_already
from autan.surveys.core.exchange.answer_sheets import SheetAnswer, SheetRow

_SHOWN = 80


class OnConflict(StrEnum):
    """What becomes of an answer that stands, when the file says otherwise."""

    KEEP = "keep"
    REPLACE = "replace"


class Planned(StrEnum):
    """What an import does of one answer."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # the file says otherwise, and what stands is kept

    @property
    def label(self) -> Text:
        """Wording in the report of an import."""
        return _LABELS[self]


_LABELS = {
    Planned.NEW: Text("nouvelle", "new"),
    Planned.CHANGED: Text("modifiée", "changed"),
    Planned.SAME: Text("inchangée", "unchanged"),
    Planned.KEPT: Text("différente, non reprise", "different, not taken"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnswer:
    """One answer of a file, and what becomes of it.

    Attributes:
        siren: territory that answers.
        answer: what the file says, its value in written form.
        act: what is done.
        standing: the current revision, or None.
        line: line of the file.
        sheet: sheet of the workbook, or empty.
    """

    siren: str
    answer: SheetAnswer
    act: Planned
    standing: AnswerRevision | None
    line: int | None
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import writes, and what is wrong with the file.

    Attributes:
        answers: every right answer, with what becomes of it.
        faults: answers that are not right.
    """

    answers: tuple[PlannedAnswer, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def to_write(self) -> tuple[PlannedAnswer, ...]:
        """Answers that are written: new and changed ones."""
        return tuple(found for found in self.answers if found.act in {Planned.NEW, Planned.CHANGED})

    def count(self, act: Planned) -> int:
        """Return how many answers meet one fate."""
        return sum(found.act is act for found in self.answers)


def plan_import(
    rows: Iterable[tuple[str, SheetRow]],
    standing: Mapping[str, Mapping[str, AnswerRevision]],
    questionnaire: Questionnaire,
    *,
    on_conflict: OnConflict,
) -> ImportPlan:
    """Weigh each answer of a file against the one that stands.

    What a file does not tell (note, source, confidence) is not held against what stands: reading a file again, or one
    of a format that holds less, changes nothing.

    Args:
        rows: SIREN and row of each respondent.
        standing: current answers, by SIREN then by question.
        questionnaire: the questions asked.
        on_conflict: what becomes of an answer that stands, when the file says otherwise.
    """
    questions = {question.code: question for question in questionnaire.questions}
    planned, faults = [], []
    for siren, row in rows:
        for answer in row.answers:
            value, problems = _check(answer, questions.get(answer.question))
            if problems:
                shown = str(answer.value)[:_SHOWN]
                place = {"sheet": row.sheet or None, "column": answer.place or answer.question, "value": shown}
                faults += [Fault(row=row.line, expected=problem, **place) for problem in problems]
                continue
            checked = replace(answer, value=value)
            current = standing.get(siren, {}).get(answer.question)
            act = _act(current, checked, on_conflict)
            planned.append(
                PlannedAnswer(siren=siren, answer=checked, act=act, standing=current, line=row.line, sheet=row.sheet)
            )
    return ImportPlan(answers=tuple(planned), faults=tuple(faults))


def _check(answer: SheetAnswer, question: Question | None) -> tuple[AnswerValue, Sequence[str]]:
    """The value in its written form, and what is wrong with the answer."""
    if question is None:
        return None, [f"une question de la campagne (« {answer.question} » n’en est pas une)"]
    if (answer.state is AnswerState.ANSWERED) == (answer.value is None):
        return None, ["une réponse a une valeur, un autre état n’en a pas"]
    if answer.confidence and answer.confidence not in list(AnswerConfidence):
        return None, [f"une confiance parmi : {', '.join(AnswerConfidence)}"]
    try:
        return (None if answer.value is None else kind_of(question).check_value(question, answer.value)), []
    except InvalidAnswerError as error:
        return None, error.problems


def _act(current: AnswerRevision | None, answer: SheetAnswer, on_conflict: OnConflict) -> Planned:
    if current is None:
        return Planned.NEW
    is_same_note = not answer.note or (current.note is not None and current.note.fr == answer.note)
    if is_same_note and says_already(current, _told(answer)):
        return Planned.SAME
    return Planned.CHANGED if on_conflict is OnConflict.REPLACE else Planned.KEPT


def _told(answer: SheetAnswer) -> Mapping[str, object]:
    """What the file tells of an answer but its note, by field of `AnswerRevision`; what it leaves empty is not told."""
    told = {"source_document": answer.source, "confidence": answer.confidence, "facts": answer.facts}
    always = {"state": answer.state, "value": answer.value, "is_partial": answer.is_partial}
    return always | {field: value for field, value in told.items() if value}
