"""How does an answer fill the flat columns of its question, and how is it gathered from them again?"""

from collections.abc import Callable, Mapping, Sequence

from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, Question
from autan.questionnaires.core.spread.columns import ColumnKind, FlatColumn

type FlatCell = str | int | float | None
type Path = tuple[str | int, ...]


def spread_value(
    question: Question, value: AnswerValue, columns: Sequence[FlatColumn], *, is_partial: bool = False
) -> list[FlatCell]:
    """Return the cell of each column for one answer, None where there is nothing.

    Args:
        question: the question.
        value: its answer in written form; None for no answer.
        columns: columns of the question, without that of its state.
        is_partial: True when a choice that is not ticked is unknown rather than « no ».
    """
    return [None if value is None else _find(question, value, column, is_partial=is_partial) for column in columns]


def _find(question: Question, value: AnswerValue, column: FlatColumn, *, is_partial: bool) -> FlatCell:
    if question.kind is QuestionKind.RANKING:
        ranked = list(value) if isinstance(value, Sequence) else []
        return ranked.index(column.path[0]) + 1 if column.path[0] in ranked else None
    if question.kind is QuestionKind.MULTIPLE and column.kind is ColumnKind.FLAG:
        ticked = value.get("choices", ()) if isinstance(value, Mapping) else ()
        is_ticked = isinstance(ticked, Sequence) and column.path[1] in ticked
        return 1 if is_ticked else (None if is_partial else 0)
    if question.kind is QuestionKind.SINGLE and not column.path and isinstance(value, Mapping):
        return OTHER
    found: AnswerValue = value
    for step in column.path:
        found = _step(found, step)
    return found if isinstance(found, str | int | float) and found != "" else None


def _step(value: AnswerValue, step: str | int) -> AnswerValue:
    if isinstance(step, int):
        return value[step - 1] if isinstance(value, list | tuple) and step <= len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def gather_value(question: Question, cells: Mapping[Path, FlatCell]) -> AnswerValue:
    """Return the answer whose cells are given, in written form but not yet checked; None when all are empty.

    Args:
        question: the question.
        cells: cells by the path of their column; empty ones may be absent.

    >>> from autan.evidence.core.texts import Text
    >>> scale = Question(code="q", kind=QuestionKind.SCALE, text=Text("a", "b"))
    >>> gather_value(scale, {(): 3}), gather_value(scale, {})
    (3, None)
    """
    known = {path: cell for path, cell in cells.items() if cell is not None and cell != ""}
    return _GATHERERS.get(question.kind, _gather_single)(question, known) if known else None


def _gather_single(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    """A text beside the choices stands for « autre »; a choice and a text together are for the check to refuse."""
    del question
    choice, other = known.get(()), known.get((OTHER,))
    if other is None and choice != OTHER:
        return choice
    return {OTHER: other or ""} if choice in {None, OTHER} else {OTHER: other, "choice": choice}


def _gather_half_open(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    del question
    return {"choice": known.get(("choice",)), "text": known.get(("text",), "")}


def _gather_multiple(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    codes = question.choices.codes if question.choices else ()
    ticked: list[AnswerValue] = [code for code in codes if known.get(("choices", code)) not in {None, 0}]
    other = known.get((OTHER,))
    return {"choices": ticked, OTHER: other} if other else {"choices": ticked}


def _gather_ranking(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    """Choices in the order of their ranks; two of one rank are in the order of the list."""
    codes = question.choices.codes if question.choices else ()
    ranked = [(known[code,], code) for code in codes if (code,) in known]
    return [code for _, code in sorted(ranked, key=lambda pair: pair[0] if isinstance(pair[0], int | float) else 0)]


def _gather_parts(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    del question
    return {str(path[0]): cell for path, cell in known.items()}


def _gather_matrix(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    del question
    lines: dict[str, dict[str, AnswerValue]] = {}
    for path, cell in known.items():
        lines.setdefault(str(path[0]), {})[str(path[1])] = cell
    return dict(lines)


def _gather_rows(question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
    """Rows of a table in their order; a rank without a cell is no row."""
    del question
    rows: dict[int, dict[str, AnswerValue]] = {}
    for path, cell in known.items():
        rows.setdefault(int(path[0]), {})[str(path[1])] = cell
    return [rows[rank] for rank in sorted(rows)]


_GATHERERS: dict[QuestionKind, Callable[[Question, Mapping[Path, FlatCell]], AnswerValue]] = {
    QuestionKind.HALF_OPEN: _gather_half_open,
    QuestionKind.MULTIPLE: _gather_multiple,
    QuestionKind.RANKING: _gather_ranking,
    QuestionKind.SPLIT: _gather_parts,
    QuestionKind.FILE: _gather_parts,
    QuestionKind.MATRIX: _gather_matrix,
    QuestionKind.TABLE: _gather_rows,
}
