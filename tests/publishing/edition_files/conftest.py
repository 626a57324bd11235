"""The invented network and edition of the room of editions."""

from tests.publishing.editions.conftest import edition, home, network, people

__all__ = ["edition", "home", "network", "people"]
