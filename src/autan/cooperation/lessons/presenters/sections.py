"""What the room gives to shared pages: territory, network, menu, desk, search, and beside what is worked on."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from autan.cooperation.lessons.core.figures import LESSON_KIND, NEED_KIND
from autan.cooperation.lessons.core.filters import LessonFilter, NeedFilter
from autan.cooperation.lessons.core.matching import MatchQuery
from autan.cooperation.lessons.core.needs import NeedState
from autan.cooperation.lessons.models import Lesson, Need
from autan.cooperation.lessons.presenters.lessons import lesson_rows
from autan.cooperation.lessons.presenters.needs import need_rows, reason_words
from autan.cooperation.lessons.queries.figures import adoption_figures, quoted_figures
from autan.cooperation.lessons.queries.lessons import (
    adoptions_of_territory,
    list_lessons,
    open_lessons,
    searched_lessons,
    to_confirm,
)
from autan.cooperation.lessons.queries.matching import has_lessons, lessons_near
from autan.cooperation.lessons.queries.needs import NEEDS, list_needs, needs_waiting, open_needs, searched_needs
from autan.ground.extension_points import (
    ContextPanel,
    DeskItem,
    DeskLine,
    MenuEntry,
    NetworkSection,
    PageSection,
    SearchHit,
    SearchSource,
    TerritorySection,
    WorkContext,
    counted_step,
    quoted_topics,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import name_some, with_french
from autan.ground.wordings import Sentence
from autan.plans.plans.presenters.completeness import list_statement
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network, networks_of
from autan.territories.networks.queries.people import coordinated_networks, territories_of

_SHOWN, _MOST_HITS, _RANK = 8, 10, 58


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the lessons of a territory, what it took up, and its needs."""
    place = find_territory(siren)
    if place.pk is None:
        return
    networks = networks_of(siren)
    lessons = [lesson for network in networks for lesson in open_lessons(network.slug, reader).filter(territory=place)]
    needs = [need for network in networks for need in open_needs(network, reader).filter(territory=place)]
    adoptions = adoptions_of_territory(siren)
    statement = list_statement(place, NEEDS, reader=reader)
    if not networks or not (lessons or needs or adoptions or statement["words"] or statement["may_state"]):
        return
    today = timezone.localdate()
    yield PageSection(
        anchor="savoir-faire",
        title=_("Savoir-faire, besoins et reprises"),
        template="lessons/territory_section.html",
        context={
            "lessons": lesson_rows(lessons, today=today),
            "needs": need_rows(needs, today=today),
            "adoptions": adoptions,
            "statement": statement,
            "network": networks[0].slug,
        },
        count=len(lessons) + len(needs) + len(adoptions),
    )


def holds_lessons(slug: str, _reader: Any) -> Sequence[Any]:
    """Return the published lessons and open needs of a network, not read yet."""
    needs = Need.objects.filter(network__slug=slug, is_published=True, closed_on__isnull=True)
    return Lesson.objects.filter(network__slug=slug, is_published=True), needs


def network_sections(slug: str, reader: Any) -> Iterable[PageSection]:
    """Give the figures of adoption of a network, and its needs that wait, when it has some."""
    network = get_network(slug)
    count = open_lessons(slug, reader).filter(is_published=True).count()
    needs = open_needs(network, reader).filter(closed_on__isnull=True)
    if not count and not needs.exists():
        return
    yield PageSection(
        anchor="savoir-faire",
        title=_("Savoir-faire et besoins"),
        template="lessons/network_section.html",
        context={
            "slug": slug,
            "count": count,
            "figures": adoption_figures(slug)[:2] if count else [],
            "needs": need_rows(needs[:_SHOWN], today=timezone.localdate()),
        },
        count=count + needs.count(),
    )


