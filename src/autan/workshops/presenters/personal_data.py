"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

ATTENDANCE_DATA = partial(
    PersonalData,
    code="workshops",
    what=_("Ateliers\u00a0: noms des personnes présentes qui l’acceptent, signatures des notes, auteurs des photos"),
    whom=_("Les personnes qui viennent aux ateliers"),
    why=_("Savoir à qui parler de ce qui a été vu\u202f; accord de la personne"),
    kept=_("Gardés avec l’atelier\u202f; un nom retiré l’est des présents, des notes et du compte rendu"),
)
"""Names in workshops; what it does is given when it is registered."""
