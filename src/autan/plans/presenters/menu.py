"""The entry of the plans in the menu."""

from django.utils.translation import gettext_lazy

from autan.extension_points import MenuEntry

MENU = MenuEntry(label=gettext_lazy("Plans"), url_name="plans:home", rank=35, also=("plans:",), network_key="reseau")
