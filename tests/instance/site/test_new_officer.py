"""The desk of somebody who was just given a role on a member: nothing waits, and it says what may be given."""

import re

from django.test import Client

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from tests.cast import gather_cast

SICOVAL = "243100633"


def test_the_desk_of_a_new_officer_leads_to_what_she_may_give(db: None):
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"))
    member = follow_territory(by=None, siren=SICOVAL)
    stated = [EvidenceRef(kind="fact", key="W003")]
    admit_member(by=None, network=network, territory=member, certainty=Certainty.CONFIRMED, evidence=stated)
    people = gather_cast(network=network, member=member)
    for person in (people.officer, people.contributor):
        client = Client()
        client.force_login(person)
        html = client.get("/bureau/").content.decode()
        assert "Rien n’attend" not in html
        links = re.findall(rf'href="(/[^"]*{SICOVAL}[^"]*)"', html)
        assert f"/prospective/{SICOVAL}/etat-de-depart/saisie/" in links
        assert {client.get(link).status_code for link in links} == {200}
