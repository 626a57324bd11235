"""What the room gives to the others."""

from autan.registry import register
from autan.results.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.results.presenters.published import CATALOGUE, PUBLISHED_COUNTS, PUBLISHED_RESULTS
from autan.results.presenters.searching import SURVEY_SEARCH
from autan.results.presenters.territory_answers import NEEDS_DIGEST, TERRITORY_ANSWERS
from autan.results.queries.figures import SURVEY_FIGURES

register(
    *EVIDENCE_KINDS,
    SURVEY_FIGURES,
    TERRITORY_ANSWERS,
    SURVEY_SEARCH,
    NEEDS_DIGEST,
    CATALOGUE,
    PUBLISHED_RESULTS,
    PUBLISHED_COUNTS,
)
