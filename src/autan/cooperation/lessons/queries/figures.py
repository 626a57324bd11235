"""Finds the figures of lessons, needs and adoption of a network."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

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


class _NetworkCounts:
    """What is counted of a network: its adoptions and its needs are read once, when something first asks for them."""

    def __init__(self, network: str) -> None:
        self.network = network
        self.sirens = tuple(member.siren for member in network_members(network))

    @cached_property
    def adoptions(self) -> tuple[AdoptionRecord, ...]:
        """Every adoption. Two queries."""
        return adoptions_of_network(self.network)

    @cached_property
    def needs(self) -> NetworkNeeds:
        """The needs, with what states that there is no other. Two queries, or four."""
        needs, stated = published_needs(self.network), statements_of(NEEDS, self.sirens)
        is_whole = set(self.sirens) == set(stated) and not has_private_needs(self.network)
        whole_by = tuple(statement_ref(siren, NEEDS) for siren in self.sirens) if is_whole else ()
        return NetworkNeeds(sirens=self.sirens, needs=needs, whole_by=whole_by)

    def figure(self, measure: str, detail: str = "") -> Figure | None:
        """Return one figure; None when there is none at this address."""
        address = LessonAddress(network=self.network, what=measure, detail=detail)
        figure: Figure | None = None
        match measure:
            case "taken_up" | "kept":
                figure = count_taken_up(address, self.sirens, self.adoptions)
            case "dropped":
                figure = count_adoptions(address, self.sirens, self.adoptions)
            case "followers":
                lesson = published_lessons(self.network).filter(slug=detail).first()
                figure = followers_figure(lesson, adoptions_of_lesson(lesson)) if lesson else None
            case "needs" | "needs_met":
                figure = count_needs(address, self.needs)
            case "waiting":
                figure = median_wait(address, self.needs)
            case "published":
                slugs = list(published_lessons(self.network).values_list("slug", flat=True))
                figure = count_lessons(address, self.sirens, slugs, is_invented=is_invented_network(self.network))
        return figure

    def figures(self, parts: Iterable[tuple[str, str]]) -> list[Figure]:
        """Return the figures that there are."""
        figures = (self.figure(measure, detail) for measure, detail in parts)
        return [figure for figure in figures if figure is not None]


_ADOPTION = (("taken_up", ""), ("taken_up", FROM_WORKSHOP), ("kept", ""), ("dropped", ""))
_NEEDS = (("needs", ""), ("needs", NeedState.ASKED.value), ("needs_met", ""))


def find_lesson_figure(address: FigureAddress) -> Figure | None:
    """Return the figure at an address of this room; None when there is none."""
    lesson_address = LessonAddress.parse(address)
    if lesson_address is None:
        return None
    counts = _NetworkCounts(lesson_address.network)
    return counts.figure(lesson_address.what, lesson_address.detail) if counts.sirens else None


def adoption_figures(network: str) -> list[Figure]:
    """Return what is told of the adoption in a network, from adoptions read once: nothing of nobody. Four queries."""
    counts = _NetworkCounts(network)
    return counts.figures(_ADOPTION) if counts.sirens else []


def need_figures(network: str, *, today: date) -> list[Figure]:
    """Return what is told of the needs of a network, from needs read once. Some six queries."""
    return _NetworkCounts(network).figures([*_NEEDS, ("waiting", today.isoformat())])


def quoted_figures(network: str) -> list[Figure]:
    """Return what a text may print of the lessons and needs of a network: nothing of rows that are not there."""
    counts = _NetworkCounts(network)
    if not counts.sirens:
        return []
    lessons, needs = published_lessons(network).exists(), bool(published_needs(network))
    parts = [("published", "")] if lessons else []
    return counts.figures([*parts, *(_NEEDS if needs else ()), *(_ADOPTION if lessons else ())])


def followers_figure(lesson: Lesson, records: Sequence[AdoptionRecord]) -> Figure | None:
    """Return how many members took up a lesson, from its adoptions at hand. Two queries."""
    network = lesson.network.slug
    sirens = [member.siren for member in network_members(network)]
    lesson_address = LessonAddress(network=network, what="followers", detail=lesson.slug)
    return count_taken_up(lesson_address, sirens, records, host=lesson.territory.siren)
