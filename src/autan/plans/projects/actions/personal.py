"""Takes the name of somebody out of the sheets, for an erasure; called inside the act of the room of privacy."""

import re

from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of
from autan.people.journal.actions import ERASED_NAME
from autan.plans.projects.core.sheets import people_fields
from autan.plans.projects.models import SavedView
from autan.plans.projects.queries.personal import sheets_naming


def erase_named(subject: DataSubject) -> int:
    """Take the name of somebody out of the sheets that name her; return how many changed."""
    SavedView.objects.filter(person=subject.person or 0).delete()
    name = name_of(subject)
    sheets = list(sheets_naming(name))
    for sheet in sheets:
        for code in people_fields() & sheet.typed.keys():
            kept = re.sub(re.escape(name), "", sheet.typed[code], flags=re.IGNORECASE)
            sheet.typed[code] = ", ".join(part for each in kept.split(",") if (part := each.strip()))
        sheet.typed = {code: text for code, text in sheet.typed.items() if text}
        sheet.changed_by_name = ERASED_NAME if sheet.changed_by_name == name else sheet.changed_by_name
        sheet.revision += 1
        sheet.save()
    return len(sheets)
