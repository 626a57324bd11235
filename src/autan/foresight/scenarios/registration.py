"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.foresight.scenarios.actions.own_quantities import MORE_STATE_COLUMNS, STATE_COLUMNS, state_import
from autan.foresight.scenarios.actions.workflow import SCENARIO, TABLE
from autan.foresight.scenarios.presenters import sections
from autan.foresight.scenarios.queries.kept_scenarios import export_named
from autan.ground.extension_points import Beginning, PersonalData, Subject, WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.territories.networks.actions.imports_by_place import SIREN, import_by_place

register(
    *sections.PAGE_EXTENSIONS,
    *(SCENARIO, TABLE),
    WritableTable(
        name="starting_state",
        rank=40,
        title=Sentence("États de départ"),
        description=Sentence(
            "Une grandeur par ligne, par le code que lui donne la grille de l’état de départ "
            "(energy/residential-heating-oil, emissions/tertiary, pivot/houses) ; elle prend la place de celle qui "
            "était donnée, et ce que les lignes ne disent pas reste."
        ),
        permissions=frozenset({"foresight.give_state"}),
        columns=(SIREN, *STATE_COLUMNS),
        more_columns=MORE_STATE_COLUMNS,
        example={
            "siren": "999000032",
            "grandeur": "energy/residential-heating-oil",
            "valeur": 20000,
            "unite": "MWh",
            "annee": 2023,
            "source": "Étude de réseau de chaleur",
        },
        importing=lambda by: import_by_place(
            by, kind="starting-state", permission="foresight.give_state", importing=state_import
        ),
    ),
    PersonalData(
        code="foresight",
        what=_("Noms dans la prospective\u00a0: qui a gardé un scénario, donné une grandeur ou expliqué un écart"),
        whom=_("Les personnes qui font des scénarios et donnent des grandeurs"),
        why=_(
            "Savoir à qui parler d’un scénario, et d’où vient une grandeur\u202f; mission d’intérêt public du réseau"
        ),
        kept=_("Gardés avec le scénario\u202f; après effacement, le scénario et les grandeurs restent sans le nom"),
        export=export_named,
    ),
)

register(
    Beginning(
        code="scenario",
        part="prospective",
        rank=60,
        label=_("Un scénario"),
        url_name="foresight:try",
        permission="foresight.keep_scenario",
        purpose=_(
            "Un scénario réunit des leviers, leurs quantités et leurs limites, pour voir ce qu’ils changent à "
            "l’énergie et aux émissions."
        ),
        act=_("Essayer des leviers"),
        example="foresight:scenarios",
    ),
    Beginning(
        code="territory_scenario",
        part="prospective",
        rank=61,
        label=_("Un scénario"),
        url_name="foresight:try",
        permission="foresight.keep_scenario",
        subject=Subject.TERRITORY,
    ),
    Beginning(
        code="starting_state",
        part="prospective",
        rank=62,
        label=_("Un état de départ, en tableau"),
        url_name="foresight:state_values",
        permission="foresight.give_state",
        subject=Subject.TERRITORY,
    ),
)
