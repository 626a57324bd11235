"""Forms of decisions: what was decided, how it is followed, why it is withdrawn."""

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
from autan.ground.web.forms.fields import list_field, text_area
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
    ("reservations",),
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


class DecisionForm(FollowUpForm):
    """A decision as the action takes it."""

    class Meta:
        document = DecisionDraft

    mode = list_field(_("Comment"), DecisionMode, is_capitalised=True)
    in_favour = _count(_("Voix pour"))
    against = _count(_("Voix contre"))
    abstained = _count(_("Abstentions"))
    not_taking_part = _count(_("Ne prennent pas part au vote"))
    reservations = text_area(
        _("Réserves"),
        required=False,
        rows=2,
        help_text=_("Une par ligne\u00a0: le nom d’un membre, deux-points, le texte."),
    )
    evidence = EvidenceField(label=_("Ce qui l’éclaire"), required=False)

    def __init__(self, *args: Any, body: Body, on: date, **kwargs: Any) -> None:
        super().__init__(*args, body=body, on=on, **kwargs)
        self._body = body

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Fields as the page lays them out."""
        return [[self[name] for name in names] for names in _ROWS]

    def clean_reservations(self) -> tuple[Reservation, ...]:
        """Read who reserved what; a name that the body does not know is refused."""
        seats = {seat.shown_name.casefold(): seat.pk for seat in self._body.seats.select_related("territory")}
        reservations = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["reservations"].splitlines())):
            name, _mark, text = line.partition(":")
            key = seats.get(name.strip().casefold())
            if key is None:
                message = _("Cette instance n’a pas ce membre\u00a0: %(name)s")
                raise forms.ValidationError(message, params={"name": name.strip()})
            reservations.append(Reservation(seat=key, text=text.strip()))
        return tuple(reservations)

    def document(self, **values: Any) -> Any:
        """Return the decision that was told."""
        voices = {name: self.cleaned_data[name] or 0 for name in _VOICES}
        is_voted = self.cleaned_data["mode"] is DecisionMode.VOTE or any(voices.values())
        same = {name: self.cleaned_data[name] for name in ("mode", "reservations", "evidence")}
        return super().document(vote=Vote(**voices) if is_voted else None, **same, **values)


class WithdrawForm(forms.Form):
    """Why a decision is withdrawn."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=300)
