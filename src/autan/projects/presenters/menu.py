"""The entry of the actions in the menu."""

from django.utils.translation import gettext_lazy

from autan.extension_points import MenuEntry

MENU = MenuEntry(
    label=gettext_lazy("Actions"),
    url_name="projects:home",
    rank=36,
    under="plans:home",
    also=("projects:",),
    network_key="reseau",
)
