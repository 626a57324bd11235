"""Reads a screen of questions that was sent: its fields become entries, question by question.

Each field is named `<question>.<part>`; beside the parts that `core.entries` reads stand those of `_META`.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict

from autan.evidence.core.notation import read_whole
from autan.questionnaires.core.answers.parts import STATES_IN_PLACE, AnswerInput, row_numbers
from autan.questionnaires.core.kinds import AnswerConfidence
from autan.questionnaires.core.questionnaire import Question

_META = frozenset({"revision", "state", "source", "confidence", "contested", "keep", "kept"})


def read_entries(post: QueryDict, questions: Iterable[Question]) -> list[AnswerInput]:
    """Return the entries of the questions that the screen showed, in the order of the questionnaire."""
    gone = post.get("remove_row", "")
    fields: dict[str, dict[str, Sequence[str]]] = {}
    for name, texts in post.lists():
        code, _, part = name.partition(".")
        if part and not (gone and name.startswith(_removed(gone))):
            fields.setdefault(code, {})[part] = [text.replace("\0", "") for text in texts]  # PostgreSQL keeps none
    shown = [question for question in questions if "revision" in fields.get(question.code, {})]
    return [_read_entry(question, fields[question.code]) for question in shown]


def rows_wanted(post: QueryDict) -> dict[str, int]:
    """Return how many rows the tables of a screen are to show when one is added, by question; blank ones count."""
    code = post.get("add_row", "")
    if not code:
        return {}
    names = [name.removeprefix(f"{code}.") for name in post if name.startswith(f"{code}.cell.")]
    return {code: len(row_numbers(names)) + 1}


def is_about_rows(post: QueryDict) -> bool:
    """True when the person adds or removes a row, and stays on the screen."""
    return "add_row" in post or "remove_row" in post


def _removed(gone: str) -> str:
    """Start of the names of the fields of the row taken away: `q3.2` names those of `q3.cell.2`."""
    code, _, number = gone.partition(".")
    return f"{code}.cell.{number}."


def _read_entry(question: Question, fields: Mapping[str, Sequence[str]]) -> AnswerInput:
    keep = _first(fields, "keep")
    return AnswerInput(
        question=question.code,
        based_on=_number(_first(fields, "revision")),
        parts={part: tuple(texts) for part, texts in fields.items() if part not in _META},
        state=next((state for state in STATES_IN_PLACE if state.value == _first(fields, "state")), None),
        source_document=_first(fields, "source"),
        confidence=_confidence(_first(fields, "confidence")),
        contested=_number(_first(fields, "contested")),
        keeps_theirs=keep == "theirs" if keep in {"theirs", "mine"} else None,
        shows_kept=bool(_first(fields, "kept")),
    )


def _first(fields: Mapping[str, Sequence[str]], part: str) -> str:
    return next(iter(fields.get(part, ())), "")


def _number(text: str) -> int:
    return read_whole(text) or 0


def _confidence(text: str) -> AnswerConfidence | None:
    return next((confidence for confidence in AnswerConfidence if confidence.value == text), None)
