"""The acts on what is held of people: erasure of somebody, sweep of what is older than its time."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from autan.ground.descriptions.core.documents import change_texts
from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.people.accounts.actions import MAY_MANAGE
from autan.people.accounts.models import Person
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import acting, forget_old_names
from autan.people.journal.core import ObjectRef, without_name
from autan.people.personal_data.queries import (
    NameColumn,
    NamingRows,
    address_columns,
    as_text,
    long_closed,
    name_columns,
    rows_holding,
    rows_naming,
    subject_of_person,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What an erasure did.

    Attributes:
        counts: how many rows changed, by the code of what is held.
        doubtful: rows that still hold a name or the address: texts that people wrote, names that others bear too.
    """

    counts: Mapping[str, int]
    doubtful: Sequence[NamingRows]


def erase_subject(*, by: Person | None, subject: DataSubject) -> Erasure:
    """Erase somebody: names and addresses go; figures, answers and acts stay, without a name in the journal."""
    person = Person.objects.filter(pk=subject.person or 0).first()
    if by is not None and person is None:
        raise NotAllowedError("seule la personne qui tient le site efface qui n’a pas de compte")
    with acting(by=by, act="erase_person", permission=MAY_MANAGE, on=person) as act:
        counts = {kind.code: kind.erase(subject) for kind in registered(PersonalData) if kind.erase}
        counts["authorship"] = _erase_names(subject)  # last: rooms have their own ways, and find rows by these names
        doubtful = rows_naming(subject)
        left = sum(len(rows.rows) for rows in doubtful)
        ref = ObjectRef("accounts", "person", str(subject.person or ""))
        act.record(ref, summary="Personne effacée", details={**counts, "doubtful": left})
    return Erasure(counts=counts, doubtful=doubtful)


def _erase_names(subject: DataSubject) -> int:
    """Take the names and the address of somebody out of the columns that keep them, in every room.

    A row with an account beside the name is theirs by this key alone, one without it by a name that nobody else bears.
    The one place where a table is written outside its room: a room that is added cannot be forgotten.
    """
    count = 0
    for column in name_columns():
        rows = column.model.objects.all()
        if column.key and subject.person is not None:
            count += rows.filter(**{column.key: subject.person}).update(**{column.name: ERASED_NAME})
        if subject.words:
            count += _erase_alone(column, subject)
    for model, name in address_columns():
        count += model.objects.filter(**{f"{name}__iexact": subject.email}).update(**{name: ""}) if subject.email else 0
    return count


def _erase_alone(column: NameColumn, subject: DataSubject) -> int:
    """Take the words of somebody out of the rows that no account signs, whole or among other words."""
    rows = column.model._base_manager.all()  # noqa: SLF001 - documented
    alone = rows.filter(**{f"{column.key}__isnull": True}) if column.key else rows
    count = 0
    for number, stored in rows_holding(alone, column.name, subject.words):
        text = as_text(stored)
        for word in subject.words:
            # A name of one word may be that of a place among other words: alone, it is hers.
            is_whole = " " in word or "@" in word or text.lower() == word.lower()
            text = without_name(text, word, ERASED_NAME) if is_whole else text
        content = text if isinstance(stored, str) else json.loads(text)
        if content != stored:
            longest = column.model._meta.get_field(column.name).max_length  # noqa: SLF001 - documented
            content = content[:longest] if isinstance(content, str) else content
            count += column.model.objects.filter(pk=number).update(**{column.name: content})
    return count


def erase_in_documents(rows: Iterable[Any], subject: DataSubject, fill: Callable[[Any, Any], None]) -> int:
    """Take what names somebody out of the documents that rows keep; return how many rows changed.

    `fill` puts the document without the name in its row, not saved.
    """
    changed = 0
    for row in rows:
        document = row.document
        for name in subject.words:
            document = change_texts(document, partial(without_name, name=name, instead=ERASED_NAME))
        if document != row.document:
            fill(row, document)
            row.save()
            changed += 1
    return changed


def purge_authorship(*, now: datetime, dry_run: bool) -> int:
    """Take the names out of the lines of the journal that are `AUTAN_KEEP_JOURNAL` days old."""
    days = settings.AUTAN_KEEP_DAYS["journal"]
    return forget_old_names(before=now - timedelta(days=days), dry_run=dry_run) if days else 0


def purge(*, now: datetime, dry_run: bool = False) -> Mapping[str, int]:
    """Remove all that is older than its time, each kind in its own transaction; return how many rows, by code."""
    counts = {}
    for kind in registered(PersonalData):
        if kind.purge:
            with transaction.atomic():
                counts[kind.code] = kind.purge(now=now, dry_run=dry_run)
    days = settings.AUTAN_KEEP_DAYS["accounts"]
    closed = long_closed(now, days=days) if days else ()
    for person in () if dry_run else closed:
        erase_subject(by=None, subject=subject_of_person(person))
    return counts | {"closed_accounts": len(closed)}
