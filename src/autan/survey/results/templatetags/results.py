"""`{% counted line %}`: a count out of how many, its share, its bar and its trace; any other figure as everywhere.

Written in Python and not as a template: a page of results holds hundreds of them.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.templatetags.figures import figure_inline
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import words
from autan.survey.results.presenters.counts import CountedFigure, CountWords, bar_of, describe_count, share_of

register = template.Library()


@register.simple_tag
def counted(item: CountedFigure) -> SafeString:
    """The figure of a line or of a cell, with its bar."""
    count, bar = describe_count(item.figure), bar_of(item.figure)
    share = share_of(item.figure) if item.has_share else ""
    figure = _count(count, share) if count else _measure(item.figure)
    return format_html("{}{}", figure, _bar(bar) if bar else "")


def _measure(figure: Figure) -> SafeString:
    """Any other figure, with what its number rests on where it says so."""
    note = words(figure.note)
    return (
        format_html('{} <span class="small">{}</span>', figure_inline(figure), note) if note else figure_inline(figure)
    )


def _count(count: CountWords, share: str) -> SafeString:
    return format_html(
        '<a class="figure-inline{}" href="{}">{}</a>{}<span class="small">/{}{}{}</span>',
        "" if count.is_known else " is-unknown",
        count.trace_url,
        count.number,
        NO_BREAK_SPACE,
        NO_BREAK_SPACE,
        count.total,
        f" ({share})" if share else "",
    )


def _bar(bar: dict[str, Any]) -> SafeString:
    unknown = (
        format_html('<line class="not-known" x1="{}" x2="100" y1="3" y2="3"/>', bar["unknown"])
        if bar["unknown"]
        else ""
    )
    return format_html(
        '<svg class="count-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="counted" width="{}" height="6"/>{}</svg>',
        bar["counted"],
        unknown,
    )
