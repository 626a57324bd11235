"""How far a member goes, drawn in four marks, and one thing of a list by its rank."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from autan.crossreading.core.passages import Strength

register = template.Library()


@register.filter
def reach(strength: Strength) -> SafeString:
    """Four marks, filled up to the strength."""
    return format_html("{}<b>{}</b>", "■" * strength.rank, "□" * (len(Strength) - strength.rank))


@register.filter
def at[T](listed: Sequence[T], rank: int) -> T:
    """One thing of a list, by its rank from 0."""
    return listed[rank]
