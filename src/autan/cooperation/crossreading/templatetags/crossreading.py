"""How far a member goes, drawn in four marks, and « k of n »."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from autan.cooperation.crossreading.core.passages import Strength
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.presenters.figures import present_figure

register = template.Library()


@register.filter
def reach(strength: Strength) -> SafeString:
    """Four marks, filled up to the strength."""
    return format_html("{}<b>{}</b>", "■" * strength.rank, "□" * (len(Strength) - strength.rank))


@register.simple_tag
def k_of_n(item: Figure) -> SafeString:
    """« 7 sur 11 », or « au moins 7 sur 11 » and how many are not known, linked to the trace."""
    view = present_figure(item)
    unknown, fields = item.total - item.known, {"k": file_numbers(item).value, "n": item.total}
    is_floor = unknown or item.state is ValueState.LOWER_BOUND
    number = (gettext("au moins %(k)s sur %(n)d") if is_floor else gettext("%(k)s sur %(n)d")) % fields
    number = number if view.is_known else view.number
    more = ngettext("%d non connu", "%d non connus", unknown) % unknown if unknown and item.is_known else ""
    return format_html(
        '<a class="figure-inline{}" href="{}">{}</a>{}',
        "" if view.is_known else " is-unknown",
        view.trace_url,
        number,
        f", {more}" if more else "",
    )
