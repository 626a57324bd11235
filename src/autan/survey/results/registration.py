"""What the room gives to the others, its evidence apart."""

from autan.ground.registry import register
from autan.survey.results.presenters.published import CATALOGUE, PUBLISHED_COUNTS, PUBLISHED_RESULTS
from autan.survey.results.presenters.searching import (
    NEEDS_DIGEST,
    NEEDS_NETWORK_DIGEST,
    SURVEY_SEARCH,
    TERRITORY_ANSWERS,
)

register(
    TERRITORY_ANSWERS,
    SURVEY_SEARCH,
    NEEDS_DIGEST,
    NEEDS_NETWORK_DIGEST,
    *CATALOGUE,
    PUBLISHED_RESULTS,
    PUBLISHED_COUNTS,
)
