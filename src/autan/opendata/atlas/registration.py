"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from autan.ground.extension_points import Beginning, counted_step
from autan.ground.registry import register
from autan.opendata.atlas.presenters.atlas_page import MENU_ENTRIES, SEARCH_SOURCE
from autan.opendata.atlas.queries import count_innovation_places

register(
    SEARCH_SOURCE,
    *MENU_ENTRIES,
    counted_step(
        rank=38,
        code="filieres",
        page="atlas:import_innovation",
        title=_("Filières et innovation"),
        counted=ngettext_lazy("%(count)s site ou filière.", "%(count)s sites et filières.", "n"),
        label=_("Tenir les sites et filières"),
        count=lambda network, _reader: count_innovation_places(network),
    ),
    Beginning(
        code="innovation",
        part="filieres",
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
