"""What the room holds of a person: the sheets that give her address, what she did, the views that she keeps."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from autan.ground.extension_points import DataSubject
from autan.people.journal.queries import export_acts
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.sheets import people_fields
from autan.plans.projects.models import ActionSheet, SavedView


def sheets_naming(words: Collection[str]) -> QuerySet[ActionSheet]:
    """Return the sheets whose fields of people hold a name or an address; not read yet."""
    named = Q()
    for code in people_fields() if words else ():
        for word in words:
            named |= Q(**{f"typed__{code}__icontains": word})
    return ActionSheet.objects.filter(named) if named else ActionSheet.objects.none()


def export_held(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the sheets that give the address of somebody, what the account did, and its views. Three queries.

    A sheet that gives a name alone may mean another person who has it.
    """
    address = subject.email.lower()
    sheets = [
        {
            "action": sheet.slug,
            "title": sheet.title,
            "fields": [
                BY_CODE[code].label.fr
                for code in sorted(people_fields())
                if address in sheet.typed.get(code, "").lower()
            ],
        }
        for sheet in sheets_naming([address] if address else [])
    ]
    views = SavedView.objects.filter(person=subject.person or 0).select_related("network")
    return [
        *sheets,
        *export_acts(subject.person, "projects"),
        *({"saved_view": view.name, "network": view.network.slug, "choices": view.query} for view in views),
    ]
