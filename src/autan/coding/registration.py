"""What the room gives to the others."""

from autan.coding.presenters.catalogue import CATALOGUE
from autan.coding.presenters.desk import CODING_ENTRY, CODING_LINES, IDEA_SEARCH
from autan.coding.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.coding.presenters.replies import CODED_ANSWERS_OF_NETWORK, CODED_ANSWERS_OF_TERRITORY
from autan.coding.queries.counts import CODING_FIGURES
from autan.coding.queries.documents import DOCUMENT_TEXTS
from autan.coding.queries.survey_texts import SURVEY_TEXTS
from autan.registry import register

register(
    SURVEY_TEXTS,
    DOCUMENT_TEXTS,
    *EVIDENCE_KINDS,
    CODING_FIGURES,
    CATALOGUE,
    CODED_ANSWERS_OF_TERRITORY,
    CODED_ANSWERS_OF_NETWORK,
    CODING_LINES,
    CODING_ENTRY,
    IDEA_SEARCH,
)
