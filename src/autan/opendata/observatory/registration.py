"""What the room gives to the others, its evidence apart."""

from autan.ground.registry import register
from autan.opendata.observatory.presenters import headlines, network_sections, published, territory_sections
from autan.opendata.observatory.presenters.territory_digest import ENERGY_DIGEST, ENERGY_NETWORK_DIGEST

register(
    *territory_sections.PAGE_EXTENSIONS,
    *network_sections.PAGE_EXTENSIONS,
    *headlines.HEADLINES,
    ENERGY_DIGEST,
    ENERGY_NETWORK_DIGEST,
    *published.PUBLISHED,
)
