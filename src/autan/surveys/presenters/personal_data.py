"""What the room of surveys holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

INVITATION_DATA = partial(
    PersonalData,
    code="personal_links",
    what=_("Liens personnels\u00a0: nom et adresse de qui répond, rubriques confiées, dates d’usage"),
    whom=_("Les personnes invitées à répondre pour une collectivité"),
    why=_("Recueillir les réponses et relancer\u202f; mission d’intérêt public du réseau"),
    kept=_(
        "Adresse et nom du lien\u00a0: durée réglée par AUTAN_KEEP_LINKS après sa fin, un an sinon. "
        "Le nom d’auteur des réponses reste avec elles\u202f; une demande d’effacement l’ôte, "
        "les réponses de la collectivité restent"
    ),
)
"""Personal links and the names of their holders; what it does is given when it is registered."""
