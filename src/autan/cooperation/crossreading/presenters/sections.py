"""What the room gives to pages of the site: the network, the desk, the menu."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from autan.cooperation.crossreading.core.addresses import RECOMMENDATION_KIND
from autan.cooperation.crossreading.presenters.contradictions import question_url
from autan.cooperation.crossreading.queries.contradictions import open_questions
from autan.cooperation.crossreading.queries.figures import public_figures
from autan.cooperation.crossreading.queries.proposals import proposals_of, recommendations_in, searched_recommendations
from autan.cooperation.crossreading.queries.readings import network_reading, readings_in
from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import (
    DeskItem,
    DeskLine,
    MenuEntry,
    NetworkSection,
    PageSection,
    SearchHit,
    SearchSource,
    counted_step,
    quoted_topics,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import name_some, words
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.networks import get_network, network_members
from autan.territories.networks.queries.people import territories_of

_RANK = 25


def network_sections(slug: str, _reader: Any) -> Iterable[PageSection]:
    """Give how far the plans of a network were read across, once something was."""
    if readings_in(slug).exists():
        reading = network_reading(slug)
        yield PageSection(
            anchor="lecture-croisee",
            title=_("Lecture croisée des plans"),
            template="crossreading/network_section.html",
            context={
                "slug": slug,
                "figures": [reading.shared(domain.code) for domain in reading.frame.domains],
                "progress": reading.progress(),
                "note": reading.note,
            },
            count=len(reading.frame.domains),
        )


def desk_lines(person: Any) -> Iterable[DeskItem]:
    """Lead the officer of a member to the questions that it was asked."""
    sirens = [territory.siren for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER)]
    for question in open_questions(sirens) if sirens else ():
        yield DeskItem(
            title=_("Une question sur une contradiction attend votre réponse"),
            url=question_url(question),
            detail=question.reason,
            rank=_RANK,
        )


def search_recommendations(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the recommendations that a text names and that a reader may read."""
    recommendations, rows = searched_recommendations()
    rated = rate_each(search_words(text), rows)
    hits = (
        SearchHit(
            title=words(Text(record.text_fr, record.text_en or record.text_fr)),
            url=reverse("crossreading:recommendations", kwargs={"slug": record.network.slug}),
            kind=_("recommandation"),
            excerpt=words(Text(record.finding_fr, record.finding_en)),
            score=score,
            ref=f"{RECOMMENDATION_KIND}:{record.slug}",
            is_invented=record.network.is_invented,
        )
        for record, score in ((recommendations[slug], score) for slug, score in rated.items())
        if reader.has_perm("crossreading.read_recommendation", record)
    )
    return list(islice(hits, _MOST_HITS))


_MOST_HITS = 20
_SOURCE = Sentence("Lecture croisée des plans du réseau")


def catalogue_figures(network: str) -> Sequence[Figure]:
    """Return what anybody may read of a network read across, once something was. A dozen queries."""
    return public_figures(network) if readings_in(network).exists() else []


def _questions(slug: str, _reader: Any) -> Iterable[str]:
    names = {member.siren: member.short_name for member in network_members(slug)}
    sirens = {question.siren for question in open_questions(list(names)) if question.network.slug == slug}
    if sirens:
        waited = [name for siren, name in names.items() if siren in sirens]
        yield _("Réponse attendue sur une contradiction\u00a0: %(names)s.") % {"names": name_some(waited)}


PAGE_EXTENSIONS = (
    counted_step(
        rank=57,
        code="lecture-croisee",
        menu="crossreading:home",
        page="crossreading:matrix",
        title=gettext_lazy("Lecture croisée"),
        counted=ngettext_lazy("%(count)s passage lu.", "%(count)s passages lus.", "n"),
        label=gettext_lazy("Ouvrir la lecture croisée"),
        count=lambda slug, _reader: readings_in(slug).count(),
        lacks=_questions,
    ),
    counted_step(
        rank=58,
        code="propositions",
        page="crossreading:proposals",
        title=gettext_lazy("Propositions"),
        counted=ngettext_lazy("%(count)s proposition.", "%(count)s propositions.", "n"),
        label=gettext_lazy("Ouvrir les propositions"),
        count=lambda slug, _reader: len(proposals_of(get_network(slug))),
    ),
    counted_step(
        rank=62,
        code="recommandations",
        page="crossreading:recommendations",
        title=gettext_lazy("Recommandations"),
        counted=ngettext_lazy("%(count)s recommandation.", "%(count)s recommandations.", "n"),
        label=gettext_lazy("Ouvrir les recommandations"),
        count=lambda slug, _reader: recommendations_in(get_network(slug)).count(),
    ),
    *quoted_topics(rank=62, title=Sentence("Les plans lus ensemble"), build=catalogue_figures, source=_SOURCE),
    NetworkSection(
        rank=44,
        build=network_sections,
        code="lecture-croisee",
        title=gettext_lazy("Lecture croisée des plans"),
        holds=lambda slug, _reader: (readings_in(slug),),
    ),
    DeskLine(build=desk_lines),
    SearchSource(name="recommendations", search=search_recommendations, kinds=("recommandation",)),
    MenuEntry(
        label=gettext_lazy("Lecture croisée"),
        url_name="crossreading:home",
        rank=38,
        under="network_plans:home",
        also=("crossreading:",),
        network_key="reseau",
    ),
)
