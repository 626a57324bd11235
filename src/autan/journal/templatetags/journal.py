"""`{% history ref %}` and `{% remarks ref %}`: who changed an object, and what is said of it, on any page."""

from typing import Any

from django import template

from autan.journal.core.objects import ObjectRef
from autan.journal.queries import history_of, remarks_on

register = template.Library()
_MOST_ENTRIES = 50


@register.inclusion_tag("journal/history.html")
def history(ref: ObjectRef) -> dict[str, Any]:
    """The last acts on an object, newest first, each with what it changed. One query."""
    entries = history_of(ref, limit=_MOST_ENTRIES + 1)
    return {"entries": entries[:_MOST_ENTRIES], "has_more": len(entries) > _MOST_ENTRIES}


@register.inclusion_tag("journal/remarks.html")
def remarks(ref: ObjectRef, place: str | None = None) -> dict[str, Any]:
    """The remarks on an object, oldest first. One query."""
    return {"remarks": remarks_on(ref, place=place)}
