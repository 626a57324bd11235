"""Answers as tables: columns, rows, whose they are, and what an import writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from autan.evidence.imports.core import Preview, Record, compare
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.questionnaires.core.answers.values import AnswerValue, InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire

# Answers as a file holds them, before it is known whose answers they are.


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """One answer of one respondent, with what the file says of it.

    Invariant: `value` is set exactly when the state is `ANSWERED`.

    Attributes:
        value: its value, in the form that `values` gives for the kind; not yet checked.
        is_partial: True when the value may not be the whole answer.
        note: remark in French; empty when there is none.
        recorded_at: when, in ISO form; empty when the file does not say.
        confidence: how sure it is, as `AnswerConfidence` names it; empty when not stated.
        is_on_behalf: True when the coordination answered for the territory.
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
    """

    file: str
    rows: tuple[AnswerRow, ...]
    warnings: Sequence[Fault] = ()
    faults: Sequence[Fault] = ()
    campaign: str = ""
    is_invented: bool = False

    @property
    def answer_count(self) -> int:
        """Number of answers, over all the rows."""
        return sum(len(row.answers) for row in self.rows)


# What an import of answers would write: each answer of a file against the one that stands.


type ByTerritory = Mapping[str, Mapping[str, AnswerRevision]]


class OnConflict(StrEnum):
    """What becomes of an answer that stands, when the file says otherwise."""

    KEEP = "keep"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCampaign:
    """What an import is compared with."""

    slug: str
    questionnaire: Questionnaire
    names: Mapping[str, str]
    answers: ByTerritory


def preview_answers(
    rows: Iterable[tuple[str, AnswerRow]],
    campaign: AskedCampaign,
    *,
    file: str,
    at: datetime,
    on_conflict: OnConflict,
    skips_faults: bool = False,
) -> Preview[AnswerRevision]:
    """Compare each answer of a file with the one that stands.

    What a file does not tell (note, source, confidence) is not held against what stands: reading a file again, or one
    of a format that holds less, changes nothing.
    The new revisions are of the time `at`; the content of each record is the revision to write, or the one that stands.
    With `skips_faults`, the answers that are not right are left out and the others written.
    """
    questions = {question.code: question for question in campaign.questionnaire.questions}
    findings = Findings()
    records: list[Record[AnswerRevision]] = []
    groups = {siren: Text(name, name) for siren, name in campaign.names.items()}
    for siren, row in rows:
        existing = campaign.answers.get(siren, {})
        for answer in row.answers:
            value, problems = _check(answer, questions.get(answer.question))
            for problem in problems:
                column = answer.place or answer.question
                findings.refuse(problem, sheet=row.sheet, row=row.line, column=column, value=answer.value or "")
            if not problems:
                new = _revision(answer, value, campaign.slug, siren, existing.get(answer.question), at)
                # a blank field of the file says nothing: it is not compared
                fields = {name: text for name, text in _fields(new).items() if text}
                records.append(_record(new, fields, questions, groups, line=row.line, sheet=row.sheet))
    known = {
        (record := _record(answer, _fields(answer), questions, groups)).key: record
        for own in campaign.answers.values()
        for answer in own.values()
        if answer.question in questions
    }
    items = compare(records, known, keeps_standing=on_conflict is OnConflict.KEEP)
    return Preview(file=file, items=items, faults=tuple(findings.faults), skips_faults=skips_faults)


def _check(answer: SheetAnswer, question: Question | None) -> tuple[AnswerValue, Sequence[str]]:
    """The value in its written form, and what is wrong with the answer."""
    if question is None:
        return None, [
            Sentence("une question de la campagne (« {question} » n’en est pas une)", question=answer.question)
        ]
    if (answer.state is AnswerState.ANSWERED) == (answer.value is None):
        return None, [Sentence("une réponse a une valeur, un autre état n’en a pas")]
    if answer.confidence and answer.confidence not in list(AnswerConfidence):
        return None, [Sentence("une confiance parmi : {values}", values=", ".join(AnswerConfidence))]
    try:
        if answer.value is None:
            return None, []
        return kind_of(question).check_value(question, answer.value, is_partial=answer.is_partial), []
    except InvalidAnswerError as error:
        return None, error.problems


def _revision(
    answer: SheetAnswer, value: AnswerValue, campaign: str, siren: str, current: AnswerRevision | None, at: datetime
) -> AnswerRevision:
    return AnswerRevision(
        campaign=campaign,
        siren=siren,
        question=answer.question,
        state=answer.state,
        value=value,
        is_partial=answer.is_partial,
        facts=answer.facts,
        note=Text(answer.note, answer.note_en) if answer.note or answer.note_en else None,
        source_document=answer.source,
        confidence=AnswerConfidence(answer.confidence) if answer.confidence else None,
        revision=current.revision + 1 if current else 1,
        by_name=answer.author,
        at=at,
        is_on_behalf=answer.is_on_behalf,
    )


def _fields(answer: AnswerRevision) -> dict[str, Any]:
    """Return the fields to compare. State and value make one field: neither says anything alone."""
    return {
        "answer": {"state": answer.state.value, "value": answer.value, "is_partial": answer.is_partial},
        "note": answer.note.fr if answer.note else "",
        "source": answer.source_document,
        "confidence": answer.confidence or "",
        "facts": answer.facts,
    }


def _record(
    answer: AnswerRevision,
    fields: Mapping[str, Any],
    questions: Mapping[str, Question],
    groups: Mapping[str, Text],
    *,
    line: int | None = None,
    sheet: str = "",
) -> Record[AnswerRevision]:
    return Record(
        key=f"{answer.siren}/{answer.question}",
        name=questions[answer.question].text,
        group=groups.get(answer.siren, NO_TEXT),
        fields=fields,
        content=answer,
        line=line,
        sheet=sheet,
    )
