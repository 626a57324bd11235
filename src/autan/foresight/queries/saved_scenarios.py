"""Scenarios that are kept: found for a reader, opened again, and what has changed since."""

import json

from autan.errors import UnknownError
from autan.evidence.queries.registry import Reader
from autan.foresight.core.scenario_documents import ScenarioDocument
from autan.foresight.core.scenarios import ENGINE_VERSION, Scenario
from autan.foresight.importers.assumptions import shipped_assumptions
from autan.foresight.importers.scenarios import read_scenario
from autan.foresight.models import SavedScenario
from autan.foresight.queries.scenario_documents import open_scenario


class UnknownScenarioError(UnknownError):
    """No scenario has this address, or not for this reader."""

    def __init__(self) -> None:
        super().__init__("aucun scénario à cette adresse")


def find_scenario(slug: str, *, reader: Reader) -> SavedScenario:
    """Return a scenario that a reader may read. One query, and those of the right.

    Raises:
        UnknownScenarioError: there is none, or it is not for this reader.
    """
    found = SavedScenario.objects.filter(slug=slug).select_related("network", "territory").first()
    if found is None or not reader.has_perm("foresight.read_scenario", found):
        raise UnknownScenarioError
    return found


def scenarios_of(place: str, *, reader: Reader) -> list[SavedScenario]:
    """Return the scenarios of a network (slug) or of a territory (SIREN) that a reader may read, newest first."""
    held = SavedScenario.objects.select_related("network", "territory")
    found = held.filter(network__slug=place) | held.filter(territory__siren=place)
    return [each for each in found if reader.has_perm("foresight.read_scenario", each)]


def document_of(scenario: SavedScenario) -> ScenarioDocument:
    """Return what people chose, as it was kept.

    Raises:
        ImportFileError: an assumption that it names exists no longer, or has other bounds.
    """
    return read_scenario(json.dumps(scenario.inputs), scenario.slug, shipped_assumptions())


def open_saved(scenario: SavedScenario) -> Scenario:
    """Return a scenario over the data and assumptions of today.

    Raises:
        ImportFileError: an assumption that it names exists no longer, or has other bounds.
    """
    return open_scenario(document_of(scenario))


def changes_since(saved: SavedScenario, today: Scenario) -> tuple[str, ...]:
    """Return what has changed since the numbers were kept, among `engine`, `assumptions`, `data`; none: same digits."""
    versions = {
        "engine": (saved.engine_version, ENGINE_VERSION),
        "assumptions": (saved.assumptions_version, today.assumptions.version),
        "data": (saved.data_version, today.state.fingerprint),
    }
    return tuple(name for name, (kept, now) in versions.items() if kept != now)
