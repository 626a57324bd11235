"""What the room gives to the others, its evidence apart."""

from autan.coding_results.presenters.catalogue import CATALOGUE
from autan.coding_results.presenters.replies import CODED_ANSWERS_OF_NETWORK, CODED_ANSWERS_OF_TERRITORY
from autan.registry import register

register(CATALOGUE, CODED_ANSWERS_OF_TERRITORY, CODED_ANSWERS_OF_NETWORK)
