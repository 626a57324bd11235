"""Quantities, percentages and steps of a scale: a few are all shown by name, many are summed up by classes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import override

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.numbers import falling_order
from autan.ground.expressions.core.evaluation import Operand, ValueType
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent, campaign_ref
from autan.survey.questionnaires.core.answers.fields import (
    NO_ANSWER,
    YOUR_ANSWER,
    AnswerField,
    Parts,
    Widget,
    read_number_part,
)
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    check_number,
    check_whole,
    write_number,
)
from autan.survey.questionnaires.core.kinds.kind import ClassLabel, Kind, Listing
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, PrintedBox
from autan.survey.questionnaires.core.questionnaire import Bounds, Question
from autan.survey.questionnaires.core.spread.columns import CellKind
from autan.survey.questionnaires.core.tabulation.points import (
    Points,
    count_classes,
    gather_points,
    median_row,
    sum_row,
    summary_rows,
)
from autan.survey.questionnaires.core.tabulation.results import (
    Tabulation,
    begin_tabulation,
    count_row,
    describe_known,
    draw,
    draw_counts,
    make_figure,
)
from autan.survey.questionnaires.core.wordings import typeset, verbatim, write_quantity

_NOT_GIVEN = Sentence("aucun nombre n’est connu")


class Number(Kind):
    """A quantity, in the unit of the question."""

    takes = frozenset({"unit", "min", "max"})
    is_measured = True
    compared_as = ValueType.NUMBER
    cell_kind = CellKind.NUMBER
    grouped_as = ChartKind.DOTS
    listing = Listing.NONE
    widget = Widget.NUMBER
    writes_number = True
    field_label = Sentence("Votre réponse, en nombre")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        return check_number(value, question.bounds, self.parts[0], faults)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        return read_number_part(parts, self.parts[0], question.unit, faults)

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        return {self.parts[0]: (write_number(value) if isinstance(value, int | float) else str(value),)}

    @override
    def comparable(self, question: Question, answer: RecordedAnswer) -> Operand:
        return answer.value if isinstance(answer.value, int | float) else None

    @override
    def format_cell(self, question: Question, value: str | float) -> Text:
        return write_quantity(value, question.unit) if isinstance(value, int | float) else verbatim(value)

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Tabulate numbers: range, median, sum where the unit may be added, and every point by name.

        In a large campaign: the middle half, and how many numbers fall in each round class, in place of the points.
        """
        points = gather_points(responses, lambda answer: answer.value, unit=self.unit_of(responses.question))
        rows = summary_rows(points)
        if points.unit.is_summable:
            rows.append(sum_row(points))
        if not responses.is_large:
            return begin_tabulation(responses, tuple(rows), self._draw(points))
        classes = () if responses.group else count_classes(points)
        return begin_tabulation(responses, (*rows, *classes), draw_counts(responses, classes))

    def _draw(self, points: Points) -> Chart | None:
        """Draw every member by name, largest number first, then those whose number is not known.

        None when nobody gave any, except a group, which is drawn among the others.
        """
        responses = points.responses
        if not points.given and not responses.group:
            return None
        known = sorted(points.by_member, key=lambda point: (falling_order(point[1]), point[0].name))
        sirens = {member.siren for member, _ in known}
        silent = [member for member in responses.concerned if member.siren not in sirens]
        ordered = [*known, *((member, self.unknown_value(responses, member)) for member in silent)]
        return draw(
            responses,
            ChartKind.DOTS,
            (ChartRow(label=verbatim(member.name), figures=(figure,)) for member, figure in ordered),
            unit=points.unit.symbol,
            sentence=describe_known(len(points.given), responses),
        )

    @override
    def unknown_value(self, responses: QuestionResponses, member: Respondent) -> Figure:
        """Return the number that a member did not give, so that it has its place on the chart and its trace."""
        question, answer = responses.question, responses.answers.get(member.siren)
        alone = replace(responses, members=(member,), asked=None, group="", unasked={})
        label = Text(f"{question.text.fr} ({member.name})", f"{question.text.en} ({member.name})")
        return make_figure(
            alone,
            f"value_{member.siren}",
            label,
            unit=self.unit_of(question),
            known=0,
            method=Method(name="unknown_point", formula=_NOT_GIVEN),
            evidence=(answer.ref if answer else campaign_ref(responses.campaign),),
        )


class Percentage(Number):
    """A number of 0 to 100, unless the question says otherwise."""

    takes = frozenset({"min", "max"})
    fixed_unit = "pct"
    usual_bounds = Bounds(low=0, high=100)
    field_label = Sentence("Votre réponse, en pourcentage")


LONGEST_SCALE = 20
_MOST_BUTTONS = 11


class ScaleKind(Number):
    """A whole number between two ends, such as 1 to 5."""

    takes = frozenset({"min", "max", "low_label", "high_label"})
    cell_kind = CellKind.RANK
    counts_codes = True
    grouped_as = ChartKind.BARS
    grouped_measure = "count_"

    @override
    def bounds_fault(self, bounds: Bounds) -> str:
        """Expect two whole ends, not too far apart."""
        low, high = bounds.low, bounds.high
        is_whole = low is not None and high is not None and low == int(low) and high == int(high)
        if is_whole and 0 < (high or 0) - (low or 0) <= LONGEST_SCALE:
            return ""
        return f"les deux bouts de l’échelle (« min », « max »), entiers, à {LONGEST_SCALE} échelons d’écart au plus"

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        return check_whole(value, question.bounds, self.parts[0], faults)

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        steps = _steps(question)
        if not 1 < len(steps) <= _MOST_BUTTONS:
            return (AnswerField(widget=Widget.NUMBER, part=self.parts[0], label=YOUR_ANSWER),)
        options = (NO_ANSWER, *((str(step), _label(question, step)) for step in steps))
        return (AnswerField(widget=Widget.RADIO, part=self.parts[0], label=YOUR_ANSWER, options=options),)

    @override
    def codes(self, value: AnswerValue) -> Sequence[str]:
        return () if value is None else (str(value),)

    @override
    def classes(self, question: Question) -> Sequence[ClassLabel]:
        return [(str(step), verbatim(str(step))) for step in _steps(question)]

    @override
    def is_same_measure(self, earlier: Question, later: Question) -> bool:
        return earlier.bounds == later.bounds

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        values = Counter(answer.value for answer in responses.given if isinstance(answer.value, int | float))
        known = responses.answered_count
        counts = [
            count_row(
                responses, f"count_{step}", label=_label(responses.question, step), value=values[step], known=known
            )
            for step in _steps(responses.question)
        ]
        points = gather_points(responses, lambda answer: answer.value, unit=self.unit_of(responses.question))
        chart = draw_counts(responses, counts)
        return begin_tabulation(responses, (*counts, median_row(points)), chart)

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        boxes = [
            PrintedBox(label=typeset(_label(question, step)), is_ticked=value == step) for step in _steps(question)
        ]
        return PrintedAnswer(boxes=tuple(boxes), is_in_line=True)


def _steps(question: Question) -> range:
    return range(int(question.bounds.low or 0), int(question.bounds.high or 0) + 1)


def _label(question: Question, step: int) -> Text:
    """The number of a step, with what it means where an end says so."""
    ends = {question.bounds.low: question.low_label, question.bounds.high: question.high_label}
    meaning = ends.get(step, NO_TEXT)
    if not meaning.fr:
        return verbatim(str(step))
    return Text(f"{step} ({meaning.fr})", f"{step} ({meaning.en or meaning.fr})")
