"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import Beginning
from autan.ground.registry import register
from autan.opendata.atlas.presenters.atlas_page import MENU_ENTRIES, SEARCH_SOURCE

register(
    SEARCH_SOURCE,
    *MENU_ENTRIES,
    Beginning(
        code="innovation",
        rank=80,
        label=_("Des sites et filières"),
        url_name="atlas:import_innovation",
        permission="territories.coordinate_network",
        purpose=_(
            "Cette carte réunit les sites, les filières et les pôles que nomment les documents, avec leur source et "
            "leur année."
        ),
        act=_("Reprendre un tableau de sites"),
    ),
)
