"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import DeskLine, PersonalData
from autan.ground.registry import register
from autan.instance.site.actions import erase_from_notice
from autan.instance.site.presenters.desk import notice_lines
from autan.instance.site.presenters.places import TERRITORIES_ENTRY
from autan.instance.site.presenters.searching import PAGE_SEARCH
from autan.instance.site.queries import export_notice

register(
    TERRITORIES_ENTRY,
    PAGE_SEARCH,
    DeskLine(build=notice_lines),
    PersonalData(
        code="notices",
        what=_("Mentions légales\u00a0: direction de la publication, adresses de contact"),
        whom=_("Les personnes que l’exploitant du site nomme"),
        why=_("Dire qui publie et qui répond\u202f; obligation légale"),
        kept=_("Tant que l’exploitant les laisse\u202f; après effacement, la mention reste sans le nom"),
        export=export_notice,
        erase=erase_from_notice,
    ),
)
