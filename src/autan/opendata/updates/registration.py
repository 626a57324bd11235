"""What the room gives to the others."""

from autan.ground.registry import register
from autan.opendata.updates.presenters import DATA_ENTRY, DATA_STEP, DESK_LINE

register(DATA_ENTRY, DATA_STEP, DESK_LINE)
