"""Entry of the room in the menu."""

from django.utils.translation import gettext_lazy as _

from autan.extension_points import MenuEntry

SURVEYS_ENTRY = MenuEntry(
    label=_("Enquête"),
    url_name="surveys:campaigns",
    rank=40,
    also=("surveys:", "questionnaires:", "formats:"),
    called=_("questionnaires,campagnes"),
)
