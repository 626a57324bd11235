"""Figures of saved scenarios: the numbers of the day they were kept, each with what it is made of."""

from collections.abc import Mapping
from typing import Any

from autan.evidence.core.addresses import FigureAddress
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.queries.registry import Reader
from autan.foresight.core.addresses import ASSUMPTION_KIND
from autan.foresight.core.axes import SECTORS
from autan.foresight.core.horizons import CAUTION
from autan.foresight.core.levers import LeverKind
from autan.foresight.core.measures import ScenarioMeasure
from autan.foresight.core.scenario_addresses import CHOSEN, LEVER, SCENARIO, TREND, ScenarioAddress
from autan.foresight.core.scenarios import LAST_SURE_YEAR
from autan.foresight.importers.levers import shipped_library
from autan.foresight.models import SavedScenario

_SECTORS = Text("secteurs", "sectors")
_FORMULAS = {
    CHOSEN: Text(
        "niveau sans levier, plus la part de chaque levier ; l’ordre est besoin, moyen, rendement, énergie, production",
        "level without levers, plus the share of each lever; the order is need, means, efficiency, energy, production",
    ),
    TREND: Text(
        "niveau de départ × (1 + rythme de l’activité)^années × (1 + rythme par unité d’activité)^années",
        "starting level × (1 + rate of activity)^years × (1 + rate by unit of activity)^years",
    ),
}


def find_scenario_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of a saved scenario, or None. One query."""
    asked = ScenarioAddress.parse(address)
    held = SavedScenario.objects.filter(slug=asked.slug).first() if asked is not None else None
    return scenario_figure(held, asked) if held is not None and asked is not None else None


def may_read_scenario(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read the scenario of an address. One query, and those of the right."""
    asked = ScenarioAddress.parse(address)
    held = SavedScenario.objects.filter(slug=asked.slug).first() if asked is not None else None
    return held is not None and reader.has_perm("foresight.read_scenario", held)


def scenario_figure(scenario: SavedScenario, asked: ScenarioAddress) -> Figure | None:
    """Return a number of a scenario that is at hand, with the numbers that it is made of; None when it has none."""
    results = scenario.results
    if asked.measure not in results["chosen"] or asked.year not in results["years"]:
        return None
    if asked.part.startswith(f"{LEVER}-"):
        return _lever_figure(scenario, asked)
    if asked.part not in _FORMULAS:
        return None
    value = results[asked.part][asked.measure][results["years"].index(asked.year)]
    inputs = _inputs(scenario, asked) if asked.part == CHOSEN else ()
    return _figure(scenario, asked, value, label=_label(scenario, asked), formula=_FORMULAS[asked.part], inputs=inputs)


def measure_figures(scenario: SavedScenario, year: int) -> list[Figure]:
    """Return every measure of a scenario in a year."""
    asked = (ScenarioAddress(slug=scenario.slug, measure=each.value, year=year) for each in ScenarioMeasure)
    return [figure for each in asked if (figure := scenario_figure(scenario, each)) is not None]


def _inputs(scenario: SavedScenario, asked: ScenarioAddress) -> tuple[Figure, ...]:
    """The trend, and the share of each lever in the last year, whose shares are kept."""
    parts = [TREND, *(f"{LEVER}-{rank}" for rank in range(len(scenario.inputs["levers"])))]
    addresses = (ScenarioAddress(slug=asked.slug, measure=asked.measure, year=asked.year, part=part) for part in parts)
    return tuple(figure for each in addresses if (figure := scenario_figure(scenario, each)) is not None)


def _lever_figure(scenario: SavedScenario, asked: ScenarioAddress) -> Figure | None:
    shares: Mapping[str, Any] = scenario.results["shares"][asked.measure]
    rank = asked.part.removeprefix(f"{LEVER}-")
    levers = scenario.inputs["levers"]
    if shares["year"] != asked.year or not rank.isdecimal() or int(rank) >= len(levers):
        return None
    lever = levers[int(rank)]
    kind = shipped_library().get(lever["kind"])
    if kind is None:
        return None
    value = shares["levers"][lever["key"]]["share"]
    return _figure(scenario, asked, value, label=kind.label, formula=kind.formula, kind=kind, lever=lever)


def _figure(
    scenario: SavedScenario,
    asked: ScenarioAddress,
    value: float | None,
    *,
    label: Text,
    formula: Text,
    inputs: tuple[Figure, ...] = (),
    kind: LeverKind | None = None,
    lever: Mapping[str, Any] | None = None,
) -> Figure:
    told = lever or {}
    parameters = [(name, str(told[name])) for name in ("quantity", "start", "end", "diffusion") if name in told]
    parameters += [
        (name, getattr(scenario, name)) for name in ("engine_version", "assumptions_version", "data_version")
    ]
    sectors = tuple(scenario.results["energy_by_sector_mwh"])
    return Figure(
        id=str(asked),
        label=label,
        value=value,
        unit=get_unit(ScenarioMeasure(asked.measure).unit),
        period=Period.year(asked.year),
        territories=tuple(scenario.results["territories"]),
        known=len(sectors),
        total=len(SECTORS),
        part=_SECTORS,
        state=ValueState.MISSING if value is None else ValueState.MODELLED,
        boundary=f"foresight:{'+'.join(sectors)}",
        method=Method(name=f"scenario_{asked.part.partition('-')[0]}", formula=formula, parameters=tuple(parameters)),
        inputs=inputs,
        evidence=(
            EvidenceRef(kind=SCENARIO, key=scenario.slug),
            *(EvidenceRef(kind=ASSUMPTION_KIND, key=code) for code in (kind.codes if kind else ())),
        ),
        note=CAUTION if asked.year > LAST_SURE_YEAR else None,
    )


def _label(scenario: SavedScenario, asked: ScenarioAddress) -> Text:
    measure = ScenarioMeasure(asked.measure).label
    if asked.part == TREND:
        return Text(f"{measure.fr}, sans levier", f"{measure.en}, without levers")
    return Text(f"{measure.fr}, « {scenario.title} »", f"{measure.en}, “{scenario.title}”")
