"""What the room gives to the others, its evidence apart."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import Beginning, PersonalData, Subject, WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.plans.indicators.actions.indicators import KIND, ROOM, IndicatorInput, erase_owner
from autan.plans.indicators.actions.value_imports import COLUMNS, MORE_COLUMNS, values_import
from autan.plans.indicators.presenters.evidence_kinds import CATALOGUE
from autan.plans.indicators.presenters.pages import PUBLISHED_SERIES, PUBLISHED_VALUES
from autan.plans.indicators.presenters.sections import (
    INDICATOR_LINES,
    INDICATOR_SEARCH,
    INDICATORS_STEP,
    MENU,
    NETWORK_INDICATORS,
    TERRITORY_INDICATORS,
)
from autan.plans.indicators.queries.indicators import export_owned

register(
    INDICATORS_STEP,
    *CATALOGUE,
    TERRITORY_INDICATORS,
    NETWORK_INDICATORS,
    MENU,
    INDICATOR_LINES,
    INDICATOR_SEARCH,
    WritableTable(
        name="indicator_values",
        rank=10,
        title=Sentence("Valeurs d’indicateurs"),
        description=Sentence(
            "Une valeur par ligne : d’une année ou d’une date, et d’une source. Celle qui s’y trouvait "
            "est gardée ; une valeur vide est inconnue, jamais zéro."
        ),
        permissions=frozenset({"indicators.give_values"}),
        columns=("siren", *COLUMNS),
        more_columns=tuple(column for column in MORE_COLUMNS if column != "siren"),
        example={"siren": "999000032", "indicator": "energy_total", "year": 2024, "value": 512.5, "unit": "GWh"},
        importing=lambda by: values_import(by, None),
    ),
    PersonalData(
        code="indicators",
        what=_(
            "Noms dans les indicateurs\u00a0: qui tient un indicateur, qui a donné une valeur, "
            "qui a décidé d’un constat"
        ),
        whom=_("Les personnes qui tiennent et renseignent des indicateurs"),
        why=_(
            "Savoir à qui parler d’un indicateur, et d’où vient une valeur\u202f; mission d’intérêt public du réseau"
        ),
        kept=_("Gardés avec l’indicateur\u202f; après effacement, les valeurs et les décisions restent sans le nom"),
        export=export_owned,
        erase=erase_owner,
    ),
    PUBLISHED_VALUES,
    PUBLISHED_SERIES,
    DescribedObject(room=ROOM, kind=KIND, document=IndicatorInput),
    Beginning(
        code="indicator",
        part="indicateurs",
        rank=26,
        label=_("Un indicateur"),
        url_name="indicators:add",
        permission="indicators.choose_indicators",
        subject=Subject.TERRITORY,
        purpose=_(
            "Un indicateur suit une action ou un objectif avec peu de valeurs, datées et sourcées\u202f; chaque membre "
            "choisit les siens dans un catalogue commun."
        ),
        act=_("Choisir un indicateur pour %(name)s"),
        example="indicators:network",
        models=Path(__file__).parent / "definitions" / "models.yaml",
    ),
)
