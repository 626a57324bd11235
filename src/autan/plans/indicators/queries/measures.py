"""Values that measures of the observatory give to indicators: nobody types them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import BaseMeasure, RatioMeasure, SumMeasure
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.observatory.queries.figures import figures_of, find_measure_figure
from autan.plans.indicators.core.addresses import IndicatorFigureAddress
from autan.plans.indicators.core.definitions import IndicatorDefinition

_READ = Method(name="read_measure", formula=Sentence("lu dans l’observatoire du territoire"))


def measured_dates(measure: str) -> tuple[str, ...]:
    """Return the dates of the editions in use of the sources of a measure, oldest first."""
    sources = _sources_of(measure)
    return tuple(sorted({snapshot.card.data_date for snapshot in lake_state() if snapshot.card.source in sources}))


def _sources_of(code: str) -> frozenset[str]:
    measure = MEASURES.get(code)
    if isinstance(measure, BaseMeasure):
        return frozenset(measure.sources)
    if isinstance(measure, SumMeasure):
        return frozenset[str]().union(*(_sources_of(part) for part in measure.parts))
    if isinstance(measure, RatioMeasure):
        return _sources_of(measure.numerator)
    return _sources_of(measure.quantity) if measure is not None else frozenset()


def measured_series(definition: IndicatorDefinition, siren: str) -> dict[int, Figure]:
    """Return what the observatory measures of a territory by year, oldest first; the last edition of each year."""
    figures = {}
    for date in measured_dates(definition.measure):
        figure = find_measure_figure(MeasureAddress(siren, definition.measure, date))
        if figure is not None and figure.value is not None:
            figures[_year(date)] = as_indicator(definition, siren, _year(date), figure)
    return figures


def measured_members(definition: IndicatorDefinition, sirens: Sequence[str], year: int) -> Mapping[str, Figure]:
    """Return what the observatory measures of several territories for a year; those that it does not are left out."""
    by_siren = {}
    for date in (edition_date for edition_date in measured_dates(definition.measure) if _year(edition_date) == year):
        for siren, figures in figures_of(sirens, date).items():
            figure = figures.get(definition.measure)
            if figure is not None and figure.value is not None and MeasureAddress.of(figure).date == date:
                by_siren[siren] = as_indicator(definition, siren, year, figure)
    return by_siren


def as_indicator(definition: IndicatorDefinition, siren: str, year: int, figure: Figure) -> Figure:
    """Return a figure of the observatory as that of an indicator, which rests on it."""
    read = figure.in_unit(get_unit(definition.unit))
    return replace(
        read,
        id=str(IndicatorFigureAddress(place=siren, code=definition.code, year=str(year))),
        label=definition.label,
        boundary=f"indicator_{definition.code}",
        method=_READ,
        inputs=(figure,),
        evidence=(),
        alerts=0,
    )


def _year(date: str) -> int:
    return int(date[:4])
