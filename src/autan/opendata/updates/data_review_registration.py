"""What the room gives to the others."""

from autan.ground.registry import register
from autan.opendata.updates.presenters.desk import DESK_LINE

register(DESK_LINE)
