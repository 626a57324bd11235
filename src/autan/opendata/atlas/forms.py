"""Choices of the atlas, of the comparison and of the sums by perimeter: plain GET forms, without JavaScript."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.ground.errors import DomainError
from autan.ground.extension_points import ThematicMap
from autan.ground.registry import registered
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import day, words
from autan.ground.web.forms.fields import choices_of
from autan.opendata.atlas.core.atlas_choices import USUAL_CLASSES, AtlasChoice, Extent
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE, RatioMeasure
from autan.opendata.observatory.core.measure_options import MeasureOption
from autan.opendata.observatory.queries.compared_places import dates_of
from autan.opendata.observatory.queries.measure_options import find_measure_option, measure_options_of
from autan.opendata.sources.core.source_cards import SourceCard
from autan.territories.charts.core import FEWEST, MOST, ClassificationMethod
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.lake.register import VINTAGES

FIRST_MEASURE = "ghg_per_inhabitant"

type Choices = Iterable[tuple[str, Any]]


class MeasureChoiceForm(forms.Form):
    """What is looked at; what is asked for and that the network lacks is told, and nothing is shown in its place.

    Attributes:
        measure: measure or indicator that is looked at; None when the network has none, or lacks the one asked for.
        looked_at: its date; empty when it has none, or lacks the one asked for.
        lacks: why nothing is shown; empty when something is.
        dated_for: measure that the dates offered are those of: with another one, a date that comes along is no choice.
    """

    network = forms.ChoiceField(required=False)
    indicator = forms.ChoiceField(required=False)
    date = forms.ChoiceField(required=False)

    def __init__(
        self, data: Mapping[str, Any], *, network: Network, networks: Sequence[Network], usual: Mapping[str, str]
    ) -> None:
        self._measures = measures = measure_options_of(network.slug)
        self.measure = _choose(measures, data.get("indicator"))
        dates = dates_of(self.measure.code) if self.measure else ()
        date = data.get("date") if data.get("dated_for") in {None, data.get("indicator")} else ""
        self.looked_at = _date(dates, date)
        self.lacks = self._describe_lack(network, data)
        self.dated_for = self.measure.code if self.measure else ""
        values = {name: str(data[name]) for name in self.base_fields if data.get(name)}
        start = {"indicator": self.measure.code if self.measure else "", **usual}
        # another measure may have been chosen, which has other dates
        super().__init__({**start, **values, "network": network.slug, "date": self.looked_at})
        self.offer("network", _("Réseau"), ((item.slug, words(item.name)) for item in networks))
        self.offer("indicator", _("Indicateur"), _grouped_options(measures))
        self.offer("date", _("Date"), ((date, _write_date(date)) for date in dates))

    def _describe_lack(self, network: Network, data: Mapping[str, Any]) -> str:
        """Why nothing is shown: a measure that no member has, or a date that it does not have; empty else."""
        code, date = str(data.get("indicator") or ""), str(data.get("date") or "")
        if self.measure is None and code:
            option = find_measure_option(code)
            name = words(option.label) if option else code
            message = _(
                "Pas de donnée\u00a0: aucune source tenue ici ne donne «\u202f%(name)s\u202f» "
                "pour un membre de %(network)s."
            )
            return message % {"name": name, "network": words(network.name)}
        if self.measure and not self.looked_at and date:
            text = ", ".join(_write_date(other) for other in dates_of(self.measure.code))
            message = _("Pas de donnée au %(date)s\u00a0: cette mesure est tenue pour %(dates)s.")
            return message % {"date": _write_if_date(date), "dates": text}
        return ""

    def offer(self, name: str, label: str, choices: Choices) -> None:
        """Give a field its label and its choices."""
        field = cast("forms.ChoiceField", self.fields[name])
        field.label, field.choices = label, list(choices)


def _choose(measures: Sequence[MeasureOption], code: object) -> MeasureOption | None:
    """The measure asked for, or None when the network lacks it; the usual one when none is asked for."""
    by_code = {measure.code: measure for measure in measures}
    if code:
        return by_code.get(str(code))
    return by_code.get(FIRST_MEASURE) or next(iter(measures), None)


def _date(dates: Sequence[str], date: object) -> str:
    """The date asked for, or nothing when the measure lacks it; the latest when none is asked for."""
    if date:
        return str(date) if date in dates else ""
    return next(iter(dates), "")


def _write_if_date(text: str) -> str:
    """A date in words; what is no date as it was given, cut."""
    try:
        return _write_date(text)
    except DomainError:
        return text[:20]


def _grouped_options(measures: Iterable[MeasureOption]) -> Choices:
    """Measures and indicators as the options of a list, under the name of their group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for measure in measures:
        groups.setdefault(words(measure.group), []).append((measure.code, words(measure.short)))
    return groups.items()


