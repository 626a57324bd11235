"""What the room gives to the others."""

from autan.foresight.actions.personal import erase_named
from autan.foresight.presenters.evidence_kinds import (
    ASSUMPTION_EVIDENCE,
    ASSUMPTION_FIGURES,
    OWN_EVIDENCE,
    REFERENCE_EVIDENCE,
    REFERENCE_FIGURES,
    SCENARIO_EVIDENCE,
    SCENARIO_FIGURES,
    STATE_FIGURES,
)
from autan.foresight.presenters.personal_data import FORESIGHT_DATA
from autan.foresight.presenters.sections import BESIDE_WORK, MENU, NETWORK_FORESIGHT, TERRITORY_FORESIGHT
from autan.foresight.queries.personal import export_named
from autan.registry import register

register(
    ASSUMPTION_EVIDENCE,
    REFERENCE_EVIDENCE,
    OWN_EVIDENCE,
    SCENARIO_EVIDENCE,
    STATE_FIGURES,
    ASSUMPTION_FIGURES,
    REFERENCE_FIGURES,
    SCENARIO_FIGURES,
    TERRITORY_FORESIGHT,
    NETWORK_FORESIGHT,
    BESIDE_WORK,
    MENU,
    FORESIGHT_DATA(export=export_named, erase=erase_named),
)
