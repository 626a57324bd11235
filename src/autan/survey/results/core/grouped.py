"""The answers to one question, group by group: the same measures side by side, and one chart."""

from dataclasses import dataclass

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import measure_of
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.kinds.kind import Kind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.tabulation.results import IN_AUTHORITIES, SOURCE, Tabulation, with_unit
from autan.survey.results.core.groups import MemberGroup, MemberGrouping

_MOST_COLOURS = 4
_MOST_BARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPart:
    """One group with what its members answered."""

    group: MemberGroup
    tabulation: Tabulation


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedRow:
    """One measure, with its figure in each group."""

    label: Text
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedTabulation:
    """What the groups of a campaign answered to one question.

    `chart`: the groups side by side, or None when there is nothing to draw.
    """

    question: Question
    grouping: MemberGrouping
    parts: tuple[GroupPart, ...]
    chart: Chart | None

    @property
    def answered(self) -> tuple[Figure, ...]:
        """Number of answers, group by group."""
        return tuple(part.tabulation.answered for part in self.parts)

    @property
    def rows(self) -> tuple[GroupedRow, ...]:
        """Every measure of the kind, group by group."""
        return _align(self.parts)


def tabulate_groups(responses: QuestionResponses, grouping: MemberGrouping) -> GroupedTabulation:
    """Tabulate one question group by group; counts of a partition add up to those of the whole.

    Figures have the address `survey.<campaign>.<question>.<grouping>.<group>.<measure>`, and count over the members of
    the group alone.
    """
    kind = kind_of(responses.question)
    parts = tuple(
        GroupPart(group=group, tabulation=kind.tabulate(group_responses(responses, grouping, group)))
        for group in grouping.groups
    )
    chart = _draw(responses, grouping, parts)
    return GroupedTabulation(question=responses.question, grouping=grouping, parts=parts, chart=chart)


def group_responses(responses: QuestionResponses, grouping: MemberGrouping, group: MemberGroup) -> QuestionResponses:
    """Return what the members of one group answered."""
    return responses.of_group(group.members, group=f"{grouping.code}.{group.code}", basis=group.evidence)


def _align(parts: tuple[GroupPart, ...]) -> tuple[GroupedRow, ...]:
    by_measure = zip(*(part.tabulation.rows for part in parts), strict=True)
    return tuple(GroupedRow(label=rows[0].label, figures=tuple(row.figure for row in rows)) for rows in by_measure)


def _draw(responses: QuestionResponses, grouping: MemberGrouping, parts: tuple[GroupPart, ...]) -> Chart | None:
    laid = _lay_out(responses, parts)
    if laid is None or not any(figure.is_known for row in laid[1] for figure in row.figures):
        return None
    kind, rows, series, unit = laid
    return Chart(
        id=f"survey-{responses.campaign}-{responses.question.code}-{grouping.code}",
        kind=kind,
        title=with_unit(responses.question.text, unit),
        sentence=Sentence(
            "Par groupe\u00a0: «\u202f{grouping}\u202f». L’effectif connu de chacun est dans le tableau.",
            grouping=grouping.label,
        ),
        rows=rows,
        series=series,
        source=SOURCE,
    )


type _LaidOut = tuple[ChartKind, tuple[ChartRow, ...], tuple[Series, ...], Text]


def _lay_out(responses: QuestionResponses, parts: tuple[GroupPart, ...]) -> _LaidOut | None:
    kind = kind_of(responses.question)
    if kind.grouped_as in {ChartKind.DOTS, ChartKind.TIMELINE}:
        return _ranges(parts, "middle") if responses.is_large else _points(kind, parts)
    if kind.grouped_as is ChartKind.RANGES:
        return _ranges(parts, kind.grouped_measure)
    if kind.grouped_as is None:
        return None
    rows = [row for row in _align(parts) if measure_of(row.figures[0]).startswith(kind.grouped_measure)]
    if kind.grouped_as is ChartKind.STACKED_BARS and 0 < len(rows) <= _MOST_COLOURS:
        return _stacks(rows, parts)
    return _bars(rows, parts) if len(rows) * len(parts) <= _MOST_BARS else None


def _stacks(rows: list[GroupedRow], parts: tuple[GroupPart, ...]) -> _LaidOut:
    """One bar a group, cut into the choices."""
    drawn = tuple(
        ChartRow(label=_label_with_size(part.group), figures=tuple(row.figures[rank] for row in rows))
        for rank, part in enumerate(parts)
    )
    series = tuple(Series(code=f"choice_{rank}", label=row.label) for rank, row in enumerate(rows))
    return ChartKind.STACKED_BARS, drawn, series, IN_AUTHORITIES


def _bars(rows: list[GroupedRow], parts: tuple[GroupPart, ...]) -> _LaidOut:
    """One heading a choice, and one bar a group under it."""
    drawn = tuple(ChartRow(label=row.label, figures=row.figures) for row in rows)
    is_rows = any(measure_of(row.figures[0]).startswith("rows_") for row in rows)
    return ChartKind.BARS, drawn, _group_series(parts), _LINES if is_rows else IN_AUTHORITIES


def _ranges(parts: tuple[GroupPart, ...], measure: str) -> _LaidOut:
    rows = [row for row in _align(parts) if measure_of(row.figures[0]).startswith(measure)]
    drawn = tuple(ChartRow(label=row.label, figures=row.figures) for row in rows)
    unit = next((figure.unit.symbol for row in rows for figure in row.figures), NO_TEXT)
    return ChartKind.RANGES, drawn, _group_series(parts), unit


def _points(kind: Kind, parts: tuple[GroupPart, ...]) -> _LaidOut | None:
    """Every point by name, under the heading of its group."""
    rows: list[ChartRow] = []
    for part in parts:
        chart = part.tabulation.chart
        if chart:
            rows += [ChartRow(label=_label_with_size(part.group), figures=()), *chart.rows]
    unit = next((figure.unit.symbol for row in rows for figure in row.figures), None)
    if unit is None:
        return None
    series = (Series(code="answers", label=Sentence("Réponse")),)
    return kind.grouped_as or ChartKind.DOTS, tuple(rows), series, _YEARS if kind.is_dated else unit


def _group_series(parts: tuple[GroupPart, ...]) -> tuple[Series, ...]:
    return tuple(Series(code=f"group_{rank}", label=_label_with_size(part.group)) for rank, part in enumerate(parts))


def _label_with_size(group: MemberGroup) -> Text:
    """Label of a group with its number of members."""
    count = len(group.members)
    return Text(f"{group.label.fr} ({count})", f"{group.label.en} ({count})")


_LINES = Sentence("nombre de lignes")
_YEARS = Sentence("année")
