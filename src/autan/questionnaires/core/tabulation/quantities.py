"""What do the numbers and the splits given say? A few are all shown by name; many are summed up by classes."""

from collections.abc import Mapping, Sequence

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer, Respondent, campaign_ref
from autan.questionnaires.core.questionnaire import Choice, Question
from autan.questionnaires.core.tabulation.classes import count_classes
from autan.questionnaires.core.tabulation.points import (
    MEDIAN,
    Points,
    gather_points,
    median_row,
    middle_row,
    range_row,
    sum_row,
)
from autan.questionnaires.core.tabulation.points import summary_rows as sum_up
from autan.questionnaires.core.tabulation.results import (
    ANSWERS,
    AUTHORITIES,
    SOURCE,
    Tabulation,
    begin_tabulation,
    draw_counts,
    with_unit,
)

_NOT_GIVEN = Text("aucun nombre n’est connu", "no number is known")
_HEARD_FR, _HEARD_EN = "Réponses connues\u00a0: ", "Known answers: "


def points_of_quantity(question: Question, hearing: Hearing) -> Points:
    """Return the number that each member gave."""
    return gather_points(question, hearing, lambda answer: answer.value, unit=get_unit(question.unit))


def tabulate_quantity(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate numbers: range, median, sum where the unit may be added, and every point by name.

    In a large campaign: the middle half, and how many numbers fall in each round class, in place of the points.
    """
    points = points_of_quantity(question, hearing)
    rows = sum_up(points)
    if points.unit.is_summable:
        rows.append(sum_row(points))
    if not hearing.is_large:
        return begin_tabulation(question, hearing, tuple(rows), draw_points(points))
    classes = () if hearing.group else count_classes(points)
    return begin_tabulation(question, hearing, (*rows, *classes), draw_counts(question, hearing, classes))


def tabulate_split(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate parts of a whole: range and median of each part, and the parts of each member as one bar.

    In a large campaign the chart shows the middle half of each part in place of the bars.
    """
    parts = [_part(question, hearing, choice) for choice in (question.choices.choices if question.choices else ())]
    ranges = [range_row(part, f"range_{choice.code}", choice.label) for choice, part in parts]
    medians = [median_row(part, f"median_{choice.code}", _with(choice.label, MEDIAN)) for choice, part in parts]
    chart = _draw_middles(question, hearing, parts) if hearing.is_large else _draw_parts(question, hearing, parts)
    return begin_tabulation(question, hearing, (*ranges, *medians), chart)


def _with(label: Text, what: Text) -> Text:
    return Text(f"{label.fr}, {what.fr.lower()}", f"{label.en}, {what.en.lower()}")


def _part(question: Question, hearing: Hearing, choice: Choice) -> tuple[Choice, Points]:
    """The share that each member gives to one part, as `share_<part>_<siren>`."""

    def share(answer: RecordedAnswer) -> object:
        return answer.value.get(choice.code) if isinstance(answer.value, Mapping) else None

    measure = f"share_{choice.code}"
    unit = get_unit("pct")
    return choice, gather_points(question, hearing, share, unit=unit, measure=measure, subject=choice.label)


def draw_points(points: Points) -> Chart | None:
    """Draw every member by name, largest number first, then those whose number is not known.

    None when nobody gave any, but for a group, which is drawn among the others.
    """
    question, hearing = points.question, points.hearing
    if not points.given and not hearing.group:
        return None
    known = sorted(points.by_member, key=lambda point: (-(point[1].value or 0), point[0].name))
    given = {member.siren for member, _ in known}
    silent = [member for member in hearing.concerned() if member.siren not in given]
    ordered = [*known, *((member, unknown_point(question, hearing, member)) for member in silent)]
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.DOTS,
        title=with_unit(question.text, points.unit.symbol),
        sentence=_heard(len(points.given), hearing),
        rows=tuple(ChartRow(label=Text(m.name, m.name), figures=(figure,)) for m, figure in ordered),
        series=(ANSWERS,),
        source=SOURCE,
    )


def unknown_point(question: Question, hearing: Hearing, member: Respondent) -> Figure:
    """Return the number that a member did not give, so that it has its place on the chart and its trace."""
    answer = hearing.answers.get(member.siren)
    return Figure(
        id=f"survey.{hearing.campaign}.{question.code}.value_{member.siren}",
        label=Text(f"{question.text.fr} ({member.name})", f"{question.text.en} ({member.name})"),
        unit=get_unit(question.unit),
        period=hearing.period,
        territories=(member.siren,),
        known=0,
        total=1,
        part=AUTHORITIES,
        state=ValueState.MISSING,
        method=Method(name="unknown_point", formula=_NOT_GIVEN),
        evidence=(answer.ref if answer else campaign_ref(hearing.campaign),),
    )


def _draw_parts(question: Question, hearing: Hearing, parts: Sequence[tuple[Choice, Points]]) -> Chart | None:
    by_member: dict[str, list[Figure]] = {}
    for _, points in parts:
        for member, figure in points.by_member:
            by_member.setdefault(member.siren, []).append(figure)
    names = {member.siren: member.name for member in hearing.members}
    rows = tuple(
        ChartRow(label=Text(names[siren], names[siren]), figures=tuple(figures)) for siren, figures in by_member.items()
    )
    return _chart_of_parts(question, hearing, parts, ChartKind.STACKED_BARS, rows) if rows else None


def _draw_middles(question: Question, hearing: Hearing, parts: Sequence[tuple[Choice, Points]]) -> Chart | None:
    middles = [middle_row(points, f"middle_{choice.code}", choice.label) for choice, points in parts]
    rows = tuple(ChartRow(label=row.label, figures=(row.figure,)) for row in middles if row.figure.is_known)
    return _chart_of_parts(question, hearing, parts, ChartKind.RANGES, rows) if rows else None


def _chart_of_parts(
    question: Question,
    hearing: Hearing,
    parts: Sequence[tuple[Choice, Points]],
    kind: ChartKind,
    rows: tuple[ChartRow, ...],
) -> Chart:
    has_parts = kind is ChartKind.STACKED_BARS
    series = tuple(Series(code=choice.code, label=choice.label) for choice, _ in parts) if has_parts else (ANSWERS,)
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=kind,
        title=with_unit(question.text, get_unit("pct").symbol),
        sentence=_heard(max(len(points.given) for _, points in parts), hearing),
        rows=rows,
        series=series,
        source=SOURCE,
    )


def _heard(known: int, hearing: Hearing) -> Text:
    total = len(hearing.sirens)
    return Text(f"{_HEARD_FR}{known} des {total} collectivités.", f"{_HEARD_EN}{known} of the {total} authorities.")
