"""What every kind of question does: defined, filled on a screen, checked, spread over columns, counted, told, printed.

Each kind is a class in the file of its name, and says there what it does in its own way. What it does not say is that
of a question whose answer is one plain value. `registry` holds one object of each.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import Unit, get_unit
from autan.ground.expressions.core.evaluation import Operand, ValueType
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.answers.fields import (
    YOUR_ANSWER,
    AnswerField,
    FieldRow,
    Parts,
    Widget,
    normalise_parts,
)
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue, InvalidAnswerError, add_fault
from autan.survey.questionnaires.core.limits import describe_limits, find_breaches
from autan.survey.questionnaires.core.printing.values import PrintedAnswer
from autan.survey.questionnaires.core.questionnaire import Bounds, Question
from autan.survey.questionnaires.core.spread.columns import (
    CellKind,
    FlatCell,
    FlatColumn,
    Path,
    column_of,
    other_column,
)
from autan.survey.questionnaires.core.tabulation.results import Tabulation, begin_tabulation
from autan.survey.questionnaires.core.wordings import capitalised, join_texts, symbol_of, verbatim

type ClassLabel = tuple[str, Text]
"""Code and label of a class of answers."""


class Listing(StrEnum):
    """Which answers to a question are listed under its figures, territory by territory."""

    ALL = "all"  # the answers are the result: words, documents
    FOLDED = "folded"  # they add to what is counted: tables, matrices, rankings
    WORDS = "words"  # only what is written beside a choice
    NONE = "none"  # the figures and the chart say it all


class Kind:
    """How one kind of question behaves.

    Attributes:
        takes: keys of the document that it takes, beside those of every question.
        fixed_unit: code of the unit of its numbers, where the kind sets it.
        usual_bounds: bounds of a question that gives none.
        is_repeated: True when an answer is any number of rows.
        is_measured: True when two answers of one territory can be subtracted.
        joins_changes: True when changes to two parts of one answer go together: see `change_unit`.
        compared_as: what a rule may compare the answer with.
        cell_kind: what the cell of a plain value holds.
        parts: names of the fields of an answer; a plain value has one.
        widget: how the field of a plain value is drawn.
        blank_lines: lines left on paper to write on.
        writes_number: True when a number is written on paper before its unit.
        counts_codes: True when figures `count_<code>` say how many took each choice or each step.
        grouped_as: chart of the answers of several groups side by side; None when there is none.
        grouped_measure: start of the measures that this chart shows.
        hint: how it is filled on paper, without a capital; empty when it is plain.
        field_hint: how it is filled on a screen; empty when it is plain.
    """

    takes: ClassVar[frozenset[str]] = frozenset()
    fixed_unit: ClassVar[str] = ""
    usual_bounds: ClassVar[Bounds] = Bounds()
    is_repeated: ClassVar[bool] = False
    is_dated: ClassVar[bool] = False
    is_measured: ClassVar[bool] = False
    takes_several: ClassVar[bool] = False
    joins_changes: ClassVar[bool] = False
    compared_as: ClassVar[ValueType] = ValueType.OPAQUE
    cell_kind: ClassVar[CellKind] = CellKind.TEXT
    parts: ClassVar[tuple[str, ...]] = ("value",)
    widget: ClassVar[Widget] = Widget.LINE
    field_label: ClassVar[Text] = YOUR_ANSWER
    blank_lines: ClassVar[int] = 0
    writes_number: ClassVar[bool] = False
    counts_codes: ClassVar[bool] = False
    grouped_as: ClassVar[ChartKind | None] = None
    grouped_measure: ClassVar[str] = ""
    listing: ClassVar[Listing] = Listing.ALL
    hint: ClassVar[Text] = NO_TEXT
    field_hint: ClassVar[Text] = NO_TEXT

    # defined

    def bounds_fault(self, bounds: Bounds) -> str:
        """Say what bounds are expected, in French; nothing when these are right."""
        return ""

    # checked

    def check_value(
        self, question: Question, value: object, *, is_partial: bool = False, keeps_breaches: bool = False
    ) -> AnswerValue:
        """Return a value in its written form, texts trimmed.

        What a publication states is read with `keeps_breaches`: it is not altered, whatever its question allows.
        """
        faults: list[AnswerFault] = []
        checked = self.check(question, value, faults)
        if not faults and not keeps_breaches:
            faults += find_breaches(question, checked, is_partial=is_partial)
        if faults:
            raise InvalidAnswerError(question.code, faults)
        return checked

    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        """Return a value in its written form, and add what is wrong with it to the faults."""
        add_fault(faults, self.parts[0], "rien n’est demandé ici", "nothing is asked here")
        return None

    # filled on a screen

    def field_hint_of(self, question: Question) -> Text:
        """Return how a question is filled on a screen, with what its answer may say at once, as sentences."""
        limits = describe_limits(question)
        return join_texts(
            " ", (self.field_hint, join_texts("", (capitalised(limits), verbatim("." * bool(limits.fr)))))
        )

    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        """Return the fields of a question that has no columns; here, one field for a plain value."""
        return (AnswerField(widget=self.widget, part=self.parts[0], label=self.field_label, unit=question.unit),)

    def field_rows(self, question: Question, parts: Parts, least: int = 1) -> tuple[FieldRow, ...]:
        """Return the lines of fields of a question that has columns, `least` of them where they are not named."""
        return ()

    def read_value(self, question: Question, parts: Parts) -> tuple[AnswerValue, tuple[AnswerFault, ...]]:
        """Read the parts of a question into a written value (None for nothing typed, or a fault), and every fault."""
        faults: list[AnswerFault] = []
        filled = normalise_parts(parts)
        value = self.read(question, filled, faults) if filled else None
        checked = None if faults or value is None else self.check(question, value, faults)
        if not faults:
            faults += find_breaches(question, checked)
        return None if faults else checked, tuple(faults)

    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        """Return the value of parts as `normalise_parts` leaves them, which `check` takes when no fault is added."""
        return None

    def write_parts(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        """Return what the fields of a question hold for a value; reading them again gives the same value."""
        if value is None:
            return {}
        return {name: texts for name, texts in self.write(question, value).items() if any(texts)}

    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        """Return the parts of a value that is there."""
        if isinstance(value, Mapping):
            return {part: (str(value.get(part) or ""),) for part in self.parts}
        return {self.parts[0]: (str(value),)}

    def change_unit(self, part: str, text: str) -> str:
        """Return what one person says at once: two changes to one answer that touch different units are both kept."""
        return part

    # spread over the columns of a flat table

    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        """Return the columns of a question, without that of its state; `length` rows of a table."""
        return (column_of(question, (), self.cell_kind, choices=question.choices), *other_column(question))

    def spread(self, value: AnswerValue, columns: Sequence[FlatColumn], *, is_partial: bool = False) -> list[FlatCell]:
        """Return the cell of each column, without that of the state, for one answer in written form; None for nothing.

        A choice that a partial answer does not tick is unknown rather than « no ».
        """
        return [None if value is None else self.cell(value, column, is_partial=is_partial) for column in columns]

    def cell(self, value: AnswerValue, column: FlatColumn, *, is_partial: bool) -> FlatCell:
        """Return what one column holds of a value that is there."""
        inner: AnswerValue = value
        for step in column.path:
            inner = _step(inner, step)
        return inner if isinstance(inner, str | int | float) and inner != "" else None

    def gather_value(self, question: Question, cells: Mapping[Path, FlatCell]) -> AnswerValue:
        """Return the answer whose cells are given, in written form but not yet checked; None when all are empty."""
        known = {path: cell for path, cell in cells.items() if cell is not None and cell != ""}
        return self.gather(question, known) if known else None

    def gather(self, question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
        """Return the answer whose cells, of which none is empty, are given; here, the value that their paths make."""
        if () in known:
            return known[()]
        fields: dict[str, Any] = {}
        for (*steps, last), cell in known.items():
            inner = fields
            for step in steps:
                inner = inner.setdefault(str(step), {})
            inner[str(last)] = cell
        return fields

    # compared by a rule

    def comparable(self, question: Question, answer: RecordedAnswer) -> Operand:
        """Return what a rule compares of an answer that has a value; None for nothing."""
        return None

    def format_constant(self, question: Question, value: float | str) -> Text:
        """Return the words of a value that a rule compares an answer with."""
        return self.format_cell(question, value)

    # counted

    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Return what the answers to a question of this kind say together; here, no more than who answered."""
        return begin_tabulation(responses)

    def count_any(self, responses: QuestionResponses, codes: Sequence[str]) -> Figure | None:
        """Count the members that chose any of several choices; None where choices are not counted."""
        return None

    def unknown_value(self, responses: QuestionResponses, member: Respondent) -> Figure | None:
        """Return the figure of the number that a member did not give; None where no number is asked."""
        return None

    def codes(self, value: AnswerValue) -> Sequence[str]:
        """Return the codes that a value counts for among the figures `count_<code>`, in the order of the answer."""
        return ()

    def classes(self, question: Question) -> Sequence[ClassLabel]:
        """Return the classes into which the answers to a question put the territories; none when they do not."""
        return ()

    def classes_of(self, value: AnswerValue, period: Period) -> Collection[str]:
        """Return the classes of one value, as of the end of the period of the campaign; none when it is not known."""
        return self.codes(value)

    def unit_of(self, question: Question) -> Unit:
        """Return the unit of the numbers given to a question; ranks and steps of a scale are plain counts."""
        return get_unit("year" if self.is_dated else question.unit or "count")

    def is_same_measure(self, earlier: Question, later: Question) -> bool:
        """Say whether the numbers given to two questions of this kind can be subtracted."""
        return self.unit_of(earlier).dimension is self.unit_of(later).dimension

    # told and printed

    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        """Return the words of a value, one item a line; nothing for no value."""
        return (self.format_cell(question, value),) if isinstance(value, str | int | float) else ()

    def format_cell(self, question: Question, value: str | float) -> Text:
        """Return the words of a plain value."""
        return verbatim(str(value))

    def takes_free_text(self, question: Question) -> bool:
        """Return True when an answer to a question may hold words written by hand; see `holds_free_text`."""
        return False

    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        """Return True when an answer holds words written by hand, and not only choices, numbers and dates."""
        return False

    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        """Return what is printed under a question."""
        return PrintedAnswer(
            words=self.format_value(question, value),
            blank_lines=self.blank_lines if is_blank else 0,
            unit=symbol_of(question.unit) if is_blank and self.writes_number else None,
        )


def _step(value: AnswerValue, step: str | int) -> AnswerValue:
    if isinstance(step, int):
        return value[step - 1] if isinstance(value, list | tuple) and step <= len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None
