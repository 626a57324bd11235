"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import PersonalData
from autan.ground.registry import register
from autan.publishing.api.actions import erase_keys
from autan.publishing.api.presenters.embedding import EMBED_CODE
from autan.publishing.api.queries.embedded import PUBLISHED_FIGURES
from autan.publishing.api.queries.keys import export_keys

register(
    PUBLISHED_FIGURES,
    EMBED_CODE,
    PersonalData(
        code="api",
        what=_("Clés des programmes qui écrivent pour quelqu’un\u00a0: programme, réseau, table, dernier usage"),
        whom=_("Les personnes qui font écrire un programme"),
        why=_("Savoir au nom de qui un programme écrit\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardées après leur fin, pour le suivi\u202f; supprimées à l’effacement"),
        export=export_keys,
        erase=erase_keys,
    ),
)
