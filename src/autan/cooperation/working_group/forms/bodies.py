"""Forms of bodies, seats, tasks and objectives."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.working_group.actions.bodies import BodyInput, SeatInput
from autan.cooperation.working_group.core.bodies import BodyKind, SeatRole
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.models import Body, Seat
from autan.evidence.figures.forms import EvidenceField
from autan.ground.web.forms.fields import day_field, list_field, text_area
from autan.ground.wordings import Text
from autan.territories.networks.models import Territory


class BodyForm(forms.Form):
    """A body as the action takes it."""

    name = forms.CharField(label=_("Nom de l’instance"), max_length=160)
    kind = list_field(_("Nature"), BodyKind, is_capitalised=True)
    purpose = text_area(_("Rôle, charte"), required=False, rows=8)
    quorum = forms.IntegerField(
        label=_("Quorum"),
        required=False,
        min_value=1,
        max_value=1_000,
        help_text=_("En voix\u202f; vide s’il n’y en a pas."),
    )
    time_zone = forms.CharField(label=_("Fuseau horaire"), max_length=60, initial="Europe/Paris")
    is_public = forms.BooleanField(label=_("Composition lisible par tous"), required=False)
    reminds = forms.BooleanField(
        label=_("Envoyer de soi-même les rappels\u00a0: sept et deux jours avant une réunion, autour d’une échéance"),
        required=False,
        initial=True,
    )

    def given(self) -> BodyInput:
        """Return the body that was told."""
        data = self.cleaned_data
        return BodyInput(**data | {name: Text(data[name], data[name]) for name in ("name", "purpose")})


def body_initial(body: Body) -> dict[str, Any]:
    """Return what the form of a body begins with."""
    same = forms.model_to_dict(body, fields=("kind", "quorum", "time_zone", "is_public", "reminds"))
    return {"name": body.name_fr, "purpose": body.purpose_fr, **same}


class SeatForm(forms.Form):
    """A seat as the action takes it."""

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

    def given(self) -> SeatInput:
        """Return the seat that was told."""
        return SeatInput(**self.cleaned_data)


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
