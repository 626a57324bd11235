"""Loads the plans of the eleven as sources state them, what is known of the PCET duty, and invented plans."""

from pathlib import Path
from typing import Any

from autan.evidence.figures.actions.facts import record_source
from autan.evidence.figures.core.sources import Source
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.plans.obligations.actions import record_duties
from autan.plans.plans.actions.imports import import_plans
from autan.territories.networks.models import Network

CONTENT = Path(__file__).parent / "content"


def load_plans(*, content: Path = CONTENT) -> None:
    """Take in the plans of the real network and of the invented one; what a person changed since is kept."""
    for described in read_yaml_file(content / "plans" / "sources.yaml"):
        record_source(by=None, source=Source(**described))
    for path in (content / "plans" / "dialogue-toulouse.yaml", content / "invented" / "plans.yaml"):
        import_plans(by=None, text=path.read_text(encoding="utf-8"), file=path.name)
    load_pcet_duty(read_yaml_file(content / "pcet-duty.yaml"))


def load_pcet_duty(described: Any) -> None:
    """Record what sources say of the populations of the members and of the PCET duty."""
    network = Network.objects.get(slug=described["network"])
    statements = [
        {"siren": member["siren"], "says": says, "evidence": _facts(facts)}
        for member in described["members"]
        for says, facts in member.get("sources_say", {}).items()
    ]
    network_says = {"siren": "", "says": "none", "evidence": _facts(described["synthesis_says"]["facts"])}
    record_duties(
        by=None,
        network=network,
        rule=described["rule"],
        members=[_member(member) for member in described["members"]],
        statements=[network_says, *statements],
    )


def _member(member: Any) -> dict[str, Any]:
    evidence = _facts(member.get("facts", ()))
    if "figure" in member:
        _, siren, _, vintage = member["figure"].split(".")
        evidence.append(["register", f"{siren}@{vintage}"])
    population = {
        "inhabitants": member["population"],
        "year": member["year"],
        "perimeter": member["perimeter"],
        "compared_with": 2012,
        "is_approximate": member.get("is_approximate", False),
        "evidence": evidence,
    }
    return {
        "siren": member["siren"],
        "populations": [population],
        "existed_since": member.get("existed_since"),
        "created_on": member.get("created_on"),
        "existence_evidence": _facts(member.get("existence_facts", ())),
    }


def _facts(ids: Any) -> list[list[str]]:
    return [["fact", fact] for fact in ids]
