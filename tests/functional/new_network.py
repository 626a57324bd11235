"""A network as `autan start` and the choice of four members leave it, with the people of the tests."""

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import admit_members
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Territory
from tests.cast import Cast, gather_cast

NEW = "mon-reseau"
MEMBERS = ("243100633", "200072643", "200066009", "246800726")
MEMBER = MEMBERS[0]


def make_new_network() -> Cast:
    """Make the network, its four members of the register, and one person of each role."""
    network = create_network(by=None, slug=NEW, name=Text("Mon réseau", "My network"))
    stated = [EvidenceRef(kind="document", key="Statuts")]
    admit_members(by=None, network=network, sirens=MEMBERS, certainty=Certainty.CONFIRMED, evidence=stated)
    return gather_cast(network=network, member=Territory.objects.get(siren=MEMBER))
