"""What the room gives to the others, its evidence apart."""

from autan.registry import register
from autan.results.presenters.published import CATALOGUE, PUBLISHED_COUNTS, PUBLISHED_RESULTS
from autan.results.presenters.searching import SURVEY_SEARCH
from autan.results.presenters.territory_answers import NEEDS_DIGEST, TERRITORY_ANSWERS

register(TERRITORY_ANSWERS, SURVEY_SEARCH, NEEDS_DIGEST, CATALOGUE, PUBLISHED_RESULTS, PUBLISHED_COUNTS)
