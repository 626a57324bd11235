"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import PersonalData
from autan.ground.registry import register
from autan.plans.projects.actions.saved_views import erase_named
from autan.plans.projects.presenters import sections
from autan.plans.projects.presenters.projects import PROJECT_SEARCH
from autan.plans.projects.presenters.published import PUBLISHED_ACTIONS
from autan.plans.projects.queries.personal import export_held

register(
    *sections.PAGE_EXTENSIONS,
    PROJECT_SEARCH,
    PersonalData(
        code="actions",
        what=_("Noms dans les fiches-actions : personne pilote, élu·e référent·e, qui a changé la fiche"),
        whom=_("Les personnes que les fiches nomment"),
        why=_("Savoir à qui parler d’une action ; mission d’intérêt public du réseau"),
        kept=_("Gardés avec la fiche, lus de sa seule collectivité ; après effacement, la fiche reste sans le nom"),
        export=export_held,
        erase=erase_named,
    ),
    PUBLISHED_ACTIONS,
)
