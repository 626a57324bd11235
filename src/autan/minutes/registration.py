"""What the room gives to the others."""

from autan.minutes.actions.personal import erase_from_minutes
from autan.minutes.presenters.personal_data import MINUTES_DATA
from autan.minutes.queries.minutes import export_amendments
from autan.registry import register

register(
    MINUTES_DATA(export=export_amendments, erase=erase_from_minutes),
)
