"""What the room gives to the others."""

from autan.evidence.queries.registry import SourceFinder
from autan.measures.queries.editions import find_source
from autan.observatory.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.observatory.presenters.headlines import CATALOGUE, HEADLINES
from autan.observatory.presenters.network_sections import MEMBER_COLUMNS, NETWORK_SECTION
from autan.observatory.presenters.published import DATA_FEED, PUBLISHED_ACCOUNTS, PUBLISHED_MEASURES
from autan.observatory.presenters.territory_digest import ENERGY_DIGEST
from autan.observatory.presenters.territory_sections import TERRITORY_BRIEF, TERRITORY_SECTIONS, TERRITORY_YEARS
from autan.observatory.queries.figure_sources import FIGURE_SOURCES
from autan.registry import register

register(
    *FIGURE_SOURCES,
    *EVIDENCE_KINDS,
    TERRITORY_BRIEF,
    TERRITORY_YEARS,
    TERRITORY_SECTIONS,
    NETWORK_SECTION,
    MEMBER_COLUMNS,
    HEADLINES,
    CATALOGUE,
    ENERGY_DIGEST,
    SourceFinder(find=find_source),
    PUBLISHED_ACCOUNTS,
    PUBLISHED_MEASURES,
    DATA_FEED,
)
