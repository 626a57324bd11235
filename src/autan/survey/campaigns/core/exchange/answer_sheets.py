"""Answers as a file holds them, before it is known whose answers they are.

Every reader of answers (LimeSurvey, KoBo, our own files) gives an `AnswerSheet`; every writer starts from one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autan.ground.errors import Fault
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds import AnswerState


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """One answer of one respondent, with what the file says of it.

    Invariant: `value` is set exactly when the state is `ANSWERED`.

    Attributes:
        value: its value, in the form that `values` gives for the kind; not yet checked.
        is_partial: True when the value may not be the whole answer.
        note: remark in French; empty when there is none.
        note_en: the same remark in English.
        recorded_at: when, in ISO form; empty when the file does not say.
        confidence: how sure it is, as `AnswerConfidence` names it; empty when not stated.
        is_on_behalf: True when the coordination answered for the territory.
        facts: identifiers of the facts that it was documented from.
        revision: rank of this version of the answer, or None.
        place: heading of the first column that it was read from, for the faults.
    """

    question: str
    state: AnswerState = AnswerState.ANSWERED
    value: AnswerValue = None
    is_partial: bool = False
    note: str = ""
    note_en: str = ""
    author: str = ""
    recorded_at: str = ""
    source: str = ""
    confidence: str = ""
    is_on_behalf: bool = False
    facts: tuple[str, ...] = ()
    revision: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One respondent of a file: what the file knows of it, and its answers.

    Attributes:
        key: what tells this respondent from the others in the file: number of the response, SIREN...
        siren: nine figures, or empty when the file does not hold it.
        token: code of the invitation, or empty.
        name: name of the territory, or of the person, as written.
        submitted_at: when the response was sent, as written; empty when it was not finished.
        others: every other column that is no answer, by heading; any of them may tell the territory.
        answers: its answers, one a question at most.
        line: line of the file, counted from 1 with the headings as line 1.
    """

    key: str
    siren: str = ""
    token: str = ""
    name: str = ""
    email: str = ""
    submitted_at: str = ""
    language: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[SheetAnswer, ...] = ()
    line: int | None = None
    sheet: str = ""

    def answer_to(self, question: str) -> SheetAnswer | None:
        """Return the answer to a question, or None."""
        return next((answer for answer in self.answers if answer.question == question), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """The answers of a file, one row a respondent.

    Attributes:
        warnings: what the file holds and the sheet does not, each with its place.
        faults: cells that answer nothing; their answers are left out of the rows.
        is_invented: True when the answers are those of invented territories.
    """

    file: str
    rows: tuple[AnswerRow, ...]
    warnings: Sequence[Fault] = ()
    faults: Sequence[Fault] = ()
    campaign: str = ""
    is_invented: bool = False

    @property
    def answer_count(self) -> int:
        """How many answers there are, over all the rows."""
        return sum(len(row.answers) for row in self.rows)
