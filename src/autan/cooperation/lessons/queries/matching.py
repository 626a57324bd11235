"""What may answer needs, held in memory: lessons, offers, projects, actions of a network, resources; filed actions."""

from bisect import bisect
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from autan.cooperation.lessons.core.matching import SUBJECT_MARK, Match, MatchIndex, MatchKind, MatchObject, MatchQuery
from autan.cooperation.lessons.core.nearest import find_near
from autan.cooperation.lessons.importers import french_vocabulary
from autan.cooperation.lessons.models import Lesson, MatchDecision, Need, Offer
from autan.cooperation.lessons.queries.lessons import published_lessons
from autan.evidence.figures.queries.library import list_resources
from autan.ground.heavy_work import enter_lane, enter_lane_for
from autan.opendata.atlas.queries import profile_of, resources_of
from autan.people.journal.queries import last_mark
from autan.plans.action_search.core.filed import FiledAction
from autan.plans.action_search.core.similarity import plain_title
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.action_search.queries.finding import filed_plan_of
from autan.plans.projects.core.themes import guess_themes
from autan.plans.projects.models import ActionSheet, Project
from autan.plans.projects.queries.sheets import published
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.networks.queries.networks import network_members

MOST_MATCHES = 5
MOST_BESIDE = 3
"""Lessons shown at most where work is done."""
_MOST_HELD = 8
type People = dict[str, int | None]


@cache
def _filed_index() -> MatchIndex:
    """Filed actions; a second the first time."""
    enter_lane()
    traits_of = cache(_traits)  # read once for all the actions of a plan
    return MatchIndex.of((_of_filed(action, traits_of) for action in filed_actions()), french_vocabulary())


def _of_filed(action: FiledAction, traits_of: Callable[[tuple[str, ...]], frozenset[str]]) -> MatchObject:
    plan = filed_plan_of(action)
    return MatchObject(
        key=f"filed:{action.key}",
        kind=MatchKind.FILED_ACTION,
        title=plain_title(action.title),
        sirens=plan.sirens,
        themes=frozenset(theme.value for theme in action.domains or guess_themes(action.title)),
        population=plan.population,
        traits=traits_of(plan.sirens),
    )


_RESOURCES = {"wind": ("éolien",), "hydro": ("petite hydraulique", "hydroélectricité"), "bioenergy": ("méthanisation",)}
"""Subjects that a need tells when it is after a resource."""
_DENSITIES = (60.0, 250.0, 1000.0)
"""Inhabitants in a square kilometre that part scattered, rural, mixed and urban territories."""


def _traits(sirens: Sequence[str], kind: str = "") -> frozenset[str]:
    """What is known of a territory alone, as a match compares it; nothing of several together."""
    profile = profile_of(sirens[0]) if len(sirens) == 1 else None
    traits = {f"kind:{kind}"} if kind else set()
    if profile is not None:
        traits = {f"kind:{profile.kind}"}
        traits |= {f"climate:{profile.climate.winter}"} if profile.climate else set()
        density = profile.density_per_km2
        traits |= {f"density:{bisect(_DENSITIES, density)}"} if density else set()
        resources = resources_of(profile.siren)
        traits |= {f"{SUBJECT_MARK}{subject}" for source in resources for subject in _RESOURCES[source]}
    return frozenset(traits)


_ROOMS = ("lessons", "projects", "plans", "evidence", "territories")
_held: dict[str, tuple[str, MatchIndex, MatchIndex]] = {}


def _network_indexes(network: str) -> tuple[MatchIndex, MatchIndex]:
    """The lessons of a network, and the rest of what it holds, read again once something of it was written."""
    mark = last_mark(*_ROOMS)
    entry = _held.get(network)
    if entry is None or entry[0] != mark:
        # dictionaries keep their order: the network indexed first goes first
        while len(_held) >= _MOST_HELD:
            _held.pop(next(iter(_held)))
        sirens = [member.siren for member in network_members(network)]
        enter_lane_for(len(sirens))
        people: People = {siren: body.population for siren, body in known_bodies(sirens).items()}
        lessons = MatchIndex.of(_lessons(network, people), french_vocabulary())
        entry = _held[network] = mark, lessons, MatchIndex.of(_others(network, people), french_vocabulary())
    return entry[1], entry[2]


def _lessons(network: str, people: People) -> Iterator[MatchObject]:
    for lesson in published_lessons(network):
        siren = lesson.territory.siren
        yield MatchObject(
            key=f"lesson:{lesson.slug}",
            kind=MatchKind.LESSON,
            title=lesson.title,
            text=lesson.search_text,
            sirens=(siren,),
            themes=_codes(lesson.themes),
            population=people.get(siren),
            traits=_traits([siren], lesson.territory.kind),
        )


