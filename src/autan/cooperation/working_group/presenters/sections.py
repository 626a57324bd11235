"""What the room gives to pages of the site: the home of a network, the desk, the menu, the search."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.cooperation.working_group.core.figures import BODY_KIND, DECISION_KIND, FIGURES
from autan.cooperation.working_group.models import Body, Objective
from autan.cooperation.working_group.presenters.decisions import decision_rows, objective_rows
from autan.cooperation.working_group.presenters.meetings import meeting_rows, slot_words
from autan.cooperation.working_group.queries.bodies import (
    bodies_of,
    coming_meetings,
    meetings_of,
    searched_bodies,
    seats_of_person,
)
from autan.cooperation.working_group.queries.decisions import (
    SOON,
    decisions_in,
    follow,
    objectives_of,
    searched_decisions,
    tasks_of,
    waiting_for_owners,
)
from autan.cooperation.working_group.queries.figures import group_figures
from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import (
    DeskItem,
    DeskLine,
    DigestLine,
    DigestPart,
    DueDay,
    MenuEntry,
    NetworkDigest,
    NetworkSection,
    NetworkStep,
    NetworkStepView,
    PageSection,
    PersonDays,
    SearchHit,
    SearchSource,
    StepDay,
    TerritoryDigest,
    quoted_topics,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import colon, day, in_french, number, typeset, words
from autan.ground.wordings import Sentence
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, list_networks, networks_of
from autan.territories.networks.queries.people import coordinated_networks

_LAST, _MOST_HITS = 3, 10
_LATE_RANK, _ANSWER_RANK, _HAS_LEFT_RANK = 25, 28, 45


def holds_group(slug: str, reader: Any) -> Sequence[Any]:
    """Return the bodies, decisions and objectives of a network that a reader may read, not read yet."""
    network = next(network for network in list_networks() if network.slug == slug)
    bodies, decisions = Body.objects.filter(network=network), decisions_in(network, reader=reader)
    reads_all = reader.has_perm("working_group.read_group", network)
    return bodies if reads_all else bodies.filter(is_public=True), decisions, Objective.objects.filter(network=network)


def network_sections(slug: str, reader: Any) -> Iterable[PageSection]:
    """Give the next meeting, the last decisions and the objectives of a network."""
    network = next((network for network in list_networks() if network.slug == slug), None)
    if network is None:
        return
    today = timezone.localdate()
    coming = coming_meetings(meetings_of(network, reader=reader), today)[:1]
    decisions = list(decisions_in(network, reader=reader)[:_LAST])
    objectives = objectives_of(network)
    newest = [objective for objective in objectives if objective.year == objectives[0].year]
    if not (coming or decisions or objectives or bodies_of(network, reader=reader)):
        return
    yield PageSection(
        anchor="groupe",
        title=_("Groupe de travail"),
        template="working_group/network_section.html",
        context={
            "network": network,
            "coming": meeting_rows(coming, today=today),
            "rows": decision_rows(follow(decisions, today=today), today=today, reader=reader),
            "objectives": objective_rows(newest, reader),
            "figures": group_figures(network, "carried_out") if decisions else [],
        },
        count=decisions_in(network, reader=reader).count(),
    )


def decided_in_network(slug: str, reader: Any) -> DigestPart:
    """Return the last decisions of a network that a reader may read, for its one page."""
    network = next((network for network in list_networks() if network.slug == slug), None)
    decisions = decisions_in(network, reader=reader)[:_LAST] if network else ()
    lines = [
        DigestLine(
            words=typeset(f"{decision.title} ({day(decision.decided_on)})"),
            url=reverse("working_group:decision", kwargs={"slug": decision.slug}),
        )
        for decision in decisions
    ]
    return DigestPart(decided=lines)


def decided_for_member(siren: str, reader: Any) -> DigestPart:
    """Return the same for a member: what its network decided."""
    network = next(iter(networks_of(siren)), None)
    return decided_in_network(network.slug, reader) if network else DigestPart()


def desk_lines(person: Any) -> Iterable[DeskItem]:
    """Say what waits for whoever sits: tasks and decisions due, meetings to come; and what nobody carries any more."""
    today = timezone.localdate()
    seats = seats_of_person(person, today)
    networks = {seat.body.network for seat in seats}
    keys = {seat.pk for seat in seats}
    for network in sorted(networks, key=lambda item: item.pk):
        yield from _due(network, keys, today)
        for meeting in coming_meetings(meetings_of(network, reader=person), today)[:1]:
            url = reverse("working_group:meeting", kwargs={"slug": meeting.slug})
            yield DeskItem(title=words(meeting.title), url=url, detail=slot_words(meeting), rank=_ANSWER_RANK)
    for network in coordinated_networks(person):
        yield from _orphan_items(network, today)


def group_days(person: Any, today: date) -> Iterable[DueDay]:
    """Give the tasks and decisions that a person carries, and the meetings to come of the networks where she sits."""
    seats = seats_of_person(person, today)
    keys = {seat.pk for seat in seats}
    for network in sorted({seat.body.network for seat in seats}, key=lambda item: item.pk):
        tasks = reverse("working_group:tasks", kwargs={"network": network.slug})
        for task in tasks_of(network).filter(done_on__isnull=True, owner__in=keys):
            yield DueDay(
                uid=f"task-{task.pk}", day=task.due_on, title=in_french(task.what), url=tasks, detail=_("votre tâche")
            )
        carried = decisions_in(network, reader=person).filter(owner__in=keys, due_on__isnull=False)
        for followed in follow(list(carried.filter(withdrawn_on__isnull=True)), today=today):
            if followed.progress.state.is_open and followed.decision.due_on:
                yield DueDay(
                    uid=f"decision-{followed.decision.slug}",
                    day=followed.decision.due_on,
                    title=in_french(followed.decision.title),
                    url=reverse("working_group:decision", kwargs={"slug": followed.decision.slug}),
                    detail=_("décision que vous portez"),
                )
        for meeting in coming_meetings(meetings_of(network, reader=person), today):
            url = reverse("working_group:meeting", kwargs={"slug": meeting.slug})
            detail = slot_words(meeting)
            yield DueDay(
                uid=f"meeting-{meeting.slug}", day=meeting.day, title=words(meeting.title), url=url, detail=detail
            )


def _due(network: Network, keys: set[int], today: Any) -> Iterable[DeskItem]:
    tasks = tasks_of(network).filter(done_on__isnull=True, owner__in=keys, due_on__lte=today + SOON).count()
    if tasks:
        message = ngettext("%(n)d tâche du groupe de travail", "%(n)d tâches du groupe de travail", tasks) % {
            "n": tasks
        }
        url = reverse("working_group:tasks", kwargs={"network": network.slug})
        yield DeskItem(title=message, url=url, detail=_("à faire d’ici une semaine, ou en retard"), rank=_LATE_RANK)


def _orphan_items(network: Network, today: Any) -> Iterable[DeskItem]:
    orphans = waiting_for_owners(network, on=today, without_owner=True)
    if orphans:
        message = ngettext("%(n)d échéance sans responsable", "%(n)d échéances sans responsable", len(orphans))
        url = reverse("working_group:tasks", kwargs={"network": network.slug})
        detail = _("la personne a quitté l’instance, ou personne n’est nommé")
        yield DeskItem(title=message % {"n": len(orphans)}, url=url, detail=detail, rank=_HAS_LEFT_RANK)


def search_decisions(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the decisions that a text names and that a reader may read."""
    decisions, rows = searched_decisions()
    rated = rate_each(search_words(text), rows)
    search_hits = (
        SearchHit(
            title=f"{decision.number}{colon()} {decision.title}",
            url=reverse("working_group:decision", kwargs={"slug": decision.slug}),
            kind=_("décision"),
            excerpt=decision.text[:200],
            score=score,
            ref=f"{DECISION_KIND}:{decision.slug}",
            is_invented=decision.network.is_invented,
        )
        for decision, score in ((decisions[slug], score) for slug, score in rated.items())
        if decision.is_public or reader.has_perm("working_group.read_decision", decision)
    )
    return list(islice(search_hits, _MOST_HITS))


