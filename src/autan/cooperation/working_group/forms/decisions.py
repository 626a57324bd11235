"""Forms of decisions: what was decided, how it is followed, why it is withdrawn."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.working_group.core.decisions import DecisionDraft, DecisionMode, FollowUp, Reservation, Vote
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.forms.bodies import set_seats
from autan.cooperation.working_group.models import Body, Decision, Seat
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.forms import EvidenceField
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose, list_field
from autan.plans.indicators.core.addresses import INDICATOR_KIND
from autan.plans.projects.core.addresses import ACTION_KIND

_LINKS = {ACTION_KIND: LinkKind.ACTION, INDICATOR_KIND: LinkKind.INDICATOR}
"""What a decision reads its progress in, by the kind of evidence that is chosen."""
_VOICES = ("in_favour", "against", "abstained", "not_taking_part")
_ROWS = (
    ("title",),
    ("text",),
    ("decided_on", "mode", "present"),
    _VOICES,
    ("owner", "due_on", "review_on"),
    ("read_in",),
    ("is_applied",),
    ("evidence",),
    ("is_public",),
)
"""Fields of a decision as the page lays them out, a row each."""


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=9999)


class FollowUpForm(DescribedForm):
    """How a decision is followed."""

    class Meta:
        document = FollowUp

    owner = forms.ModelChoiceField(
        label=_("Responsable"), queryset=Seat.objects.none(), required=False, empty_label=_("personne")
    )
    read_in = EvidenceField(
        label=_("Avancement lu dans une fiche-action ou un indicateur"),
        kinds=tuple(_LINKS),
        is_single=True,
        required=False,
    )
    is_applied = forms.BooleanField(label=_("Elle s’applique d’emblée"), required=False)
    field_order = ("owner", "due_on", "review_on", "read_in", "is_applied", "is_public")

    def __init__(self, *args: Any, body: Body, on: date, decision: Decision | None = None, **kwargs: Any) -> None:
        if decision is not None:
            kwargs["initial"] = forms.model_to_dict(decision, fields=self.base_fields) | {
                "read_in": [
                    EvidenceRef(kind=kind, key=decision.link_key)
                    for kind, link in _LINKS.items()
                    if link == decision.link
                ],
                "is_applied": decision.link == LinkKind.AT_ONCE,
            }
        super().__init__(*args, **kwargs)
        set_seats(self, "owner", body, on)

    def document(self, **values: Any) -> Any:
        """Return how the decision is followed, or the decision."""
        data = self.cleaned_data
        (link, key), *_others = [(_LINKS[ref.kind], ref.key) for ref in data["read_in"]] or [(LinkKind.NONE, "")]
        if data["is_applied"] and not key:
            link = LinkKind.AT_ONCE
        owner = data["owner"].pk if data["owner"] else None
        return super().document(owner=owner, link=link, link_key=key, **values)


class ReservationForm(forms.Form):
    """What one member reserved; a row where nobody is chosen is left out."""

    seat = forms.TypedChoiceField(label=_("Réserve de"), coerce=int, required=False, empty_value=None)
    text = forms.CharField(label=_("Ce qui est réservé"), max_length=1_000, required=False)

    def __init__(self, *args: Any, seats: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "seat", seats)

    def clean(self) -> dict[str, Any]:
        """Ask who reserves what is written."""
        data = super().clean() or {}
        if data.get("text") and not data.get("seat") and "seat" not in self.errors:
            self.add_error("seat", _("Choisissez qui fait cette réserve."))
        return data


_Reservations = forms.formset_factory(ReservationForm, extra=3)


class DecisionForm(FollowUpForm):
    """A decision as the action takes it, with the rows of its reservations (`reservations`)."""

    class Meta:
        document = DecisionDraft

    mode = list_field(_("Comment"), DecisionMode, is_capitalised=True)
    in_favour = _count(_("Voix pour"))
    against = _count(_("Voix contre"))
    abstained = _count(_("Abstentions"))
    not_taking_part = _count(_("Ne prennent pas part au vote"))
    evidence = EvidenceField(label=_("Ce qui l’éclaire"), required=False)

    def __init__(self, *args: Any, body: Body, on: date, **kwargs: Any) -> None:
        super().__init__(*args, body=body, on=on, **kwargs)
        seats = [(str(seat.pk), seat.shown_name) for seat in body.seats.select_related("territory")]
        data = self.data if self.is_bound else None
        self.reservations = _Reservations(data, prefix="reservation", form_kwargs={"seats": seats})

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Fields as the page lays them out."""
        return [[self[name] for name in names] for names in _ROWS]

    def clean(self) -> dict[str, Any]:
        """Say that a reservation is not right; each bears its errors."""
        if not self.reservations.is_valid():
            raise forms.ValidationError(_("Une réserve est à corriger."))
        return super().clean()

    def document(self, **values: Any) -> Any:
        """Return the decision that was told."""
        voices = {name: self.cleaned_data[name] or 0 for name in _VOICES}
        is_voted = self.cleaned_data["mode"] is DecisionMode.VOTE or any(voices.values())
        same = {name: self.cleaned_data[name] for name in ("mode", "evidence")}
        rows = [Reservation(**row.cleaned_data) for row in self.reservations if row.cleaned_data.get("seat")]
        vote = Vote(**voices) if is_voted else None
        return super().document(vote=vote, reservations=tuple(rows), **same, **values)


class WithdrawForm(forms.Form):
    """Why a decision is withdrawn."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=300)
