"""The only readers of lessons and of adoption: those of a network or a territory, versions, use, steps declared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from autan.coding.codings.core.codebook import Code
from autan.coding.codings.models import NetworkCodebook
from autan.coding.codings.queries.codebooks import read_version, shipped_codebooks
from autan.cooperation.lessons.core.adoption import AdoptionRecord
from autan.cooperation.lessons.core.filters import LessonFilter
from autan.cooperation.lessons.core.lessons import CONFIRMED_FOR_MONTHS, LessonState
from autan.cooperation.lessons.models import Adoption, Lesson, LessonVersion
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.ground.extension_points import DataSubject
from autan.ground.search.core.searching import rate_match, search_words
from autan.ground.texts.core.dates import months_later
from autan.people.journal.core import name_pattern
from autan.people.journal.queries import export_acts, kept_until_written
from autan.people.personal_data.queries import as_text
from autan.plans.action_search.core.finding import SizeBand
from autan.plans.projects.models import Project
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.networks.rights import mandates_held

LEVERS, OBSTACLES = "success-factors", "obstacles"


def find_lesson(slug: str, *, reader: Reader) -> Lesson:
    """Return a lesson with its host and network. One query, and those of the rights."""
    readable = first_readable(_whole().filter(slug=slug), "lessons.read_lesson", reader)
    return known(readable, "aucun savoir-faire «\u202f{slug}\u202f»", slug=slug)


def _whole() -> QuerySet[Lesson]:
    return Lesson.objects.select_related("network", "territory", "project", "workshop")


def open_lessons(network: str, reader: Reader) -> QuerySet[Lesson]:
    """Return the lessons of a network that a reader may read, not read yet: drafts are of whoever writes them."""
    lessons = _whole().filter(network__slug=network)
    if getattr(reader, "pk", None) is None:  # nobody, or the person at the command line
        return lessons if reader.has_perm("territories.coordinate_network", None) else lessons.filter(is_published=True)
    mandates = mandates_held(reader)  # type: ignore[arg-type]
    coordinated = [
        mandate.network_id for mandate in mandates if mandate.role == Mandate.Role.COORDINATOR and mandate.network_id
    ]
    roles = (Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR)
    places = [mandate.territory_id for mandate in mandates if mandate.territory_id and mandate.role in roles]
    return lessons.filter(Q(is_published=True) | Q(network__in=coordinated) | Q(territory__in=places))


def list_lessons(network: str, lesson_filter: LessonFilter, *, reader: Reader, today: date) -> list[Lesson]:
    """Return the lessons that a filter keeps: by how well they answer its words, else the last published first."""
    lessons = open_lessons(network, reader).order_by("-published_on", "title")
    if lesson_filter.theme:
        lessons = lessons.filter(themes__contains=f"|{lesson_filter.theme.value}|")
    if lesson_filter.siren:
        lessons = lessons.filter(territory__siren=lesson_filter.siren)
    if lesson_filter.workshop:
        lessons = lessons.filter(workshop__isnull=False)
    if lesson_filter.state is LessonState.TO_CONFIRM:
        lessons = to_confirm(lessons, today=today)
    elif lesson_filter.state:
        lessons = lessons.filter(is_published=lesson_filter.state is LessonState.PUBLISHED)
    of_size = _of_size(list(lessons), lesson_filter.size) if lesson_filter.size else list(lessons)
    return _answering(of_size, lesson_filter.text) if lesson_filter.text else of_size


def to_confirm(lessons: QuerySet[Lesson], *, today: date) -> QuerySet[Lesson]:
    """Return the published lessons that ask to be confirmed; not read yet."""
    return lessons.filter(is_published=True, confirmed_on__lte=months_later(today, -CONFIRMED_FOR_MONTHS))


def _of_size(lessons: Sequence[Lesson], size: SizeBand) -> list[Lesson]:
    bodies = known_bodies([lesson.territory.siren for lesson in lessons])
    people = {siren: body.population for siren, body in bodies.items()}
    return [
        lesson for lesson in lessons if (count := people.get(lesson.territory.siren)) and SizeBand.of(count) is size
    ]


def _answering(lessons: Sequence[Lesson], text: str) -> list[Lesson]:
    words = search_words(text)
    rated = [(rate_match(words, lesson.title, lesson.search_text), lesson) for lesson in lessons]
    return [lesson for score, lesson in sorted(rated, key=lambda pair: -pair[0]) if score]


def published_lessons(network: str) -> QuerySet[Lesson]:
    """Return the published lessons of a network; not read yet."""
    return _whole().filter(network__slug=network, is_published=True)


def hosts_of(network: str, reader: Reader) -> list[tuple[str, str]]:
    """Return SIREN and short name of the hosts of lessons of a network, by name. One query."""
    lessons = open_lessons(network, reader).order_by("territory__short_name")
    return list(lessons.values_list("territory__siren", "territory__short_name").distinct())


def versions_of(lesson: Lesson) -> list[LessonVersion]:
    """Return every version of a lesson, last first. One query."""
    return list(lesson.versions.order_by("-number"))


def find_version(lesson: Lesson, number: int) -> LessonVersion:
    """Return one version. One query."""
    version = lesson.versions.filter(number=number).first()
    return known(version, "aucun savoir-faire «\u202f{slug}\u202f»", slug=f"{lesson.slug}, {number}")


def use_count(lesson: Lesson) -> int:
    """Return how many times a lesson was opened from where work is done. One query."""
    return lesson.uses.aggregate(total=Sum("count"))["total"] or 0


def use_counts(network: str) -> list[tuple[str, int]]:
    """Return how many times lessons of a network were opened, by the kind of page they were opened from. One query."""
    uses = Lesson.objects.filter(network__slug=network, uses__isnull=False).values_list("uses__place")
    return list(uses.annotate(total=Sum("uses__count")).order_by("-total", "uses__place"))


def codes_of(network: str, codebook: str) -> tuple[Code, ...]:
    """Return the codes that a lesson may bear: those of the codebook of its network, else of the one that ships."""
    return tuple(code for code in named_codes(network, codebook) if code.is_codable)


def named_codes(network: str, codebook: str) -> tuple[Code, ...]:
    """Return every code of that codebook, with its headings: an older lesson may bear one."""
    own = NetworkCodebook.objects.select_related("network").filter(network__slug=network, slug=codebook).first()
    version = (
        read_version(own)
        if own
        else next(shipped_codebook for shipped_codebook in shipped_codebooks() if shipped_codebook.slug == codebook)
    )
    return tuple(version.codes)


def places_acted_for(network: Network, reader: Reader) -> list[Territory]:
    """Return the members of a network that somebody acts for; all of them for whoever coordinates it. Some queries."""
    members = Membership.objects.filter(network=network, valid_to__isnull=True).select_related("territory")
    territories = [membership.territory for membership in members]
    if reader.has_perm("territories.coordinate_network", network):
        return territories
    return [place for place in territories if reader.has_perm("territories.act_for_territory", place)]


def projects_of(network: Network) -> list[Project]:
    """Return the projects of a network, which a lesson may be learnt at. One query."""
    return list(Project.objects.filter(network=network))


@kept_until_written
def searched_lessons() -> tuple[tuple[tuple[str, str], str, str], ...]:
    """Return what a search reads of the published lessons of real networks, as `rate_each` takes it."""
    lessons = Lesson.objects.filter(is_published=True, network__is_invented=False)
    rows = lessons.values_list("slug", "title", "search_text")
    return tuple(((slug, title), title, text) for slug, title, text in rows)


def naming(rows: QuerySet[Any], columns: Sequence[str], name: str) -> list[Any]:
    """Return the rows whose texts hold a name as people write it. One query; the name is sought in what was read."""
    return [row for row in rows if any(name_pattern(name).search(as_text(getattr(row, column))) for column in columns)]


def export_written(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what somebody wrote, asked, answered and offered, by the account: a name alone may be another's."""
    return export_acts(subject.person, "lessons")


