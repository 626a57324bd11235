"""What the room gives to the others, its evidence apart."""

from autan.coding.results.presenters.catalogue import CATALOGUE
from autan.coding.results.presenters.replies import CODED_ANSWERS_OF_NETWORK, CODED_ANSWERS_OF_TERRITORY
from autan.ground.registry import register

register(CATALOGUE, CODED_ANSWERS_OF_TERRITORY, CODED_ANSWERS_OF_NETWORK)
