"""The small invented network of the territories, and the cast in it."""

from tests.territories.networks.conftest import member, network, other_network, people

__all__ = ["member", "network", "other_network", "people"]
