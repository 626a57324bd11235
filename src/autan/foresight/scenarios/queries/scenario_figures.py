"""Figures of kept scenarios: the numbers of the day they were kept, each with what it is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import SECTORS, ScenarioMeasure
from autan.foresight.engine.core.levers import LeverKind
from autan.foresight.engine.core.scenarios import CAUTION, LAST_SURE_YEAR
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library, shipped_paths
from autan.foresight.scenarios.models import KeptScenario
from autan.foresight.scenarios.queries.places import ForesightPlace, data_version, find_place
from autan.foresight.starting_states.core.addresses import (
    CHOSEN,
    LEVER,
    NATIONAL,
    SCENARIO_KIND,
    TERRITORY,
    TREND,
    WORDS,
    ScenarioAddress,
    StateAddress,
)
from autan.foresight.starting_states.core.state_inputs import assumption_figure
from autan.foresight.starting_states.queries.inputs import (
    base_figure,
    degree_days_figure,
    houses_figure,
    land_figure,
    wood_growth_figure,
)
from autan.ground.errors import UnknownError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

_SECTORS = Sentence("secteurs")
_FORMULAS = {
    CHOSEN: Sentence(
        "niveau sans levier, plus la part de chaque levier ; l’ordre est besoin, moyen, rendement, énergie, production"
    ),
    TREND: Sentence("niveau de départ × (1 + rythme de l’activité)^années × (1 + rythme par unité d’activité)^années"),
}
_POWERS = {
    TERRITORY: Sentence("ce qui dépend du territoire"),
    NATIONAL: Sentence("ce qui dépend de l’État"),
}
_SPLIT = Sentence("moyenne de ce qu’il change en premier et de ce qu’il change en dernier ; les deux parts s’ajoutent")


def find_scenario_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of a kept scenario, or None. One query."""
    scenario_address = ScenarioAddress.parse(address)
    if scenario_address is None:
        return None
    kept_scenario = (
        KeptScenario.objects.filter(slug=scenario_address.slug).select_related("network", "territory").first()
    )
    return scenario_figure(kept_scenario, scenario_address) if kept_scenario is not None else None


def scenario_figure(scenario: KeptScenario, scenario_address: ScenarioAddress) -> Figure | None:
    """Return a number of a scenario that is at hand, with the numbers that it is made of; None when it has none."""
    results = scenario.results
    if scenario_address.year not in results.get("years", ()):
        return None
    if scenario_address.part.startswith(f"{LEVER}-"):
        return _lever_figure(scenario, scenario_address)
    if scenario_address.part in _POWERS:
        return _power_figure(scenario, scenario_address)
    if scenario_address.part not in _FORMULAS:
        return None
    value = results[scenario_address.part][scenario_address.measure.value][
        results["years"].index(scenario_address.year)
    ]
    is_whole = set(SECTORS) <= {*results["energy_by_sector_mwh"]}
    if scenario_address.measure is ScenarioMeasure.NET_EMISSIONS and not is_whole:
        value = None  # sinks are those of the whole territory, and emissions of the sectors that are known
    inputs = _inputs(scenario, scenario_address) if scenario_address.part == CHOSEN else _start(scenario)
    # a source of which nothing is known adds nothing: the sum is a floor, and says nothing where it is zero
    is_floor = scenario_address.measure is ScenarioMeasure.RENEWABLES and bool(results.get("renewables_not_known"))
    return _figure(
        scenario,
        scenario_address,
        (value or None) if is_floor else value,
        known_as=ValueState.LOWER_BOUND if is_floor else ValueState.MODELLED,
        label=_label(scenario, scenario_address),
        formula=_FORMULAS[scenario_address.part],
        inputs=inputs,
    )


def word_figure(scenario: KeptScenario, word: str, year: int, part: str = CHOSEN) -> Figure | None:
    """Return the number of a scenario for the word of a measure in a year; None when it has none."""
    return scenario_figure(scenario, ScenarioAddress(slug=scenario.slug, word=word, year=year, part=part))


def measure_figures(scenario: KeptScenario, year: int) -> list[Figure]:
    """Return every measure of a scenario in a year."""
    return [figure for word in WORDS if (figure := word_figure(scenario, word, year)) is not None]


def _inputs(scenario: KeptScenario, scenario_address: ScenarioAddress) -> tuple[Figure, ...]:
    """The trend, and the share of each lever in the last year, whose shares are kept."""
    parts = [TREND, NATIONAL, *(f"{LEVER}-{rank}" for rank in range(len(scenario.document["levers"])))]
    addresses = (replace(scenario_address, part=part) for part in parts)
    return tuple(figure for address in addresses if (figure := scenario_figure(scenario, address)) is not None)


def _start(scenario: KeptScenario) -> tuple[Figure, ...]:
    """The energy that each sector uses in the base year, as the state of its place knows it."""
    totals = find_place(scenario.place_code).totals
    return tuple(figure for figure in totals.values() if figure.value is not None)


