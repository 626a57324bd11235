"""Steps of a scale, counted from the lower end to the upper one."""

from collections import Counter
from collections.abc import Sequence
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.answers.fields import NO_ANSWER, YOUR_ANSWER, AnswerField, Widget
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue, check_whole
from autan.survey.questionnaires.core.kinds.kind import ClassLabel
from autan.survey.questionnaires.core.kinds.numbers import Number
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, PrintedBox
from autan.survey.questionnaires.core.questionnaire import Bounds, Question
from autan.survey.questionnaires.core.spread.columns import CellKind
from autan.survey.questionnaires.core.tabulation.points import gather_points, median_row
from autan.survey.questionnaires.core.tabulation.results import Tabulation, begin_tabulation, count_row, draw_counts
from autan.survey.questionnaires.core.wordings import typeset, verbatim

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
