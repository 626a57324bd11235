"""Choices of the page that adds a source by commune to the EPCI of a year."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.core.source_cards import SourceCard
from autan.perimeters.lake.register import VINTAGES


class PerimeterForm(forms.Form):
    """A source with its date, and a year of the official geographic code."""

    source = forms.ChoiceField(label=_("Source par commune"))
    vintage = forms.TypedChoiceField(
        label=_("Intercommunalités de l’année"), coerce=int, choices=[(year, str(year)) for year in VINTAGES[::-1]]
    )

    def __init__(self, asked: Mapping[str, Any] | None, *, cards: Sequence[SourceCard]) -> None:
        super().__init__(asked or None, initial={"vintage": PERIMETER_VINTAGE})
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (f"{card.source}@{card.data_date}", f"{card.title}, {card.data_date}") for card in cards
        ]
