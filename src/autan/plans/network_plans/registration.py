"""What the room gives to the others, its evidence apart."""

from autan.ground.registry import register
from autan.plans.network_plans.presenters import digest, sections

register(*sections.PAGE_EXTENSIONS, *digest.DIGESTS)