def search_bodies(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the bodies that a text names and that a reader may read."""
    bodies, rows = searched_bodies()
    rated = rate_each(search_words(text), rows)
    hits = (
        SearchHit(
            title=words(body.name),
            url=reverse("working_group:body", kwargs={"slug": body.slug}),
            kind=_("instance"),
            excerpt=words(body.purpose)[:200],
            score=score,
            ref=f"{BODY_KIND}:{body.slug}",
            is_invented=body.network.is_invented,
        )
        for body, score in ((bodies[slug], score) for slug, score in rated.items())
        if reader.has_perm("working_group.read_body", body)
    )
    return list(islice(hits, _MOST_HITS))


def group_step(slug: str, reader: Any) -> NetworkStepView:
    """The next meeting, what waits for whom, or the way to a first body. Some queries."""
    network, today = get_network(slug), timezone.localdate()
    bodies = bodies_of(network, reader=reader)
    coming = coming_meetings(meetings_of(network, reader=reader), today)
    waited_for = tasks_of(network).filter(done_on__isnull=True, due_on__lte=today + SOON)[:_LAST]
    known = ngettext("%(count)s instance.", "%(count)s instances.", len(bodies)) % {"count": number(len(bodies))}
    return NetworkStepView(
        title=_("Groupe de travail"),
        is_done=bool(bodies),
        known=known if bodies else _("Aucune instance."),
        days=(
            *(StepDay(day=meeting.day, what=words(meeting.title)) for meeting in coming),
            *(StepDay(day=task.due_on, what=in_french(task.what), who=task.owner.name) for task in waited_for),
        ),
        url=reverse("working_group:group", kwargs={"network": slug}),
        label=_("Ouvrir le groupe de travail"),
    )


_SOURCE = Sentence("Registre des décisions du réseau")


def catalogue_figures(network: str) -> Sequence[Figure]:
    """Return what is counted of the public decisions and of the objectives of a network. A few queries."""
    return group_figures(get_network(network), *FIGURES)


PAGE_EXTENSIONS = (
    PersonDays(build=group_days),
    *quoted_topics(rank=74, title=Sentence("Les décisions"), build=catalogue_figures, source=_SOURCE),
    TerritoryDigest(rank=60, build=decided_for_member),
    NetworkDigest(rank=60, build=decided_in_network),
    NetworkSection(
        rank=60,
        build=network_sections,
        code="groupe",
        title=gettext_lazy("Groupe de travail"),
        holds=holds_group,
    ),
    MenuEntry(
        label=gettext_lazy("Groupe de travail"),
        url_name="working_group:home",
        rank=48,
        also=("working_group:", "minutes:"),
        under="workshops:home",
        network_key="reseau",
    ),
    NetworkStep(rank=56, build=group_step, code="groupe", menu="working_group:home"),
    DeskLine(build=desk_lines),
    SearchSource(name="decisions", search=search_decisions),
    SearchSource(name="bodies", search=search_bodies),
)
