"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

FORESIGHT_DATA = partial(
    PersonalData,
    code="foresight",
    what=_("Noms dans la prospective\u00a0: qui a gardé un scénario, donné une grandeur ou expliqué un écart"),
    whom=_("Les personnes qui font des scénarios et donnent des grandeurs"),
    why=_("Savoir à qui parler d’un scénario, et d’où vient une grandeur\u202f; mission d’intérêt public du réseau"),
    kept=_("Gardés avec le scénario\u202f; après effacement, le scénario et les grandeurs restent sans le nom"),
)
"""Names in scenarios and own quantities; what it does is given when it is registered."""
