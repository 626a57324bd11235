"""What the room gives to the others."""

from autan.questionnaires.queries.file_formats import OWN_FORMAT
from autan.registry import register

register(OWN_FORMAT)
