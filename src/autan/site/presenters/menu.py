"""The entry of the menu that leads to the pages of the site itself."""

from django.utils.translation import gettext_lazy as _

from autan.extension_points import MenuEntry

TERRITORIES_ENTRY = MenuEntry(label=_("Territoires"), url_name="site:territories", rank=10, network_key="reseau")
