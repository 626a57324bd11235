"""One fact as a coordinator types it, with its source and the place in it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.core.confidence import Confidence
from autan.evidence.core.periods import Period
from autan.evidence.core.stated_facts import StatedFact
from autan.evidence.core.texts import Text
from autan.evidence.core.topics import Topic
from autan.evidence.forms.fields import list_field
from autan.territories.actions.given_sources import make_source
from autan.territories.importers.stated_facts import parse_number


class FactForm(forms.Form):
    """What is stated, of whom, when, from which source."""

    siren = forms.ChoiceField(label=_("Sur"), required=False)
    topic = list_field(_("Thème"), Topic)
    statement = forms.CharField(label=_("Énoncé, en une phrase"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    period = forms.CharField(
        label=_("Année, ou date (vide si la source n’en donne pas)"), required=False, max_length=20
    )
    value = forms.CharField(label=_("Valeur, si l’énoncé est chiffré"), required=False, max_length=30)
    unit = forms.CharField(label=_("Unité de la valeur"), required=False, max_length=80)
    source = forms.CharField(label=_("Source\u00a0: titre du document ou de la page"), max_length=400)
    producer = forms.CharField(label=_("Qui l’a publiée"), required=False, max_length=200)
    published = forms.CharField(label=_("Date de publication"), required=False, max_length=20)
    source_url = forms.URLField(label=_("Son adresse"), required=False, max_length=500, assume_scheme="https")
    locator = forms.CharField(label=_("Endroit dans la source, comme «\u202fpage 12\u202f»"), max_length=200)
    confidence = list_field(_("Qui le dit"), (each for each in Confidence if each is not Confidence.NETWORK_STUDY))

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places
        self.fields["siren"].choices = list(places.items())  # type: ignore[attr-defined]

    def clean_period(self) -> str:
        """Refuse what is no period."""
        text = str(self.cleaned_data["period"]).strip()
        if not Period.reads(text):
            raise forms.ValidationError(_("Une année, deux années jointes par un tiret, une date AAAA-MM-JJ, ou rien."))
        return text

    def clean_value(self) -> Decimal | None:
        """Read the number."""
        try:
            return parse_number(self.cleaned_data["value"])
        except ValueError:
            raise forms.ValidationError(_("Un nombre est attendu, ou rien.")) from None

    @property
    def fact(self) -> StatedFact:
        """The fact, once the form is valid."""
        given = self.cleaned_data
        return StatedFact(
            siren=given["siren"],
            subject=self._places[given["siren"]],
            topic=Topic(given["topic"]),
            period=given["period"],
            statement=Text(given["statement"], given["statement"]),
            value=given["value"],
            unit=Text(given["unit"], given["unit"]),
            source=make_source(
                given["source"], given["source_url"], producer=given["producer"], published=given["published"]
            ),
            locator=given["locator"],
            confidence=Confidence(given["confidence"]),
        )