def _write_date(date: str) -> str:
    """A year as it is, a day in full."""
    period = Period.parse(date)
    return day(period.start) if period.start and period.start == period.end else date


_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_SEPARATORS = re.compile(r"\s*[;\s]\s*")
_USUAL = {"extent": Extent.NETWORK.value, "method": ClassificationMethod.JENKS.value, "count": str(USUAL_CLASSES)}


_THEME = "theme."
MOST_BY_COMMUNE = 200
"""Members whose communes are drawn one by one."""


class AtlasForm(MeasureChoiceForm):
    """The choices of the atlas; what is not offered is told beside its field.

    `theme`: thematic map that is asked for, which has neither date nor classes; None for a measure.
    """

    beside = forms.ChoiceField(required=False)
    extent = forms.ChoiceField(required=False)
    method = forms.ChoiceField(required=False)
    count = forms.IntegerField(required=False, min_value=FEWEST, max_value=MOST)
    breaks = forms.CharField(required=False, max_length=120)

    def __init__(self, data: Mapping[str, Any], *, network: Network, networks: Sequence[Network]) -> None:
        super().__init__(data, network=network, networks=networks, usual=_USUAL)
        self._slug = network.slug
        offered = {f"{_THEME}{item.code}": item for item in registered(ThematicMap)}
        indicator = cast("forms.ChoiceField", self.fields["indicator"])
        options = [(code, str(item.label)) for code, item in offered.items()]
        measures = list(cast("Iterable[Any]", indicator.choices))
        if options:
            indicator.choices = [*measures, (_("Cartes thématiques"), options)] if measures else options
        self.theme = offered.get(str(data.get("indicator")))
        if self.measure is None and not data.get("indicator"):
            self.theme = next(iter(offered.values()), None)
        if self.theme:
            for name in ("date", "beside", *_USUAL, "breaks"):
                del self.fields[name]
            return
        is_large = len(network_members(network.slug)) > MOST_BY_COMMUNE
        extents = choices_of(Extent)
        # tens of thousands of communes are no page: one asked for all the same is told beside the field
        self.offer(
            "extent", _("Étendue"), (item for item in extents if not is_large or item[0] != Extent.COMMUNES.value)
        )
        ratios = {code for code, measure in MEASURES.items() if isinstance(measure, RatioMeasure)}
        others = [item for item in self._measures if item.code in ratios and item != self.measure]
        if others and self.measure and self.measure.code in ratios:
            self.offer("beside", _("Croiser avec"), [("", _("aucune autre mesure")), *_grouped_options(others)])
        else:
            del self.fields["beside"]
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
        choices = {**_USUAL, **{name: value for name, value in self.cleaned_data.items() if value}}
        return AtlasChoice(
            network=self._slug,
            indicator=self.measure.code,
            date=self.looked_at,
            extent=Extent(choices["extent"]),
            method=ClassificationMethod(choices["method"]),
            count=int(choices["count"]),
            breaks=self.cleaned_data.get("breaks") or (),
            beside=self.cleaned_data.get("beside") or "",
        )


class CompareForm(MeasureChoiceForm):
    """What is compared, and the territory that is followed.

    `followed`: SIREN of that territory: the one asked for, else the reader's own, else the first member.
    """

    territory = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        network: Network,
        networks: Sequence[Network],
        members: Sequence[Member],
        own: str = "",
    ) -> None:
        sirens = [member.siren for member in members]
        selected = (str(data.get("territory")), own, *sirens)  # another network may have been chosen since
        self.followed = next((siren for siren in selected if siren in sirens), "")
        fields = {**dict(data.items()), "territory": self.followed}
        super().__init__(fields, network=network, networks=networks, usual={})
        self.offer("territory", _("Territoire suivi"), ((member.siren, member.short_name) for member in members))


class PerimeterForm(forms.Form):
    """A source with its date, and a year of the official geographic code."""

    source = forms.ChoiceField(label=gettext_lazy("Source par commune"))
    vintage = forms.TypedChoiceField(
        label=gettext_lazy("Intercommunalités de l’année"),
        coerce=int,
        choices=[(year, str(year)) for year in VINTAGES[::-1]],
    )

    def __init__(self, data: Mapping[str, Any] | None, *, cards: Sequence[SourceCard]) -> None:
        super().__init__(data or None, initial={"vintage": PERIMETER_VINTAGE})
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (f"{card.source}@{card.data_date}", f"{card.title}, {card.data_date}") for card in cards
        ]
        self.fields["source"].widget.attrs["lang"] = "fr"  # titles as their producers write them
