"""The only readers of what is held of people, across rooms."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.people.accounts.queries import UnknownPersonError, find_person
from autan.people.journal.actions import ERASED_NAME

_DATES = ("at", "made_at", "created_at", "recorded_at", "published_at", "updated_at")


def subject_of(email: str) -> DataSubject:
    """Return who has an address, with an account or without.

    Raises:
        UnknownPersonError: nothing is held of it.
    """
    person = find_person(email)
    subject = DataSubject(email=email.strip().lower(), person=person.pk if person else None)
    if person is None and not any(held.export(subject) for held in registered(PersonalData)):
        raise UnknownPersonError(email)
    return subject


def export_subject(subject: DataSubject) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return all that is held of somebody, by the code of what is held."""
    return {held.code: held.export(subject) for held in registered(PersonalData)}


def authored_models() -> Iterator[tuple[Any, str]]:
    """Give each table of ours that says who wrote a row, with the name of that field; roles are told apart."""
    for model in apps.get_models():
        if model._meta.app_label != "territories" and model.__module__.startswith("autan."):  # noqa: SLF001 - documented
            for field in model._meta.concrete_fields:  # noqa: SLF001
                if field.related_model is Person:
                    yield model, field.name


def export_authorship(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the rows that somebody wrote: where, which, when, and the words that name them. A query for each table."""
    if subject.person is None:
        return []
    return [
        _as_written(row)
        for model, field in authored_models()
        for row in model.objects.filter(**{field: subject.person})
    ]


def _as_written(row: models.Model) -> dict[str, Any]:
    dates = [getattr(row, name) for name in _DATES if getattr(row, name, None)]
    return {"table": row._meta.label_lower, "row": row.pk, "at": dates[0] if dates else None, "what": str(row)}  # noqa: SLF001


def long_closed(now: datetime, *, days: int) -> Sequence[Person]:
    """Return the accounts that are closed and were not used for so many days. One query."""
    limit = now - timedelta(days=days)
    closed = Person.objects.filter(is_active=False, joined_at__lt=limit).exclude(name=ERASED_NAME)
    return list(closed.filter(Q(last_login__isnull=True) | Q(last_login__lt=limit)))
