"""What the room gives to the others, its evidence apart."""

from autan.extension_points import PersonNetworks
from autan.registry import register
from autan.territories.actions.mandates import end_all_mandates
from autan.territories.presenters.catalogue import CATALOGUE, HEADLINES
from autan.territories.presenters.digest import REGISTER_DIGEST
from autan.territories.presenters.perimeters import PERIMETER
from autan.territories.presenters.personal_data import MANDATE_DATA
from autan.territories.presenters.published import (
    PUBLISHED_FACTS,
    PUBLISHED_NETWORKS,
    PUBLISHED_REGISTER,
    PUBLISHED_TERRITORIES,
)
from autan.territories.presenters.searching import TERRITORY_SEARCH
from autan.territories.presenters.steps import CONTOURS_STEP, FACTS_STEP, MEMBERS_STEP, NETWORK_LINES, PEOPLE_STEP
from autan.territories.queries.people import export_mandates, slugs_of_person

roles = MANDATE_DATA(export=export_mandates, erase=end_all_mandates)
register(
    PERIMETER,
    NETWORK_LINES,
    TERRITORY_SEARCH,
    HEADLINES,
    roles,
    PersonNetworks(find=slugs_of_person),
    REGISTER_DIGEST,
    CATALOGUE,
    MEMBERS_STEP,
    CONTOURS_STEP,
    PEOPLE_STEP,
    FACTS_STEP,
    PUBLISHED_NETWORKS,
    PUBLISHED_TERRITORIES,
    PUBLISHED_FACTS,
    PUBLISHED_REGISTER,
)
