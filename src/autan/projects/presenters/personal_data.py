"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

NAMED_DATA = partial(
    PersonalData,
    code="actions",
    what=_("Noms dans les fiches-actions : personne pilote, élu·e référent·e, qui a changé la fiche"),
    whom=_("Les personnes que les fiches nomment"),
    why=_("Savoir à qui parler d’une action ; mission d’intérêt public du réseau"),
    kept=_("Gardés avec la fiche, lus de sa seule collectivité ; après effacement, la fiche reste sans le nom"),
)
"""Names in sheets; what it does is given when it is registered."""
