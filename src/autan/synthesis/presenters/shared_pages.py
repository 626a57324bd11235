"""What the synthesis gives to pages of the site: its part of the home of a network, the menu, the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.core.plain_letters import fold_accents
from autan.evidence.language import words
from autan.extension_points import MenuEntry, NetworkSection, PageSection, SearchHit, SearchSource
from autan.synthesis.queries.editions import list_editions
from autan.synthesis.queries.files import published_file


def network_sections(network: str, reader: Any) -> Iterable[PageSection]:
    """Give the editions that a network published, the last one first; nothing where there is none."""
    del reader
    published = [edition for edition in list_editions(published_only=True) if edition.network == network]
    if not published:
        return
    latest, *others = sorted(published, key=lambda edition: -edition.publications.all()[0].pk)
    yield PageSection(
        anchor="synthese",
        title=_("La synthèse"),
        template="synthesis/network_section.html",
        context={"latest": latest, "others": others, "has_pdf": published_file(latest.slug, "pdf") is not None},
        is_open=True,
    )


def search_editions(text: str, reader: Any) -> Sequence[SearchHit]:
    """Find published editions by the words of their titles."""
    del reader
    wanted = fold_accents(text).split()
    return [
        SearchHit(
            title=words(edition.title),
            url=reverse("synthesis:edition", kwargs={"slug": edition.slug}),
            kind=_("synthèse"),
            score=0.8,
        )
        for edition in list_editions(published_only=True)
        if wanted and all(word in fold_accents(f"{edition.title_fr} {edition.title_en}") for word in wanted)
    ]


NETWORK_PART = NetworkSection(rank=10, build=network_sections)
MENU = MenuEntry(label=gettext_lazy("Synthèse"), url_name="synthesis:list", rank=50)
SEARCH = SearchSource(name="editions", search=search_editions)
