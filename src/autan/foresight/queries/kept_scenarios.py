"""Scenarios that people kept: found, opened, compared, and their figures for traces and publications."""

import json
from collections.abc import Sequence
from math import isnan
from typing import Any

from autan.errors import UnknownError
from autan.evidence.core.addresses import FigureAddress
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.foresight.core.addresses import SCENARIO, SCENARIO_KIND
from autan.foresight.core.engine import run
from autan.foresight.core.measures import ScenarioMeasure, read_total
from autan.foresight.core.results import ScenarioResult
from autan.foresight.core.scenario_documents import ScenarioDocument
from autan.foresight.core.state_inputs import assumption_figure
from autan.foresight.importers.assumptions import shipped_assumptions
from autan.foresight.importers.scenarios import read_scenario
from autan.foresight.models import KeptScenario
from autan.foresight.queries.places import ForesightPlace, find_place
from autan.foresight.queries.scenario_documents import open_scenario
from autan.request_cache import cached_per_request

_PARTS = 3
_MEASURES = {
    "energy": ScenarioMeasure.ENERGY,
    "emissions": ScenarioMeasure.EMISSIONS,
    "renewables": ScenarioMeasure.RENEWABLES,
    "bill": ScenarioMeasure.BILL,
}
"""Words of an address, and what they name."""


class UnknownScenarioError(UnknownError):
    """No scenario was kept at this address, or this reader may not see it."""

    def __init__(self) -> None:
        super().__init__("aucun scénario à cette adresse")


def find_kept(slug: str, *, reader: Any) -> KeptScenario:
    """Return a kept scenario that a reader may read.

    Raises:
        UnknownScenarioError: there is none, or it is not for this reader.
    """
    found = KeptScenario.objects.filter(slug=slug).select_related("network", "territory", "workshop").first()
    if found is None or not reader.has_perm("foresight.read_scenario", found):
        raise UnknownScenarioError
    return found


def kept_of(place: ForesightPlace, *, reader: Any) -> list[KeptScenario]:
    """Return the scenarios of a place that a reader may read, newest first."""
    where = {"network__slug": place.code} if place.is_network else {"territory__siren": place.code}
    held = KeptScenario.objects.filter(**where).select_related("network", "territory", "workshop")
    return [each for each in held if reader.has_perm("foresight.read_scenario", each)]


def document_of(kept: KeptScenario) -> ScenarioDocument:
    """Return what was chosen."""
    return read_scenario(json.dumps(kept.document), f"{kept.slug}.json", shipped_assumptions())


def result_of(kept: KeptScenario) -> ScenarioResult:
    """Compute a kept scenario with the data and the engine of today; once in a request.

    Raises:
        InvalidScenarioError: data have changed so that it cannot be computed any more.
    """
    return cached_per_request(("kept-scenario", kept.slug), lambda: run(open_scenario(document_of(kept))))


def parameters_of(kept: KeptScenario) -> dict[str, str]:
    """Return what makes the same choices again on the page of levers."""
    document = document_of(kept)
    found = {"h": str(document.horizon)}
    for lever in document.levers:
        found |= {f"q.{lever.kind}": f"{lever.quantity:.15g}"}
        found |= {f"s.{lever.kind}": str(lever.start), f"e.{lever.kind}": str(lever.end)}
    return found


def find_scenario_figure(address: FigureAddress) -> Figure | None:
    """Compute a figure of a kept scenario: `scenario.<slug>.<energy, emissions, renewables, bill>.<year>`."""
    if len(address.parts) != _PARTS or address.part(1) not in _MEASURES or not address.part(2).isdecimal():
        return None
    kept = KeptScenario.objects.filter(slug=address.part(0)).select_related("network", "territory").first()
    return scenario_figure(kept, address.part(1), int(address.part(2))) if kept is not None else None


def scenario_figure(kept: KeptScenario, word: str, year: int) -> Figure | None:
    """Return what a kept scenario gives for a measure in a year; None out of its years."""
    result, measure = result_of(kept), _MEASURES[word]
    years = [int(each) for each in result.chosen.years]
    if year not in years:
        return None
    value = float(read_total(result.chosen, measure, result.scenario.state)[years.index(year)])
    place = find_place(kept.place_code)
    told = tuple(figure for figure in place.totals.values() if figure.value is not None)
    codes = dict.fromkeys(code for lever in result.scenario.levers for code in _codes(result, lever.kind))
    is_known = not isnan(value)
    return Figure(
        id=str(FigureAddress.of(SCENARIO, kept.slug, word, str(year))),
        label=Text(f"{measure.label.fr} ({kept.title})", f"{measure.label.en} ({kept.title})"),
        value=round(value, 3) if is_known else None,
        unit=get_unit(measure.unit),
        period=Period.year(year),
        territories=tuple(place.states),
        known=len(place.states) if is_known else 0,
        total=len(place.states),
        part=Text("collectivités", "authorities"),
        state=ValueState.MODELLED if is_known else ValueState.MISSING,
        boundary="scenario",
        method=Method(
            name="scenario",
            formula=Text(
                "tendance, puis leviers dans l’ordre : besoin, moyen, rendement, énergie, production",
                "trend, then levers in order: need, means, efficiency, energy, production",
            ),
            parameters=(("key", result.scenario.key), ("kept_key", kept.key)),
        ),
        inputs=(*told, *(assumption_figure(result.scenario.assumptions.find(code)) for code in codes)),
        evidence=(EvidenceRef(kind=SCENARIO_KIND, key=kept.slug),),
    )


def _codes(result: ScenarioResult, kind: str) -> Sequence[str]:
    return result.scenario.library[kind].codes


def describe_kept(slug: str) -> KeptScenario | None:
    """Return a kept scenario for a trace, or None."""
    return KeptScenario.objects.filter(slug=slug).first()
