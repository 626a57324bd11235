"""Giving one quantity of a starting state."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

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
