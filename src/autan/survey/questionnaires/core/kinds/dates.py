"""Years and days, on a line; nothing without a date is placed on it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from statistics import median_high, median_low
from typing import ClassVar, override

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow
from autan.evidence.figures.core.figures import Method
from autan.ground.expressions.core.evaluation import Operand, ValueType, read_day
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer
from autan.survey.questionnaires.core.answers.fields import Parts, Widget, one_text
from autan.survey.questionnaires.core.answers.values import (
    FIRST_YEAR,
    LAST_YEAR,
    AnswerFault,
    AnswerValue,
    add_fault,
    check_whole,
)
from autan.survey.questionnaires.core.kinds.kind import ClassLabel, Kind, Listing
from autan.survey.questionnaires.core.questionnaire import Bounds, Question
from autan.survey.questionnaires.core.spread.columns import CellKind
from autan.survey.questionnaires.core.tabulation.points import (
    Points,
    count_classes,
    gather_points,
    median_row,
    range_row,
)
from autan.survey.questionnaires.core.tabulation.results import (
    CountRow,
    Tabulation,
    begin_tabulation,
    draw,
    draw_counts,
)
from autan.survey.questionnaires.core.wordings import verbatim, write_day

_RANGE = Sentence("De la plus ancienne à la plus récente")
_MEDIAN = Sentence("Année médiane")
_MEDIAN_FORMULA = Sentence("année du milieu, ou les deux du milieu")
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YEAR_FIGURES = 4
_YEAR = Sentence("Année, en quatre chiffres")
# 6 years is the life of a climate plan, 3 its half-way report
_SHORT, _LONG = 3, 6
_AGES: Sequence[ClassLabel] = (
    ("later", Sentence("Plus tard")),
    (f"under_{_SHORT}", Sentence("Moins de {short} ans", short=_SHORT)),
    (f"under_{_LONG}", Sentence("De {short} à {most} ans", short=_SHORT, most=_LONG - 1)),
    (f"from_{_LONG}", Sentence("{long} ans et plus", long=_LONG)),
)


class Dated(Kind):
    """What a year and a day have in common."""

    is_dated = True
    grouped_as = ChartKind.TIMELINE
    listing = Listing.NONE

    demonstrative: ClassVar[str]  # French word before a date of the kind

    def year_of(self, value: AnswerValue) -> int | None:
        """Return the year of an answer; None for another value."""
        return value if isinstance(value, int) else None

    @override
    def classes(self, question: Question) -> Sequence[ClassLabel]:
        return _AGES

    @override
    def classes_of(self, value: AnswerValue, period: Period) -> Collection[str]:
        """Return the class of an age in whole years at the end of a period."""
        year = self.year_of(value)
        if year is None or period.end is None:
            return ()
        age = period.end.year - year
        if age < 0:
            return ("later",)
        return (f"under_{_SHORT}" if age < _SHORT else f"under_{_LONG}" if age < _LONG else f"from_{_LONG}",)

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Tabulate years or days: earliest, latest and median year, and each member on a timeline.

        The value of each point is its year; the period of the point is that year, or that day. In a large campaign,
        how many fall in each class of years takes the place of the timeline.
        """
        unit = self.unit_of(responses.question)
        points = gather_points(responses, lambda answer: self.year_of(answer.value), unit=unit)
        rows = (range_row(points, label=_RANGE), _median_years(points))
        if not responses.is_large:
            return begin_tabulation(responses, rows, self._draw(points))
        classes = () if responses.group else count_classes(points)
        return begin_tabulation(responses, (*rows, *classes), draw_counts(responses, classes))

    def _draw(self, points: Points) -> Chart | None:
        responses = points.responses
        dated = [
            (member, replace(figure, period=Period.parse(str(answer.value))))
            for (member, answer, _), figure in zip(points.given, points.figures, strict=True)
        ]
        if not dated:
            return None
        ordered = sorted(dated, key=lambda point: (point[1].period.start or date.max, point[0].name))
        known, total = len(dated), len(responses.sirens)
        first = self.format_cell(responses.question, ordered[0][1].period.label)
        return draw(
            responses,
            ChartKind.TIMELINE,
            (ChartRow(label=verbatim(member.name), figures=(figure,)) for member, figure in ordered),
            unit=NO_TEXT,
            sentence=Sentence(
                "Dates connues\u00a0: {known} des {total} collectivités\u202f; la plus ancienne est {demonstrative} "
                "{first}.",
                known=known,
                total=total,
                demonstrative=self.demonstrative,
                first=first,
            ),
        )


def _median_years(points: Points) -> CountRow:
    """The year in the middle; where two are, both of them, for no year lies half-way between two."""
    row = median_row(points, label=_MEDIAN)
    if not points.given:
        return row
    method = Method(name="median", formula=_MEDIAN_FORMULA)
    ends = median_low(points.values), median_high(points.values)
    if ends[0] == ends[1]:
        return replace(row, figure=replace(row.figure, method=method))
    return replace(row, figure=replace(row.figure, value=None, low=ends[0], high=ends[1], method=method))


class Year(Dated):
    """A year, in four figures."""

    takes = frozenset({"min", "max"})
    is_measured = True
    compared_as = ValueType.NUMBER
    cell_kind = CellKind.WHOLE
    widget = Widget.YEAR
    field_label = _YEAR
    writes_number = True
    hint = Sentence("une année")
    demonstrative = "celle de"

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        return check_whole(value, _bounds_of(question), self.parts[0], faults)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        bounds, text = _bounds_of(question), one_text(parts, self.parts[0])
        if len(text) <= _YEAR_FIGURES and text.isdecimal():
            return int(text)
        ends = f"{bounds.low:.0f}", f"{bounds.high:.0f}"
        french = f"une année de {ends[0]} à {ends[1]}, en quatre chiffres, est attendue"
        add_fault(faults, self.parts[0], french, f"a year from {ends[0]} to {ends[1]} is expected")
        return None

    @override
    def comparable(self, question: Question, answer: RecordedAnswer) -> Operand:
        return self.year_of(answer.value)

    @override
    def format_constant(self, question: Question, value: float | str) -> Text:
        return verbatim(f"{value:g}" if isinstance(value, float) else str(value))


class Day(Dated):
    """A day."""

    compared_as = ValueType.DAY
    cell_kind = CellKind.DATE
    widget = Widget.DATE
    field_label = Text("Date", "Date")
    blank_lines = 1
    hint = Sentence("jour, mois, année")
    demonstrative = "celle du"

    @override
    def year_of(self, value: AnswerValue) -> int | None:
        return date.fromisoformat(value).year if isinstance(value, str) else None

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        day = read_day(value)
        if day is None:
            french = "une date possible est attendue, comme 12/03/2013 ou 2013-03-12"
            add_fault(faults, self.parts[0], french, "a possible date is expected, like 2013-03-12")
        return day.isoformat() if day else None

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        """Read a day, as a browser or a French hand writes it."""
        text = one_text(parts, self.parts[0])
        french = _FRENCH_DAY.fullmatch(text)
        return f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}" if french else text

    @override
    def comparable(self, question: Question, answer: RecordedAnswer) -> Operand:
        return read_day(answer.value)

    @override
    def format_cell(self, question: Question, value: str | float) -> Text:
        return write_day(date.fromisoformat(str(value)))


def _bounds_of(question: Question) -> Bounds:
    bounds = question.bounds
    return Bounds(
        low=FIRST_YEAR if bounds.low is None else bounds.low, high=LAST_YEAR if bounds.high is None else bounds.high
    )
