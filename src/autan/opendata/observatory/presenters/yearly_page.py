"""Content of the page of a territory by year: charts of every topic, values and indices by edition."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from autan.evidence.figures.presenters.figures import alike_figures
from autan.ground.lists.presenters import DeclaredList
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.observatory.presenters.value_lines import present_date
from autan.opendata.observatory.presenters.yearly_series import topic_charts, trend_charts
from autan.opendata.observatory.queries.trends import MeasureTrend, trends_of

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
