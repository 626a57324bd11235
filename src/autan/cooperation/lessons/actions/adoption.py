"""The only writer of adoption: a step declared by the territory that takes a lesson up."""

from datetime import date

from autan.cooperation.lessons.actions.lessons import lesson_ref
from autan.cooperation.lessons.core.adoption import AdoptionStep, check_step
from autan.cooperation.lessons.models import Adoption, AdoptionStepRecord, Lesson
from autan.ground.descriptions.core.documents import fill_columns
from autan.ground.errors import DomainError
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Actor, acting
from autan.territories.networks.models import Membership, Territory

REFUSAL = "seules les personnes de la collectivité qui reprend le déclarent"


def declare_step(
    *, by: Actor | None, lesson: Lesson, territory: Territory, step: AdoptionStep, today: date
) -> AdoptionStepRecord:
    """Declare how far a territory has gone with a lesson; what was declared before is kept.

    Raises:
        DomainError: the step cannot follow those that are held.
        DomainError: the lesson is a draft, is that of the territory itself, or of a network that it is not in.
    """
    permission = "lessons.declare_adoption"
    with acting(by=by, act="declare_step", permission=permission, on=territory, refusal=REFUSAL) as act:
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
