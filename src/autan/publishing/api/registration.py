"""What the room gives to the others."""

from autan.ground.registry import register
from autan.publishing.api.presenters.embedding import EMBED_CODE
from autan.publishing.api.queries.figures import PUBLISHED_FIGURES

register(
    PUBLISHED_FIGURES,
    EMBED_CODE,
)
