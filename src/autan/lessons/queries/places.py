"""In whose name somebody may write in a network."""

from autan.evidence.queries.registry import Reader
from autan.projects.models import Project
from autan.territories.models import Membership, Network, Territory


def places_acted_for(network: Network, reader: Reader) -> list[Territory]:
    """Return the members of a network that somebody acts for; all of them for who coordinates it. Some queries."""
    members = Membership.objects.filter(network=network, valid_to__isnull=True).select_related("territory")
    held = [membership.territory for membership in members]
    if reader.has_perm("territories.coordinate_network", network):
        return held
    return [place for place in held if reader.has_perm("territories.act_for_territory", place)]


def projects_of(network: Network) -> list[Project]:
    """Return the projects of a network, which a lesson may be learnt at. One query."""
    return list(Project.objects.filter(network=network))
