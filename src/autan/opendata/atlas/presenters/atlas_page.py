"""Content of the page of the atlas, and how the pages of the room are come by."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.figures.core.charts import MapKind
from autan.ground.extension_points import MenuEntry, SearchHit, SearchSource, ThematicMap
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.opendata.atlas.core.atlas_choices import AtlasChoice, Extent
from autan.opendata.atlas.presenters.atlas_maps import atlas_map, is_outlined, maps_by_date
from autan.opendata.measures.queries.editions import latest_cards
from autan.opendata.observatory.core.measure_options import option_of_indicator
from autan.opendata.sources.core.source_cards import SourceCard
from autan.territories.charts.renderers.map_contours import contours_of
from autan.territories.networks.core.members import Member

DRAWN_FORMS, PLACE_FORMS = ("svg", "png", "pdf"), ("geojson", "gpkg")
"""Forms of file: those that need contours, and those that hold places with their values, drawn or not."""

_NAMES = {"gpkg": "GeoPackage", "geojson": "GeoJSON"}


def atlas_page(choice: AtlasChoice, members: Sequence[Member]) -> dict[str, object]:
    """Everything that the page shows of a choice."""
    atlas = atlas_map(choice, members)
    if atlas is None:
        return {"nothing_known": True}
    is_drawn, pairs = bool(contours_of(atlas.spec)), atlas.spec.kind is MapKind.PAIRS
    return {
        "made": atlas,
        "is_choropleth": atlas.spec.kind is MapKind.CHOROPLETH,
        "by_date": maps_by_date(choice, members) if is_drawn and choice.extent is Extent.NETWORK and not pairs else [],
        "files": _files(choice, (*(DRAWN_FORMS if is_drawn else ()), *(() if pairs else PLACE_FORMS))),
        "is_national": choice.extent.is_national,
        "is_outlined": is_outlined(choice, members),
    }


def theme_page(theme: ThematicMap, network: str) -> dict[str, object]:
    """Everything that the page shows of a thematic map."""
    spec = theme.build(network)
    query = urlencode({"network": network, "indicator": f"theme.{theme.code}"})
    forms = DRAWN_FORMS if spec and contours_of(spec) else ()
    return {
        "theme": theme,
        "spec": spec,
        "source_page": theme.page(network),
        "files": [(form, form.upper(), query) for form in forms],
    }


def _files(choice: AtlasChoice, forms: Iterable[str]) -> list[tuple[str, str, str]]:
    """Form, name and query of each file."""
    query = {
        "network": choice.network,
        "indicator": choice.indicator,
        "date": choice.date,
        "extent": choice.extent.value,
        "method": choice.method.value,
        "count": str(choice.count),
        "breaks": ";".join(f"{end:g}" for end in choice.breaks),
        "beside": choice.beside,
    }
    return [(form, _NAMES.get(form, form.upper()), urlencode(query)) for form in forms]


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
    return SearchHit(title=words(Sentence(card.title)), url=url, kind=kind, excerpt=words(card.counts), score=score)


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
