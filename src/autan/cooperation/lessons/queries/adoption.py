"""The only readers of adoption: that of a lesson, of a network, of a territory."""

from collections.abc import Iterable

from django.db.models import QuerySet

from autan.cooperation.lessons.core.adoption import AdoptionRecord
from autan.cooperation.lessons.models import Adoption, Lesson


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
    wanted = set(keys)
    lessons = {key.partition("/")[0] for key in wanted}
    return tuple(
        record for record in _records(Adoption.objects.filter(lesson__slug__in=lessons)) if record.key in wanted
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
