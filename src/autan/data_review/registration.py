"""What the room gives to the others."""

from autan.data_review.presenters.desk import DESK_LINE
from autan.registry import register

register(DESK_LINE)
