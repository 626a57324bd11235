"""Parts of a whole: the range and the median of each, and the parts of each member as one bar."""

from collections.abc import Sequence
from typing import override

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.answers.fields import AnswerField, Parts, Widget, read_number_part
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    add_fault,
    check_number,
    check_parts,
    parts_of,
    write_number,
)
from autan.survey.questionnaires.core.kinds.kind import Kind, Listing
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, print_by_choice
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, Question
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn, column_of
from autan.survey.questionnaires.core.tabulation.points import (
    MEDIAN,
    Points,
    gather_points,
    median_row,
    middle_row,
    range_row,
)
from autan.survey.questionnaires.core.tabulation.results import (
    ANSWERS,
    Tabulation,
    begin_tabulation,
    describe_known,
    draw,
)
from autan.survey.questionnaires.core.wordings import after_colon, verbatim, write_quantity

_WHOLE = Bounds(low=0, high=100)
_TOTAL, _TOLERANCE = 100, 0.5
LEAST_TOTAL, GREATEST_TOTAL = _TOTAL - _TOLERANCE, _TOTAL + _TOLERANCE
_UNIT = "pct"
_SHARE = Sentence("Part (%)")


class Split(Kind):
    """A part for each choice, which sum to 100."""

    takes = frozenset({"choices"})
    grouped_as = ChartKind.RANGES
    grouped_measure = "range_"
    listing = Listing.NONE
    hint = Sentence("le total fait 100\u00a0%")
    field_hint = Sentence("Le total fait 100\u00a0%.")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        codes = [choice.code for choice in question.offered]
        parts = check_parts(value, tuple(codes), faults)
        for code in (code for code in codes if code not in parts):
            add_fault(faults, f"part.{code}", f"une part est attendue pour : {code}", f"a share is expected for {code}")
        shares = {code: check_number(parts[code], _WHOLE, f"part.{code}", faults) for code in codes if code in parts}
        total = sum(shares.values())
        if not faults and abs(total - _TOTAL) > _TOLERANCE:
            shown = write_number(int(total) if float(total).is_integer() else total)
            empty = next((code for code in codes if not shares[code]), codes[-1])
            french = f"ces parts font {shown}{NO_BREAK_SPACE}% et non {_TOTAL}{NO_BREAK_SPACE}%"
            add_fault(faults, f"part.{empty}", french, f"these shares make {shown}% and not {_TOTAL}%")
        return shares

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        return tuple(
            AnswerField(widget=Widget.NUMBER, part=f"part.{choice.code}", label=choice.label, unit=_UNIT)
            for choice in question.offered
        )

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        """Read shares; those left empty are zero, for `check` to refuse where those given do not make the whole."""
        names = {choice.code: f"part.{choice.code}" for choice in question.offered}
        return {
            code: read_number_part(parts, name, _UNIT, faults) if name in parts else 0 for code, name in names.items()
        }

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        return {f"part.{code}": (text,) for code, text in _shares_text(value).items()}

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        return tuple(column_of(question, (choice.code,), CellKind.NUMBER, choice.label) for choice in question.offered)

    @override
    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        return tuple(
            after_colon(question.label_of(code), write_quantity(share, _UNIT))
            for code, share in parts_of(value).items()
            if isinstance(share, int | float)
        )

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        return print_by_choice(question, _SHARE, _shares_text(value), is_blank=is_blank, is_answered=value is not None)

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Tabulate parts of a whole: range and median of each part, and the parts of each member as one bar.

        In a large campaign the chart shows the middle half of each part in place of the bars.
        """
        parts = [(choice, _points(responses, choice)) for choice in responses.question.offered]
        ranges = [range_row(part, f"range_{choice.code}", choice.label) for choice, part in parts]
        medians = [median_row(part, f"median_{choice.code}", _with(choice.label, MEDIAN)) for choice, part in parts]
        chart = _draw_middles(responses, parts) if responses.is_large else _draw_bars(responses, parts)
        return begin_tabulation(responses, (*ranges, *medians), chart)


type _Parts = Sequence[tuple[Choice, Points]]


def _shares_text(value: AnswerValue) -> dict[str, str]:
    return {code: write_number(share) for code, share in parts_of(value).items() if isinstance(share, int | float)}


def _with(label: Text, suffix: Text) -> Text:
    return Text(f"{label.fr}, {suffix.fr.lower()}", f"{label.en}, {suffix.en.lower()}")


def _points(responses: QuestionResponses, choice: Choice) -> Points:
    """The share that each member gives to one choice, as `share_<choice>_<siren>`."""
    return gather_points(
        responses,
        lambda answer: parts_of(answer.value).get(choice.code),
        unit=get_unit(_UNIT),
        measure=f"share_{choice.code}",
        subject=choice.label,
    )


def _draw_bars(responses: QuestionResponses, parts: _Parts) -> Chart | None:
    by_member: dict[str, list[Figure]] = {}
    for _, points in parts:
        for member, figure in points.by_member:
            by_member.setdefault(member.siren, []).append(figure)
    names = {member.siren: member.name for member in responses.members}
    rows = tuple(ChartRow(label=verbatim(names[siren]), figures=tuple(figures)) for siren, figures in by_member.items())
    series = tuple(Series(code=choice.code, label=choice.label) for choice, _ in parts)
    return _draw(responses, parts, ChartKind.STACKED_BARS, rows, series) if rows else None


def _draw_middles(responses: QuestionResponses, parts: _Parts) -> Chart | None:
    middles = [middle_row(points, f"middle_{choice.code}", choice.label) for choice, points in parts]
    rows = tuple(ChartRow(label=row.label, figures=(row.figure,)) for row in middles if row.figure.is_known)
    return _draw(responses, parts, ChartKind.RANGES, rows, (ANSWERS,)) if rows else None


def _draw(
    responses: QuestionResponses, parts: _Parts, kind: ChartKind, rows: tuple[ChartRow, ...], series: tuple[Series, ...]
) -> Chart:
    sentence = describe_known(max(len(points.given) for _, points in parts), responses)
    return draw(responses, kind, rows, unit=get_unit(_UNIT).symbol, sentence=sentence, series=series)
