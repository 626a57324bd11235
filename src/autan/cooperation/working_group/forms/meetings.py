"""Forms of meetings: time and place, cancellation, agenda, attendance, answers by link."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.working_group.actions.meetings import AttendanceInput, MeetingInput
from autan.cooperation.working_group.core.agenda import AgendaCandidate, AgendaKind, AgendaPoint
from autan.cooperation.working_group.core.mail_answers import Attendance, MeetingAnswer
from autan.cooperation.working_group.models import Meeting, Seat
from autan.ground.web.forms.fields import day_field, list_field, text_area
from autan.ground.wordings import Text

_LONGEST_NUMBER = 4


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class MeetingForm(forms.Form):
    """A meeting as the action takes it; hours are those of the place."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    day = day_field(_("Jour"))
    begins = _hour(_("De"))
    ends = _hour(_("À"))
    place = forms.CharField(label=_("Lieu, ou adresse pour se joindre"), max_length=300, required=False)
    is_public = forms.BooleanField(label=_("Réunion lisible par tous"), required=False)

    def given(self) -> MeetingInput:
        """Return the meeting that was told."""
        data = self.cleaned_data
        return MeetingInput(**data | {"title": Text(data["title"], data["title"])})


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """Return what the form of a meeting begins with."""
    slot = meeting.slot
    return {
        **forms.model_to_dict(meeting, fields=("place", "is_public")),
        "title": meeting.title_fr,
        "day": slot.day,
        "begins": slot.begins_at.time() if slot.begins_at else None,
        "ends": slot.ends_at.time() if slot.ends_at else None,
    }


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=300, required=False)


class InvitationAnswerForm(forms.Form):
    """What somebody answers to an invitation by the link of a message."""

    answer = list_field(_("Votre réponse"), MeetingAnswer, blank=_("choisissez"), is_capitalised=True)
    represented_by = forms.CharField(label=_("Par qui, si vous êtes représenté·e"), max_length=120, required=False)


class ReminderAnswerForm(forms.Form):
    """What somebody says of a task or a decision by the link of a reminder."""

    text = text_area(_("Où cela en est"), required=False, rows=3)
    is_done = forms.BooleanField(label=_("C’est fait"), required=False)

    def __init__(self, *args: Any, is_task: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_task:
            del self.fields["is_done"]
            self.fields["text"].required = True


class StartMinutesForm(forms.Form):
    """The first text of minutes."""

    text = text_area(_("Texte"), rows=16)


def read_agenda(
    data: Mapping[str, Any], matters: Iterable[AgendaCandidate], *, is_given_back: bool = False
) -> list[AgendaPoint]:
    """Read the points of an agenda as the page sends them: rows in the order of their ranks, then what was ticked.

    Raises:
        ValidationError: a rank or a time is not a number.
    """
    rows: list[tuple[int, int, AgendaPoint]] = []
    place = 1
    while f"title_{place}" in data:
        rank, minutes = (
            _number(data.get(f"{name}_{place}"), is_given_back=is_given_back) for name in ("rank", "minutes")
        )
        rows.append((rank or place, place, _point(data, place, minutes)))
        place += 1
    points = [point for _rank, _place, point in sorted(rows, key=lambda row: row[:2])]
    ticked = set(data.getlist("draw")) if hasattr(data, "getlist") else set()
    drawn = [
        AgendaPoint(kind=matter.kind, key=matter.key, title=matter.title)
        for matter in matters
        if f"{matter.kind.value}|{matter.key}" in ticked
    ]
    return points + drawn


def _point(data: Mapping[str, Any], place: int, minutes: int | None) -> AgendaPoint:
    kind = data.get(f"kind_{place}", "")
    return AgendaPoint(
        kind=AgendaKind(kind) if kind in set(AgendaKind) else AgendaKind.FREE,
        key=data.get(f"key_{place}", "")[:160],
        title=data.get(f"title_{place}", ""),
        lead=data.get(f"lead_{place}", ""),
        minutes=minutes,
    )


def _number(text: Any, *, is_given_back: bool) -> int | None:
    raw = str(text or "").strip()
    is_number = raw.isdecimal() and len(raw) <= _LONGEST_NUMBER
    if not raw or (is_given_back and not is_number):
        return None
    if not is_number:
        raise forms.ValidationError(_("«\u202f%(text)s\u202f» n’est pas un nombre"), params={"text": raw})
    return int(raw)


def read_attendance(data: Mapping[str, Any], seats: Sequence[Seat]) -> dict[int, AttendanceInput]:
    """Read who was there as the page sends it; a seat without a choice stays unknown."""
    attendances = {}
    for seat in seats:
        choice = data.get(f"seat_{seat.pk}", "")
        if choice in set(Attendance):
            attendances[seat.pk] = AttendanceInput(
                attendance=Attendance(choice), represented_by=data.get(f"by_{seat.pk}", "")
            )
    return attendances
