"""What the room gives to the others."""

from autan.coding_results.presenters.catalogue import CATALOGUE
from autan.coding_results.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.coding_results.presenters.replies import CODED_ANSWERS_OF_NETWORK, CODED_ANSWERS_OF_TERRITORY
from autan.coding_results.queries.counts import CODING_FIGURES
from autan.registry import register

register(
    *EVIDENCE_KINDS,
    CODING_FIGURES,
    CATALOGUE,
    CODED_ANSWERS_OF_TERRITORY,
    CODED_ANSWERS_OF_NETWORK,
)
