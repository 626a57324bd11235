"""Forms of bodies, seats, tasks, objectives and meetings: time and place, agenda, attendance, answers by link."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.working_group.actions.meetings import AttendanceInput
from autan.cooperation.working_group.core.bodies import (
    AgendaKind,
    AgendaPoint,
    BodyInput,
    MeetingInput,
    MeetingSlot,
    SeatRole,
)
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.mail_answers import Attendance, MeetingAnswer
from autan.cooperation.working_group.models import Body, Seat
from autan.evidence.figures.forms import EvidenceField
from autan.ground.descriptions.core.documents import fill_columns
from autan.ground.texts.language import words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import day_field, list_field, text_area
from autan.territories.networks.models import Territory
from autan.territories.perimeters.core.departments import MAINLAND, TIME_ZONES


class BodyForm(DescribedForm):
    """A body as the action takes it, not kept yet."""

    class Meta:
        document = BodyInput

    time_zone = forms.ChoiceField(
        label=_("Heure de"),
        choices=lambda: [(zone, words(place)) for zone, place in TIME_ZONES.items()],
        initial=MAINLAND,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reminds"].initial = True

    def document(self, **values: Any) -> Any:
        """Return the body that was told."""
        body = Body()
        fill_columns(body, super().document(**values))
        return body


class SeatForm(forms.Form):
    """A seat as the action takes it, not kept yet."""

    name = forms.CharField(label=_("Nom"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Adresse électronique"), required=False, help_text=_("Pour les invitations\u202f; jamais publiée.")
    )
    territory = forms.ModelChoiceField(
        label=_("Collectivité"), queryset=Territory.objects.none(), required=False, empty_label=_("aucune")
    )
    role = list_field(_("Rôle"), SeatRole, is_capitalised=True, initial=SeatRole.MEMBER.value)
    has_vote = forms.BooleanField(label=_("A une voix dans les votes"), required=False, initial=True)
    since = day_field(_("Depuis le"), required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Territory.objects.filter(memberships__network=body.network, memberships__valid_to__isnull=True)
        place = self.fields["territory"]
        if isinstance(place, forms.ModelChoiceField):
            place.queryset = members.order_by("short_name")

    def document(self) -> Seat:
        """Return the seat that was told."""
        return Seat(**self.cleaned_data)


class SeatEndForm(forms.Form):
    """The day on which a seat ends."""

    on = day_field(_("Dernier jour exclu"))


class TaskForm(forms.Form):
    """What is to be done, by whom, by when."""

    what = forms.CharField(label=_("Ce qui est à faire"), max_length=300)
    owner = forms.ModelChoiceField(label=_("Par qui"), queryset=Seat.objects.none())
    due_on = day_field(_("Pour le"))

    def __init__(self, *args: Any, body: Body, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_seats(self, "owner", body, on)


def set_seats(form: forms.Form, name: str, body: Body, on: date) -> None:
    """Give a field the seats of a body that are held on a day."""
    seats = Seat.objects.filter(body=body).select_related("territory")
    pks = [seat.pk for seat in seats if seat.as_core().is_in_force_on(on)]
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = seats.filter(pk__in=pks)


class ObjectiveForm(forms.Form):
    """An annual objective."""

    year = forms.IntegerField(label=_("Année"), min_value=1990, max_value=2200)
    text = text_area(_("Objectif"), rows=3)
    evidence = EvidenceField(label=_("Ce qui l’énonce"), required=False)


class ObjectiveSettleForm(forms.Form):
    """What became of an objective."""

    state = list_field(_("Où il en est"), ObjectiveState, is_capitalised=True)
    reason = forms.CharField(label=_("Ce qui permet de l’affirmer"), max_length=300, required=False)


_LONGEST_NUMBER = 4


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class MeetingForm(DescribedForm):
    """A meeting as the action takes it; hours are those of the place."""

    class Meta:
        document = MeetingInput

    begins = _hour(_("De"))
    ends = _hour(_("À"))
    field_order = ("title", "day", "begins", "ends")

    def document(self, **values: Any) -> Any:
        """Return the meeting that was told."""
        return super().document(begins=self.cleaned_data["begins"], ends=self.cleaned_data["ends"], **values)


def hours_of(slot: MeetingSlot) -> dict[str, Any]:
    """Return the hours that the form of a meeting begins with."""
    moments = {"begins": slot.begins_at, "ends": slot.ends_at}
    return {name: moment.time() for name, moment in moments.items() if moment}


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
    data: Mapping[str, Any], matters: Iterable[AgendaPoint], *, is_given_back: bool = False
) -> list[AgendaPoint]:
    """Read the points of an agenda as the page sends them: rows in the order of their ranks, then what was ticked.

    Raises ValidationError: a rank or a time is not a number.
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
    return points + [matter for matter in matters if f"{matter.kind.value}|{matter.key}" in ticked]


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
