"""Choices of the atlas: measure, date, extent, way of cutting into classes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from autan.atlas.core.atlas_choices import USUAL_CLASSES, AtlasChoice, Extent
from autan.atlas.forms.measure_choice import MeasureChoiceForm
from autan.charts.core.classification import FEWEST, MOST, ClassificationMethod
from autan.evidence.forms.fields import choices_of
from autan.extension_points import ThematicMap
from autan.registry import registered
from autan.territories.models import Network

_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_SEPARATORS = re.compile(r"\s*[;\s]\s*")
_USUAL = {
    "extent": Extent.NETWORK.value,
    "method": ClassificationMethod.JENKS.value,
    "count": str(USUAL_CLASSES),
}


_THEME = "theme."


class AtlasForm(MeasureChoiceForm):
    """The choices of the atlas; what is not offered is told beside its field.

    Attributes:
        theme: thematic map that is asked for, which has neither date nor classes; None for a measure.
    """

    extent = forms.ChoiceField(required=False)
    method = forms.ChoiceField(required=False)
    count = forms.IntegerField(required=False, min_value=FEWEST, max_value=MOST)
    breaks = forms.CharField(required=False, max_length=120)

    def __init__(self, asked: Mapping[str, Any], *, network: Network, networks: Sequence[Network]) -> None:
        super().__init__(asked, network=network, networks=networks, usual=_USUAL)
        self._slug = network.slug
        offered = {f"{_THEME}{item.code}": item for item in registered(ThematicMap)}
        indicator = cast("forms.ChoiceField", self.fields["indicator"])
        named = [(code, str(item.label)) for code, item in offered.items()]
        measures = list(cast("Iterable[Any]", indicator.choices))
        if named:
            indicator.choices = [*measures, (_("Cartes thématiques"), named)] if measures else named
        self.theme = offered.get(str(asked.get("indicator")))
        if self.measure is None and not asked.get("indicator"):
            self.theme = next(iter(offered.values()), None)
        if self.theme:
            for name in ("date", *_USUAL, "breaks"):
                del self.fields[name]
            return
        self.offer("extent", _("Étendue"), choices_of(Extent))
        self.offer("method", _("Classes"), choices_of(ClassificationMethod))
        self.fields["count"].label = _("Nombre de classes")
        self.fields["breaks"].label = _("Seuils choisis, séparés par un point-virgule")

    def clean_breaks(self) -> tuple[float, ...]:
        """Read numbers written in French or in English."""
        typed = [word for word in _SEPARATORS.split(self.cleaned_data["breaks"].strip()) if word]
        if not all(_NUMBER.fullmatch(word) for word in typed):
            raise forms.ValidationError(_("Des nombres, comme «\u202f5\u202f; 7,5\u202f; 10\u202f»."))
        return tuple(float(word.replace("−", "-").replace(",", ".")) for word in typed)

    @property
    def choice(self) -> AtlasChoice | None:
        """What the map shows, usual values where a choice is wrong; None for a thematic map, or without any measure."""
        self.is_valid()
        if self.theme or self.measure is None or not self.looked_at:
            return None
        kept = {**_USUAL, **{name: value for name, value in self.cleaned_data.items() if value}}
        return AtlasChoice(
            network=self._slug,
            indicator=self.measure.code,
            date=self.looked_at,
            extent=Extent(kept["extent"]),
            method=ClassificationMethod(kept["method"]),
            count=int(kept["count"]),
            breaks=self.cleaned_data.get("breaks") or (),
        )
