"""What a reader chooses to compare: network, indicator, date, territory. Plain GET forms, without JavaScript."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from autan.evidence.core.notation import format_date
from autan.evidence.core.periods import Period
from autan.observatory.core.offers import Offer
from autan.territories.core.members import Member
from autan.territories.models import Network

type Choices = list[tuple[str, Any]]


class CompareForm(forms.Form):
    """The choices of the page; a choice that is not among those offered is told, and the first one is used."""

    network = forms.ChoiceField(required=False)
    indicator = forms.ChoiceField(required=False)
    date = forms.ChoiceField(required=False)
    territory = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        networks: Iterable[Network],
        measures: Sequence[Offer],
        dates: Sequence[str],
        members: Iterable[Member],
        first: Mapping[str, str],
    ) -> None:
        chosen = {**first, **{name: value for name, value in data.items() if value}}
        super().__init__(chosen)
        language = get_language() or "fr"
        offers: dict[str, tuple[str, Choices]] = {
            "network": (_("Réseau"), [(item.slug, item.name.in_language(language)) for item in networks]),
            "indicator": (_("Indicateur"), grouped_measures(measures, language)),
            "date": (_("Date"), [(date, write_date(date, language)) for date in dates]),
            "territory": (_("Territoire suivi"), [(member.siren, member.short_name) for member in members]),
        }
        for name, (label, choices) in offers.items():
            field = self.fields[name]
            field.label = label
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


def grouped_measures(measures: Iterable[Offer], language: str) -> Choices:
    """Measures and indicators as the options of a list, under the name of their group."""
    groups: dict[str, Choices] = {}
    for measure in measures:
        options = groups.setdefault(measure.group.in_language(language), [])
        options.append((measure.code, measure.short.in_language(language)))
    return list(groups.items())


def write_date(date: str, language: str) -> str:
    """A year as it is, a day in full."""
    period = Period.parse(date)
    is_day = period.start is not None and period.start == period.end
    return format_date(period.start, language=language) if is_day and period.start else date
