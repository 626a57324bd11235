"""`{% drawn markup %}`: a drawing of this room, whose words the renderers escape; and how many of a card may be played."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def drawn(markup: str) -> SafeString:
    """A drawing that a renderer of this room made."""
    return mark_safe(markup)  # noqa: S308 - escaped by the renderer


@register.filter
def counts(copies: int) -> range:
    """How many of a card may be played: from none to all."""
    return range(copies + 1)
