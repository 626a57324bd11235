"""The network and the people of the tests of lessons: an estate is of one of its members."""

from tests.cast import HERE, THERE
from tests.cooperation.lessons.conftest import here, neighbour, network, people, there

__all__ = ["HERE", "THERE", "here", "neighbour", "network", "people", "there"]
