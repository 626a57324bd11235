"""A need, an offer, an answer and a closing, as they are typed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.lessons.actions.needs import NeedInput, OfferInput
from autan.cooperation.lessons.core.needs import NeedKind, NeedResult
from autan.ground.web.forms.fields import choices_of, choose, list_field, text_area
from autan.plans.projects.core.themes import ActionTheme
from autan.territories.networks.models import Territory

_PUBLIC = _("Lu par tous\u202f; sinon, par les seules personnes du réseau")


class _InName(forms.Form):
    """What is said in the name of a member, or by who coordinates the network."""

    territory = forms.ChoiceField(label=_("Au nom de"), required=False)

    def __init__(self, *args: Any, places: Sequence[Territory], may_coordinate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.siren: place for place in places}
        names = [(siren, place.short_name) for siren, place in self.places.items()]
        choose(self, "territory", names, is_optional=may_coordinate)

    @property
    def place(self) -> Territory | None:
        """Return the territory in whose name the need is written; None for the network, or somebody outside."""
        return self.places.get(self.cleaned_data["territory"])


class _Expressed(_InName):
    """What a need and an offer have in common."""

    kind = list_field(_("Sorte"), NeedKind)
    title = forms.CharField(label=_("En une phrase"), max_length=300)
    words = text_area(_("Précisions"), required=False)
    themes = forms.MultipleChoiceField(label=_("Thèmes"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "themes", choices_of(ActionTheme), is_optional=False)

    @property
    def expressed(self) -> dict[str, Any]:
        """Return the fields common to needs and offers."""
        values = {name: self.cleaned_data[name] for name in ("kind", "title", "words", "is_published")}
        return values | {"themes": tuple(ActionTheme(code) for code in self.cleaned_data["themes"])}


class NeedForm(_Expressed):
    """A need."""

    is_published = forms.BooleanField(label=_PUBLIC, required=False)

    def given(self, today: date) -> NeedInput:
        """Return the need, asked today."""
        return NeedInput(**self.expressed, asked_on=today)


class OfferForm(_Expressed):
    """An offer, of a member or of an organisation outside."""

    organisation = forms.CharField(
        label=_("ou au nom d’une organisation hors du réseau"), max_length=200, required=False
    )
    is_published = forms.BooleanField(label=_PUBLIC, required=False)

    def given(self) -> OfferInput:
        """Return the offer."""
        return OfferInput(**self.expressed, organisation=self.cleaned_data["organisation"])


class NeedAnswerForm(_InName):
    """An answer to a need."""

    words = text_area(_("Votre réponse"), rows=3)


class CloseForm(forms.Form):
    """The closing of a need."""

    result = list_field(_("Résultat"), NeedResult)
    words = text_area(_("Ce que le besoin a donné"), rows=2)
