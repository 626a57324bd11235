"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import PersonalData
from autan.ground.registry import register
from autan.plans.indicators.actions.indicators import KIND, ROOM, IndicatorInput
from autan.plans.indicators.actions.personal import erase_owner
from autan.plans.indicators.presenters.catalogue import CATALOGUE
from autan.plans.indicators.presenters.published import PUBLISHED_SERIES, PUBLISHED_VALUES
from autan.plans.indicators.presenters.sections import (
    INDICATOR_LINES,
    INDICATOR_SEARCH,
    INDICATORS_STEP,
    MENU,
    NETWORK_INDICATORS,
    TERRITORY_INDICATORS,
)
from autan.plans.indicators.queries.personal import export_owned

register(
    INDICATORS_STEP,
    *CATALOGUE,
    TERRITORY_INDICATORS,
    NETWORK_INDICATORS,
    MENU,
    INDICATOR_LINES,
    INDICATOR_SEARCH,
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
)
