"""The page of a starting state: energy by sector and carrier with how each is known, emissions, what is left over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.deadlines import presence_of
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import Carrier, CellState, Sector, Sink, Use
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.scenarios.queries.own_quantities import own_label
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.starting_states.core.state_inputs import years_of
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import colon, name_some, words
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.queries.editions import joined_credit

_TOKENS = {
    Carrier.ELECTRICITY: "electricity",
    Carrier.GAS: "natural_gas",
    Carrier.OIL: "oil_products",
    Carrier.WOOD: "wood_biomass",
    Carrier.DISTRICT_HEAT: "heat_network",
    Carrier.COAL: "coal",
}
"""Fixed colours of the carriers, across the product."""
MARKS = {
    CellState.MEASURED: Sentence("mesuré"),
    CellState.ESTIMATED: Sentence("estimé"),
    CellState.MODELLED: Sentence("modélisé"),
    CellState.OWN: Sentence("donné par le territoire"),
    CellState.UNKNOWN: Sentence("inconnu"),
}
"""How a cell is known, in words."""


_LEANED_ON = {"population": Sentence("habitants"), **STOCKS, **RESOURCES}
"""Quantities that levers lean on, by code."""


def state_view(place: ForesightPlace, whole_by: Sequence[EvidenceRef] = ()) -> dict[str, Any]:
    """Lay out the starting state of a place; `whole_by` states, territory by territory, that it uses nothing else."""
    figures, totals, emissions = place.carriers, place.totals, place.emissions
    carriers = tuple(carrier for carrier in Carrier if any(other is carrier for _, other in figures))
    marks = _marks(place)
    states = tuple(place.states.values())
    residuals = {} if place.is_network else states[0].residual_tco2e
    rows = tuple(
        {
            "label": words(sector.label).capitalize(),
            "cells": tuple(
                _cell(carrier, figures.get((sector, carrier)), marks.get((sector, carrier)), is_whole=bool(whole_by))
                for carrier in carriers
            ),
            "total": totals.get(sector),
            "emissions": emissions.get(sector.value),
            "residual": residuals.get(sector.value),
            "is_computed": sector.value in place.sectors,
        }
        for sector in Sector
        if sector in totals or sector.value in emissions
    )
    return {
        "carriers": tuple(words(carrier.label).capitalize() for carrier in carriers),
        "rows": rows,
        # what is unknown, and why, once each
        "missing": _missing_quantities(place),
        "cautions": _cautions(place),
        # energy by sector; None when nothing is known
        "chart": _chart(place, figures, carriers, whole_by),
        # of one territory, stocks and resources that levers lean on, and how each is known
        "counted": tuple(_counted_pivots(states[0].pivots)) if not place.is_network else (),
        "uncounted": tuple(words(name) for code, name in _LEANED_ON.items() if code not in states[0].pivots)
        if not place.is_network
        else (),
        # each sink, carbon held, carbon that leaves in a year; of forests, the two readings of the source
        "land": _land(place),
        # of a network, each member: SIREN, name, how many sectors are whole, cautions
        "members": tuple(
            (state.siren, place.names[state.siren], len(state.complete_sectors), state.cautions)
            for state in states
            if place.is_network
        ),
    }


def _counted_pivots(pivots: Mapping[str, Figure]) -> Iterator[tuple[str, Figure, str]]:
    for code, name in _LEANED_ON.items():
        if code in pivots:
            figure = pivots[code]
            years = ", ".join(map(str, sorted(set(years_of(figure)))))
            yield words(name).capitalize(), figure, f"{words(figure.state.label)}, {years}"


def _marks(place: ForesightPlace) -> dict[tuple[Sector, Carrier], CellState]:
    """The least certain way in which a cell is known, over the territories of the place."""
    cell_states: dict[tuple[Sector, Carrier], CellState] = {}
    for state in place.states.values():
        for carrier in state.carriers:
            key = (carrier.sector, carrier.carrier)
            cell_states[key] = max(cell_states.get(key, CellState.NOT_USED), carrier.state)
    return cell_states


def _cell(carrier: Carrier, figure: Figure | None, state: CellState | None, *, is_whole: bool) -> dict[str, Any]:
    label = words(carrier.label).capitalize()
    if figure is None or state is None:
        absence = presence_of(is_held=False, is_complete=is_whole)
        return {"label": label, "figure": None, "mark": words(absence.label) if absence.is_known else "", "reason": ""}
    return {
        "label": label,
        "figure": figure,
        "mark": words(MARKS[state]),
        "reason": words(figure.note) if figure.note else "",
    }


def _land(place: ForesightPlace) -> tuple[tuple[str, Figure | None, Figure | None, str], ...]:
    flows, stocks = place.land
    return tuple(
        (
            words(sink.label).capitalize(),
            stocks.get(sink.value),
            flows.get(sink.value),
            words(note) if sink is Sink.FOREST and (flow := flows.get(sink.value)) and (note := flow.note) else "",
        )
        for sink in Sink
        if sink.value in flows or sink.value in stocks
    )


def _missing_quantities(place: ForesightPlace) -> tuple[tuple[str, str], ...]:
    unknown = dict.fromkeys(
        (carrier.sector, carrier.carrier, carrier.note)
        for state in place.states.values()
        for carrier in state.carriers
        if carrier.state is CellState.UNKNOWN
    )
    return tuple((f"{words(sector.label)}, {words(carrier.label)}", words(note)) for sector, carrier, note in unknown)


def _cautions(place: ForesightPlace) -> tuple[str, ...]:
    """Each caution once; in a network, after the names of the first members that it is about."""
    names: dict[Text, list[str]] = {}
    for state in place.states.values():
        for caution in state.cautions:
            names.setdefault(caution, []).append(place.names[state.siren])
    heads = {caution: f"{name_some(short)}{colon()} " if place.is_network else "" for caution, short in names.items()}
    return tuple(f"{head}{words(caution)}" for caution, head in heads.items())


def _chart(
    place: ForesightPlace,
    figures: Mapping[tuple[Sector, Carrier], Figure],
    carriers: tuple[Carrier, ...],
    whole_by: Sequence[EvidenceRef],
) -> Chart | None:
    sectors = [Sector(code) for code in place.sectors if any(sector is Sector(code) for sector, _ in figures)]
    if not sectors:
        return None
    known = [figures[pair] for pair in figures if pair[0] in sectors]
    carriers = tuple(carrier for carrier in carriers if any((sector, carrier) in figures for sector in sectors))
    return Chart(
        id=f"{place.code}-starting-state",
        kind=ChartKind.STACKED_BARS,
        title=Sentence("Énergie finale par secteur, {year} (GWh)", year=place.year),
        sentence=_sentence(place, sectors),
        rows=tuple(
            ChartRow(
                label=Text(sector.label.fr.capitalize(), sector.label.en.capitalize()),
                figures=tuple(
                    _drawn(figures.get((sector, carrier)), place, sector, carrier, whole_by) for carrier in carriers
                ),
            )
            for sector in sectors
        ),
        series=tuple(Series(code=_TOKENS.get(carrier, "other"), label=carrier.label) for carrier in carriers),
        source=joined_credit(*known),
    )


def _sentence(place: ForesightPlace, sectors: list[Sector]) -> Text:
    left = [sector for sector in Sector if sector in place.totals and sector not in sectors]
    if not left:
        return Sentence("Tous les secteurs connus.")
    return Text(
        "Secteurs entiers seulement\u202f; manquent\u00a0: " + ", ".join(sector.label.fr for sector in left) + ".",
        "Whole sectors only; lacking: " + ", ".join(sector.label.en for sector in left) + ".",
    )


def _drawn(
    figure: Figure | None, place: ForesightPlace, sector: Sector, carrier: Carrier, whole_by: Sequence[EvidenceRef]
) -> Figure:
    """A figure in GWh; where nothing tells of the carrier, unknown, or nil where nothing else is stated to be used."""
    if figure is not None:
        return figure.in_unit(get_unit("GWh"))
    return Figure(
        id=place.totals[sector].id,
        label=Sentence.joined(", ", (carrier.label, sector.label)),
        unit=get_unit("GWh"),
        period=Period.year(place.year),
        territories=tuple(place.states),
        value=0 if whole_by else None,
        known=len(whole_by),
        total=len(place.states),
        state=ValueState.CONFIRMED_ZERO if whole_by else ValueState.MISSING,
        method=Method(name="not_counted", formula=Sentence("non compté ici")),
        evidence=tuple(whole_by),
    )


def quantity_choices(place: ForesightPlace) -> list[tuple[str, str]]:
    """Quantities that a territory may give: stocks and cells that are unknown first, the others, emissions, wood."""
    (state,) = place.states.values()
    known = {(cell.sector, cell.use, cell.carrier): cell.state for cell in state.cells}
    unknown = [key for key, cell_state in known.items() if cell_state is CellState.UNKNOWN]
    others = [
        (sector, use, carrier)
        for sector in Sector
        for use in uses_of(sector)
        for carrier in Carrier
        if (sector, use, carrier) not in unknown
    ]
    cells = [
        ("energy/" + "-".join(part.value for part in parts), ", ".join(words(part.label) for part in parts))
        for parts in (*unknown, *others)
    ]
    emissions = [(f"emissions/{sector.value}", f"{_('Émissions')}{colon()} {words(sector.label)}") for sector in Sector]
    stocks = [(f"pivot/{code}", words(own_label("pivot", code))) for code in (*STOCKS, *RESOURCES)]
    missing = [choice for choice in stocks if choice[0].removeprefix("pivot/") not in state.pivots]
    return [*missing, *cells, *emissions, *(choice for choice in stocks if choice not in missing)]


def uses_of(sector: Sector) -> tuple[Use, ...]:
    """Uses that a sector is told by."""
    if sector is Sector.ROAD_TRANSPORT:
        return (Use.PASSENGERS, Use.FREIGHT)
    if sector is Sector.RESIDENTIAL:
        return (Use.HEATING, Use.HOT_WATER, Use.COOKING, Use.OTHER)
    return (Use.HEATING, Use.OTHER) if sector is Sector.TERTIARY else (Use.OTHER,)
