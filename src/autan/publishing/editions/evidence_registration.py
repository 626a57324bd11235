"""Editions, which later ones may cite."""

from autan.ground.registry import register
from autan.publishing.editions.presenters.published import EDITION_EVIDENCE

register(EDITION_EVIDENCE)
