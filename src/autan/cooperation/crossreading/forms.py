"""What a person writes of a proposal, of its decision, of a recommendation, and of the frame."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    ScaleReason,
)
from autan.cooperation.crossreading.models import Proposal
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.forms import EvidenceField
from autan.ground.web.forms.fields import day_field, list_field
from autan.territories.networks.models import Territory

_DECIDED = tuple(status for status in ProposalStatus if status is not ProposalStatus.DISCUSSED)


FIGURES = ("finding", "effect")
"""Fields of a proposal that hold a figure."""


def chosen_figure(address: str) -> tuple[EvidenceRef, ...]:
    """Return the figure of an address as a field shows it chosen."""
    return (EvidenceRef(kind="figure", key=address),) if address else ()


class ProposalForm(forms.Form):
    """A proposal; `document()` gives it as the action takes it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    text = forms.CharField(label=_("En quoi elle consiste"), required=False, widget=forms.Textarea({"rows": 4}))
    origin = list_field(_("Elle vient de"), ProposalOrigin)
    finding = EvidenceField(
        label=_("Chiffre d’où elle vient, s’il y en a un"), kinds=("figure",), is_single=True, required=False
    )
    scale_reason = list_field(_("Pourquoi à l’échelle du réseau"), ScaleReason)
    scale_words = forms.CharField(label=_("La raison, en une phrase"), widget=forms.Textarea({"rows": 2}))
    carrier = forms.ChoiceField(label=_("Membre qui la porte"), required=False)
    carrier_name = forms.CharField(label=_("ou autre organisme"), required=False, max_length=200)
    cost = forms.CharField(
        label=_("Ordre de coût, comme «\u202f200 à 300\u00a0k€\u00a0HT\u202f»"), required=False, max_length=120
    )
    cost_source = forms.CharField(label=_("Source de ce coût"), required=False, max_length=300)
    effect = EvidenceField(
        label=_("Chiffre de l’effet\u202f; vide s’il n’est pas estimé"),
        kinds=("figure",),
        is_single=True,
        required=False,
    )

    def __init__(self, *args: Any, members: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label, choices = self.fields["carrier"].label, [("", "—"), *members.items()]
        self.fields["carrier"] = forms.ChoiceField(label=label, required=False, choices=choices)

    def document(self) -> Proposal:
        """Return the proposal that was written, not kept yet."""
        data = dict(self.cleaned_data)
        siren = data.pop("carrier")
        figures = {name: data.pop(name) for name in FIGURES}
        return Proposal(
            carrier=Territory.objects.get(siren=siren) if siren else None,
            **{name: refs[0].key if refs else "" for name, refs in figures.items()},
            **data,
        )


class ProposalDecisionForm(forms.Form):
    """What was decided of a proposal, when and in which words."""

    status = list_field(_("Ce qui est décidé"), _DECIDED)
    on = day_field(_("Le"))
    words = forms.CharField(label=_("En quels mots"), widget=forms.Textarea({"rows": 2}))


class FrameForm(forms.Form):
    """A theme or a domain added to the frame, from a day on, and why."""

    kind = forms.ChoiceField(
        label=_("Ajouter"), choices=(("theme", _("un thème")), ("domain", _("un domaine"))), initial="theme"
    )
    label_fr = forms.CharField(label=_("Intitulé"), max_length=120)
    label_en = forms.CharField(label=_("Intitulé en anglais"), max_length=120)
    since = day_field(_("À partir du"))
    reason = forms.CharField(label=_("Pourquoi"), widget=forms.Textarea({"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """Add the code that files name it by, from its words."""
        data = self.cleaned_data
        return {**data, "code": slugify(data.get("label_fr", ""))[:30].strip("-")}


class FindingForm(forms.Form):
    """The counted finding that a recommendation starts from."""

    figure = EvidenceField(label=_("Constat compté"), kinds=("figure",), is_single=True)


class RecommendationForm(forms.Form):
    """The text in both languages, whom it is for, where it stands."""

    text_fr = forms.CharField(label=_("Recommandation"), widget=forms.Textarea({"rows": 4}))
    text_en = forms.CharField(label=_("La même, en anglais"), required=False, widget=forms.Textarea({"rows": 3}))
    addressee = list_field(_("Elle s’adresse à"), Addressee)
    status = list_field(_("Où elle en est"), RecommendationStatus)
