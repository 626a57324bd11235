"""`{% paths drawing %}`, `{% waterfall drawing %}`: drawings, whose words the renderers escape; counts of a card."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from autan.foresight.presenters.drawings import PathsDrawing, WaterfallDrawing
from autan.foresight.renderers.paths import draw_paths
from autan.foresight.renderers.waterfall import draw_waterfall

register = template.Library()


@register.simple_tag
def paths(shown: PathsDrawing) -> SafeString:
    """Paths over the years on one axis."""
    return mark_safe(draw_paths(shown))  # noqa: S308 - escaped by the renderer


@register.simple_tag
def waterfall(shown: WaterfallDrawing) -> SafeString:
    """What each step of the triad takes away."""
    return mark_safe(draw_waterfall(shown))  # noqa: S308 - escaped by the renderer


@register.filter
def counts(copies: int) -> range:
    """How many of a card may be played: from none to all."""
    return range(copies + 1)
