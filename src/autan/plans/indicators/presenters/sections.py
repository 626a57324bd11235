"""What the room gives to pages of the site: the territory, the network, the desk, the menu, the search."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from autan.ground.extension_points import (
    DeskItem,
    DeskLine,
    MenuEntry,
    NetworkSection,
    PageSection,
    SearchHit,
    SearchSource,
    TerritorySection,
    counted_step,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import words
from autan.plans.indicators.core.addresses import INDICATOR_KIND
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.presenters.pages import indicator_rows
from autan.plans.indicators.queries.indicators import definition_of, health_of, indicators_of, reviewed, search_followed
from autan.plans.indicators.queries.networks import followed_codes, published_in
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.people import territories_of

_MOST_SHOWN, _MOST_HITS, _RANK = 8, 10, 55


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the key indicators of a territory with their last values."""
    place = find_territory(siren)
    if place.pk is None:
        return
    indicators = indicators_of(place, reader=reader)
    may_choose = reader.has_perm("indicators.choose_indicators", place)
    if indicators or may_choose:
        yield PageSection(
            anchor="indicateurs",
            title=_("Indicateurs suivis"),
            template="indicators/territory_section.html",
            context={"siren": siren, "rows": indicator_rows(indicators[:_MOST_SHOWN]), "may_choose": may_choose},
            count=len(indicators),
        )


def holds_indicators(slug: str, reader: Any) -> Sequence[Any]:
    """Look for indicators that members of a network publish."""
    del reader
    return (published_in(slug),)


def network_sections(slug: str, reader: Any) -> Iterable[PageSection]:
    """Give the indicators that most members of a network publish."""
    del reader
    codes = followed_codes(slug)
    if codes:
        known = [(catalogue()[code], count) for code, count in list(codes.items())[:_MOST_SHOWN]]
        yield PageSection(
            anchor="indicateurs",
            title=_("Indicateurs des membres"),
            template="indicators/network_section.html",
            context={"slug": slug, "codes": known},
            count=len(codes),
        )


def desk_lines(person: Any) -> Iterable[DeskItem]:
    """Lead an officer to what the health check found and nobody decided of yet."""
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        findings = reviewed(health_of([territory], today=timezone.localdate()), territory)
        count = sum(finding.is_open for finding in findings)
        if count:
            yield DeskItem(
                title=_("Indicateurs\u00a0: %(place)s") % {"place": territory.short_name},
                url=reverse("indicators:health", kwargs={"siren": territory.siren}),
                detail=ngettext("%d constat attend une décision", "%d constats attendent une décision", count) % count,
                rank=_RANK,
            )


def search_indicators(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the definitions of the catalogue that a text names, then the indicators that territories follow."""
    query = search_words(text)
    return [*_followed_hits(query, reader), *_definition_hits(query)]


def _followed_hits(query: tuple[str, ...], reader: Any) -> Iterator[SearchHit]:
    """The indicators of territories that this reader may read, which can prove something."""
    for record, score in search_followed(query, reader=reader, most=_MOST_HITS):
        yield SearchHit(
            title=f"{words(definition_of(record).label)}, {record.territory.short_name}",
            url=reverse("indicators:indicator", kwargs={"slug": record.slug}),
            kind=_("indicateur"),
            score=score,
            ref=f"{INDICATOR_KIND}:{record.slug}",
            is_invented=record.territory.is_invented,
        )


def _definition_hits(query: tuple[str, ...]) -> Sequence[SearchHit]:
    definitions = catalogue()
    rated = rate_each(query, ((code, words(definition.label), "") for code, definition in definitions.items()))
    return [
        SearchHit(
            title=words(definitions[code].label),
            url=f"{reverse('indicators:catalogue')}#{code}",
            kind=_("indicateur"),
            score=score,
        )
        for code, score in islice(rated.items(), _MOST_HITS)
    ]


TERRITORY_INDICATORS = TerritorySection(rank=42, build=territory_sections)


NETWORK_INDICATORS = NetworkSection(
    rank=42,
    build=network_sections,
    code="indicateurs",
    title=gettext_lazy("Indicateurs des membres"),
    holds=holds_indicators,
)
INDICATORS_STEP = counted_step(
    rank=34,
    code="indicateurs",
    menu="indicators:home",
    page="indicators:network",
    title=gettext_lazy("Indicateurs"),
    counted=ngettext_lazy("%(count)s indicateur publié.", "%(count)s indicateurs publiés.", "n"),
    label=gettext_lazy("Ouvrir les indicateurs"),
    count=lambda slug, _reader: len(followed_codes(slug)),
)
MENU = MenuEntry(
    label=gettext_lazy("Indicateurs"),
    url_name="indicators:home",
    rank=37,
    under="network_plans:home",
    also=("indicators:",),
    network_key="reseau",
)
INDICATOR_LINES = DeskLine(build=desk_lines)
INDICATOR_SEARCH = SearchSource(name="indicators", search=search_indicators, kinds=("indicateur",))
