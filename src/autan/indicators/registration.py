"""What the room gives to the others, its evidence apart."""

from autan.indicators.actions.personal import erase_named
from autan.indicators.presenters.catalogue import CATALOGUE
from autan.indicators.presenters.personal_data import INDICATOR_DATA
from autan.indicators.presenters.published import PUBLISHED_SERIES, PUBLISHED_VALUES
from autan.indicators.presenters.sections import (
    INDICATOR_LINES,
    INDICATOR_SEARCH,
    MENU,
    NETWORK_INDICATORS,
    TERRITORY_INDICATORS,
)
from autan.indicators.queries.personal import export_named
from autan.registry import register

register(
    CATALOGUE,
    TERRITORY_INDICATORS,
    NETWORK_INDICATORS,
    MENU,
    INDICATOR_LINES,
    INDICATOR_SEARCH,
    INDICATOR_DATA(export=export_named, erase=erase_named),
    PUBLISHED_VALUES,
    PUBLISHED_SERIES,
)
