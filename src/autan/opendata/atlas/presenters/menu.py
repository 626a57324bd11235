"""Entries of the menu that lead to the pages of the room."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import MenuEntry

MENU_ENTRIES = (
    MenuEntry(label=_("Comparer"), url_name="atlas:compare", rank=20, network_key="network", called=_("comparaison")),
    MenuEntry(label=_("Atlas"), url_name="atlas:atlas", rank=30, network_key="network", called=_("carte,cartographie")),
)
