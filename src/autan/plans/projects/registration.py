"""What the room gives to the others, its evidence apart."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import Beginning, PersonalData, Subject
from autan.ground.registry import register
from autan.plans.projects.actions.saved_views import erase_named
from autan.plans.projects.presenters import sections
from autan.plans.projects.presenters.evidence_kinds import PROJECT_SEARCH
from autan.plans.projects.presenters.published import PUBLISHED_ACTIONS
from autan.plans.projects.queries.working import export_held

register(
    *sections.PAGE_EXTENSIONS,
    PROJECT_SEARCH,
    PersonalData(
        code="actions",
        what=_("Noms dans les fiches-actions : personne pilote, élu·e référent·e, qui a changé la fiche"),
        whom=_("Les personnes que les fiches nomment"),
        why=_("Savoir à qui parler d’une action ; mission d’intérêt public du réseau"),
        kept=_("Gardés avec la fiche, lus de sa seule collectivité ; après effacement, la fiche reste sans le nom"),
        export=export_held,
        erase=erase_named,
    ),
    PUBLISHED_ACTIONS,
    Beginning(
        code="action",
        part="actions",
        rank=22,
        label=_("Une action"),
        url_name="projects:add_to_territory",
        permission="projects.add_action",
        subject=Subject.TERRITORY,
        purpose=_(
            "Une action a un porteur, un statut, des étapes, des moyens et des résultats\u202f; saisie ici ou reprise "
            "d’un classeur, elle se suit et se cite."
        ),
        act=_("Ajouter une action pour %(name)s"),
        example="projects:table",
    ),
    Beginning(
        code="project",
        part="projets",
        rank=24,
        label=_("Un projet"),
        url_name="projects:add_project",
        permission="territories.coordinate_network",
        purpose=_(
            "Un projet a un lieu, une ambition, les collectivités qui le portent et des états datés, chacun avec sa "
            "preuve."
        ),
        act=_("Ajouter un projet"),
        example="projects:projects",
        models=Path(__file__).parent / "definitions" / "models.yaml",
    ),
)
