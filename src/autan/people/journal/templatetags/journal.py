"""`{% history ref %}`, `{% remarks ref %}` and `{% beside_work … %}`: what stands beside an object on any page."""

from typing import Any

from django import template

from autan.ground.descriptions.presenters import WordChange, change_in_words
from autan.ground.extension_points import ContextPanel, WorkContext
from autan.ground.registry import registered
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.journal.queries import history_of, remarks_on

register = template.Library()
_MOST_ENTRIES = 50


@register.inclusion_tag("journal/history.html")
def history(ref: ObjectRef) -> dict[str, Any]:
    """The last acts on an object, newest first, each with what it changed, in words where described. One query."""
    entries = history_of(ref, limit=_MOST_ENTRIES + 1)
    shown = [(entry, _changes(entry)) for entry in entries[:_MOST_ENTRIES]]
    return {"entries": shown, "has_more": len(entries) > _MOST_ENTRIES}


def _changes(entry: JournalEntry) -> list[WordChange]:
    return [
        change_in_words(entry.room, entry.kind, change.field, change.before, change.after) for change in entry.changes
    ]


@register.inclusion_tag("journal/remarks.html")
def remarks(ref: ObjectRef, place: str | None = None) -> dict[str, Any]:
    """The remarks on an object, oldest first. Two queries."""
    return {"remarks": remarks_on(ref, place=place)}


@register.inclusion_tag("journal/beside_work.html", takes_context=True)
def beside_work(context: template.Context, room: str, kind: str, key: str, text: str, place: str) -> dict[str, Any]:
    """What other rooms show beside what is worked on: nothing outside a page that is read."""
    request = getattr(context, "request", None)
    if request is None:
        return {"sections": []}
    work = WorkContext(room=room, kind=kind, key=key, text=text, place=place)
    return {"sections": [section for panel in registered(ContextPanel) for section in panel.build(work, request.user)]}
