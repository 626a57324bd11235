"""`{% timeline view %}`: the drawing of this room; the renderer escapes every word."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from autan.plans.network_plans.presenters.timeline import TimelineView
from autan.plans.network_plans.renderers import draw_timeline

register = template.Library()


@register.simple_tag
def timeline(view: TimelineView) -> SafeString:
    """Plans on one axis of years."""
    return mark_safe(draw_timeline(view))  # noqa: S308 - escaped by the renderer
