"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

WRITTEN_DATA = partial(
    PersonalData,
    code="editions",
    what=_("Noms dans les éditions : qui a écrit une version du texte, l’a soumise, en a donné un avis"),
    whom=_("Les personnes qui écrivent et relisent les synthèses"),
    why=_("Savoir qui a dit quoi d’un texte publié ; mission d’intérêt public du réseau"),
    kept=_("Gardés avec l’édition ; après effacement, les versions et les avis restent sans le nom"),
)
"""Names beside versions and opinions; what it does is given when it is registered."""
