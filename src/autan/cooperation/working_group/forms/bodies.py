"""Forms of bodies, seats, tasks, objectives and meetings: time and place, agenda, attendance, answers by link."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from operator import itemgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.working_group.actions.meetings import AttendanceInput
from autan.cooperation.working_group.core.bodies import (
    MOST_MINUTES,
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
from autan.ground.texts.language import day, words
from autan.ground.web.forms.described import DescribedForm, are_valid
from autan.ground.web.forms.fields import choose, day_field, list_field, text_area
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


class PointForm(forms.Form):
    """A point of an agenda, at its place; one without a title is taken out."""

    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Point (vide pour l’enlever)"), max_length=300, required=False)
    lead = forms.CharField(label=_("Présenté par"), max_length=120, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=MOST_MINUTES)
    rank = forms.IntegerField(label=_("Place"), required=False, min_value=0, max_value=9999)

    @property
    def from_kind(self) -> AgendaKind:
        """What the point comes from."""
        kind = self["kind"].value()
        return AgendaKind(kind) if kind in set(AgendaKind) else AgendaKind.FREE

    def point(self) -> AgendaPoint:
        """Return the point that was typed."""
        data = self.cleaned_data
        typed = {name: data[name] for name in ("title", "lead", "minutes")}
        return AgendaPoint(kind=self.from_kind, key=data["key"][:160], **typed)


_Points = forms.formset_factory(PointForm, extra=1)


class AgendaForm(forms.Form):
    """The points of an agenda and one more (`points`), and what is open that joins them."""

    draw = forms.MultipleChoiceField(
        label=_("Cochez ce que la réunion examinera"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, points: Iterable[AgendaPoint], matters: Iterable[AgendaPoint]) -> None:
        """`matters`: what is open and not on the agenda."""
        super().__init__(data)
        rows = [{**asdict(point), "rank": rank} for rank, point in enumerate(points, start=1)]
        self.points = _Points(data, initial=rows, prefix="point")
        self._matters = {f"{matter.kind.value}|{matter.key}": matter for matter in matters}
        offered = [(code, _matter_words(matter)) for code, matter in self._matters.items()]
        choose(self, "draw", offered, is_optional=False)
        if not offered:
            del self.fields["draw"]

    def clean(self) -> dict[str, Any]:
        """Say that a point is not right; each bears its errors."""
        if not self.points.is_valid():
            raise forms.ValidationError(_("Un point est à corriger."))
        return super().clean() or {}

    def agenda(self) -> list[AgendaPoint]:
        """Return the points in the order of their ranks, one without a rank at its place, then what was ticked."""
        rows = [form for form in self.points if form.cleaned_data]  # none of a row that was left empty
        ranks = [form.cleaned_data["rank"] or place for place, form in enumerate(rows, start=1)]
        points = [form.point() for _rank, form in sorted(zip(ranks, rows, strict=True), key=itemgetter(0))]
        ticked = self.cleaned_data.get("draw", ())
        return points + [matter for name, matter in self._matters.items() if name in ticked]


def _matter_words(matter: AgendaPoint) -> str:
    details = [words(matter.kind.label), *([day(matter.due_on)] if matter.due_on else [])]
    return f"{matter.title} ({', '.join(details)})"


class PresenceForm(forms.Form):
    """Whether who holds a seat was there; unknown without a choice."""

    attendance = list_field(_("Présence"), Attendance, blank=_("non renseignée"), required=False, empty_value=None)
    represented_by = forms.CharField(label=_("Représenté·e par"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask whether the seat was represented, where somebody is named."""
        data = super().clean() or {}
        if data.get("represented_by") and not data.get("attendance") and "attendance" not in self.errors:
            self.add_error("attendance", _("Choisissez une présence."))
        return data


class AttendanceForm(forms.Form):
    """Who was at a meeting: a row for each seat (`rows`), and who came without one."""

    guests = forms.CharField(label=_("Invités, sans siège"), max_length=500, required=False)

    def __init__(self, data: Any, *, guests: str, seats: Iterable[dict[str, Any]]) -> None:
        """`seats`: the seats held on the day, as pages show them."""
        super().__init__(data, initial={"guests": guests})
        self.rows = {row["seat"].pk: PresenceForm(data, initial=row, prefix=f"seat-{row['seat'].pk}") for row in seats}

    def clean(self) -> dict[str, Any]:
        """Say that a row is not right; each bears its errors."""
        if not are_valid([*self.rows.values()]):
            raise forms.ValidationError(_("Une présence est à corriger."))
        return super().clean() or {}

    def attendances(self) -> dict[int, AttendanceInput]:
        """Return what was said of each seat; nothing of one that was unknown and stays so."""
        said = {seat: form for seat, form in self.rows.items() if form.has_changed() or form.cleaned_data["attendance"]}
        return {seat: AttendanceInput(**form.cleaned_data) for seat, form in said.items()}
