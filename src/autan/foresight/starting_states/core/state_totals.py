"""Sums of starting states: by sector and carrier, over the members of a network, and per head once summed."""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import Unit, get_unit
from autan.foresight.engine.core.axes import Carrier, Sector, Sink
from autan.foresight.starting_states.core.addresses import StateAddress
from autan.foresight.starting_states.core.state_cells import TerritoryState
from autan.foresight.starting_states.core.state_inputs import years_note
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

_MEMBERS, _CARRIERS = Sentence("collectivités"), Sentence("vecteurs d’énergie")


def network_carriers(states: Sequence[TerritoryState], place: str) -> dict[tuple[Sector, Carrier], Figure]:
    """Add each carrier of each sector over territories.

    A member that does not use a carrier adds nothing; one of which it is unknown makes the sum unknown.

    At least one state, all of one base year; `place` is the slug of the network.
    """
    figures: dict[tuple[Sector, Carrier], list[Figure]] = {}
    for state in states:
        for sector_carrier in state.carriers:
            figures.setdefault((sector_carrier.sector, sector_carrier.carrier), []).append(sector_carrier.figure)
    ordered = [(sector, carrier) for sector in Sector for carrier in Carrier if (sector, carrier) in figures]
    return {
        (sector, carrier): sum_all(
            figures[(sector, carrier)],
            address=_address(states, place, f"{sector.value}-{carrier.value}"),
            label=Sentence("{carrier}, {sector}, ensemble", carrier=carrier.label, sector=sector.label),
            unit=get_unit("MWh"),
            period=Period.year(_year(states)),
        )
        for sector, carrier in ordered
    }


def carriers_of(state: TerritoryState) -> dict[tuple[Sector, Carrier], Figure]:
    """Energy of one territory by sector and carrier."""
    return {(carrier.sector, carrier.carrier): carrier.figure for carrier in state.carriers}


def sector_totals(carriers: Mapping[tuple[Sector, Carrier], Figure], place: str, year: int) -> dict[Sector, Figure]:
    """Add the carriers of each sector; a sector of which one carrier is unknown is unknown."""
    groups: dict[Sector, list[Figure]] = {}
    for (sector, _), figure in carriers.items():
        groups.setdefault(sector, []).append(figure)
    return {
        sector: sum_all(
            figures,
            address=str(StateAddress(place=place, code=f"{sector.value}-all", year=str(year))),
            label=Sentence("Énergie finale, {sector}", sector=sector.label),
            unit=get_unit("MWh"),
            period=Period.year(year),
            part=_CARRIERS,
        )
        for sector, figures in groups.items()
    }


def emissions_totals(states: Sequence[TerritoryState], place: str) -> dict[str, Figure]:
    """Add observed emissions by sector over territories; unknown where a member has none."""
    labels = {sector.value: Sentence("Émissions, {sector}", sector=sector.label) for sector in Sector}
    return _sum_by_code(states, place, [state.emissions for state in states], labels, "emissions")


def land_totals(states: Sequence[TerritoryState], place: str) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """Add carbon that leaves land in a year, and carbon that it holds, by sink; unknown where a member has none."""
    flows = {sink.value: land_label(sink.value, is_stock=False) for sink in Sink}
    stocks = {sink.value: land_label(sink.value, is_stock=True) for sink in Sink}
    return (
        _sum_by_code(states, place, [state.sinks for state in states], flows, "flow"),
        _sum_by_code(states, place, [state.stocks for state in states], stocks, "stock"),
    )


def land_label(sink: str, *, is_stock: bool) -> Text:
    """Return the name of the carbon that a sink holds, or that leaves it in a year."""
    fr, en = ("Carbone stocké", "Carbon held") if is_stock else ("Carbone", "Carbon")
    name = Sink(sink).label
    return Text(f"{fr}, {name.fr}", f"{en}, {name.en}")


def _sum_by_code(
    states: Sequence[TerritoryState],
    place: str,
    groups: Sequence[Mapping[str, Figure]],
    labels: Mapping[str, Text],
    ending: str,
) -> dict[str, Figure]:
    """Sums by code of what some member has, in tonnes."""
    sums = {}
    for code, label in labels.items():
        # members without it are counted as missing, never as zero
        figures = [group[code] for group in groups if code in group]
        if figures:
            sums[code] = sum_all(
                figures,
                address=_address(states, place, f"{code}-{ending}"),
                label=label,
                unit=get_unit("tCO2e"),
                period=figures[0].period,
                missing=len(groups) - len(figures),
            )
    return sums


def sum_all(
    figures: Sequence[Figure],
    *,
    address: str,
    label: Text,
    unit: Unit,
    period: Period,
    missing: int = 0,
    part: Text = _MEMBERS,
) -> Figure:
    """Return the sum of figures of several boundaries, all of which are needed: one unknown makes it unknown.

    At least one figure; `missing` counts the parts that should enter and have none, `part` names them.
    """
    values = [figure.in_unit(unit).value for figure in figures]
    known = sum(value is not None for value in values)
    is_whole = known == len(values) and not missing
    states = [figure.state for figure in figures if figure.value is not None]
    return Figure(
        id=address,
        label=label,
        value=round(sum(value for value in values if value is not None), 3) if is_whole else None,
        unit=unit,
        period=period,
        territories=tuple(dict.fromkeys(code for figure in figures for code in figure.territories)),
        known=known,
        total=len(values) + missing,
        part=part if len(figures) > 1 else figures[0].part,
        state=worst_state(states) if is_whole and states else ValueState.MISSING,
        boundary="starting-state",
        method=Method(name="sum_all", formula=Sentence("somme de toutes les parties")),
        inputs=tuple(figures),
        note=years_note(figures, period.end.year) if period.end else None,
        is_rough=is_whole and any(figure.is_rough for figure in figures),
    )


def _address(states: Sequence[TerritoryState], place: str, code: str) -> str:
    return str(StateAddress(place=place, code=code, year=str(_year(states))))


def _year(states: Sequence[TerritoryState]) -> int:
    return max(state.year for state in states)
