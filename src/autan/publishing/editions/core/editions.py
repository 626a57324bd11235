"""Where an edition stands."""

from enum import StrEnum


class EditionState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
