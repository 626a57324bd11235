"""`{% trajectory view %}` and `{% timeline view %}`: drawings of this room; the renderers escape every word."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from autan.plans.presenters.timeline import TimelineView
from autan.plans.presenters.trajectories import TrajectoryView
from autan.plans.renderers.timeline import draw_timeline
from autan.plans.renderers.trajectory import draw_trajectory

register = template.Library()


@register.simple_tag
def trajectory(view: TrajectoryView) -> SafeString:
    """Observed against target."""
    return mark_safe(draw_trajectory(view))  # noqa: S308 - escaped by the renderer


@register.simple_tag
def timeline(view: TimelineView) -> SafeString:
    """Plans on one axis of years."""
    return mark_safe(draw_timeline(view))  # noqa: S308 - escaped by the renderer
