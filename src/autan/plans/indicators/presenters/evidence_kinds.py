"""How values of indicators are described in a trace, who reads them, and those that a text of a network may cite."""

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, readable_by_slug
from autan.ground.extension_points import CatalogueFigure, quoted_topics
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import exact_number, in_both_languages, recorded, words
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.core.addresses import (
    HEALTH,
    INDICATOR_KIND,
    SOURCE,
    VALUE_KIND,
    IndicatorFigureAddress,
    ValueKey,
)
from autan.plans.indicators.core.values import Reliability
from autan.plans.indicators.models import Indicator, RecordedValue
from autan.plans.indicators.queries.figures import find_indicator_figure, indicators_version
from autan.plans.indicators.queries.indicators import definition_of
from autan.plans.indicators.queries.networks import NetworkIndicator, followed_codes, network_indicator
from autan.territories.networks.models import Network


def describe_values(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe values as they were given: number, source, method, and when. One query, and those of the right.

    The author is shown only to readers who may give values too.
    """
    value_keys = {key: ValueKey.parse(key) for key in keys}
    rows = RecordedValue.objects.filter(
        is_current=True,
        indicator__slug__in={key.slug for key in value_keys.values()},
        year__in={year for key in value_keys.values() if (year := read_whole(key.year)) is not None},
    ).select_related("indicator__territory")
    by_key: dict[str, list[RecordedValue]] = {}
    for row in rows:
        by_key.setdefault(str(ValueKey(slug=row.indicator.slug, year=str(row.year))), []).append(row)
    return {key: _card(key, by_key[str(parsed)], reader) for key, parsed in value_keys.items() if str(parsed) in by_key}


def _card(key: str, rows: Sequence[RecordedValue], reader: Reader) -> EvidenceCard:
    indicator = rows[0].indicator
    is_named = reader.has_perm("indicators.give_values", indicator.territory)
    label = definition_of(indicator).label

    place, year = indicator.territory.short_name, rows[0].year
    return EvidenceCard(
        ref=EvidenceRef(kind=VALUE_KIND, key=key),
        title=Text(f"{label.fr}, {place}, {year}", f"{label.en}, {place}, {year}"),
        statement=in_both_languages(lambda: " ; ".join(_words(row) for row in rows)),
        recorded=recorded(rows[-1].given_at, by=rows[-1].given_by_name if is_named else ""),
    )


def _words(row: RecordedValue) -> str:
    unit = words(get_unit(definition_of(row.indicator).unit).symbol)
    number = words(ValueState(row.state).label) if row.value is None else f"{exact_number(row.value)} {unit}".strip()
    reliability = _("fiabilité %(level)s") % {"level": words(Reliability(row.reliability).label)}
    when = words(moment.words()) if row.on and (moment := PartialDate.parse(row.on)) else ""
    parts = [number, when, row.source, row.method, reliability, row.comment]
    return " · ".join(part for part in parts if part)


def describe_indicators(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe indicators by what they measure and for whom. One query."""
    del reader
    indicators = Indicator.objects.filter(slug__in=keys).select_related("territory")
    return {
        indicator.slug: EvidenceCard(
            ref=EvidenceRef(kind=INDICATOR_KIND, key=indicator.slug),
            title=definition_of(indicator).label,
            statement=Text(indicator.territory.name, indicator.territory.name),
        )
        for indicator in indicators
    }


def may_read_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read a figure: figures of networks count only published indicators, except health."""
    figure_address = IndicatorFigureAddress.parse(address)
    if figure_address is None:
        return True
    if figure_address.code.startswith(f"{HEALTH}-"):
        network = Network.objects.filter(slug=figure_address.place).first()
        return network is not None and reader.has_perm("indicators.read_network_health", network)
    indicator = (
        Indicator.objects.filter(territory__siren=figure_address.place, code=figure_address.code)
        .select_related("territory")
        .first()
    )
    return indicator is None or indicator.is_published or reader.has_perm("indicators.read_indicator", indicator)


_READABLE = readable_by_slug(
    Indicator.objects.select_related("territory"),
    "indicators.read_indicator",
    slug_of=lambda key: ValueKey.parse(key).slug,
)


def _page(key: str) -> str:
    """The page of an indicator, which is that of each of its values."""
    return reverse("indicators:indicator", args=[ValueKey.parse(key).slug])


EVIDENCE = (
    EvidenceKind(kind=VALUE_KIND, describe=describe_values, readable=_READABLE, page=_page),
    EvidenceKind(kind=INDICATOR_KIND, describe=describe_indicators, readable=_READABLE, page=_page),
    FigureSource(name=SOURCE, find=find_indicator_figure, may_read=may_read_figure, version=indicators_version),
)


_MEMBER = "{siren}"


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return the last year of each indicator that members publish, member by member, where it has an address."""
    indicators = (network_indicator(network, code) for code in followed_codes(network))
    return [figure for indicator in indicators for figure in _figures(indicator)]


def _figures(indicator: NetworkIndicator) -> Iterator[CatalogueFigure]:
    definition = indicator.definition
    members = str(IndicatorFigureAddress(place=_MEMBER, code=definition.code, year=str(indicator.year)))
    source = definition.source if definition.source.fr else definition.label
    for siren, figure in indicator.members.items():
        if figure.is_known and find_indicator_figure(FigureAddress.parse(figure.id)) is not None:
            yield CatalogueFigure(figure=figure, source=source, members=members, place=indicator.names[siren])


CATALOGUE = quoted_topics(rank=40, title=Sentence("Les indicateurs"), build=catalogue_figures)
