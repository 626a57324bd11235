"""What the room gives to the others."""

from autan.data_updates.presenters.network_step import DATA_STEP
from autan.registry import register

register(DATA_STEP)
