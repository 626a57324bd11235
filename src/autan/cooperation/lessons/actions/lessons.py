"""The only writers of lessons and of adoption: write one, publish it, confirm it, count its use, declare a step."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.text import slugify

from autan.cooperation.lessons.core.adoption import AdoptionStep, check_step
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.models import Adoption, AdoptionStepRecord, Lesson, LessonUse, LessonVersion
from autan.cooperation.workshops.models import Workshop
from autan.ground.descriptions.core.documents import as_json, fill_columns, require_whole, search_text
from autan.ground.errors import ConflictError, DomainError
from autan.ground.web.queries import free_slug
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import list_changes, refs_to
from autan.plans.projects.core.sheets import plain_choices
from autan.plans.projects.models import Project
from autan.territories.networks.models import Membership, Network, Territory

ROOM, KIND = "lessons", "lesson"
REFUSAL = "seules les personnes de la collectivité hôte et la coordination du réseau écrivent ce savoir-faire"
_MOST = 60_000
"""Signs of a whole lesson."""
lesson_ref = refs_to(ROOM, KIND)


class StaleLessonError(ConflictError):
    """A lesson has changed since it was read."""

    def __init__(self) -> None:
        super().__init__("ce savoir-faire a changé depuis que vous l’avez ouvert\u202f; relisez-le, puis recommencez")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonInput:
    """A lesson as a form or a file gives it."""

    content: LessonContent
    territory: Territory
    project: Project | None = None
    workshop: Workshop | None = None
    reason: str = ""


def add_lesson(*, by: Actor | None, network: Network, lesson_input: LessonInput, slug: str = "") -> Lesson:
    """Write the first version of a lesson, a draft."""
    lesson = Lesson(
        network=network,
        territory=lesson_input.territory,
        slug=slug or free_slug(Lesson.objects.all(), slugify(lesson_input.content.title)[:100] or "savoir-faire"),
    )
    with acting(by=by, act="add_lesson", permission="lessons.write_lesson", on=lesson, refusal=REFUSAL) as act:
        if not Membership.objects.filter(
            network=network, territory=lesson_input.territory, valid_to__isnull=True
        ).exists():
            raise DomainError("la collectivité hôte est membre du réseau")
        lesson.author_id = act.author_id
        _fill(lesson, lesson_input)
        lesson.save()
        _keep_version(lesson, author_id=act.author_id, reason=lesson_input.reason)
        act.record(lesson_ref(lesson), summary=f"Savoir-faire écrit : {lesson.title}", network=network.slug)
    return lesson


def change_lesson(
    *, by: Actor | None, lesson: Lesson, lesson_input: LessonInput, revision: int | None = None
) -> Lesson:
    """Give a lesson a new version; one that says the same changes nothing.

    Raises:
        StaleLessonError: it has changed since it was read.
        DomainError: it is published, and would lack what publication asks.
        DomainError: it has no title, or is too long.
    """
    with acting(by=by, act="change_lesson", permission="lessons.write_lesson", on=lesson, refusal=REFUSAL) as act:
        current = Lesson.objects.select_for_update().get(pk=lesson.pk)
        if revision is not None and current.revision != revision:
            raise StaleLessonError
        before = current.content | {"workshop": current.workshop_id, "project": current.project_id}
        _fill(current, lesson_input)
        changes = list_changes(
            before, current.content | {"workshop": current.workshop_id, "project": current.project_id}
        )
        if not changes:
            return current
        if current.is_published:
            require_whole(lesson_input.content, lesson_input.content.title)
        current.revision, current.version = current.revision + 1, current.version + 1
        current.save()
        _keep_version(current, author_id=act.author_id, reason=lesson_input.reason)
        summary = f"Savoir-faire récrit, version {current.version} : {current.title}"
        act.record(lesson_ref(current), summary=summary, network=current.network.slug, changes=changes)
    return current


def publish_lesson(*, by: Actor | None, lesson: Lesson, today: date) -> Lesson:
    """Publish a lesson: anybody reads it, and counts take it in.

    Raises DomainError: a condition of transfer, what not to copy, or another answer is missing.
    """
    with acting(by=by, act="publish_lesson", permission="lessons.publish_lesson", on=lesson, refusal=REFUSAL) as act:
        require_whole(lesson.parsed_content, lesson.title)
        lesson.is_published, lesson.published_on, lesson.confirmed_on = True, today, today
        lesson.revision += 1
        lesson.save()
        act.record(lesson_ref(lesson), summary=f"Savoir-faire publié : {lesson.title}", network=lesson.network.slug)
    return lesson


def confirm_lesson(*, by: Actor | None, lesson: Lesson, today: date) -> Lesson:
    """Say that a published lesson still holds; it asks again after 24 months."""
    with acting(by=by, act="confirm_lesson", permission="lessons.publish_lesson", on=lesson, refusal=REFUSAL) as act:
        if not lesson.is_published:
            raise DomainError("un brouillon se publie, il ne se confirme pas")
        lesson.confirmed_on = today
        lesson.save()
        summary = f"Savoir-faire confirmé : {lesson.title}"
        act.record(lesson_ref(lesson), summary=summary, network=lesson.network.slug)
    return lesson


def count_use(*, lesson: Lesson, place: str, today: date) -> None:
    """Count that a lesson was opened from where work is done; nobody is named, so nothing is told in the journal."""
    month = f"{today:%Y-%m}"
    use, _made = LessonUse.objects.get_or_create(lesson=lesson, place=place, month=month)
    LessonUse.objects.filter(pk=use.pk).update(count=F("count") + 1)


def _fill(lesson: Lesson, lesson_input: LessonInput) -> None:
    content = lesson_input.content
    if not content.title.strip():
        raise DomainError("un savoir-faire a un titre")
    searched = search_text(content)
    if len(content.title) > 300 or len(searched) > _MOST:
        raise DomainError("un titre de 300 signes au plus, et 60 000 signes en tout")
    lesson.content, lesson.title, lesson.search_text = as_json(content), content.title.strip(), searched
    lesson.themes = plain_choices(content.themes)
    lesson.project, lesson.workshop = lesson_input.project, lesson_input.workshop


def _keep_version(lesson: Lesson, *, author_id: int, reason: str) -> None:
    LessonVersion.objects.create(
        lesson=lesson, number=lesson.version, content=lesson.content, by_id=author_id, reason=reason[:300]
    )


ADOPTION_REFUSAL = "seules les personnes de la collectivité qui reprend le déclarent"


def declare_step(
    *, by: Actor | None, lesson: Lesson, territory: Territory, step: AdoptionStep, today: date
) -> AdoptionStepRecord:
    """Declare how far a territory has gone with a lesson; what was declared before is kept.

    Raises:
        DomainError: the step cannot follow those that are held.
        DomainError: the lesson is a draft, is that of the territory itself, or of a network that it is not in.
    """
    permission = "lessons.declare_adoption"
    with acting(by=by, act="declare_step", permission=permission, on=territory, refusal=ADOPTION_REFUSAL) as act:
        _check_place(lesson, territory)
        adoption, _made = Adoption.objects.get_or_create(lesson=lesson, territory=territory)
        steps = [record.as_core() for record in adoption.steps.select_for_update()]
        check_step(steps, step, today=today)
        name = step.person.strip()
        record = AdoptionStepRecord(adoption=adoption, rank=len(steps) + 1, recorded_by_id=act.author_id)
        fill_columns(record, step)
        record.done_by = individual_named(name, network=lesson.network.slug) if name else None
        record.save()
        summary = f"Reprise déclarée, {step.stage.label.fr} : {lesson.title}, {territory.short_name}"
        act.record(lesson_ref(lesson), summary=summary, network=lesson.network.slug)
    return record


def _check_place(lesson: Lesson, territory: Territory) -> None:
    if not lesson.is_published:
        raise DomainError("un brouillon ne se reprend pas encore")
    if lesson.territory_id == territory.pk:
        raise DomainError("ce savoir-faire est celui de cette collectivité\u00a0: elle ne le reprend pas")
    members = Membership.objects.filter(network=lesson.network, territory=territory, valid_to__isnull=True)
    if not members.exists():
        raise DomainError("cette collectivité n’est pas membre du réseau de ce savoir-faire")
