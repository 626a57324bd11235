"""How a saved scenario is described in a trace, and where its figures are found."""

from collections.abc import Collection, Mapping, Sequence

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.queries.registry import EvidenceKind, FigureSource, Reader, version_of_rooms
from autan.foresight.core.scenario_addresses import SCENARIO
from autan.foresight.models import SavedScenario
from autan.foresight.queries.scenario_figures import find_scenario_figure, may_read_scenario


def describe_scenarios(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe scenarios: what they are, how many levers, and the versions that their numbers rest on. One query."""
    del reader  # `readable_scenarios` was asked before
    return {each.slug: _card(each) for each in SavedScenario.objects.filter(slug__in=keys)}


def readable_scenarios(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the scenarios that a reader may read. One query, and those of the rights."""
    held = SavedScenario.objects.filter(slug__in=keys).select_related("network", "territory")
    return [each.slug for each in held if reader.has_perm("foresight.read_scenario", each)]


def _card(scenario: SavedScenario) -> EvidenceCard:
    levers = len(scenario.inputs["levers"])
    versions = f"{scenario.engine_version} · {scenario.assumptions_version} · {scenario.data_version}"
    return EvidenceCard(
        ref=EvidenceRef(kind=SCENARIO, key=scenario.slug),
        title=Text(scenario.title, scenario.title),
        statement=Text(
            _joined(
                scenario.summary,
                f"{levers} leviers, horizon {scenario.inputs['horizon']}",
                f"versions du moteur, des hypothèses et des données\u00a0: {versions}",
            ),
            _joined(
                scenario.summary,
                f"{levers} levers, horizon {scenario.inputs['horizon']}",
                f"versions of the engine, assumptions and data: {versions}",
            ),
        ),
        recorded=f"{scenario.changed_at:%Y-%m-%d}",
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


SCENARIO_EVIDENCE = EvidenceKind(kind=SCENARIO, describe=describe_scenarios, readable=readable_scenarios)
SCENARIO_FIGURES = FigureSource(
    name=SCENARIO, find=find_scenario_figure, may_read=may_read_scenario, version=version_of_rooms("foresight")
)
