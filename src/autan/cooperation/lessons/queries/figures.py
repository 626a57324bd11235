"""Finds the figures of lessons, needs and adoption of a network."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from autan.cooperation.lessons.core.adoption import FROM_WORKSHOP, AdoptionRecord, count_adoptions, count_taken_up
from autan.cooperation.lessons.core.figures import LessonAddress, NetworkNeeds, count_lessons, count_needs, median_wait
from autan.cooperation.lessons.core.needs import NeedState
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.queries.lessons import adoptions_of_lesson, adoptions_of_network, published_lessons
from autan.cooperation.lessons.queries.needs import NEEDS, has_private_needs, published_needs
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import version_of_rooms
from autan.plans.plans.queries.complete_lists import statement_ref, statements_of
from autan.territories.networks.queries.networks import is_invented_network, network_members

lessons_version = version_of_rooms("lessons", "plans", "territories")
"""Version of every figure of this room."""


def find_lesson_figure(address: FigureAddress) -> Figure | None:
    """Return the figure at an address of this room; None when there is none."""
    lesson_address = LessonAddress.parse(address)
    sirens = tuple(member.siren for member in network_members(lesson_address.network)) if lesson_address else ()
    compute = _COMPUTED.get(lesson_address.what) if lesson_address and sirens else None
    return compute(lesson_address, sirens) if lesson_address and compute else None


def _members(lesson_address: LessonAddress, sirens: Sequence[str]) -> Figure | None:
    return count_taken_up(lesson_address, sirens, adoptions_of_network(lesson_address.network))


def _followers(lesson_address: LessonAddress, _sirens: Sequence[str]) -> Figure | None:
    lesson = published_lessons(lesson_address.network).filter(slug=lesson_address.detail).first()
    return followers_figure(lesson, adoptions_of_lesson(lesson)) if lesson else None


def _needs(lesson_address: LessonAddress, sirens: Sequence[str]) -> Figure | None:
    return count_needs(lesson_address, _network_needs(lesson_address.network, sirens))


def _network_needs(network: str, sirens: Sequence[str]) -> NetworkNeeds:
    """The needs of a network with what states that there is no other. Two queries, or four."""
    needs, stated = published_needs(network), statements_of(NEEDS, sirens)
    is_whole = set(sirens) == set(stated) and not has_private_needs(network)
    whole_by = tuple(statement_ref(siren, NEEDS) for siren in sirens) if is_whole else ()
    return NetworkNeeds(sirens=tuple(sirens), needs=needs, whole_by=whole_by)


def _lessons(lesson_address: LessonAddress, sirens: Sequence[str]) -> Figure | None:
    slugs = list(published_lessons(lesson_address.network).values_list("slug", flat=True))
    return count_lessons(lesson_address, sirens, slugs, is_invented=is_invented_network(lesson_address.network))


_COMPUTED: Mapping[str, Callable[[LessonAddress, Sequence[str]], Figure | None]] = {
    "taken_up": _members,
    "kept": _members,
    "followers": _followers,
    "dropped": lambda address, sirens: count_adoptions(address, sirens, adoptions_of_network(address.network)),
    "needs": _needs,
    "needs_met": _needs,
    "waiting": lambda address, sirens: median_wait(address, _network_needs(address.network, sirens)),
    "published": _lessons,
}
"""What computes a figure, by what it counts."""


def adoption_figures(network: str) -> list[Figure]:
    """Return what is told of the adoption in a network, from adoptions read once: nothing of nobody. Four queries."""
    sirens = [member.siren for member in network_members(network)]
    if not sirens:
        return []
    records = adoptions_of_network(network)
    counts = [("taken_up", ""), ("taken_up", FROM_WORKSHOP), ("kept", "")]
    figures: list[Figure | None] = [
        count_taken_up(LessonAddress(network=network, what=what, detail=detail), sirens, records)
        for what, detail in counts
    ]
    figures.append(count_adoptions(LessonAddress(network=network, what="dropped"), sirens, records))
    return [figure for figure in figures if figure is not None]


def need_figures(network: str, *, today: date) -> list[Figure]:
    """Return what is told of the needs of a network, from needs read once. Some six queries."""
    needs = _network_needs(network, [member.siren for member in network_members(network)])
    counts = [("needs", ""), ("needs", NeedState.ASKED.value), ("needs_met", "")]
    figures: list[Figure | None] = [
        count_needs(LessonAddress(network=network, what=what, detail=detail), needs) for what, detail in counts
    ]
    figures.append(median_wait(LessonAddress(network=network, what="waiting", detail=today.isoformat()), needs))
    return [figure for figure in figures if figure is not None]


def quoted_figures(network: str) -> list[Figure]:
    """Return what a text may print of the lessons and needs of a network: nothing of rows that are not there."""
    lessons, needs = published_lessons(network).exists(), bool(published_needs(network))
    parts = [("published", "")] if lessons else []
    parts += [("needs", ""), ("needs", NeedState.ASKED.value), ("needs_met", "")] if needs else []
    parts += [("taken_up", ""), ("taken_up", FROM_WORKSHOP), ("kept", ""), ("dropped", "")] if lessons else []
    addresses = (LessonAddress(network=network, what=what, detail=detail) for what, detail in parts)
    figures = (find_lesson_figure(FigureAddress.parse(str(address))) for address in addresses)
    return [figure for figure in figures if figure is not None]


def followers_figure(lesson: Lesson, records: Sequence[AdoptionRecord]) -> Figure | None:
    """Return how many members took up a lesson, from its adoptions at hand. Two queries."""
    network = lesson.network.slug
    sirens = [member.siren for member in network_members(network)]
    lesson_address = LessonAddress(network=network, what="followers", detail=lesson.slug)
    return count_taken_up(lesson_address, sirens, records, host=lesson.territory.siren)
