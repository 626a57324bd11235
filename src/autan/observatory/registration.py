"""What the room gives to the others."""

from autan.evidence.queries.registry import SourceFinder
from autan.measures.queries.editions import find_source
from autan.observatory.presenters import headlines, network_sections, published, territory_sections
from autan.observatory.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.observatory.presenters.territory_digest import ENERGY_DIGEST
from autan.observatory.queries.figure_sources import FIGURE_SOURCES
from autan.registry import register

register(
    *FIGURE_SOURCES,
    *EVIDENCE_KINDS,
    *territory_sections.PAGE_EXTENSIONS,
    *network_sections.PAGE_EXTENSIONS,
    *headlines.HEADLINES,
    ENERGY_DIGEST,
    SourceFinder(find=find_source),
    *published.PUBLISHED,
)
