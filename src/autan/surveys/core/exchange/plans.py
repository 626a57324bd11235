"""What an import of answers would write: each answer of a file against the one that stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from autan.evidence.core.texts import NO_TEXT, Text
from autan.intake.core.findings import Findings
from autan.intake.core.previews import Preview, Record, compare
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.answers.values import AnswerValue, InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.surveys.core.exchange.sheets import SheetAnswer, SheetRow


class OnConflict(StrEnum):
    """What becomes of an answer that stands, when the file says otherwise."""

    KEEP = "keep"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One right answer of a file.

    Attributes:
        siren: territory that answers.
        answer: what the file says, its value in written form.
        line: line of the file.
    """

    siren: str
    answer: SheetAnswer
    line: int | None


type Compared = GivenAnswer | RecordedAnswer


def preview_answers(
    rows: Iterable[tuple[str, SheetRow]],
    standing: Mapping[tuple[str, str], RecordedAnswer],
    questionnaire: Questionnaire,
    *,
    file: str,
    names: Mapping[str, str],
    on_conflict: OnConflict,
    skips_faults: bool = False,
) -> Preview[Compared]:
    """Weigh each answer of a file against the one that stands.

    What a file does not tell (note, source, confidence) is not held against what stands: reading a file again, or one
    of a format that holds less, changes nothing.

    Args:
        rows: SIREN and row of each respondent.
        standing: answers as they stand, by SIREN and question.
        questionnaire: the questions asked.
        file: name of the file.
        names: name of each territory, by SIREN.
        on_conflict: what becomes of an answer that stands, when the file says otherwise.
        skips_faults: True when the answers that are not right are left out, and the others written.
    """
    questions = {question.code: question for question in questionnaire.questions}
    findings = Findings()
    given: list[Record[Compared]] = []
    groups = {siren: Text(name, name) for siren, name in names.items()}
    for siren, row in rows:
        for answer in row.answers:
            value, problems = _check(answer, questions.get(answer.question))
            for problem in problems:
                column = answer.place or answer.question
                findings.refuse(problem, sheet=row.sheet, row=row.line, column=column, value=answer.value or "")
            if not problems:
                said = GivenAnswer(siren=siren, answer=replace(answer, value=value), line=row.line)
                given.append(_record(said, questions[answer.question], groups.get(siren, NO_TEXT), row.sheet))
    known = {
        _key(siren, code): _standing(answer, questions[code], groups.get(siren, NO_TEXT))
        for (siren, code), answer in standing.items()
        if code in questions
    }
    items = compare(given, known, keeps_standing=on_conflict is OnConflict.KEEP)
    return Preview(file=file, items=items, faults=tuple(findings.faults), skips_faults=skips_faults)


def _check(answer: SheetAnswer, question: Question | None) -> tuple[AnswerValue, Sequence[str]]:
    """The value in its written form, and what is wrong with the answer."""
    if question is None:
        return None, [f"une question de la campagne (« {answer.question} » n’en est pas une)"]
    if (answer.state is AnswerState.ANSWERED) == (answer.value is None):
        return None, ["une réponse a une valeur, un autre état n’en a pas"]
    if answer.confidence and answer.confidence not in list(AnswerConfidence):
        return None, [f"une confiance parmi : {', '.join(AnswerConfidence)}"]
    try:
        return (None if answer.value is None else check_value(question, answer.value)), []
    except InvalidAnswerError as error:
        return None, error.problems


def _key(siren: str, question: str) -> str:
    return f"{siren}/{question}"


def _record(said: GivenAnswer, question: Question, group: Text, sheet: str) -> Record[Compared]:
    answer = said.answer
    fields = _answer_field(answer)
    for name in ("note", "source", "confidence", "facts"):
        if told := getattr(answer, name):
            fields[name] = told
    key = _key(said.siren, question.code)
    return Record(key=key, name=question.text, group=group, fields=fields, content=said, line=said.line, sheet=sheet)


def _standing(answer: RecordedAnswer, question: Question, group: Text) -> Record[Compared]:
    fields = _answer_field(answer) | {
        "note": answer.note.fr if answer.note else "",
        "source": answer.source_document,
        "confidence": answer.confidence or "",
        "facts": answer.facts,
    }
    return Record(key=_key(answer.siren, question.code), name=question.text, group=group, fields=fields, content=answer)


def _answer_field(answer: SheetAnswer | RecordedAnswer) -> dict[str, Any]:
    """State and value make one field: neither says anything alone."""
    return {"answer": {"state": answer.state.value, "value": answer.value, "is_partial": answer.is_partial}}
