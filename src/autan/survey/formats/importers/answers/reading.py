"""Answers read from the cells of a table: gathered by question, then checked, each fault at its place."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import CellValue, Table, text_of
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import SheetAnswer
from autan.survey.formats.core.answer_files.cells import (
    AmbiguousNumberError,
    UnreadableCellError,
    decimal_mark_in,
    is_ambiguous,
    with_decimal_mark,
)
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue, InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.spread.columns import FlatCell, Path

_BOTH = AnswerFault(part="value", message=Sentence("un état ou une réponse, pas les deux"))
_MISSING = AnswerFault(part="value", message=Sentence("une réponse, puisque l’état en annonce une"))


@dataclass(slots=True)
class AnswerParts:
    """What cells say of one answer. `is_partial`: True when a cell says that the answer may not be whole."""

    cells: dict[Path, FlatCell]
    state: AnswerState | None = None
    is_partial: bool = False
    notes: tuple[str, ...] = ()

    def add(self, other: "AnswerParts") -> None:
        """Take in what another cell says."""
        self.cells |= other.cells
        self.notes += other.notes
        if other.state is not None:
            self.state, self.is_partial = other.state, other.is_partial


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumn:
    """A column of a file that holds a part of the answers to a question.

    Attributes:
        read: says what a cell that is not empty holds; raises `UnreadableCellError`.
        when_empty: cells that an empty cell stands for once another one of the answer is filled.
    """

    question: Question
    read: Callable[[str | float], AnswerParts]
    when_empty: Mapping[Path, FlatCell] = field(default_factory=dict)


@dataclass(slots=True)
class TableReading:
    """What grows while one table is read.

    Attributes:
        ticks_answer: True when boxes that are all empty or 0 are an answer, False when they are none.
        decimal_mark: comma or dot, where who gives the file says which; empty to look at each column, then ask.
        groups: places of the columns of each question, by its code.
    """

    table: Table
    columns: Mapping[int, FileColumn] = field(default_factory=dict)
    ticks_answer: bool = True
    decimal_mark: str = ""
    findings: Findings = field(default_factory=Findings)
    asked: Counter[str] = field(init=False, default_factory=Counter)
    groups: dict[str, list[int]] = field(init=False, default_factory=dict)
    _texts: dict[int, Sequence[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for place, column in self.columns.items():
            self.groups.setdefault(column.question.code, []).append(place)

    def refuse(self, line: int, heading: str, value: object, expected: str) -> None:
        """Note a cell that answers nothing, with its place."""
        self.findings.refuse(expected, sheet=self.table.name, row=line, column=heading, value=value)

    @property
    def left_out(self) -> int:
        """How many cells were left out so far, those of a column that is asked back once among them."""
        return self.findings.refused + self.asked.total()

    def settle_number(
        self, line: int, heading: str, text: str, texts: Sequence[str], error: AmbiguousNumberError
    ) -> str | None:
        """Return a number written so that it is read in one way only, as its column shows; else ask, once a column."""
        mark = self.decimal_mark or decimal_mark_in(texts)
        if mark:
            return with_decimal_mark(text, mark)
        if heading in self.asked:
            self.asked[heading] += 1
        else:
            self.asked[heading] = 0
            count = max(1, sum(map(is_ambiguous, texts)))
            expected = "{expected}\u202f; dites le signe des décimales de ce fichier ({count} cases de cette colonne)"
            self.refuse(line, heading, text, Sentence(expected, expected=error.expected, count=count))
        return None

    def rows(self) -> Iterator[tuple[Sequence[CellValue], int]]:
        """Give the rows and their lines, until no more fault is kept."""
        return self.findings.until_full(zip(self.table.rows, self.table.lines, strict=True))

    def answers(self, cells: Sequence[CellValue], line: int) -> Iterator[SheetAnswer]:
        """Give the right answers of one line."""
        for places in self.groups.values():
            filled = [place for place in places if cells[place] is not None]
            parts = self.gather(filled, cells, line) if filled else None
            if parts is not None:
                for place in places:
                    if self.columns[place].when_empty:
                        parts.cells = {**self.columns[place].when_empty, **parts.cells}
                column, heading = self.columns[filled[0]], self.table.headings[filled[0]]
                shown = cells[filled[0]] if len(filled) == 1 else " ; ".join(text_of(cells[place]) for place in filled)
                answer = self.settle(column.question, parts, line, heading, shown)
                if answer is not None:
                    yield answer

    def gather(self, filled: Sequence[int], cells: Sequence[CellValue], line: int) -> AnswerParts | None:
        """Return what the filled columns of a line say of one answer; None when they say nothing, or wrongly."""
        answer_parts, before = AnswerParts({}), self.left_out
        for place in filled:
            raw = cells[place]
            try:
                if parts := self._read(place, line, raw if raw is not None else ""):
                    answer_parts.add(parts)
            except UnreadableCellError as error:
                self.refuse(line, self.table.headings[place], raw, error.expected)
        is_said = self.ticks_answer or _is_answered(self.columns[filled[0]].question, answer_parts.cells)
        return answer_parts if is_said and self.left_out == before else None

    def texts_of(self, place: int) -> Sequence[str]:
        """The texts of a column, read once where one of them may be two numbers."""
        if place not in self._texts:
            self._texts[place] = [text_of(row[place]) for row in self.table.rows if isinstance(row[place], str)]
        return self._texts[place]

    def _read(self, place: int, line: int, raw: str | float) -> AnswerParts | None:
        """What one cell says; None for a number that is asked back."""
        column = self.columns[place]
        try:
            return column.read(raw)
        except AmbiguousNumberError as error:
            texts = self.texts_of(place)
            settled = self.settle_number(line, self.table.headings[place], text_of(raw), texts, error)
            return None if settled is None else column.read(settled)

    def settle(
        self, question: Question, answer_parts: AnswerParts, line: int, place: str, shown: CellValue = None
    ) -> SheetAnswer | None:
        """Return an answer in its written form, or None after having told what is wrong with it."""
        state = answer_parts.state or AnswerState.ANSWERED
        value: AnswerValue = None
        try:
            if state is AnswerState.ANSWERED:
                value = kind_of(question).gather_value(question, answer_parts.cells)
            value = check_answer(
                question, state, value, is_filled=bool(answer_parts.cells), is_partial=answer_parts.is_partial
            )
        except InvalidAnswerError as error:
            for problem in error.problems:
                self.refuse(line, place, (state.value if value is None else value) if shown is None else shown, problem)
            return None
        return SheetAnswer(
            question=question.code,
            state=state,
            value=value,
            is_partial=answer_parts.is_partial,
            note=" ; ".join(answer_parts.notes),
            place=place,
        )


def check_answer(
    question: Question, state: AnswerState, value: object, *, is_filled: bool, is_partial: bool
) -> AnswerValue:
    """Return the value of an answer in its written form.

    Raises InvalidAnswerError when the value does not answer the question, or does not go with the state.
    """
    if state is not AnswerState.ANSWERED:
        if is_filled:
            raise InvalidAnswerError(question.code, [_BOTH])
        return None
    if value is None:
        raise InvalidAnswerError(question.code, [_MISSING])
    return kind_of(question).check_value(question, value, is_partial=is_partial)


def _is_answered(question: Question, cells: Mapping[Path, FlatCell]) -> bool:
    """No box ticked and nothing written is no answer."""
    if kind_of(question).takes_several:
        return any(cell not in {None, 0} for cell in cells.values())
    return bool(cells)
