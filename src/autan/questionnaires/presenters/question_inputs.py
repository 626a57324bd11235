"""The fields of one question, ready to draw: names, labels, what they hold, what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.entries import EntryFault, Parts, row_numbers
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Column, Question

_MOST_RADIOS = 8
_MOST_STEPS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One choice of a field."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InputView:
    """One field.

    Attributes:
        kind: `line`, `area`, `number`, `year`, `date`, `select`, `radio` or `checkbox`.
        name: name sent back.
        label: what it asks for.
        value: what it holds.
        options: choices, for the last three kinds.
        faults: what is wrong with it, in words.
        unit: shown after it; may be empty.
    """

    kind: str
    name: str
    label: str
    value: str = ""
    options: tuple[OptionView, ...] = ()
    faults: tuple[str, ...] = ()
    unit: str = ""

    @property
    def id(self) -> str:
        """Identifier in the page."""
        return "f-" + self.name.replace(".", "-")

    @property
    def is_group(self) -> bool:
        """True for several boxes under one name."""
        return self.kind in {"radio", "checkbox"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One line of fields of a table or a matrix; `remove` is the value of the button that takes it away."""

    label: str
    inputs: tuple[InputView, ...]
    remove: str = ""


class InputMaker:
    """Makes the fields of one question from what they hold. Serves one page in one language."""

    def __init__(self, question: Question, parts: Parts, faults: Sequence[EntryFault], language: str) -> None:
        self.question, self.parts, self.language = question, parts, language
        self.faults: dict[str, list[str]] = {}
        for fault in faults:
            self.faults.setdefault(fault.part, []).append(fault.message.in_language(language))

    def inputs(self) -> tuple[InputView, ...]:
        """Fields of a question that is neither a table nor a matrix."""
        kind = self.question.kind
        makers = {
            QuestionKind.HALF_OPEN: self._half_open,
            QuestionKind.SINGLE: self._single,
            QuestionKind.MULTIPLE: self._multiple,
            QuestionKind.SCALE: self._scale,
            QuestionKind.RANKING: self._ranking,
            QuestionKind.SPLIT: self._split,
            QuestionKind.FILE: self._file,
        }
        return makers[kind]() if kind in makers else (self._field(kind, "value", self._plain_label(), self._unit()),)

    def rows(self, least: int = 1) -> tuple[RowView, ...]:
        """Lines of a table, blank ones after those that hold something up to the least wanted; or lines of a matrix."""
        question = self.question
        if question.kind is QuestionKind.MATRIX and question.rows:
            return tuple(
                RowView(label=line.label.in_language(self.language), inputs=self._cells(line.code))
                for line in question.rows.choices
            )
        numbers = row_numbers(self.parts)
        first = max(numbers, default=-1) + 1
        shown = [*numbers, *range(first, first + least - len(numbers))]
        return tuple(
            RowView(
                label=_("Ligne %(rank)d") % {"rank": rank},
                inputs=self._cells(str(number)),
                remove=f"{question.code}.{number}" if len(shown) > 1 else "",
            )
            for rank, number in enumerate(shown, start=1)
        )

    def unplaced(self, inputs: Sequence[InputView], rows: Sequence[RowView]) -> tuple[str, ...]:
        """Faults of parts that no field shows."""
        shown = {field.name for field in (*inputs, *(cell for row in rows for cell in row.inputs))}
        return tuple(
            words for part, said in self.faults.items() for words in said if f"{self.question.code}.{part}" not in shown
        )

    def _cells(self, row: str) -> tuple[InputView, ...]:
        return tuple(self._cell(row, column) for column in self.question.columns)

    def _cell(self, row: str, column: Column) -> InputView:
        part, label = f"cell.{row}.{column.code}", column.label.in_language(self.language)
        if column.kind is QuestionKind.SINGLE:
            return self._choices("select", part, label, column.choices)
        return self._field(column.kind, part, label, self._symbol(column.unit))

    def _half_open(self) -> tuple[InputView, ...]:
        choice = self._choices(self._one_of(), "choice", _("Votre réponse"), self.question.choices)
        return choice, self._field(QuestionKind.OPEN, "text", _("Précisions"))

    def _single(self) -> tuple[InputView, ...]:
        choice = self._choices(self._one_of(), "choice", _("Votre réponse"), self.question.choices)
        return (choice, *self._other())

    def _multiple(self) -> tuple[InputView, ...]:
        label = _("Cochez ce qui convient")
        return (self._choices("checkbox", "choice", label, self.question.choices), *self._other())

    def _other(self) -> tuple[InputView, ...]:
        if not self.question.allows_other:
            return ()
        return (self._field(QuestionKind.SHORT_TEXT, "other", _("Autre, à préciser")),)

    def _one_of(self) -> str:
        return "radio" if self.question.choices and len(self.question.choices.codes) <= _MOST_RADIOS else "select"

    def _scale(self) -> tuple[InputView, ...]:
        low, high = int(self.question.bounds.low or 0), int(self.question.bounds.high or 0)
        if not 0 < high - low < _MOST_STEPS:
            return (self._field(QuestionKind.NUMBER, "value", self._plain_label()),)
        ends = {low: self.question.low_label, high: self.question.high_label}
        held = self._held("value")
        options = [OptionView(value="", label=_("sans réponse"), is_chosen=not held)]
        for step in range(low, high + 1):
            words = ends[step].in_language(self.language) if step in ends else ""
            label = f"{step} ({words})" if words else str(step)
            options.append(OptionView(value=str(step), label=label, is_chosen=held == str(step)))
        return (self._view("radio", "value", _("Votre réponse"), options=tuple(options)),)

    def _ranking(self) -> tuple[InputView, ...]:
        choices = self.question.choices.choices if self.question.choices else ()
        fields = []
        for choice in choices:
            part = f"rank.{choice.code}"
            held = self._held(part)
            ranks = [str(rank) for rank in range(1, len(choices) + 1)]
            options = [OptionView(value="", label="–", is_chosen=not held)]
            options += [OptionView(value=rank, label=rank, is_chosen=rank == held) for rank in ranks]
            label = choice.label.in_language(self.language)
            fields.append(self._view("select", part, label, options=tuple(options)))
        return tuple(fields)

    def _split(self) -> tuple[InputView, ...]:
        choices = self.question.choices.choices if self.question.choices else ()
        return tuple(
            self._field(QuestionKind.NUMBER, f"part.{choice.code}", choice.label.in_language(self.language), "%")
            for choice in choices
        )

    def _file(self) -> tuple[InputView, ...]:
        name = self._field(QuestionKind.SHORT_TEXT, "name", _("Nom du document"))
        return name, self._field(QuestionKind.SHORT_TEXT, "link", _("Lien (https://…)"))

    def _choices(self, kind: str, part: str, label: str, choices: ChoiceList | None) -> InputView:
        held = set(self.parts.get(part, ()))
        options = [
            OptionView(value=c.code, label=c.label.in_language(self.language), is_chosen=c.code in held)
            for c in (choices.choices if choices else ())
        ]
        if part == "choice" and self.question.allows_other and kind != "checkbox":
            options.append(OptionView(value=OTHER, label=_("autre"), is_chosen=OTHER in held))
        if kind != "checkbox":
            options.insert(0, OptionView(value="", label=_("sans réponse"), is_chosen=not any(held)))
        return self._view(kind, part, label, options=tuple(options))

    def _field(self, kind: QuestionKind, part: str, label: str, unit: str = "") -> InputView:
        shown = "" if f"({unit})" in label else unit
        return self._view(_KINDS.get(kind, "line"), part, label, value=self._held(part), unit=shown)

    def _view(self, kind: str, part: str, label: str, **fields: object) -> InputView:
        name = f"{self.question.code}.{part}"
        return InputView(kind=kind, name=name, label=label, faults=tuple(self.faults.get(part, ())), **fields)  # type: ignore[arg-type]

    def _held(self, part: str) -> str:
        return self.parts.get(part, ("",))[0]

    def _plain_label(self) -> str:
        labels: Mapping[QuestionKind, str] = {
            QuestionKind.NUMBER: _("Votre réponse, en nombre"),
            QuestionKind.PERCENTAGE: _("Votre réponse, en pourcentage"),
            QuestionKind.YEAR: _("Année, en quatre chiffres"),
            QuestionKind.DATE: _("Date"),
        }
        return labels.get(self.question.kind, _("Votre réponse"))

    def _unit(self) -> str:
        return self._symbol(self.question.unit)

    def _symbol(self, unit: str) -> str:
        return get_unit(unit).symbol.in_language(self.language) if unit else ""


_KINDS = {
    QuestionKind.OPEN: "area",
    QuestionKind.NUMBER: "number",
    QuestionKind.PERCENTAGE: "number",
    QuestionKind.SCALE: "number",
    QuestionKind.YEAR: "year",
    QuestionKind.DATE: "date",
}
