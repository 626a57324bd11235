"""What the room gives to shared pages: workshops of a territory and of a network, the menu, the map of the atlas."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from autan.cooperation.workshops.core.workshops import WORKSHOP_KIND
from autan.cooperation.workshops.presenters.listing import brief_row, workshops_map
from autan.cooperation.workshops.presenters.page import day_words
from autan.cooperation.workshops.queries import brief_workshops, searched_workshops, workshop_figures, workshops_in
from autan.ground.extension_points import (
    EventChoices,
    MenuEntry,
    NetworkSection,
    PageSection,
    SearchHit,
    SearchSource,
    StepDay,
    TerritorySection,
    ThematicMap,
    counted_step,
    quoted_topics,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import in_french
from autan.ground.wordings import Sentence

_SHOWN = 4


def territory_sections(siren: str, _reader: Any) -> Iterable[PageSection]:
    """Give the workshops that a territory hosts, when there are some."""
    rows = [brief_row(workshop) for workshop in brief_workshops(host=siren)]
    if rows:
        yield PageSection(
            anchor="workshops",
            title=_("Ateliers reçus"),
            template="workshops/section.html",
            context={"rows": rows},
            count=len(rows),
        )


def network_sections(slug: str, _reader: Any) -> Iterable[PageSection]:
    """Give the last workshops of a network, when there are some."""
    workshops = brief_workshops(network=slug)
    if workshops:
        yield PageSection(
            anchor="workshops",
            title=_("Ateliers de co-formation"),
            template="workshops/section.html",
            context={"slug": slug, "rows": [brief_row(workshop) for workshop in workshops[:_SHOWN]]},
            count=len(workshops),
        )


def event_choices(*, network: str = "", host: str = "") -> list[tuple[str, str]]:
    """Return the address and the title of the workshops of a network, or of those that a territory hosts."""
    workshops = brief_workshops(network=network, host=host)
    return [(reverse("workshops:workshop", args=[workshop.slug]), workshop.title) for workshop in workshops]


def _coming(slug: str, _reader: Any) -> Iterable[StepDay]:
    today = timezone.localdate()
    for workshop in brief_workshops(network=slug):
        if workshop.day and workshop.day >= today:
            yield StepDay(day=workshop.day, what=in_french(workshop.title))


def search_workshops(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return the workshops that a text names; everybody reads them."""
    workshops, rows = searched_workshops()
    rated = islice(rate_each(search_words(text), rows).items(), _MOST_HITS)
    return [
        SearchHit(
            title=workshop.title,
            url=reverse("workshops:workshop", kwargs={"slug": workshop.slug}),
            kind=_("atelier"),
            excerpt=day_words(workshop),
            score=score,
            ref=f"{WORKSHOP_KIND}:{workshop.slug}",
            is_invented=workshop.network.is_invented,
        )
        for workshop, score in ((workshops[slug], score) for slug, score in rated)
    ]


_MOST_HITS = 20
_SOURCE = Sentence("Ateliers du réseau")


PAGE_EXTENSIONS = (
    *quoted_topics(rank=70, title=Sentence("Les ateliers"), build=workshop_figures, source=_SOURCE),
    counted_step(
        rank=50,
        code="ateliers",
        menu="workshops:home",
        page="workshops:network",
        title=gettext_lazy("Ateliers"),
        counted=ngettext_lazy("%(count)s atelier.", "%(count)s ateliers.", "n"),
        label=gettext_lazy("Ouvrir les ateliers"),
        count=lambda slug, _reader: len(brief_workshops(network=slug)),
        days=_coming,
    ),
    SearchSource(name="workshops", search=search_workshops, kinds=("atelier",)),
    EventChoices(list_events=event_choices),
    TerritorySection(rank=45, build=territory_sections),
    NetworkSection(
        rank=45,
        build=network_sections,
        code="workshops",
        title=gettext_lazy("Ateliers de co-formation"),
        holds=lambda slug, _reader: (workshops_in(slug),),
    ),
    ThematicMap(
        code="ateliers",
        rank=30,
        label=gettext_lazy("Ateliers de co-formation"),
        build=workshops_map,
        page=lambda slug: reverse("workshops:network", kwargs={"network": slug}),
    ),
    MenuEntry(
        label=gettext_lazy("Ateliers"), url_name="workshops:home", rank=42, also=("workshops:",), network_key="reseau"
    ),
)
