"""What the room gives to the others, its evidence apart."""

from autan.observatory.presenters import headlines, network_sections, published, territory_sections
from autan.observatory.presenters.territory_digest import ENERGY_DIGEST
from autan.registry import register

register(
    *territory_sections.PAGE_EXTENSIONS,
    *network_sections.PAGE_EXTENSIONS,
    *headlines.HEADLINES,
    ENERGY_DIGEST,
    *published.PUBLISHED,
)
