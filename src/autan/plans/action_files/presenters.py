"""Actions as a document shows them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from autan.ground.documents.renderers.sheets import DocumentSheet
from autan.ground.texts.language import words
from autan.plans.projects.core.axes import SEPARATOR
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.models import ColumnMapping
from autan.plans.projects.presenters.sheet_page import group_views, lines_views
from autan.plans.projects.presenters.words import field_label, status_words
from autan.plans.projects.queries.sheets import SheetContent


def document_sheet(content: SheetContent) -> DocumentSheet:
    """Give one action as a document shows it, with what its reader may read."""
    record = content.record
    places = [", ".join(place.short_name for place in record.carriers.all())]
    places += [record.plan.title] if record.plan else []
    places += [SEPARATOR.join(content.axis)] if content.axis else []
    first = [(_("Statut"), status_words(content.record.status)), (_("Raison"), content.typed.get("status_reason", ""))]
    first.append((_("Descriptif"), content.typed.get("description", "")))
    parts = [(_("En bref"), tuple((label, words) for label, words in first if words))]
    parts += [(group.label, tuple((view.label, view.words) for view in group.fields)) for group in group_views(content)]
    return DocumentSheet(
        title=content.record.title,
        place=" · ".join(places),
        note=_("Action inventée, pour essayer.") if content.record.is_invented else "",
        parts=tuple(parts),
        tables=tuple((view.label, view.headings, view.rows) for view in lines_views(content)),
    )


def word_views(mappings: Iterable[ColumnMapping]) -> list[tuple[str, str, str]]:
    """Return the words that a network told: name in the form, field and word, and what it stands for."""
    views = []
    for mapping in mappings:
        if mapping.of_field not in BY_CODE:  # a field that a version before had
            continue
        choices = BY_CODE[mapping.of_field].choices
        labels = {member.value: words(member.label) for member in choices or ()}
        name, heading = f"{mapping.of_field}:{mapping.heading}", field_label(mapping.of_field)
        views.append((name, f"{heading}, « {mapping.heading} »", labels.get(mapping.field, _("laisser vide"))))
    return views
