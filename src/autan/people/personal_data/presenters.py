"""The register of what is held of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import PersonalData

AUTHOR_DATA = partial(
    PersonalData,
    code="authorship",
    what=_("Auteur de ce qui est écrit\u00a0: réponses, commentaires, décisions, imports, journal des actes"),
    whom=_("Les personnes qui écrivent"),
    why=_("Dire d’où vient chaque chiffre et qui a fait quoi\u202f; mission d’intérêt public du réseau"),
    kept=_(
        "Avec ce qui est écrit\u202f; dans le journal, durée réglée par AUTAN_KEEP_JOURNAL, cinq ans sinon. "
        "Une demande d’effacement ôte le nom, le texte et les chiffres restent"
    ),
)
"""Authors, whatever the room; what it does is given when it is registered."""
