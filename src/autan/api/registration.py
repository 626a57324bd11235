"""What the room gives to the others."""

from autan.api.presenters.embedding import EMBED_CODE
from autan.api.queries.figures import PUBLISHED_FIGURES
from autan.registry import register

register(
    PUBLISHED_FIGURES,
    EMBED_CODE,
)
