"""Choice of a network, of a measure or an indicator, and of a date: a plain GET form, without JavaScript."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from autan.evidence.core.periods import Period
from autan.evidence.language import day, words
from autan.observatory.core.measure_options import MeasureOption
from autan.observatory.queries.compared_places import dates_of
from autan.observatory.queries.measure_options import measure_options_of
from autan.territories.models import Network

FIRST_MEASURE = "ghg_per_inhabitant"

type Choices = Iterable[tuple[str, Any]]


class MeasureChoiceForm(forms.Form):
    """What is looked at; a choice that is not among those offered is told, and the usual one is used.

    Attributes:
        measure: measure or indicator that is looked at; None when the network has none.
        looked_at: its date; empty when it has none.
    """

    network = forms.ChoiceField(required=False)
    indicator = forms.ChoiceField(required=False)
    date = forms.ChoiceField(required=False)

    def __init__(
        self, asked: Mapping[str, Any], *, network: Network, networks: Sequence[Network], usual: Mapping[str, str]
    ) -> None:
        measures = measure_options_of(network.slug)
        self.measure = _choose(measures, asked.get("indicator"))
        dates = dates_of(self.measure.code) if self.measure else ()
        self.looked_at = str(asked["date"]) if asked.get("date") in dates else next(iter(dates), "")
        given = {name: str(asked[name]) for name in self.base_fields if asked.get(name)}
        start = {"indicator": self.measure.code if self.measure else "", **usual}
        # another measure may have been chosen, which has other dates
        super().__init__({**start, **given, "network": network.slug, "date": self.looked_at})
        self.offer("network", _("Réseau"), ((item.slug, words(item.name)) for item in networks))
        self.offer("indicator", _("Indicateur"), _grouped(measures))
        self.offer("date", _("Date"), ((date, _write_date(date)) for date in dates))

    def offer(self, name: str, label: str, choices: Choices) -> None:
        """Give a field its label and its choices."""
        field = cast("forms.ChoiceField", self.fields[name])
        field.label, field.choices = label, list(choices)


def _choose(measures: Sequence[MeasureOption], asked: object) -> MeasureOption | None:
    by_code = {measure.code: measure for measure in measures}
    found = next((by_code[code] for code in (asked, FIRST_MEASURE) if code in by_code), None)
    return found or next(iter(measures), None)


def _grouped(measures: Iterable[MeasureOption]) -> Choices:
    """Measures and indicators as the options of a list, under the name of their group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for measure in measures:
        groups.setdefault(words(measure.group), []).append((measure.code, words(measure.short)))
    return groups.items()


def _write_date(date: str) -> str:
    """A year as it is, a day in full."""
    period = Period.parse(date)
    return day(period.start) if period.start and period.start == period.end else date
