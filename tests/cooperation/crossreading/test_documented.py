"""What sources document of a real network: facts of its members or of nobody, by topic; nothing of an invented one."""

from autan.cooperation.crossreading.queries.documented import documented_parts
from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network

SICOVAL, MURETAIN = "243100633", "200068641"
SOURCE = {"slug": "essai", "title": "Essai", "producer": "Essai", "url": "", "published": "2012"}


def fact(key: str, topic: str, siren: str = SICOVAL) -> dict[str, str]:
    names = ("value", "unit_fr", "unit_en", "base_year", "horizon")
    words = {"statement_fr": f"Énoncé {key}.", "statement_en": f"Statement {key}.", "subject": "Sicoval"}
    place = {"source": "essai", "locator": "page 1", "confidence": "authority", "period": "2012"}
    return {"id": key, "siren": siren, "topic": topic, **words, **place, **dict.fromkeys(names, "")}


def real_network() -> Network:
    network = create_network(by=None, slug="reel", name=Text("Réseau réel", "Real network"))
    proof = [EvidenceRef(kind="fact", key="E1")]
    territory = follow_territory(by=None, siren=SICOVAL)
    admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, evidence=proof)
    return network


def test_facts_on_orientations_then_objectives_of_the_members_are_told(db: None) -> None:
    network = real_network()
    assert documented_parts(network) == []
    facts = [
        fact("E3", "target"),
        fact("E2", "orientation"),
        fact("E1", "orientation"),
        fact("E0", "orientation", ""),
        fact("E4", "orientation", MURETAIN),
        fact("E5", "budget"),
    ]
    record_facts(by=None, file="f.csv", sources=[SOURCE], facts=facts)
    parts = [(part["label"].fr, [row.id for row in part["facts"]]) for part in documented_parts(network)]
    assert parts == [("Orientations", ["E0", "E1", "E2"]), ("Objectifs", ["E3"])]
    Network.objects.filter(pk=network.pk).update(is_invented=True)
    network.refresh_from_db()
    assert documented_parts(network) == []
