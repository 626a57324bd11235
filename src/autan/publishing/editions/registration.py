"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.queries.registry import QuotationFinder
from autan.ground.extension_points import Beginning, PersonalData, Subject
from autan.ground.registry import register
from autan.publishing.editions.actions.editions import erase_unread
from autan.publishing.editions.presenters.published import EDITION_FEED, PUBLISHED_EDITIONS, PUBLISHED_PRINTS
from autan.publishing.editions.presenters.shared_pages import EDITION_STEP, MENU, NETWORK_PART, SEARCH
from autan.publishing.editions.queries.editions import editions_that_quote, export_written
from autan.publishing.editions.renderers.desk import DESK, DESK_REVIEWS

register(
    QuotationFinder(find=editions_that_quote),
    NETWORK_PART,
    MENU,
    SEARCH,
    DESK,
    DESK_REVIEWS,
    EDITION_STEP,
    PersonalData(
        code="editions",
        what=_("Noms dans les éditions : qui a écrit une version du texte, l’a soumise, en a donné un avis"),
        whom=_("Les personnes qui écrivent et relisent les synthèses"),
        why=_("Savoir qui a dit quoi d’un texte publié ; mission d’intérêt public du réseau"),
        kept=_("Gardés avec l’édition ; après effacement, les versions et les avis restent sans le nom"),
        export=export_written,
        erase=erase_unread,
    ),
    PUBLISHED_EDITIONS,
    PUBLISHED_PRINTS,
    EDITION_FEED,
)

register(
    Beginning(
        code="edition",
        rank=70,
        label=_("Une synthèse"),
        url_name="synthesis:editions_in_preparation",
        permission="territories.coordinate_network",
        subject=Subject.NOTHING,
        purpose=_(
            "Une synthèse se compose à partir de ce que tient le réseau\u202f; la première note se fait en un geste, "
            "puis se relit et se publie."
        ),
        act=_("Préparer une synthèse"),
    ),
)
