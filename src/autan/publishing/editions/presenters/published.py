"""What is published of the syntheses: editions that stand, and the figures frozen in each."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.queries.registry import EvidenceKind, Reader
from autan.ground.extension_points import NewsFeed, NewsItem, PublishedTable
from autan.ground.texts.language import day, in_both_languages, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.queries.editions import list_editions


def _current_publications(slug: str) -> Iterator[tuple[Edition, Publication]]:
    """Editions of a network that are out and were not withdrawn, with what was last published of each."""
    for edition in list_editions(published_only=True):
        if edition.network == slug:
            yield edition, edition.publications.all()[0]


def _edition_rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for edition, publication in _current_publications(slug):
        frozen = publication.figures.count()
        head = (slug, edition.slug, edition.title_fr, edition.title_en or None, edition.language)
        yield (*head, publication.published_on, publication.content_hash, frozen)


def _figure_rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for edition, publication in _current_publications(slug):
        for frozen in publication.figures.all():
            trace = frozen.trace
            head = (slug, edition.slug, frozen.number, frozen.name, frozen.figure_id, frozen.printed)
            measure = (trace["label"], trace["period"], trace["value"], trace["low"], trace["high"], trace["unit"])
            yield (*head, *measure, trace["state"], trace["known"], trace["total"], frozen.content_hash)


def _news() -> Iterator[NewsItem]:
    """Each publication of an edition that stands."""
    for edition in list_editions(published_only=True):
        for publication in edition.publications.all():
            yield NewsItem(
                key=publication.content_hash,
                title=edition.title,
                summary=_published_on(publication),
                path=reverse("synthesis:edition", kwargs={"slug": edition.slug}),
                on=publication.published_on,
            )


def _describe(keys: Sequence[str], _reader: Reader) -> dict[str, EvidenceCard]:
    """Describe editions that are out by their title and the day they came out: a later one may cite them."""
    published = {edition.slug: edition for edition in list_editions(published_only=True)}
    return {
        key: EvidenceCard(
            ref=EvidenceRef(kind="edition", key=key),
            title=published[key].title,
            statement=_published_on(published[key].publications.all()[0]),
        )
        for key in keys
        if key in published
    }


def _published_on(publication: Publication) -> Text:
    return in_both_languages(lambda: words(Sentence("Publiée le {day}.", day=day(publication.published_on))))


EDITION_EVIDENCE = EvidenceKind(
    kind="edition", describe=_describe, readable=_describe, page=lambda key: reverse("synthesis:edition", args=[key])
)
EDITION_FEED = NewsFeed(name="editions", rank=10, title=Sentence("éditions des synthèses"), items=_news)
PUBLISHED_EDITIONS = PublishedTable(
    name="editions",
    rank=90,
    title=Sentence("Éditions des synthèses"),
    description=Sentence("Une édition publiée par ligne ; ni brouillon, ni édition retirée."),
    columns=read_columns("synthesis", "editions"),
    key=("network", "edition"),
    rows=_edition_rows,
)
PUBLISHED_PRINTS = PublishedTable(
    name="edition_figures",
    rank=100,
    title=Sentence("Chiffres imprimés dans les éditions"),
    description=Sentence(
        "Un chiffre par ligne, tel qu’il fut figé à la publication, même si la donnée a changé depuis."
    ),
    columns=read_columns("synthesis", "edition_figures"),
    key=("network", "edition", "number", "figure_id"),
    rows=_figure_rows,
)
