"""Entries of this room in the menu."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import MenuEntry

LIBRARY_ENTRY = MenuEntry(
    label=_("Bibliothèque"),
    url_name="evidence:library",
    rank=70,
    also=("evidence:sources", "evidence:facts"),
    called=_("documents,ressources,sources,faits"),
)
