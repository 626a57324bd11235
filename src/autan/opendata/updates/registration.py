"""What the room gives to the others."""

from autan.ground.registry import register
from autan.opendata.updates.presenters.desk import DESK_LINE
from autan.opendata.updates.presenters.network_step import DATA_STEP

register(DATA_STEP, DESK_LINE)
