"""What the room holds of a person: her name in the sheets that she keeps, or changed last."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.sheets import people_fields
from autan.plans.projects.models import ActionSheet, SavedView


def sheets_naming(name: str) -> QuerySet[ActionSheet]:
    """Return the sheets that name a person, as who keeps them or who changed them last; not read yet."""
    if not name:
        return ActionSheet.objects.none()
    named = Q(changed_by_name=name)
    for code in people_fields():
        named |= Q(**{f"typed__{code}__icontains": name})
    return ActionSheet.objects.filter(named)


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the sheets that name somebody, in which fields, and the views that she keeps. Three queries."""
    name = name_of(subject)
    return [
        {
            "action": sheet.slug,
            "title": sheet.title,
            "fields": [
                BY_CODE[code].label.fr
                for code in sorted(people_fields())
                if name.lower() in sheet.typed.get(code, "").lower()
            ],
            "changed_last": sheet.changed_by_name == name,
        }
        for sheet in sheets_naming(name)
    ] + [
        {"saved_view": view.name, "network": view.network.slug, "choices": view.query}
        for view in SavedView.objects.filter(person=subject.person or 0).select_related("network")
    ]