def _lever_figure(scenario: KeptScenario, scenario_address: ScenarioAddress) -> Figure | None:
    shares: Mapping[str, Any] = scenario.results["shares"][scenario_address.measure.value]
    rank = read_whole(scenario_address.part.removeprefix(f"{LEVER}-"))
    levers = scenario.document["levers"]
    if shares["year"] != scenario_address.year or rank is None or rank >= len(levers):
        return None
    lever = levers[rank]
    kind = shipped_library().get(lever["kind"])
    if kind is None:
        return None
    value = shares["levers"][lever["key"]]["share"]
    return _figure(scenario, scenario_address, value, label=kind.label, formula=kind.formula, kind=kind, lever=lever)


def _power_figure(scenario: KeptScenario, scenario_address: ScenarioAddress) -> Figure | None:
    """What depends on the place, or on the State, in the last year of a scenario with a national path."""
    shares: Mapping[str, Any] = scenario.results["shares"][scenario_address.measure.value]
    path = shipped_paths().get(scenario.document.get("national", ""))
    if path is None or shares["year"] != scenario_address.year:
        return None
    label, measure = _POWERS[scenario_address.part], scenario_address.measure.label
    known = shipped_assumptions().by_code
    codes = path.codes if scenario_address.part == NATIONAL else ()
    return _figure(
        scenario,
        scenario_address,
        shares[scenario_address.part],
        label=Sentence("{measure}\u00a0: {label}", measure=measure, label=label),
        formula=_SPLIT,
        inputs=tuple(assumption_figure(known[code]) for code in codes if code in known),
    )


def _figure(
    scenario: KeptScenario,
    scenario_address: ScenarioAddress,
    value: float | None,
    *,
    label: Text,
    formula: Text,
    inputs: tuple[Figure, ...] = (),
    known_as: ValueState = ValueState.MODELLED,
    kind: LeverKind | None = None,
    lever: Mapping[str, Any] | None = None,
) -> Figure:
    fields = lever or {}
    parameters = [(name, str(fields[name])) for name in ("quantity", "start", "end", "diffusion") if name in fields]
    parameters += [(f"{name}_version", str(version)) for name, version in scenario.versions.items()]
    sectors = tuple(scenario.results["energy_by_sector_mwh"])
    return Figure(
        id=str(scenario_address),
        label=label,
        value=value,
        unit=get_unit(scenario_address.measure.unit),
        period=Period.year(scenario_address.year),
        territories=tuple(scenario.results["territories"]),
        known=len(sectors),
        total=len(SECTORS),
        part=_SECTORS,
        state=ValueState.MISSING if value is None else known_as,
        boundary=f"foresight:{'+'.join(sectors)}",
        method=Method(
            name=f"scenario_{scenario_address.part.partition('-')[0]}", formula=formula, parameters=tuple(parameters)
        ),
        inputs=(*inputs, *_assumptions(kind)),
        evidence=(EvidenceRef(kind=SCENARIO_KIND, key=scenario.slug),),
        note=CAUTION if scenario_address.year > LAST_SURE_YEAR else None,
    )


def _assumptions(kind: LeverKind | None) -> tuple[Figure, ...]:
    """The assumptions that a kind of lever reads, as figures with their sources."""
    known = shipped_assumptions().by_code
    return tuple(assumption_figure(known[code]) for code in (kind.codes if kind else ()) if code in known)


def _label(scenario: KeptScenario, scenario_address: ScenarioAddress) -> Text:
    measure = scenario_address.measure.label
    if scenario_address.part == TREND:
        return Sentence("{measure}, sans levier", measure=measure)
    return Sentence("{measure}, « {scenario} »", measure=measure, scenario=scenario.title)


_ASSUMPTION_PARTS = 2
_FINDERS = {
    "dwellings": houses_figure,
    "degree_days": degree_days_figure,
    "land_carbon": land_figure,
    "wood_growth": wood_growth_figure,
    "physical_counts": base_figure,
}


def find_state_figure(address: FigureAddress) -> Figure | None:
    """Compute a figure of a starting state, or None."""
    state_address = StateAddress.parse(address)
    if state_address is None:
        return None
    try:
        place = find_place(state_address.place)
    except UnknownError:
        return None
    return next((figure for figure in figures_of_place(place) if figure.id == str(state_address)), None)


def figures_of_place(place: ForesightPlace) -> Iterator[Figure]:
    """Every figure of a place: its sums, then the state of its one territory."""
    yield from place.totals.values()
    yield from place.carriers.values()
    yield from place.emissions.values()
    if place.is_network:
        yield from (figure for group in place.land for figure in group.values())
    if not place.is_network:
        for state in place.states.values():
            yield from state.figures
            yield from (item for figure in state.figures for item in figure.inputs)


def find_assumption_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of an assumption that ships, or None."""
    assumption = shipped_assumptions().by_code.get(address.part(0)) if len(address.parts) == _ASSUMPTION_PARTS else None
    figure = assumption_figure(assumption) if assumption is not None else None
    return figure if figure is not None and figure.id == f"assumption.{'.'.join(address.parts)}" else None


def find_reference_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of a cell of a reference table, or None."""
    if len(address.parts) != _ASSUMPTION_PARTS:
        return None
    table, code = address.parts
    find = _FINDERS.get(table)
    return find(code) if find else None


def state_version(_addresses: Sequence[FigureAddress]) -> str:
    """Return a text that changes whenever a starting state may have changed."""
    return data_version()
