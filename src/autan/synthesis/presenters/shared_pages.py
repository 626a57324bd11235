"""What the synthesis gives to pages of the site: its part of the home of a network, the menu, the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.edition_files.queries.files import published_file
from autan.evidence.core.searching import rate_match, search_words
from autan.evidence.language import words
from autan.extension_points import MenuEntry, NetworkSection, PageSection, SearchHit, SearchSource
from autan.synthesis.models import Edition
from autan.synthesis.queries.editions import list_editions


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
    """Find published editions by their title and the titles of their chapters."""
    del reader
    asked = search_words(text)
    return [
        SearchHit(
            title=words(edition.title),
            url=reverse("synthesis:edition", kwargs={"slug": edition.slug}),
            kind=_("Synthèse"),
            score=score,
        )
        for edition in list_editions(published_only=True)
        if (score := _rate(asked, edition))
    ]


def _rate(asked: Sequence[str], edition: Edition) -> float:
    """How well an edition answers: by its title and its chapters, or by what people call it."""
    called = f"{_('Synthèse')} {edition.slug}"
    return max(rate_match(asked, words(edition.title), _said_by(edition)), rate_match(asked, called))


def _said_by(edition: Edition) -> str:
    chapters = [line for line in edition.source.split("\n") if line.startswith("#")]
    return " ".join([edition.slug, edition.title_fr, edition.title_en, _("Synthèse"), *chapters])


NETWORK_PART = NetworkSection(rank=10, build=network_sections)
MENU = MenuEntry(label=gettext_lazy("Synthèse"), url_name="synthesis:list", rank=50)
SEARCH = SearchSource(name="editions", search=search_editions)