def _others(network: str, people: People) -> Iterator[MatchObject]:
    yield from _offers(network, people)
    for project in Project.objects.filter(network__slug=network).prefetch_related("carriers"):
        texts = [f"{line.get('fr', '')}" for line in project.lines]
        yield MatchObject(
            key=f"project:{project.slug}",
            kind=MatchKind.PROJECT,
            title=project.name_fr,
            text="\n".join([project.ambition_fr, *texts]),
            sirens=tuple(place.siren for place in project.carriers.all()),
        )
    yield from _actions(network, people)
    for resource in list_resources():
        yield MatchObject(
            key=f"resource:{resource.slug}",
            kind=MatchKind.RESOURCE,
            title=resource.title,
            text=" ".join((resource.producer, *resource.tags)),
        )


def _offers(network: str, people: People) -> Iterator[MatchObject]:
    offers = Offer.objects.filter(network__slug=network, withdrawn_on__isnull=True, is_published=True)
    for offer in offers.select_related("territory"):
        sirens = (offer.territory.siren,) if offer.territory else ()
        yield MatchObject(
            key=f"offer:{offer.slug}",
            kind=MatchKind.OFFER if offer.territory else MatchKind.EXPERT,
            title=offer.title,
            text=offer.words,
            sirens=sirens,
            themes=_codes(offer.themes),
            population=people.get(sirens[0]) if sirens else None,
            traits=_traits(sirens, offer.territory.kind if offer.territory else ""),
        )


def _actions(network: str, people: People) -> Iterator[MatchObject]:
    sheets = ActionSheet.objects.filter(
        published(),
        replaced_on__isnull=True,
        carriers__memberships__network__slug=network,
        carriers__memberships__valid_to__isnull=True,
    ).distinct()
    for sheet in sheets.prefetch_related("carriers"):
        sirens = tuple(place.siren for place in sheet.carriers.all())
        yield MatchObject(
            key=f"action:{sheet.slug}",
            kind=MatchKind.ACTION,
            title=sheet.title,
            text=sheet.typed.get("description", ""),
            sirens=sirens,
            themes=_codes(sheet.themes),
            population=people.get(sirens[0]) if len(sirens) == 1 else None,
            traits=_traits(sirens, sheet.carriers.all()[0].kind if len(sirens) == 1 else ""),
        )


def _codes(themes: str) -> frozenset[str]:
    return frozenset(code for code in themes.split("|") if code)


def query_of(need: Need) -> MatchQuery:
    """Return what a need looks for. One query for the size of whoever asks."""
    siren = need.territory.siren if need.territory else ""
    body = known_bodies([siren]).get(siren) if siren else None
    return MatchQuery(
        title=need.title,
        text=need.words,
        siren=siren,
        themes=_codes(need.themes) or frozenset(theme.value for theme in guess_themes(need.title)),
        population=body.population if body else None,
        traits=_traits([siren], need.territory.kind) if need.territory else frozenset(),
    )


def match_need(need: Need, *, most: int = MOST_MATCHES) -> tuple[Match, ...]:
    """Return what is nearest to a need, but what somebody refused; nothing when nothing is. Two to nine queries."""
    refused = MatchDecision.objects.filter(need=need, is_accepted=False).values_list("key", flat=True)
    return match_query(query_of(need), network=need.network.slug, most=most, refused=frozenset(refused))


def match_query(
    query: MatchQuery, *, network: str, most: int = MOST_MATCHES, refused: frozenset[str] = frozenset()
) -> tuple[Match, ...]:
    """Return what is nearest to a query in a network and in filed plans. One query, or seven after a change."""
    indexes = (*_network_indexes(network), _filed_index())
    return find_near(query, indexes, french_vocabulary(), most=most, refused=refused)


def lessons_near(query: MatchQuery, *, network: str) -> tuple[Match, ...]:
    """Return the published lessons of a network nearest to something that is worked on, three at most."""
    lessons, others = _network_indexes(network)
    extra_indexes = (others, _filed_index())
    return find_near(
        query, (lessons,), french_vocabulary(), most=MOST_BESIDE, extra_indexes=extra_indexes, is_sure=True
    )


def decisions_on(need: Need) -> dict[str, MatchDecision]:
    """Return what was decided of matches of a need, by key. One query."""
    return {decision.key: decision for decision in MatchDecision.objects.filter(need=need)}


def objects_of(keys: Collection[str], network: str) -> dict[str, MatchObject]:
    """Return what stands behind keys of matches, as long as it is held."""
    indexes = (*_network_indexes(network), _filed_index()) if keys else ()
    return {
        match_object.key: match_object
        for index in indexes
        for match_object in index.objects
        if match_object.key in keys
    }


def has_lessons(network: str) -> bool:
    """Say whether a network has a published lesson. One query."""
    return Lesson.objects.filter(network__slug=network, is_published=True).exists()
