"""A need, an offer, an answer and a closing, as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.lessons.core.needs import NeedInput, NeedResult, OfferInput
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose, list_field, text_area
from autan.territories.networks.models import Territory


class _InName(DescribedForm):
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


class NeedForm(_InName):
    """A need, asked today."""

    class Meta:
        document = NeedInput
        exclude = ("title_en", "asked_on", "period")


class OfferForm(_InName):
    """An offer, of a member or of an organisation outside."""

    class Meta:
        document = OfferInput


class NeedAnswerForm(_InName):
    """An answer to a need."""

    words = text_area(_("Votre réponse"), rows=3)


class CloseForm(forms.Form):
    """The closing of a need."""

    result = list_field(_("Résultat"), NeedResult)
    words = text_area(_("Ce que le besoin a donné"), rows=2)
