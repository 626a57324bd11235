"""What the room gives to the others, its evidence apart."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from autan.cooperation.workshops.actions.workflow import FILE, NOTE, NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import erase_attendance
from autan.cooperation.workshops.presenters import sections
from autan.cooperation.workshops.presenters.page import WORKSHOP_MINUTES
from autan.cooperation.workshops.queries import export_attendance
from autan.ground.extension_points import Beginning, PersonalData
from autan.ground.registry import register

register(
    WORKSHOP_MINUTES,
    *(WORKSHOP, NOTES, NOTE, FILE),
    *sections.PAGE_EXTENSIONS,
    PersonalData(
        code="workshops",
        what=_(
            "Ateliers\u00a0: noms des personnes présentes qui l’acceptent, signatures des notes, auteurs des photos"
        ),
        whom=_("Les personnes qui viennent aux ateliers"),
        why=_("Savoir à qui parler de ce qui a été vu\u202f; accord de la personne"),
        kept=_("Gardés avec l’atelier\u202f; un nom retiré l’est des présents, des notes et du compte rendu"),
        export=export_attendance,
        erase=erase_attendance,
    ),
    Beginning(
        code="workshop",
        part="ateliers",
        rank=40,
        label=_("Un atelier"),
        url_name="workshops:add",
        permission="workshops.start_workshop",
        purpose=_(
            "Un atelier réunit les membres sur un site, autour d’une cible\u00a0: on y prépare le kit, on y prend les "
            "notes, on en tire le compte rendu."
        ),
        act=_("Ajouter un atelier"),
        example="workshops:network",
        models=Path(__file__).parent / "definitions" / "models.yaml",
    ),
)
