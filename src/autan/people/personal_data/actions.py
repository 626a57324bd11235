"""The acts on what is held of people: erasure of somebody, sweep of what is older than its time."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.people.accounts.actions import MAY_MANAGE
from autan.people.accounts.models import Person
from autan.people.journal.actions import ERASED_NAME, acting, forget_old_names
from autan.people.journal.core.objects import ObjectRef
from autan.people.personal_data.queries import authored_models, long_closed


def erase_subject(*, by: Person | None, subject: DataSubject) -> Mapping[str, int]:
    """Erase somebody: names and addresses go, figures, answers and acts stay; the journal keeps the act without name.

    Return how many rows changed, by the code of what is held.

    Raises:
        NotAllowedError: `by` does not manage this person, or the person has no account: who runs the instance does it.
    """
    person = Person.objects.filter(pk=subject.person or 0).first()
    if by is not None and person is None:
        raise NotAllowedError("seule la personne qui tient le site efface qui n’a pas de compte")
    with acting(by=by, act="erase_person", permission=MAY_MANAGE, on=person) as act:
        counts = {held.code: held.erase(subject) for held in registered(PersonalData) if held.erase}
        act.record(
            ObjectRef("accounts", "person", str(subject.person or "")), summary="Personne effacée", details=counts
        )
    return counts


def erase_authorship(subject: DataSubject) -> int:
    """Take the name of somebody out of every row that they wrote, in every room; the renamed account stays its author.

    The one place where a table is written outside its room: a room that is added cannot be forgotten.
    """
    if subject.person is None:
        return 0
    count = 0
    for model, field in authored_models():
        if any(column.name == f"{field}_name" for column in model._meta.concrete_fields):  # noqa: SLF001 - documented
            count += model.objects.filter(**{field: subject.person}).update(**{f"{field}_name": ERASED_NAME})
    return count


def purge_authorship(*, now: datetime, dry_run: bool) -> int:
    """Take the names out of the lines of the journal that are `AUTAN_KEEP_JOURNAL` days old."""
    days = settings.AUTAN_KEEP_DAYS["journal"]
    return forget_old_names(before=now - timedelta(days=days), dry_run=dry_run) if days else 0


def purge(*, now: datetime, dry_run: bool = False) -> Mapping[str, int]:
    """Remove all that is older than its time, each kind in its own transaction; return how many rows, by code."""
    counts = {}
    for held in registered(PersonalData):
        if held.purge:
            with transaction.atomic():
                counts[held.code] = held.purge(now=now, dry_run=dry_run)
    days = settings.AUTAN_KEEP_DAYS["accounts"]
    closed = long_closed(now, days=days) if days else ()
    for person in () if dry_run else closed:
        erase_subject(by=None, subject=DataSubject(email=person.email, person=person.pk))
    return counts | {"closed_accounts": len(closed)}
