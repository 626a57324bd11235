"""What the synthesis gives to pages of the site: the home and the steps of a network, the menu, the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.extension_points import (
    MenuEntry,
    NetworkSection,
    NetworkStep,
    NetworkStepView,
    PageSection,
    SearchHit,
    SearchSource,
    StepDay,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import name_some, number, words
from autan.ground.wordings import Text
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.models import Edition
from autan.publishing.editions.queries.editions import editions_to_prepare, is_short, list_editions, searched_editions
from autan.publishing.editions.queries.writing import open_reviews, view_review
from autan.territories.networks.queries.networks import get_network


def network_sections(network: str, reader: Any) -> Iterable[PageSection]:
    """Give the editions that a network published, the last one first; nothing where there is none."""
    # what is published is the same for every reader
    del reader
    published = [edition for edition in list_editions(published_only=True) if edition.network == network]
    if not published:
        return
    ordered = sorted(published, key=lambda edition: -edition.publications.all()[0].pk)
    latest, *others = ordered
    yield PageSection(
        anchor="synthese",
        title=_("La synthèse"),
        template="synthesis/network_section.html",
        context={"latest": latest, "others": others, "has_pdf": published_file(latest.slug, "pdf") is not None},
        is_open=True,
        readings=_readings(ordered[:2]),
    )


def _readings(last_two: Sequence[Edition]) -> Sequence[tuple[str, str]]:
    """Return the links of the home page: first the short text published beside the whole, read in two minutes."""
    short = [edition for edition in last_two if is_short(edition)]
    whole = [edition for edition in last_two if edition not in short]
    editions = {_("Lire l’essentiel"): short[0], _("Lire la synthèse"): whole[0]} if short and whole else {}
    editions = editions or {_("Lire la synthèse"): last_two[0]}
    return [(reverse("synthesis:edition", args=[edition.slug]), label) for label, edition in editions.items()]


def search_editions(text: str, reader: Any) -> Sequence[SearchHit]:
    """Find published editions by their title and the titles of their chapters."""
    del reader
    editions = searched_editions()
    rated = rate_each(
        search_words(text), (row for slug, edition in editions.items() for row in _rows(slug, *edition[:2]))
    )
    best: dict[str, float] = {}
    for (slug, _rank), score in rated.items():
        best.setdefault(slug, score)
    return [
        SearchHit(
            title=words(editions[slug][0]),
            url=reverse("synthesis:edition", kwargs={"slug": slug}),
            kind=_("Synthèse"),
            score=score,
            ref=f"edition:{slug}",
            is_invented=editions[slug][2],
        )
        for slug, score in best.items()
    ]


def _rows(slug: str, title: Text, chapters: str) -> Iterable[tuple[tuple[str, int], str, str]]:
    """Return the texts that an edition is searched by: its title, its chapters, its usual names."""
    titles = (words(title), f"{_('Synthèse')} {slug}", f"{_('Note et rapport')} {words(title)}")
    text = f"{slug} {title.fr} {title.en} {_('Synthèse')} {chapters}"
    return [((slug, 0), titles[0], text), ((slug, 1), titles[1], ""), ((slug, 2), titles[2], "")]


NETWORK_PART = NetworkSection(rank=10, build=network_sections)
MENU = MenuEntry(label=gettext_lazy("Synthèse"), url_name="synthesis:list", rank=50)
SEARCH = SearchSource(name="editions", search=search_editions)


def edition_step(slug: str, reader: Any) -> NetworkStepView:
    """Count the editions, published and in preparation, and say whose opinion is waited for. Five queries."""
    del reader
    editions = editions_to_prepare([get_network(slug)])
    published = [edition for edition in editions if edition.publications.all() and not edition.withdrawn_on]
    prepared = len(editions) - len(published)
    message = ngettext("%(count)s édition publiée.", "%(count)s éditions publiées.", len(published))
    lacks = ngettext(
        "%(count)s édition en préparation ou retirée.", "%(count)s éditions en préparation ou retirées.", prepared
    )
    return NetworkStepView(
        title=_("Synthèse"),
        is_done=bool(published),
        known=message % {"count": number(len(published))} if published else _("Aucune édition n’est publiée."),
        lacks=(lacks % {"count": number(prepared)},) if prepared else (),
        days=tuple(_replies(editions)),
        url=reverse("synthesis:editions_in_preparation"),
        label=_("Préparer une édition"),
    )


def _replies(editions: Sequence[Edition]) -> Iterable[StepDay]:
    """Until when the members that a text names may reply, and who has not."""
    today, slugs = timezone.localdate(), {edition.slug for edition in editions}
    for review in open_reviews():
        if review.replies_until and review.edition.slug in slugs:
            replies = view_review(review, review.edition, today=today).replies
            silent = [member["name"] for member in review.named if member["siren"] not in replies]
            title = words(Text(review.edition.title_fr, review.edition.title_en))
            yield StepDay(
                day=review.replies_until, what=_("avis sur %(title)s") % {"title": title}, who=name_some(silent)
            )


EDITION_STEP = NetworkStep(rank=70, build=edition_step, is_public=True)
