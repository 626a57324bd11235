"""Choice of a network, of a measure or an indicator, and of a date: a plain GET form, without JavaScript."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from autan.errors import DomainError
from autan.evidence.core.periods import Period
from autan.evidence.language import day, words
from autan.observatory.core.measure_options import MeasureOption
from autan.observatory.queries.compared_places import dates_of
from autan.observatory.queries.measure_options import find_measure_option, measure_options_of
from autan.territories.models import Network

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
        self, asked: Mapping[str, Any], *, network: Network, networks: Sequence[Network], usual: Mapping[str, str]
    ) -> None:
        measures = measure_options_of(network.slug)
        self.measure = _choose(measures, asked.get("indicator"))
        dates = dates_of(self.measure.code) if self.measure else ()
        date = asked.get("date") if asked.get("dated_for") in {None, asked.get("indicator")} else ""
        self.looked_at = _date(dates, date)
        self.lacks = self._say_lack(network, asked)
        self.dated_for = self.measure.code if self.measure else ""
        given = {name: str(asked[name]) for name in self.base_fields if asked.get(name)}
        start = {"indicator": self.measure.code if self.measure else "", **usual}
        # another measure may have been chosen, which has other dates
        super().__init__({**start, **given, "network": network.slug, "date": self.looked_at})
        self.offer("network", _("Réseau"), ((item.slug, words(item.name)) for item in networks))
        self.offer("indicator", _("Indicateur"), _grouped(measures))
        self.offer("date", _("Date"), ((date, _write_date(date)) for date in dates))

    def _say_lack(self, network: Network, asked: Mapping[str, Any]) -> str:
        """Why nothing is shown: a measure that no member has, or a date that it does not have; empty else."""
        code, date = str(asked.get("indicator") or ""), str(asked.get("date") or "")
        if self.measure is None and code:
            option = find_measure_option(code)
            name = words(option.label) if option else code
            said = _(
                "Pas de donnée\u00a0: aucune source tenue ici ne donne «\u202f%(name)s\u202f» "
                "pour un membre de %(network)s."
            )
            return said % {"name": name, "network": words(network.name)}
        if self.measure and not self.looked_at and date:
            held = ", ".join(_write_date(other) for other in dates_of(self.measure.code))
            said = _("Pas de donnée au %(date)s\u00a0: cette mesure est tenue pour %(dates)s.")
            return said % {"date": _write_if_date(date), "dates": held}
        return ""

    def offer(self, name: str, label: str, choices: Choices) -> None:
        """Give a field its label and its choices."""
        field = cast("forms.ChoiceField", self.fields[name])
        field.label, field.choices = label, list(choices)


def _choose(measures: Sequence[MeasureOption], asked: object) -> MeasureOption | None:
    """The measure asked for, or None when the network lacks it; the usual one when none is asked for."""
    by_code = {measure.code: measure for measure in measures}
    if asked:
        return by_code.get(str(asked))
    return by_code.get(FIRST_MEASURE) or next(iter(measures), None)


def _date(dates: Sequence[str], asked: object) -> str:
    """The date asked for, or nothing when the measure lacks it; the latest when none is asked for."""
    if asked:
        return str(asked) if asked in dates else ""
    return next(iter(dates), "")


def _write_if_date(text: str) -> str:
    """A date in words; what is no date as it was given, cut."""
    try:
        return _write_date(text)
    except DomainError:
        return text[:20]


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
