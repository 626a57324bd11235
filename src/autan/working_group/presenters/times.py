"""Times of meetings in words."""

from django.utils.translation import gettext as _

from autan.evidence.language import day
from autan.working_group.models import Meeting


def slot_words(meeting: Meeting) -> str:
    """Say when a meeting is, in the time of its place; the zone is named when it is not that of Paris."""
    slot = meeting.slot
    if slot.begins_at is None or slot.ends_at is None:
        return _("%(day)s (heure inconnue)") % {"day": day(slot.day)}
    hours = {"day": day(slot.day), "begins": f"{slot.begins_at:%H:%M}", "ends": f"{slot.ends_at:%H:%M}"}
    told = _("%(day)s, de %(begins)s à %(ends)s") % hours
    return told if meeting.time_zone == "Europe/Paris" else f"{told} ({meeting.time_zone})"
