"""How the quantities of a territory move from one date to the next, with their index, and corrected for climate."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.climate import ClimateTerms, corrected_figure
from autan.observatory.core.energy_measures import HEATED
from autan.observatory.core.own_values import HeldValue, own_figure
from autan.observatory.core.series import SeriesPoint, index_figure, make_series
from autan.observatory.perimeter import current_perimeter
from autan.observatory.queries import figures as queries
from autan.observatory.queries.own_values import current_holdings


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A measure of a territory over the dates that the lake holds.

    Attributes:
        measure: code of the measure.
        label: the same in words.
        points: values, oldest first, with their index.
    """

    measure: str
    label: Text
    points: tuple[SeriesPoint, ...]


def trends_of(siren: str, base: str = "") -> tuple[Trend, ...]:
    """Every measure with two dates or more, in the order of the catalogue.

    Args:
        siren: the territory.
        base: date that is 100; the first one of each series where it has none of that date.
    """
    by_date = {date: queries.figures_at(siren, date) for date in _dates()}
    found = []
    for code, measure in BASE_MEASURES.items():
        figures = [
            figures[code] for date, figures in by_date.items() if code in figures and _is_of(figures[code], date)
        ]
        if len(figures) > 1:
            rank = next((rank for rank, figure in enumerate(figures) if _is_of(figure, base)), 0)
            points = make_series(figures, base=rank)
            found.append(Trend(measure=code, label=measure.label, points=points))
    return tuple(found)


def corrected_values(siren: str) -> tuple[Figure, ...]:
    """Quantities that heat corrected for climate, at each date that the territory gave the terms of, oldest first."""
    by_date = {date: queries.figures_at(siren, date) for date in _dates()}
    found = [
        find_corrected(figures[code].id)
        for code in HEATED
        for date, figures in by_date.items()
        if code in figures and _is_of(figures[code], date)
    ]
    return tuple(figure for figure in found if figure is not None)


def _dates() -> list[str]:
    return sorted({snapshot.card.data_date for snapshot in queries.lake_state()})


def _is_of(figure: Figure, date: str) -> bool:
    return figure.is_known and figure.id.split(".")[3] == date


def find_index(figure_id: str, base_date: str) -> Figure | None:
    """The value at an address with that of another date as 100, or None."""
    figure = queries.find_figure(figure_id)
    words = figure_id.split(".")
    base = queries.find_figure(".".join((*words[:3], base_date)))
    return index_figure(figure, base) if figure and base else None


def find_corrected(figure_id: str) -> Figure | None:
    """The value at an address corrected for climate; None when the territory has not given what it takes."""
    figure = queries.find_figure(figure_id)
    _, siren, code, date = figure_id.split(".")
    if figure is None or code not in HEATED:
        return None
    held = current_holdings().get(siren, ())
    days = _own(siren, held, "degree_days", date)
    usual, part = _own(siren, held, "degree_days_reference"), _own(siren, held, HEATED[code])
    if days is None or usual is None or part is None:
        return None
    return corrected_figure(figure, ClimateTerms(degree_days=days, reference=usual, heating_pct=part))


def _own(siren: str, held: tuple[HeldValue, ...], code: str, date: str = "") -> Figure | None:
    """What the territory gives for a measure: at a date, or at the last one."""
    found: Mapping[str, HeldValue] = {
        value.record.date: value for value in held if value.record.measure == code and date in {"", value.record.date}
    }
    if not found:
        return None
    return own_figure(BASE_MEASURES[code], current_perimeter().place(siren), found[max(found)])
