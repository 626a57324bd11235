"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

GROUP_DATA = partial(
    PersonalData,
    code="working_group",
    what=_(
        "Sièges dans les instances du réseau\u00a0: nom, adresse électronique, rôle, dates, réponses aux invitations, "
        "présences, réserves"
    ),
    whom=_("Les élus et agents qui siègent dans les instances du réseau"),
    why=_("Réunir les instances et suivre leurs décisions\u202f; mission d’intérêt public du réseau"),
    kept=_(
        "Gardés avec les archives des instances, qui sont des archives publiques\u202f; après effacement, "
        "les décisions et les présences restent sans le nom"
    ),
)
"""Seats and answers; what it does is given when it is registered."""
