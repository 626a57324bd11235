"""Charts by year of a territory, beside its department and region, and the content of their page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.presenters.figures import alike_figures
from autan.evidence.figures.queries.registry import name_place
from autan.ground.lists.presenters import DeclaredList
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.measures.core.indicators import MESH_WORDS
from autan.opendata.measures.core.measures import MeasureGroup
from autan.opendata.measures.queries.editions import credit_of, joined_credit
from autan.opendata.measures.queries.indicators import EPCI
from autan.opendata.measures.queries.yearly_series import declared_breaks, places_around, series_at
from autan.opendata.observatory.core.series_charts import DatedSeries, SeriesTopic, TopicLine, last_year, series_chart
from autan.opendata.observatory.importers import series_topics
from autan.opendata.observatory.presenters.value_lines import present_date
from autan.opendata.observatory.queries.compared_places import measure_over_time
from autan.opendata.observatory.queries.trends import MeasureTrend, trends_of
from autan.opendata.sources.core.series_breaks import BreakKind, SeriesBreak
from autan.territories.perimeters.core.departments import name_larger_place


def topic_charts(siren: str, codes: Iterable[str] = ()) -> Iterator[Chart]:
    """Charts of the topics that the lake can draw for a territory, in order; `codes` keeps to some topics."""
    code_set = set(codes)
    charts = (_topic_chart(siren, topic) for topic in series_topics() if not code_set or topic.code in code_set)
    return (chart for chart in charts if chart is not None)


def _topic_chart(siren: str, topic: SeriesTopic) -> Chart | None:
    lines = [line for topic_line in topic.lines for line in _lines_of(siren, topic_line, topic.since)]
    figures = [figure for line in lines for figure in line.known[-1:]]
    title, name = topic.title, name_place(siren)
    if any(line.is_own and line.known for line in lines):  # some topics are of the whole country
        title = Sentence.joined(" · ", (title, name))
    return series_chart(lines, chart_id=f"{siren}-by-year-{topic.code}", title=title, credit=joined_credit(*figures))


def _lines_of(siren: str, topic_line: TopicLine, since: int) -> list[DatedSeries]:
    if topic_line.measure:
        return [_measure_line(siren, topic_line)]
    breaks = declared_breaks(topic_line.source, topic_line.category)
    return [
        DatedSeries(
            label=_label(_place_name(mesh, code), topic_line.part),
            figures=series_at(topic_line.source, mesh=mesh, code=code, category=topic_line.category, since=since),
            breaks=breaks,
            is_own=mesh == EPCI,
        )
        for mesh, code in places_around(siren)
    ]


def _measure_line(siren: str, topic_line: TopicLine) -> DatedSeries:
    figures = measure_over_time(siren, topic_line.measure)
    sources = {dict(figure.method.parameters).get("source", "") for figure in figures}
    breaks = tuple(item for source in sorted(sources) for item in declared_breaks(source))
    name = name_place(siren)
    return DatedSeries(label=_label(Text(name, name), topic_line.part), figures=figures, breaks=breaks, is_own=True)


def trend_charts(siren: str, trends: Sequence[MeasureTrend]) -> tuple[Chart, ...]:
    """One chart for each part of the page with measures of two editions or more; a change of source is a break."""
    charts = []
    for group in MeasureGroup:
        group_trends = [trend for trend in trends if trend.group is group]
        figures = [point.figure for trend in group_trends for point in trend.points]
        if chart := series_chart(
            [_trend_line(trend) for trend in group_trends],
            chart_id=f"{siren}-by-edition-{group.value}",
            title=Sentence("{group}, d’une édition à l’autre", group=group.label),
            credit=joined_credit(*figures),
        ):
            charts.append(chart)
    return tuple(charts)


def _trend_line(trend: MeasureTrend) -> DatedSeries:
    figures = tuple(point.figure for point in trend.points)
    changes = [
        SeriesBreak(year=last_year(point.figure.period), kind=BreakKind.METHOD, reason=_other_source(point.source))
        for point in trend.points
        if point.is_break
    ]
    declared = [item for source in {point.source for point in trend.points} for item in declared_breaks(source)]
    return DatedSeries(label=trend.label, figures=figures, breaks=(*declared, *changes), is_own=True)


def _other_source(source: str) -> Text:
    credit = credit_of(source)
    return Sentence("autre source, {credit}", credit=credit)


def _label(place: Text, part: Text) -> Text:
    return Sentence.joined(", ", (place, part)) if part.fr else place


def _place_name(mesh: str, code: str) -> Text:
    """A place, and what it is: no department, region or country is taken for the territory."""
    larger = Text(*name_larger_place(f"{MESH_WORDS.get(mesh, '')}{code}"))
    name = name_place(code) if not larger.fr else ""
    return larger if larger.fr else Text(name, name)


SERIES = DeclaredList(size=4)  # a series with its table weighs 9 to 90 kB


def yearly_page(siren: str, query: QueryDict) -> dict[str, Any]:
    """Everything that the page by year of a territory shows; `base` is the date whose indices are 100.

    `contents` names every series with its page; values and indices by edition end the last page.
    """
    base = query.get("base", "")[:10]
    trends = trends_of(siren, base)
    charts = [*topic_charts(siren), *trend_charts(siren, trends)]
    return {
        "listing": SERIES.page(query, charts),
        "contents": [(chart, rank // SERIES.size + 1) for rank, chart in enumerate(charts)],
        "trends": _in_one_size(trends),
        "bases": _bases(trends, base),
    }


def _in_one_size(trends: Sequence[MeasureTrend]) -> list[MeasureTrend]:
    """Return trends whose values are all in one size of each unit."""
    shown = iter(alike_figures(point.figure for trend in trends for point in trend.points))
    return [
        replace(trend, points=tuple(replace(point, figure=next(shown) or point.figure) for point in trend.points))
        for trend in trends
    ]


def _bases(trends: Sequence[MeasureTrend], base: str) -> list[tuple[str, str, bool]]:
    """The dates that may be the base of the indices: each, in words, and whether it is the one asked for."""
    dates = sorted({date_of(point.figure) for trend in trends for point in trend.points})
    return [(date, present_date(date), date == base) for date in dates]
