"""A small register of facts: two that disagree about Sicoval, one about the network, with their sources."""

import pytest

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.actions.library import record_resources
from tests.kept_rows import written_again
from tests.territories.networks.conftest import member, network, other_network, people

__all__ = ["member", "network", "other_network", "people", "register_of_facts"]
SICOVAL = "243100633"


def fact_row(fact_id: str, **fields: str) -> dict[str, str]:
    usual = {
        "siren": SICOVAL, "subject": "Sicoval", "topic": "target", "period": "2012-2013", "value": "30",
        "statement_fr": "Le plan vise 30 % d'énergie renouvelable.", "statement_en": "The plan aims at 30 %.",
        "unit_fr": "% de la consommation", "unit_en": "% of consumption", "base_year": "", "horizon": "",
        "source": "rapport", "locator": "page 3", "confidence": "press",
    }  # fmt: skip
    return {**usual, "id": fact_id, **fields}


@pytest.fixture
@written_again
def register_of_facts(db: None) -> None:
    record_facts(
        by=None,
        file="faits.csv",
        sources=[
            {"slug": "rapport", "title": "Rapport d’étape", "producer": "Agence", "url": "", "published": "2014"},
            {"slug": "presse", "title": "L'écho", "producer": "Journal", "url": "", "published": ""},
        ],
        facts=[
            fact_row("T1"),
            fact_row("T2", value="20", statement_fr="Le plan vise 20 %.", source="presse", period="2013"),
            fact_row(
                "T3", siren="", subject="Réseau", topic="plan", value="", period="", statement_fr="Un réseau d’énergie."
            ),
        ],
        disagreements=[{"slug": "part", "fr": "Part visée", "en": "Share aimed at", "facts": ["T1", "T2"]}],
    )
    record_resources(
        by=None,
        file="ressources.yaml",
        rows=[{"slug": "guide", "kind": "document", "title": "Guide du bois", "tags": ["forêt"], "fact": "T3"}],
    )
