"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

LESSON_DATA = partial(
    PersonalData,
    code="lessons",
    what=_(
        "Noms dans les savoir-faire, besoins et reprises\u00a0: qui a écrit, demandé, répondu, offert, entendu ou porté"
    ),
    whom=_("Les personnes des collectivités membres qui échangent des savoir-faire"),
    why=_("Savoir à qui parler d’un savoir-faire, par la coordination\u202f; mission d’intérêt public du réseau"),
    kept=_("Gardés avec le savoir-faire ou le besoin\u202f; après effacement, textes et décomptes restent sans le nom"),
)
"""Names in lessons, needs and adoption; what it does is given when it is registered."""
