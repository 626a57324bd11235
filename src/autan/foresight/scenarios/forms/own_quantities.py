"""What a territory says of itself: a quantity of its starting state, or why a sector is off the national curve."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.foresight.starting_states.core.reference_curves import OffsetCause

FIRST_YEAR, LAST_YEAR = 1990, 2100


class QuantityForm(forms.Form):
    """What is given, how much, of which year, from where."""

    what = forms.ChoiceField(label=_("Grandeur"))
    value = forms.FloatField(label=_("Valeur (MWh, t CO₂e, ou unités)"), localize=True)
    year = forms.IntegerField(label=_("Année"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = forms.CharField(label=_("Source"), max_length=200)

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **more: object) -> None:
        """Offer the quantities of a place."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["what"] = forms.ChoiceField(label=self.fields["what"].label, choices=list(choices))


class OffsetForm(forms.Form):
    """A sector, a ground, and why in a sentence."""

    sector = forms.ChoiceField(label=_("Secteur"))
    ground = forms.ChoiceField(label=_("D’où vient l’écart"))
    text = forms.CharField(label=_("Pourquoi, en une phrase"), max_length=400)

    def __init__(
        self, *args: object, sectors: Sequence[tuple[str, str]], grounds: Sequence[tuple[str, str]], **more: object
    ) -> None:
        """Offer the sectors that have an offset here."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["sector"] = forms.ChoiceField(label=self.fields["sector"].label, choices=list(sectors))
        self.fields["ground"] = forms.ChoiceField(label=self.fields["ground"].label, choices=list(grounds))

    @property
    def chosen_ground(self) -> OffsetCause:
        """The ground that was chosen; once the form is valid."""
        return OffsetCause(self.cleaned_data["ground"])
