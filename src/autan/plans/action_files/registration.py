"""What the room gives to the others."""

from autan.ground.extension_points import WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.plans.action_files.actions.intake import actions_import
from autan.plans.action_files.core.worksheets import AXES, PART, SLUG, STEPS
from autan.plans.plans.models import Plan
from autan.plans.projects.core.fields import FIELDS
from autan.territories.networks.actions.imports_by_place import OwnerColumns, import_by_place

_WRITE = "plans.write_plan"
_BY_PLAN = OwnerColumns(
    ("plan",),
    lambda slugs: Plan.objects.in_bulk(list(slugs), field_name="slug"),
    Sentence("le nom court d’un plan que vous écrivez"),
)
_OTHERS = tuple(field.code for field in FIELDS if field.code != "title")

register(
    WritableTable(
        name="actions",
        rank=25,
        title=Sentence("Actions des plans"),
        description=Sentence(
            "Une action par ligne, ou une partie (part) de l’action title, reconnue à son identifiant (slug) ou à son "
            "titre dans son plan ; chaque cellule s’écrit comme dans un fichier d’actions. Ce que les lignes ne "
            "disent pas reste."
        ),
        permissions=frozenset({_WRITE, "projects.write_action"}),
        columns=("plan", "title"),
        more_columns=(SLUG, PART, *AXES, *_OTHERS, STEPS),
        example={
            "plan": "pays-pcaet-2026",
            "title": "Chaufferie bois du collège",
            "axis1": "Énergies renouvelables",
            "status": "En cours",
            "budget": "850 k€ HT",
            "start": "2026",
        },
        importing=lambda by: import_by_place(
            by, kind="actions", permission=_WRITE, importing=actions_import, columns=_BY_PLAN
        ),
    ),
)
