"""What the room gives to the others."""

from autan.journal.presenters import JOURNAL_LINE
from autan.registry import register

register(JOURNAL_LINE)
