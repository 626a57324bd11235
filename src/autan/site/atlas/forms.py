"""What a reader chooses in the atlas: indicator, date, extent, way of cutting into classes. A plain GET form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from autan.evidence.core.texts import Text
from autan.observatory.core.classification import FEWEST, MOST, ClassificationMethod
from autan.observatory.core.offers import Offer
from autan.site.compare.forms import grouped_measures, write_date
from autan.territories.models import Network

USUAL_CLASSES = 5
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_SEPARATORS = re.compile(r"\s*[;\s]\s*")


class Extent(StrEnum):
    """Which places a map of the atlas shows."""

    NETWORK = "network"
    COMMUNES = "communes"
    REGION = "region"
    FRANCE = "france"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _EXTENTS[self]


_EXTENTS = {
    Extent.NETWORK: Text("Les membres du réseau", "The members of the network"),
    Extent.COMMUNES: Text("Leurs communes", "Their municipalities"),
    Extent.REGION: Text("Les intercommunalités de la région", "The authorities of the region"),
    Extent.FRANCE: Text("Toutes les intercommunalités de France", "Every authority of France"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasChoice:
    """What a map of the atlas shows, complete: every choice that was not made has its usual value."""

    network: str
    indicator: str
    date: str
    extent: Extent = Extent.NETWORK
    method: ClassificationMethod = ClassificationMethod.JENKS
    count: int = USUAL_CLASSES
    breaks: tuple[float, ...] = ()


class AtlasForm(forms.Form):
    """The choices of the atlas; what is not offered is told beside its field."""

    network = forms.ChoiceField(required=False)
    indicator = forms.ChoiceField(required=False)
    date = forms.ChoiceField(required=False)
    extent = forms.ChoiceField(required=False)
    method = forms.ChoiceField(required=False)
    count = forms.IntegerField(required=False, min_value=FEWEST, max_value=MOST)
    breaks = forms.CharField(required=False, max_length=120)

    def __init__(
        self, data: Mapping[str, Any], *, networks: Sequence[Network], measures: Sequence[Offer], dates: Sequence[str]
    ) -> None:
        super().__init__(data)
        language = get_language() or "fr"
        offers: dict[str, tuple[str, Any]] = {
            "network": (_("Réseau"), [(item.slug, item.name.in_language(language)) for item in networks]),
            "indicator": (_("Indicateur"), grouped_measures(measures, language)),
            "date": (_("Date"), [(date, write_date(date, language)) for date in dates]),
            "extent": (_("Étendue"), [(item.value, item.label.in_language(language)) for item in Extent]),
            "method": (_("Classes"), [(item.value, item.label.in_language(language)) for item in ClassificationMethod]),
        }
        for name, (label, choices) in offers.items():
            field = self.fields[name]
            field.label = label
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.fields["count"].label = _("Nombre de classes")
        self.fields["breaks"].label = _("Seuils choisis, séparés par un point-virgule")

    def clean_breaks(self) -> tuple[float, ...]:
        """Read numbers written in French or in English."""
        words = [word for word in _SEPARATORS.split(self.cleaned_data["breaks"].strip()) if word]
        if not all(_NUMBER.fullmatch(word) for word in words):
            raise forms.ValidationError(_("Des nombres, comme «\u202f5\u202f; 7,5\u202f; 10\u202f»."))
        return tuple(float(word.replace("−", "-").replace(",", ".")) for word in words)
