"""What the room gives to the others, its evidence apart."""

from autan.foresight.actions.personal import erase_named
from autan.foresight.presenters.personal_data import FORESIGHT_DATA
from autan.foresight.presenters.sections import BESIDE_WORK, MENU, NETWORK_FORESIGHT, TERRITORY_FORESIGHT
from autan.foresight.queries.personal import export_named
from autan.registry import register

register(
    TERRITORY_FORESIGHT, NETWORK_FORESIGHT, BESIDE_WORK, MENU, FORESIGHT_DATA(export=export_named, erase=erase_named)
)