def adoptions_of_network(network: str) -> tuple[AdoptionRecord, ...]:
    """Return every adoption of the published lessons of a network. Two queries."""
    return _records(Adoption.objects.filter(lesson__network__slug=network))


def adoptions_of_lesson(lesson: Lesson) -> tuple[AdoptionRecord, ...]:
    """Return the adoptions of a lesson. Two queries."""
    return _records(Adoption.objects.filter(lesson=lesson))


def adoptions_of_territory(siren: str) -> tuple[AdoptionRecord, ...]:
    """Return what a territory took up. Two queries."""
    return _records(Adoption.objects.filter(territory__siren=siren))


def adoptions_named(keys: Iterable[str]) -> tuple[AdoptionRecord, ...]:
    """Return the adoptions of keys `lesson/SIREN`. Two queries."""
    key_set = set(keys)
    lessons = {key.partition("/")[0] for key in key_set}
    return tuple(
        record for record in _records(Adoption.objects.filter(lesson__slug__in=lessons)) if record.key in key_set
    )


def _records(adoptions: QuerySet[Adoption]) -> tuple[AdoptionRecord, ...]:
    whole = adoptions.filter(lesson__is_published=True).select_related(
        "lesson__territory", "lesson__network", "territory"
    )
    return tuple(
        AdoptionRecord(
            lesson=adoption.lesson.slug,
            title=adoption.lesson.title,
            host=adoption.lesson.territory.siren,
            siren=adoption.territory.siren,
            is_from_workshop=adoption.lesson.workshop_id is not None,
            steps=tuple(step.as_core() for step in adoption.steps.all()),
            is_invented=adoption.lesson.network.is_invented,
        )
        for adoption in whole.prefetch_related("steps")
        if adoption.steps.all()
    )
