"""Words of a workshop: its day, its attendance, its target."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.cooperation.workshops.core.formats import AttendeeKind, WorkshopStatus
from autan.cooperation.workshops.core.workshops import WorkshopHeading, total_attendance
from autan.cooperation.workshops.models import Workshop
from autan.ground.texts.language import day, words


def day_words(workshop: Workshop) -> str:
    """Say when a workshop is or was: a day, a year, or that it is not known."""
    if workshop.day:
        return day(workshop.day)
    return str(workshop.year) if workshop.year else _("date non renseignée")


def attendance_words(heading: WorkshopHeading) -> str:
    """Say how many attended, then in which capacity; empty when no count is known."""
    total = total_attendance(heading.attendance)
    if total is None:
        return ""
    message = ngettext("%(n)d présence", "%(n)d présences", total) % {"n": total}
    parts = [
        f"{words(count.kind.label)} {count.count}"
        for count in heading.attendance
        if count.kind is not AttendeeKind.NOT_STATED and count.count
    ]
    return f"{message} ({', '.join(parts)})" if parts else message


def target_words(heading: WorkshopHeading) -> str:
    """Say the target or axis; that the source does not name it, for a workshop that a source tells; or nothing."""
    if heading.target:
        return heading.target.label
    return _("la source ne la nomme pas") if heading.is_documented else ""


def status_words(workshop: Workshop) -> str:
    """Say where a workshop stands, why it was cancelled, and that a source tells no more of one it announces."""
    status = WorkshopStatus(workshop.status)
    text = words(status.label)
    if workshop.evidence and status is WorkshopStatus.PLANNED:
        return _("%(status)s\u202f; aucune source lue ici ne dit ce qu’il est devenu") % {"status": text}
    return f"{text}\u00a0: {workshop.status_reason}" if workshop.status_reason else text
