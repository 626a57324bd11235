"""`{% trajectory view %}`: the drawing of this room; the renderer escapes every word."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from autan.plans.plans.presenters.trajectories import TrajectoryView
from autan.plans.plans.renderers import draw_trajectory

register = template.Library()


@register.simple_tag
def trajectory(view: TrajectoryView) -> SafeString:
    """Observed against target."""
    return mark_safe(draw_trajectory(view))  # noqa: S308 - escaped by the renderer
