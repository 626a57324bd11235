"""What the room gives to the others."""

from autan.evidence.queries.registry import QuotationFinder
from autan.registry import register
from autan.synthesis.actions.personal import erase_written
from autan.synthesis.presenters.personal_data import WRITTEN_DATA
from autan.synthesis.presenters.published import EDITION_FEED, PUBLISHED_EDITIONS, PUBLISHED_PRINTS
from autan.synthesis.presenters.shared_pages import EDITION_STEP, MENU, NETWORK_PART, SEARCH
from autan.synthesis.queries.editions import editions_that_quote
from autan.synthesis.queries.personal import export_written
from autan.synthesis.renderers.desk import DESK, DESK_REVIEWS

register(
    QuotationFinder(find=editions_that_quote),
    NETWORK_PART,
    MENU,
    SEARCH,
    DESK,
    DESK_REVIEWS,
    EDITION_STEP,
    WRITTEN_DATA(export=export_written, erase=erase_written),
    PUBLISHED_EDITIONS,
    PUBLISHED_PRINTS,
    EDITION_FEED,
)
