"""Search over the sources and the indicators of the lake."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.core.plain_letters import fold_accents
from autan.evidence.language import words
from autan.extension_points import SearchHit, SearchSource
from autan.measures.queries.editions import latest_cards
from autan.observatory.core.measure_options import option_of_indicator
from autan.opendata.core.source_cards import SourceCard


def _search(text: str, reader: Any) -> list[SearchHit]:
    """Sources and indicators whose title, producer or definition has every word of a text; titles first."""
    del reader  # open data are open to all
    asked = fold_accents(text).split()
    found = [_hit(card, asked) for card in latest_cards().values() if asked and _holds(_words_of(card), asked)]
    return sorted(found, key=lambda hit: -hit.score)


def _hit(card: SourceCard, asked: list[str]) -> SearchHit:
    url, kind = reverse("observatory:open-data"), _("Source de données")
    if card.indicator:
        option = option_of_indicator(card.source, card.title, "", has_axes=bool(card.indicator.axes))
        url, kind = f"{reverse('observatory:compare')}?{urlencode({'indicator': option.code})}", _("Indicateur")
    score = 0.8 if _holds(card.title, asked) else 0.4
    return SearchHit(title=card.title, url=url, kind=kind, excerpt=words(card.counts), score=score)


def _words_of(card: SourceCard) -> str:
    return f"{card.title} {card.producer} {card.counts.fr} {card.counts.en}"


def _holds(text: str, asked: list[str]) -> bool:
    folded = fold_accents(text)
    return all(word in folded for word in asked)


SEARCH_SOURCE = SearchSource(name="open-data", search=_search)
