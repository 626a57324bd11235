"""Scenarios that people kept: found for a reader, opened again, what has changed since, and what a person gave."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from numpy import format_float_positional

from autan.foresight.engine.core.choices import written_assumption
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.foresight.engine.core.scenario_documents import ScenarioDocument
from autan.foresight.engine.core.scenarios import ENGINE_VERSION, InvalidScenarioError, Scenario
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.scenarios import read_scenario
from autan.foresight.scenarios.models import KeptScenario, OffsetReason, OwnQuantity
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.scenario_documents import open_scenario
from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.request_cache import cached_per_request


def find_kept(slug: str, *, reader: Any, place: ForesightPlace | None = None) -> KeptScenario:
    """Return a kept scenario that a reader may read, of one place when it is given."""
    kept_scenario = KeptScenario.objects.filter(slug=slug).select_related("network", "territory", "workshop").first()
    is_elsewhere = kept_scenario is not None and place is not None and kept_scenario.place_code != place.code
    if kept_scenario is None or is_elsewhere or not reader.has_perm("foresight.read_scenario", kept_scenario):
        raise UnknownError("aucun scénario à cette adresse")
    return kept_scenario


def kept_of(place: ForesightPlace, *, reader: Any) -> list[KeptScenario]:
    """Return the scenarios of a place that a reader may read, newest first."""
    where = {"network__slug": place.code} if place.is_network else {"territory__siren": place.code}
    scenarios = KeptScenario.objects.filter(**where).select_related("network", "territory", "workshop")
    # the right hangs on each scenario: it is no clause of the query
    return [scenario for scenario in scenarios if reader.has_perm("foresight.read_scenario", scenario)]


def document_of(kept: KeptScenario) -> ScenarioDocument:
    """Return what was chosen."""
    return read_scenario(json.dumps(kept.document), f"{kept.slug}.json", shipped_assumptions())


def result_of(kept: KeptScenario) -> ScenarioResult:
    """Compute a kept scenario with the data and the engine of today; once in a request.

    Raises InvalidScenarioError: data have changed so that it cannot be computed any more.
    """
    return cached_per_request(("kept-scenario", kept.slug), lambda: run(open_scenario(document_of(kept))))


def chosen_of(kept: KeptScenario) -> ScenarioPath | None:
    """Return the path of a kept scenario with the data of today; None when they no longer let it be computed."""
    try:
        return result_of(kept).chosen
    except InvalidScenarioError:
        return None


def parameters_of(document: ScenarioDocument) -> dict[str, str]:
    """Return what makes the same choices again on the page of levers; see `taken_files.beyond_sliders`."""
    fields = {"h": str(document.horizon)} | ({"p": document.national} if document.national else {})
    for lever in document.levers:
        fields |= {f"q.{lever.kind}": format_float_positional(lever.quantity, trim="-")}
        fields |= {f"s.{lever.kind}": str(lever.start), f"e.{lever.kind}": str(lever.end)}
    for code, own in document.assumptions.items():
        fields |= written_assumption(code, format_float_positional(own.value, trim="-"), own.reason)
    return fields


def changes_since(versions: Mapping[str, str], today: Scenario) -> tuple[str, ...]:
    """Return what has changed since numbers were computed, among `engine`, `assumptions`, `data`; none: same digits."""
    now = {"engine": ENGINE_VERSION, "assumptions": today.assumptions.version, "data": today.state.fingerprint}
    return tuple(name for name, version in now.items() if versions.get(name) != version)


def describe_kept(slug: str) -> KeptScenario | None:
    """Return a kept scenario for a trace, or None."""
    return KeptScenario.objects.filter(slug=slug).first()


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the scenarios that somebody kept quantities and reasons given. Three queries."""
    if subject.person is None:
        return []
    kept = KeptScenario.objects.filter(kept_by=subject.person).values_list("slug", "title", "kept_at")
    quantities = OwnQuantity.objects.filter(given_by=subject.person).values_list("territory__siren", "code", "given_at")
    reasons = OffsetReason.objects.filter(given_by=subject.person).values_list("territory__siren", "sector", "given_at")
    return [
        *({"scenario": slug, "title": title, "at": at} for slug, title, at in kept),
        *({"territory": siren, "quantity": code, "at": at} for siren, code, at in quantities),
        *({"territory": siren, "offset": sector, "at": at} for siren, sector, at in reasons),
    ]
