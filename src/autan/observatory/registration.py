"""What the room gives to the others, its evidence apart."""

from autan.observatory.presenters.headlines import CATALOGUE, HEADLINES
from autan.observatory.presenters.network_sections import MEMBER_COLUMNS, NETWORK_SECTION
from autan.observatory.presenters.published import DATA_FEED, PUBLISHED_ACCOUNTS, PUBLISHED_MEASURES
from autan.observatory.presenters.territory_digest import ENERGY_DIGEST
from autan.observatory.presenters.territory_sections import TERRITORY_BRIEF, TERRITORY_SECTIONS, TERRITORY_YEARS
from autan.registry import register

register(
    TERRITORY_BRIEF,
    TERRITORY_YEARS,
    TERRITORY_SECTIONS,
    NETWORK_SECTION,
    MEMBER_COLUMNS,
    HEADLINES,
    CATALOGUE,
    ENERGY_DIGEST,
    PUBLISHED_ACCOUNTS,
    PUBLISHED_MEASURES,
    DATA_FEED,
)
