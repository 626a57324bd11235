"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

CROSSREADING_DATA = partial(
    PersonalData,
    code="crossreading",
    what=_("Noms dans la lecture croisée\u00a0: qui a lu un passage, décidé d’une contradiction, proposé, répondu"),
    whom=_("Les personnes du réseau qui lisent les plans et en discutent"),
    why=_("Savoir à qui parler d’une lecture, et mesurer l’accord\u202f; mission d’intérêt public du réseau"),
    kept=_("Gardés avec la lecture\u202f; après effacement, ce qui a été lu, décidé et écrit reste sans le nom"),
)
"""Names in cross-readings; what it does is given when it is registered."""
