"""A scenario with its results as JSON or as a workbook; the JSON is read again as a scenario."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.attribution import Attribution, attribute
from autan.foresight.engine.core.axes import Carrier, CellState, ScenarioMeasure, Sector
from autan.foresight.engine.core.levers import Diffusion, Lever
from autan.foresight.engine.core.quantities import network_total
from autan.foresight.engine.core.results import ScenarioResult, read_total
from autan.foresight.engine.core.scenarios import (
    ENGINE_VERSION,
    FORMAT,
    FORMAT_VERSION,
    OwnAssumption,
    ScenarioDocument,
)
from autan.foresight.engine.core.state import StartingState
from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_xlsx

type Cells = tuple[str | float | None, ...]
type Numbers = NDArray[np.float64]


def scenario_inputs(document: ScenarioDocument) -> dict[str, Any]:
    """Return what people chose, as an object that JSON writes and that `read_scenario` reads."""
    fields: dict[str, Any] = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "title": document.title,
        "horizon": document.horizon,
        "seed": document.seed,
        "levers": [_lever(lever) for lever in document.levers],
        "assumptions": {code: _own_as_json(own) for code, own in document.assumptions.items()},
    }
    if document.is_flat:
        fields["trend"] = "flat"
    if document.national:
        fields["national"] = document.national
    if document.place:
        fields["place"] = document.place
    if document.state is not None:
        fields["state"] = {
            "base_year": document.state.base_year,
            "energy_unit": "MWh",
            "version": document.state.version,
            "territories": [
                _territory(document.state, document.population, rank) for rank in range(len(document.state.territories))
            ],
        }
    return fields


def _own_as_json(own: OwnAssumption) -> dict[str, Any]:
    values = {"by_year": {str(year): value for year, value in own.by_year}} if own.by_year else {"value": own.value}
    return {**values, "reason": own.reason}


def scenario_object(document: ScenarioDocument, result: ScenarioResult) -> dict[str, Any]:
    """Return a scenario with its versions and its results."""
    return {**scenario_inputs(document), "versions": versions_object(result), "results": results_object(result)}


def write_scenario_json(document: ScenarioDocument, result: ScenarioResult) -> bytes:
    """Return a scenario and its results as JSON."""
    return json.dumps(scenario_object(document, result), ensure_ascii=False, indent=1).encode()


def versions_object(result: ScenarioResult) -> dict[str, str]:
    """Return the versions that the numbers rest on."""
    scenario = result.scenario
    return {
        "engine": ENGINE_VERSION,
        "assumptions": scenario.assumptions.version,
        "data": scenario.state.fingerprint,
        "key": scenario.key,
    }


def results_object(result: ScenarioResult) -> dict[str, Any]:
    """Return what a scenario gives: sums of its territories, year by year, and the shares of its last year."""
    state, last = result.scenario.state, int(result.chosen.years[-1])
    sectors = result.chosen.energy_by_sector_mwh.sum(axis=0)
    carriers = result.chosen.energy_by_carrier_mwh.sum(axis=0)
    return {
        "years": [int(year) for year in result.chosen.years],
        "trend": {measure.value: numbers(read_total(result.trend, measure, state)) for measure in ScenarioMeasure},
        "chosen": {measure.value: numbers(read_total(result.chosen, measure, state)) for measure in ScenarioMeasure},
        **_worlds(result),
        "energy_by_sector_mwh": {code: numbers(sectors[rank]) for rank, code in enumerate(state.sectors)},
        "energy_by_carrier_mwh": {code: numbers(carriers[rank]) for rank, code in enumerate(state.carriers)},
        "territories": {
            code: {
                measure.value: numbers(read_total(result.chosen, measure, state, code)) for measure in ScenarioMeasure
            }
            for code in state.territories
        },
        "coverage_pct": _coverage(result, result.chosen.energy_mwh),
        "coverage_without_ambient_heat_pct": _coverage(result, result.chosen.energy_without_ambient_heat()),
        "coverage_is_floor": bool(state.untold_sources),
        "renewables_not_known": list(state.untold_sources),
        "done": {
            lever.key: numbers(network_total(state, result.scenario.library[lever.kind], result.done[lever.key]))
            for lever in result.scenario.levers
        },
        "shares": {
            measure.value: _shares(attribute(result.scenario, measure=measure, year=last))
            for measure in ScenarioMeasure
        },
    }


def _worlds(result: ScenarioResult) -> dict[str, Any]:
    """What levers do without the national path, and what it does without them; nothing where none is on."""
    paths = {"levers_alone": result.levers_alone, "national_alone": result.national_alone}
    return {
        name: {measure.value: numbers(read_total(path, measure, result.scenario.state)) for measure in ScenarioMeasure}
        for name, path in paths.items()
        if path is not None
    }


def _coverage(result: ScenarioResult, energy_mwh: Numbers) -> list[float | None]:
    """Renewable production over final energy, in %, with or without the heat of air and ground."""
    used, produced = energy_mwh.sum(axis=0), result.chosen.renewables_mwh.sum(axis=0)
    return numbers(np.divide(100.0 * produced, used, out=np.full(len(used), np.nan), where=used != 0))


def _shares(split: Attribution) -> dict[str, Any]:
    return {
        "year": split.year,
        "trend": number(split.trend),
        "chosen": number(split.chosen),
        "territory": number(split.total),
        "national": number(split.national),
        "groups": {group.value: number(share) for group, share in split.groups.items()},
        "steps": {step.value: number(share) for step, share in split.steps.items()},
        "levers": {
            lever.key: {
                "share": number(lever.share),
                "first_in": number(lever.first_in),
                "last_in": number(lever.last_in),
            }
            for lever in split.levers
        },
    }


def number(value: float) -> float | None:
    """Return a number as JSON holds it: null for what is not known."""
    return None if np.isnan(value) else float(value)


def numbers(values: Numbers) -> list[float | None]:
    """Return numbers as JSON holds them."""
    return [number(value) for value in values.tolist()]


def _lever(lever: Lever) -> dict[str, Any]:
    fields: dict[str, Any] = {"key": lever.key, "kind": lever.kind, "quantity": lever.quantity}
    fields |= {"start": lever.start, "end": lever.end, "diffusion": lever.diffusion.value}
    if lever.diffusion is Diffusion.BY_LIST:
        fields["pace"] = {str(year): quantity for year, quantity in lever.pace}
    for name in ("values", "territories", "origin"):
        if value := getattr(lever, name):
            fields[name] = list(value) if isinstance(value, tuple) else dict(value) if name == "values" else value
    return fields


def _territory(state: StartingState, population: Mapping[str, float], rank: int) -> dict[str, Any]:
    siren = state.territories[rank]
    fields: dict[str, Any] = {"siren": siren, "energy": {}}
    if siren in population:
        fields["population_rate"] = population[siren]
    fields["pivots"] = {code: _given(pivot[rank]) for code, pivot in state.pivots.items()}
    for sector, use, carrier in np.argwhere(state.cell_states[rank] != CellState.NOT_USED):
        uses = fields["energy"].setdefault(state.sectors[sector], {})
        uses.setdefault(state.uses[use], {})[state.carriers[carrier]] = _given(
            state.energy_mwh[rank, sector, use, carrier]
        )
    for name, axis, row in (
        ("non_energy", state.sectors, state.non_energy_tco2e),
        ("production", state.sources, state.production_mwh),
        ("sequestration", state.sinks, state.sequestration_tco2e),
    ):
        fields[name] = {code: _given(row[rank, place]) for place, code in enumerate(axis) if row[rank, place] != 0}
    return fields


def _given(value: float) -> float | str:
    return "unknown" if np.isnan(value) else float(value)


def write_scenario_workbook(document: ScenarioDocument, result: ScenarioResult) -> bytes:
    """Return a scenario and its results as a workbook; a cell that is not known is empty."""
    return write_xlsx(
        [
            WorkbookSheet(name="scénario", rows=tuple(_cover(document, result))),
            WorkbookSheet(name="années", rows=tuple(_years(result))),
            WorkbookSheet(name="secteurs et énergies", rows=tuple(_parts(result))),
            WorkbookSheet(name="leviers", rows=tuple(_levers(result))),
            WorkbookSheet(name="hypothèses", rows=tuple(_assumptions(result))),
        ]
    )


def _cover(document: ScenarioDocument, result: ScenarioResult) -> Iterator[Cells]:
    yield ("titre", document.title)
    yield ("lieu", document.place or ", ".join(result.scenario.state.territories))
    yield ("année de départ", float(result.scenario.state.base_year))
    yield ("horizon", float(document.horizon))
    national = result.scenario.national
    yield ("chemin national", "aucun" if national is None else f"{national.label.fr} ({national.edition})")
    for name, version in versions_object(result).items():
        yield (f"version : {name}", version)


def _years(result: ScenarioResult) -> Iterator[Cells]:
    state, measures = result.scenario.state, list(ScenarioMeasure)
    paths = [("tendanciel", result.trend), ("scénario", result.chosen)]
    beside = (("leviers seuls", result.levers_alone), ("mesures nationales seules", result.national_alone))
    paths += [(name, path) for name, path in beside if path is not None]
    yield ("année", *(f"{measure.label.fr}, {name} ({measure.unit})" for name, _ in paths for measure in measures))
    columns = [numbers(read_total(path, measure, state)) for _, path in paths for measure in measures]
    for rank, year in enumerate(result.chosen.years.tolist()):
        yield (float(year), *(column[rank] for column in columns))


def _parts(result: ScenarioResult) -> Iterator[Cells]:
    state, chosen = result.scenario.state, result.chosen
    labels = [Sector(code).label.fr for code in state.sectors] + [Carrier(code).label.fr for code in state.carriers]
    yield ("année", *(f"{label} (MWh)" for label in labels))
    sums = np.concatenate([chosen.energy_by_sector_mwh, chosen.energy_by_carrier_mwh], axis=1).sum(axis=0)
    for rank, year in enumerate(chosen.years.tolist()):
        yield (float(year), *numbers(sums[:, rank]))


def _levers(result: ScenarioResult) -> Iterator[Cells]:
    scenario, last = result.scenario, int(result.chosen.years[-1])
    splits = [
        attribute(scenario, measure=measure, year=last)
        for measure in (ScenarioMeasure.ENERGY, ScenarioMeasure.EMISSIONS)
    ]
    shares = [{lever.key: lever.share for lever in split.levers} for split in splits]
    yield ("levier", "groupe", "quantité", "unité", "début", "fin", f"MWh en {last}", f"tCO2e en {last}", "d’après")
    for lever in scenario.levers:
        kind = scenario.library[lever.kind]
        changed = (number(share[lever.key]) for share in shares)
        dates = (float(lever.start), float(lever.end))
        yield (kind.label.fr, kind.group.label.fr, lever.quantity, kind.unit.fr, *dates, *changed, lever.origin)
    if scenario.national is not None:
        changed = (number(split.national) for split in splits)
        yield ("ce qui dépend de l’État", scenario.national.label.fr, None, None, None, None, *changed, "")


def _assumptions(result: ScenarioResult) -> Iterator[Cells]:
    yield ("code", "hypothèse", "basse", "centrale", "haute", "unité", "source", "depuis", "à confirmer", "raison")
    for assumption in result.scenario.assumptions:
        details = (
            assumption.unit,
            assumption.source.fr,
            assumption.valid_from.isoformat(),
            "oui" if assumption.to_confirm else "",
            assumption.reason,
        )
        yield (assumption.code, assumption.label.fr, assumption.low, assumption.central, assumption.high, *details)
