"""A need, an offer, an answer and a closing, as they are typed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.forms.fields import choices_of
from autan.lessons.actions.needs import NeedInput, OfferInput
from autan.lessons.core.needs import NeedKind, NeedResult
from autan.lessons.forms.lessons import choose
from autan.projects.core.themes import ActionTheme
from autan.territories.models import Territory

_PUBLIC = _("Lu par tous\u202f; sinon, par les seules personnes du réseau")


class _Expressed(forms.Form):
    """What a need and an offer have in common."""

    territory = forms.ChoiceField(label=_("Au nom de"), required=False)
    kind = forms.ChoiceField(label=_("Sorte"))
    title = forms.CharField(label=_("En une phrase"), max_length=300)
    words = forms.CharField(
        label=_("Précisions"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20_000
    )
    themes = forms.MultipleChoiceField(label=_("Thèmes"), required=False)

    def __init__(self, *args: Any, places: Sequence[Territory], may_coordinate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.siren: place for place in places}
        names = [(siren, place.short_name) for siren, place in self.places.items()]
        choose(self, "territory", names, is_optional=may_coordinate)
        choose(self, "kind", choices_of(NeedKind), is_optional=False)
        choose(self, "themes", choices_of(ActionTheme), is_optional=False)

    @property
    def place(self) -> Territory | None:
        """The territory in whose name it is said; None for the network, or somebody outside."""
        return self.places.get(self.cleaned_data["territory"])

    def _themes(self) -> tuple[ActionTheme, ...]:
        return tuple(ActionTheme(code) for code in self.cleaned_data["themes"])


class NeedForm(_Expressed):
    """A need."""

    is_published = forms.BooleanField(label=_PUBLIC, required=False)

    def given(self, today: date) -> NeedInput:
        """Return the need, asked today."""
        held = self.cleaned_data
        return NeedInput(
            kind=NeedKind(held["kind"]),
            title=held["title"],
            words=held["words"],
            themes=self._themes(),
            asked_on=today,
            is_published=held["is_published"],
        )


class OfferForm(_Expressed):
    """An offer, of a member or of an organisation outside."""

    organisation = forms.CharField(
        label=_("ou au nom d’une organisation hors du réseau"), max_length=200, required=False
    )
    is_published = forms.BooleanField(label=_PUBLIC, required=False)

    def given(self) -> OfferInput:
        """Return the offer."""
        held = self.cleaned_data
        return OfferInput(
            kind=NeedKind(held["kind"]),
            title=held["title"],
            words=held["words"],
            themes=self._themes(),
            organisation=held["organisation"],
            is_published=held["is_published"],
        )


class AnswerForm(forms.Form):
    """An answer to a need."""

    territory = forms.ChoiceField(label=_("Au nom de"), required=False)
    words = forms.CharField(label=_("Votre réponse"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)

    def __init__(self, *args: Any, places: Sequence[Territory], may_coordinate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.siren: place for place in places}
        names = [(siren, place.short_name) for siren, place in self.places.items()]
        choose(self, "territory", names, is_optional=may_coordinate)

    @property
    def place(self) -> Territory | None:
        """The territory that answers; None for the coordination."""
        return self.places.get(self.cleaned_data["territory"])


class CloseForm(forms.Form):
    """The closing of a need."""

    result = forms.ChoiceField(label=_("Résultat"))
    words = forms.CharField(
        label=_("Ce que le besoin a donné"), widget=forms.Textarea(attrs={"rows": 2}), max_length=20_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "result", choices_of(NeedResult), is_optional=False)
