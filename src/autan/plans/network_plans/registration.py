"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import Beginning, Subject
from autan.ground.registry import register
from autan.plans.network_plans.presenters import digest, sections

register(
    *sections.PAGE_EXTENSIONS,
    *digest.DIGESTS,
    Beginning(
        code="plan",
        part="plans",
        rank=20,
        label=_("Un plan"),
        url_name="plans:start",
        permission="plans.start_plan",
        subject=Subject.TERRITORY,
        purpose=_(
            "Le registre tient les plans des membres (PCAET, Agenda 21, PLH…)\u00a0: étapes, objectifs, moyens et "
            "échéances, chacun avec sa source."
        ),
        act=_("Commencer un plan pour %(name)s"),
        example="network_plans:register",
    ),
    Beginning(
        code="network_plan",
        part="plans",
        rank=20,
        label=_("Un plan du réseau"),
        url_name="plans:start_of_network",
        permission="territories.coordinate_network",
    ),
)
