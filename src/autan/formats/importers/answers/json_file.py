"""How is our own JSON of answers read back, every fault with its place?"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from autan.errors import Fault, ImportFileError
from autan.formats.exporters.answers.json_file import FORMAT, FORMAT_VERSION
from autan.intake.core.findings import MAX_SHOWN, Findings
from autan.intake.importers.delimited import decode_text
from autan.questionnaires.core.answers.values import InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetAnswer, SheetRow

_UNKEPT = re.compile("[\0\ud800-\udfff]")


def read_answers_json(data: bytes, file: str, questionnaire: Questionnaire) -> AnswerSheet:
    """Return the respondents of a file.

    Args:
        data: the whole file.
        file: its name.
        questionnaire: the questions answered.

    Raises:
        ImportFileError: no JSON, that of something else, or a text with a sign that nothing can keep.
    """
    try:
        content = json.loads(decode_text(data, file))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ImportFileError(file, [Fault(row=line, expected="un fichier JSON entier et bien formé")]) from None
    _require_texts(content, file)
    if not isinstance(content, dict) or (content.get("format"), content.get("format_version")) != (
        FORMAT,
        FORMAT_VERSION,
    ):
        fault = Fault(column="format", expected=f"« {FORMAT} », version {FORMAT_VERSION}")
        raise ImportFileError(file, [fault])
    reader = _Reader({question.code: question for question in questionnaire.questions})
    rows = [reader.row(found, f"territories[{rank}]") for rank, found in enumerate(_list(content.get("territories")))]
    return AnswerSheet(
        file=file,
        rows=tuple(row for row in rows if row),
        faults=tuple(reader.findings.faults),
        campaign=_text(content, "campaign"),
        is_invented=content.get("is_invented") is True,
    )


def _require_texts(content: object, file: str) -> None:
    """Refuse half of a surrogate pair and the null sign: JSON can write them, no database and no file keeps them."""
    pending = [content]
    while pending:
        found = pending.pop()
        if isinstance(found, dict):
            pending += [*found, *found.values()]
        elif isinstance(found, list):
            pending += found
        elif isinstance(found, str) and _UNKEPT.search(found):
            shown = found[:MAX_SHOWN].encode("ascii", "backslashreplace").decode()
            raise ImportFileError(file, [Fault(value=shown, expected="un texte sans signe nul ni moitié de signe")])


class _Reader:
    """Reads territories and answers, and keeps what is wrong with them."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions
        self.findings = Findings()

    def refuse(self, place: str, value: object, expected: str) -> None:
        """Note what answers nothing, with its place."""
        self.findings.refuse(expected, column=place, value=value)

    def row(self, found: object, place: str) -> SheetRow | None:
        """Return one territory."""
        if not isinstance(found, dict) or not isinstance(found.get("siren"), str):
            self.refuse(place, found, "un objet avec « siren » et « answers »")
            return None
        answers = [
            self.answer(each, f"{place}.answers[{rank}]") for rank, each in enumerate(_list(found.get("answers")))
        ]
        siren = found["siren"]
        kept = tuple(answer for answer in answers if answer)
        return SheetRow(key=siren or place, siren=siren, name=_text(found, "name"), answers=kept)

    def answer(self, found: object, place: str) -> SheetAnswer | None:
        """Return one answer."""
        code = found.get("question") if isinstance(found, dict) else found
        if not isinstance(found, dict) or not isinstance(code, str) or code not in self.questions:
            self.refuse(place, code, "un objet dont « question » est le code d’une question")
            return None
        if found.get("state") not in list(AnswerState):
            self.refuse(f"{place}.state", found.get("state"), f"un état parmi : {', '.join(AnswerState)}")
            return None
        state = AnswerState(found["state"])
        value = found.get("value")
        if (state is AnswerState.ANSWERED) == (value is None):
            self.refuse(f"{place}.value", value, "une réponse a une valeur, un autre état n’en a pas")
            return None
        try:
            checked = None if value is None else check_value(self.questions[code], value)
        except InvalidAnswerError as error:
            for problem in error.problems:
                self.refuse(f"{place}.value", value, problem)
            return None
        return _as_answer(found, state, checked, place)


def _as_answer(found: Mapping[str, Any], state: AnswerState, value: Any, place: str) -> SheetAnswer:
    note = found.get("note") if isinstance(found.get("note"), dict) else {}
    return SheetAnswer(
        question=found["question"],
        state=state,
        value=value,
        is_partial=found.get("is_partial") is True,
        note=_text(note, "fr"),
        note_en=_text(note, "en"),
        author=_text(found, "author"),
        recorded_at=_text(found, "recorded_at"),
        source=_text(found, "source"),
        confidence=_text(found, "confidence"),
        is_on_behalf=found.get("is_on_behalf") is True,
        facts=tuple(str(fact) for fact in _list(found.get("facts"))),
        place=place,
    )


def _list(found: object) -> Sequence[Any]:
    return found if isinstance(found, list) else ()


def _text(found: Mapping[str, Any] | None, key: str) -> str:
    value = (found or {}).get(key)
    return value if isinstance(value, str) else ""
