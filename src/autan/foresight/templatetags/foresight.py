"""`{% drawn markup %}`: a drawing of this room; the renderers escape every word."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def drawn(markup: str) -> SafeString:
    """A drawing that a renderer of this room made."""
    return mark_safe(markup)  # noqa: S308 - escaped by the renderer
