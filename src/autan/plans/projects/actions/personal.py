"""Takes the name of somebody out of the sheets, for an erasure; called inside the act of the room of privacy."""

from autan.ground.extension_points import DataSubject
from autan.people.journal.core import without_name
from autan.plans.projects.core.sheets import people_fields
from autan.plans.projects.models import SavedView
from autan.plans.projects.queries.personal import sheets_naming


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody, and nobody else known here, out of the sheets; return how many changed."""
    SavedView.objects.filter(person=subject.person or 0).delete()
    count = 0
    for sheet in sheets_naming(subject.words):
        before = dict(sheet.typed)
        for code in people_fields() & sheet.typed.keys():
            for word in subject.words:
                sheet.typed[code] = without_name(sheet.typed[code], word, "")
            sheet.typed[code] = ", ".join(
                name for part in sheet.typed[code].split(",") if (name := part.replace("()", "").strip())
            )
        sheet.typed = {code: text for code, text in sheet.typed.items() if text}
        if sheet.typed != before:
            sheet.revision += 1
            sheet.save()
            count += 1
    return count
