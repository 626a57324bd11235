"""How is an answer put back in the fields of its question? The other way round from `entries`."""

from collections.abc import Callable, Mapping, Sequence

from autan.questionnaires.core.answers.entries import Parts
from autan.questionnaires.core.answers.entry_numbers import write_number
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, Question


def write_parts(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    """Return what the fields of a question hold for a value; nothing for no value.

    Reading them again with `entries.read_value` gives the same value.

    >>> from autan.evidence.core.texts import Text
    >>> write_parts(Question(code="q", kind=QuestionKind.NUMBER, text=Text("", ""), unit="count"), 2.5)
    {'value': ('2,5',)}
    """
    if value is None:
        return {}
    parts = _WRITERS.get(question.kind, _write_plain)(question, value)
    return {name: texts for name, texts in parts.items() if any(texts)}


def _write_plain(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    return {"value": (_cell(question.kind, value),)}


def _cell(kind: QuestionKind, value: object) -> str:
    if isinstance(value, int | float) and kind is not QuestionKind.YEAR:
        return write_number(value)
    return str(value)


def _write_half_open(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    del question
    given = value if isinstance(value, Mapping) else {}
    return {"choice": (str(given.get("choice") or ""),), "text": (str(given.get("text") or ""),)}


def _write_single(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    del question
    if isinstance(value, Mapping):
        return {"choice": (OTHER,), "other": (str(value.get(OTHER, "")),)}
    return {"choice": (str(value),)}


def _write_multiple(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    del question
    given = value if isinstance(value, Mapping) else {}
    return {"choice": _texts(given.get("choices")), "other": (str(given.get(OTHER) or ""),)}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def _write_ranking(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    del question
    return {f"rank.{code}": (str(rank),) for rank, code in enumerate(_texts(value), start=1)}


def _write_split(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    given = value if isinstance(value, Mapping) else {}
    return {f"part.{code}": (_cell(question.kind, share),) for code, share in given.items()}


def _write_table(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return _write_rows(question, {str(number): row for number, row in enumerate(rows)})


def _write_matrix(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    return _write_rows(question, value if isinstance(value, Mapping) else {})


def _write_rows(question: Question, rows: Mapping[str, AnswerValue]) -> dict[str, tuple[str, ...]]:
    return {
        f"cell.{name}.{column.code}": (_cell(column.kind, row[column.code]),)
        for name, row in rows.items()
        if isinstance(row, Mapping)
        for column in question.columns
        if column.code in row
    }


def _write_file(question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
    del question
    given = value if isinstance(value, Mapping) else {}
    return {key: (str(given.get(key, "")),) for key in ("name", "link")}


def typed_words(parts: Parts) -> str:
    r"""Return what was typed as one text, to be kept and read by a person: one line a field.

    >>> typed_words({"value": ("30 agents",)}), typed_words({"choice": ("yes",), "text": ("Oui, mais",)})
    ('30 agents', 'choice: yes\ntext: Oui, mais')
    """
    if set(parts) == {"value"}:
        return "\n".join(parts["value"])
    return "\n".join(f"{name}: {', '.join(texts)}" for name, texts in sorted(parts.items()) if any(texts))


_WRITERS: dict[QuestionKind, Callable[[Question, AnswerValue], dict[str, tuple[str, ...]]]] = {
    QuestionKind.HALF_OPEN: _write_half_open,
    QuestionKind.SINGLE: _write_single,
    QuestionKind.MULTIPLE: _write_multiple,
    QuestionKind.RANKING: _write_ranking,
    QuestionKind.SPLIT: _write_split,
    QuestionKind.TABLE: _write_table,
    QuestionKind.MATRIX: _write_matrix,
    QuestionKind.FILE: _write_file,
}
