"""`{% chain view %}`: the drawing of an adoption; the renderer escapes every word."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from autan.cooperation.lessons.presenters.adoption import ChainView
from autan.cooperation.lessons.renderers import draw_chain

register = template.Library()


@register.simple_tag
def chain(view: ChainView) -> SafeString:
    """From a site to those who followed."""
    return mark_safe(draw_chain(view))  # noqa: S308 - escaped by the renderer
