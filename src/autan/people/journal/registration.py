"""What the room gives to the others."""

from autan.ground.registry import register
from autan.people.journal.presenters import JOURNAL_LINE

register(JOURNAL_LINE)
