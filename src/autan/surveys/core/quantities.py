"""What range, what middle, what sum do the numbers given cover, each point shown?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from autan.evidence.core.arithmetic import add_figures, range_of_figures
from autan.evidence.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.surveys.core.answers import Hearing, Respondent
from autan.surveys.core.questionnaire import Choice, Question
from autan.surveys.core.results import (
    CountRow,
    Tabulation,
    begin_tabulation,
    figure_id,
    member_figure,
    over_all,
    unknown_figure,
)

_RANGE = Text("De la plus petite à la plus grande valeur", "From the lowest to the highest value")
MEDIAN = Text("Valeur médiane", "Median value")
_SUM = Text("Somme", "Sum")
_SOURCE = Text("Réponses enregistrées de la campagne", "Recorded answers of the campaign")


def tabulate_quantity(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate numbers: range, median, sum where the unit may be added, and every point by name."""
    unit = get_unit(question.unit)
    points = [
        (member, member_figure(question, hearing, member, answer, value=answer.value, unit=unit))
        for member, answer in hearing.answered()
        if isinstance(answer.value, int | float)
    ]
    figures = [figure for _, figure in points]
    rows = [
        CountRow(label=_RANGE, figure=range_row(question, hearing, "range", figures)),
        CountRow(label=MEDIAN, figure=median_row(question, hearing, figures)),
    ]
    if unit.is_summable:
        rows.append(CountRow(label=_SUM, figure=_sum(question, hearing, figures)))
    return begin_tabulation(question, hearing, tuple(rows), _draw_points(question, hearing, points))


def tabulate_split(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate parts of a whole: the range of each part, and the parts of each member as one bar."""
    choices = question.choices.choices if question.choices else ()
    parts = {choice.code: _parts_of(question, hearing, choice) for choice in choices}
    rows = tuple(
        CountRow(
            label=choice.label,
            figure=range_row(question, hearing, f"range_{choice.code}", parts[choice.code], label=choice.label),
        )
        for choice in choices
    )
    return begin_tabulation(question, hearing, rows, _draw_parts(question, hearing, parts))


def range_row(
    question: Question, hearing: Hearing, measure: str, figures: Sequence[Figure], *, label: Text = _RANGE
) -> Figure:
    """Return the range of the points known, over all the members concerned."""
    wording = Text(f"{question.text.fr} — {label.fr}", f"{question.text.en} — {label.en}")
    if not figures:
        unit = get_unit(question.unit or "pct")
        return unknown_figure(question, hearing, measure, label=wording, unit=unit)
    return over_all(range_of_figures(figures, figure_id=figure_id(question, hearing, measure), label=wording), hearing)


def median_row(
    question: Question, hearing: Hearing, figures: Sequence[Figure], *, measure: str = "median", label: Text = MEDIAN
) -> Figure:
    """Return the median of the points known, over all the members concerned."""
    wording = Text(f"{question.text.fr} — {label.fr}", f"{question.text.en} — {label.en}")
    unknown = unknown_figure(question, hearing, measure, label=wording, unit=get_unit(question.unit or "count"))
    values = [figure.value for figure in figures if figure.value is not None]
    if not values:
        return unknown
    return replace(
        unknown,
        value=median(values),
        known=len(values),
        state=ValueState.OBSERVED,
        method=Method(
            name="median",
            formula=Text(
                "valeur du milieu, ou moyenne des deux du milieu", "middle value, or mean of the two in the middle"
            ),
        ),
        inputs=tuple(figures),
    )


def _sum(question: Question, hearing: Hearing, figures: Sequence[Figure]) -> Figure:
    wording = Text(f"{question.text.fr} — {_SUM.fr}", f"{question.text.en} — {_SUM.en}")
    if not figures:
        return unknown_figure(question, hearing, "sum", label=wording, unit=get_unit(question.unit))
    total = over_all(add_figures(figures, figure_id=figure_id(question, hearing, "sum"), label=wording), hearing)
    return replace(total, state=ValueState.LOWER_BOUND) if total.is_partial else total


def _parts_of(question: Question, hearing: Hearing, choice: Choice) -> list[Figure]:
    """The share that each member gives to one part, as `share_<part>_<siren>`."""
    figures = []
    for member, answer in hearing.answered():
        share = answer.value.get(choice.code) if isinstance(answer.value, Mapping) else None
        if isinstance(share, int | float):
            figure = member_figure(question, hearing, member, answer, value=share, unit=get_unit("pct"))
            address = figure_id(question, hearing, f"share_{choice.code}_{member.siren}")
            wording = Text(f"{choice.label.fr} ({member.name})", f"{choice.label.en} ({member.name})")
            figures.append(replace(figure, id=address, label=wording))
    return figures


def _draw_points(question: Question, hearing: Hearing, points: list[tuple[Respondent, Figure]]) -> Chart | None:
    if not points:
        return None
    unit = get_unit(question.unit).symbol
    ordered = sorted(points, key=lambda point: (-(point[1].value or 0), point[0].name))
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.DOTS,
        title=Text(f"{question.text.fr} ({unit.fr})", f"{question.text.en} ({unit.en})"),
        sentence=_heard(len(points), len(hearing.concerned())),
        rows=tuple(ChartRow(label=Text(m.name, m.name), figures=(figure,)) for m, figure in ordered),
        series=(Series(code="answers", label=Text("Réponse", "Answer")),),
        source=_SOURCE,
    )


def _draw_parts(question: Question, hearing: Hearing, parts: Mapping[str, list[Figure]]) -> Chart | None:
    by_member: dict[str, list[Figure]] = {}
    for figures in parts.values():
        for figure in figures:
            by_member.setdefault(figure.territories[0], []).append(figure)
    if not by_member or question.choices is None:
        return None
    names = {member.siren: member.name for member in hearing.members}
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.STACKED_BARS,
        title=Text(f"{question.text.fr} (%)", f"{question.text.en} (%)"),
        sentence=_heard(len(by_member), len(hearing.concerned())),
        rows=tuple(
            ChartRow(label=Text(names[siren], names[siren]), figures=tuple(figures))
            for siren, figures in by_member.items()
        ),
        series=tuple(Series(code=choice.code, label=choice.label) for choice in question.choices.choices),
        source=_SOURCE,
    )


def _heard(known: int, total: int) -> Text:
    return Text(
        f"Réponses connues\u00a0: {known} des {total} collectivités.",
        f"Known answers: {known} of the {total} authorities.",
    )
