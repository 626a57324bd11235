"""What the room gives to the others."""

from autan.evidence.queries.registry import SourceFinder
from autan.extension_points import PersonNetworks
from autan.perimeters.lake.register import find_register_source
from autan.registry import register
from autan.territories.actions.mandates import end_all_mandates
from autan.territories.presenters import catalogue, evidence_kinds, published, steps
from autan.territories.presenters.digest import REGISTER_DIGEST
from autan.territories.presenters.perimeters import PERIMETER
from autan.territories.presenters.personal_data import MANDATE_DATA
from autan.territories.presenters.searching import TERRITORY_SEARCH
from autan.territories.queries.people import export_mandates, slugs_of_person

register(
    *evidence_kinds.EVIDENCE,
    SourceFinder(find=find_register_source),
    PERIMETER,
    *steps.STEPS,
    TERRITORY_SEARCH,
    *catalogue.CATALOGUE,
    MANDATE_DATA(export=export_mandates, erase=end_all_mandates),
    PersonNetworks(find=slugs_of_person),
    REGISTER_DIGEST,
    *published.PUBLISHED,
)