def desk_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to lessons that ask to be confirmed, and to needs of others that wait for an answer."""
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        yield from _of_member(territory.siren, territory.short_name)
    for network in coordinated_networks(person):
        yield from _to_confirm(Lesson.objects.filter(network=network), network.slug)


def _of_member(siren: str, name: str) -> Iterable[DeskItem]:
    networks = networks_of(siren)
    if not networks:
        return
    slug = networks[0].slug
    yield from _to_confirm(Lesson.objects.filter(territory__siren=siren), slug)
    waiting = needs_waiting(siren)
    if waiting:
        message = ngettext("%(n)d besoin attend une réponse", "%(n)d besoins attendent une réponse", waiting)
        url = f"{reverse('lessons:needs', kwargs={'network': slug})}?etat=asked"
        yield DeskItem(title=message % {"n": waiting}, url=url, detail=name, rank=_RANK)


def _to_confirm(lessons: Any, slug: str) -> Iterable[DeskItem]:
    count = to_confirm(lessons, today=timezone.localdate()).count()
    if count:
        message = ngettext("%(n)d savoir-faire à confirmer", "%(n)d savoir-faire à confirmer", count) % {"n": count}
        url = f"{reverse('lessons:lessons', kwargs={'network': slug})}?etat=to_confirm"
        yield DeskItem(title=message, url=url, detail=_("publié ou confirmé il y a plus de 24 mois"), rank=_RANK)


def search_lessons(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return the published lessons and needs of real networks that a text names."""
    stems = search_words(text)
    places = (
        ("lessons:lesson", _("savoir-faire"), LESSON_KIND, searched_lessons()),
        ("lessons:need", _("besoin"), NEED_KIND, searched_needs()),
    )
    hits = [
        SearchHit(
            title=title, url=reverse(page, kwargs={"slug": slug}), kind=kind, score=score, ref=f"{evidence_kind}:{slug}"
        )
        for page, kind, evidence_kind, rows in places
        for (slug, title), score in rate_each(stems, rows).items()
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:_MOST_HITS]


def lessons_beside(work: WorkContext, reader: Any) -> Iterable[PageSection]:
    """Give the published lessons nearest to what is worked on, three at most; none when none is near."""
    if (work.room, work.kind) == ("workshops", "workshop"):
        yield from _of_workshop(work, reader)
        return
    network = work.place
    if network.isdecimal():
        networks = networks_of(network)
        network = networks[0].slug if networks else ""
    if not network or not has_lessons(network):
        return
    siren = work.place if work.place.isdecimal() else ""
    matches = lessons_near(MatchQuery(title=work.text, siren=siren), network=network)
    if matches:
        rows = [
            {"slug": match.found.key.partition(":")[2], "title": match.found.title, "reasons": reason_words(match)}
            for match in matches
        ]
        yield PageSection(
            anchor="savoir-faire-proches",
            title=_("Des savoir-faire proches dans le réseau"),
            template="lessons/beside.html",
            context={"rows": rows, "place": f"{work.room}.{work.kind}"},
        )


def _of_workshop(work: WorkContext, reader: Any) -> Iterable[PageSection]:
    """The lessons that were learnt in a workshop."""
    lessons = list(open_lessons(work.place, reader).filter(workshop__slug=work.key))
    if lessons:
        yield PageSection(
            anchor="savoir-faire",
            title=_("Ce que cet atelier a appris"),
            template="lessons/workshop_lessons.html",
            context={"rows": lesson_rows(lessons, today=timezone.localdate())},
        )


def _lessons(slug: str, reader: Any) -> int:
    """How many lessons this reader finds. Two queries."""
    return len(list_lessons(slug, LessonFilter(), reader=reader, today=timezone.localdate()))


def _unanswered(slug: str, reader: Any) -> Iterable[str]:
    needs = list_needs(get_network(slug), NeedFilter(state=NeedState.ASKED), reader=reader)
    if needs:
        yield with_french(_("Sans réponse\u00a0: %(names)s."), names=name_some([need.title for need in needs]))


_SOURCE = Sentence("Savoir-faire et besoins du réseau")


PAGE_EXTENSIONS = (
    *quoted_topics(rank=72, title=Sentence("Les savoir-faire et les besoins"), build=quoted_figures, source=_SOURCE),
    counted_step(
        rank=52,
        code="savoir-faire",
        menu="lessons:home",
        page="lessons:lessons",
        title=gettext_lazy("Savoir-faire"),
        counted=ngettext_lazy("%(count)s savoir-faire.", "%(count)s savoir-faire.", "n"),
        label=gettext_lazy("Ouvrir les savoir-faire"),
        count=_lessons,
    ),
    counted_step(
        rank=53,
        code="besoins",
        page="lessons:needs",
        title=gettext_lazy("Besoins"),
        counted=ngettext_lazy("%(count)s besoin exprimé.", "%(count)s besoins exprimés.", "n"),
        label=gettext_lazy("Ouvrir les besoins"),
        count=lambda slug, reader: open_needs(get_network(slug), reader).count(),
        lacks=_unanswered,
    ),
    TerritorySection(rank=44, build=territory_sections),
    NetworkSection(
        rank=44,
        build=network_sections,
        code="savoir-faire",
        title=gettext_lazy("Savoir-faire et besoins"),
        holds=holds_lessons,
    ),
    DeskLine(build=desk_lines),
    SearchSource(name="lessons", search=search_lessons),
    ContextPanel(rank=10, build=lessons_beside),
    MenuEntry(
        label=gettext_lazy("Savoir-faire"), url_name="lessons:home", rank=38, also=("lessons:",), network_key="reseau"
    ),
)
