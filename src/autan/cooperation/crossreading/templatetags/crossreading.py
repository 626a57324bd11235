"""How far a member goes, drawn in four marks, and « k of n »."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from autan.cooperation.crossreading.core.passages import Strength
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import present_figure

register = template.Library()


@register.filter
def reach(strength: Strength) -> SafeString:
    """Four marks, filled up to the strength."""
    return format_html("{}<b>{}</b>", "■" * strength.rank, "□" * (len(Strength) - strength.rank))


@register.simple_tag
def k_of_n(item: Figure) -> SafeString:
    """« 7 sur 9 », linked to the trace, and how many more are unknown."""
    view = present_figure(item)
    told = gettext("%(k)s sur %(n)d") % {"k": item.value, "n": item.known} if view.is_known else view.number
    unknown = item.total - item.known
    words = ngettext("et %d inconnu", "et %d inconnus", unknown) % unknown
    more = words if unknown and view.is_known else ""
    return format_html(
        '<a class="figure-inline{}" href="{}">{}</a>{}{}',
        "" if view.is_known else " is-unknown",
        view.trace_url,
        told,
        " " if more else "",
        format_html('<span class="small">{}</span>', more) if more else "",
    )
