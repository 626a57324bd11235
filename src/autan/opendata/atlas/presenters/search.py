"""How pages of the room are come by: search over the sources and indicators of the lake, entries of the menu."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.ground.extension_points import MenuEntry, SearchHit, SearchSource
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import words
from autan.opendata.measures.queries.editions import latest_cards
from autan.opendata.observatory.core.measure_options import option_of_indicator
from autan.opendata.sources.core.source_cards import SourceCard


def _search(text: str, reader: Any) -> list[SearchHit]:
    """Sources and indicators whose title, producer or definition answers a text, best first."""
    del reader  # open data are open to all
    cards = {card.source: card for card in latest_cards().values()}
    rows = ((name, card.title, _words_of(card)) for name, card in cards.items())
    return [_hit(cards[name], score) for name, score in rate_each(search_words(text), rows).items()]


def _hit(card: SourceCard, score: float) -> SearchHit:
    url, kind = reverse("updates:open-data"), _("Source de données")
    if card.indicator:
        option = option_of_indicator(card.source, card.title, "", has_axes=bool(card.indicator.axes))
        url, kind = f"{reverse('atlas:compare')}?{urlencode({'indicator': option.code})}", _("Indicateur")
    return SearchHit(title=card.title, url=url, kind=kind, excerpt=words(card.counts), score=score)


def _words_of(card: SourceCard) -> str:
    return f"{card.title} {card.producer} {card.counts.fr} {card.counts.en}"


SEARCH_SOURCE = SearchSource(name="open-data", search=_search, kinds=("indicateur", "source"), gives_evidence=False)


MENU_ENTRIES = (
    MenuEntry(
        label=gettext_lazy("Comparer"),
        url_name="atlas:compare",
        rank=20,
        network_key="network",
        called=gettext_lazy("comparaison"),
    ),
    MenuEntry(
        label=gettext_lazy("Atlas"),
        url_name="atlas:atlas",
        rank=30,
        network_key="network",
        called=gettext_lazy("carte,cartographie"),
    ),
)
