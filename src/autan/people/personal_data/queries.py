"""The only readers of what is held of people, across rooms."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast

from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.people.accounts.queries import UnknownPersonError, find_person
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME, Individual, PersonKey
from autan.people.journal.core import name_pattern

_DATES = ("at", "made_at", "created_at", "recorded_at", "published_at", "updated_at")
_PLAIN = re.compile("[bdfghjkmpqrtvwx]+", re.IGNORECASE)
"""Letters that bear no accent in the names of our people."""
_PEOPLE_COLUMNS = frozenset({"authors", "details", "guests", "lead"})
"""Columns of words that name people; `details` are those of the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameColumn:
    """A column that keeps names of people as texts.

    `key` is the way from its rows to the account whose they are; empty where the words stand alone.
    """

    model: Any
    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRows:
    """Rows of a table that hold a name or an address of somebody in one column."""

    table: str
    column: str
    rows: tuple[Any, ...]


def subject_of(email: str) -> DataSubject:
    """Return who has an address, with an account or without."""
    person = find_person(email)
    subject = _with_names(DataSubject(email=email.strip().lower(), person=person.pk if person else None))
    if person is None and not any(kind.export(subject) for kind in registered(PersonalData)):
        raise UnknownPersonError(email)
    return subject


def subject_of_person(person: Person) -> DataSubject:
    """Return who holds an account."""
    return _with_names(DataSubject(email=person.email, person=person.pk))


def _with_names(subject: DataSubject) -> DataSubject:
    """Tell the names of an account that are its own from those that another person bears too.

    A row that keeps a name alone is given to nobody who has no account: it is that of another person as likely.
    """
    names = _names_of(subject)
    own = [name for name in names if subject.person is not None and not is_borne_by_another(name, subject)]
    shared = tuple(name for name in names if name not in own)
    return DataSubject(email=subject.email, person=subject.person, names=tuple(own), shared_names=shared)


def _names_of(subject: DataSubject) -> list[str]:
    """Names beside the address of somebody."""
    names = {name for rows, column in _rows_with_address(subject) for name in rows.values_list(column, flat=True)}
    return sorted(names - {"", ERASED_NAME, SYSTEM_NAME})


def is_borne_by_another(name: str, subject: DataSubject) -> bool:
    """Say whether somebody else known here, by an account or an address, has the name of a person."""
    others = _rows_with_address(subject, others=True)
    borne = {other for rows, column in others for other in rows.values_list(column, flat=True)}
    return any(map(name_pattern(name).fullmatch, borne))


def _rows_with_address(subject: DataSubject, *, others: bool = False) -> Iterator[tuple[QuerySet[Any], str]]:
    """Give the rows of Autan that set a name beside an address, those of somebody or of the others; and where it is."""
    for model in _own_models():
        columns = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - documented
        keys = [f"{name}__name" for name, field in columns.items() if isinstance(field, PersonKey)]
        names = ["name"] if "name" in columns else keys
        # a name alone is that of a place, a network or anything
        if not names or "email" not in columns:
            continue
        by_email, known = Q(email__iexact=subject.email) & ~Q(email=""), ~Q(email="")
        if "person" in columns:
            by_email |= Q(person__isnull=False, person=subject.person)
            known |= Q(person__isnull=False)
        yield model.objects.filter(known).exclude(by_email) if others else model.objects.filter(by_email), names[0]


def export_subject(subject: DataSubject) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return all that is held of somebody, by the code of what is held."""
    return {kind.code: kind.export(subject) for kind in registered(PersonalData)}


def key_columns() -> Iterator[tuple[Any, str]]:
    """Give each table of Autan that says whom a row is by or for, with the name of that field; roles are told apart."""
    for model in _own_models():
        if model._meta.app_label != "territories":  # noqa: SLF001 - documented
            for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many):  # noqa: SLF001
                if field.related_model in {Person, Individual} and not field.primary_key:
                    yield model, field.name


def name_columns() -> Iterator[NameColumn]:
    """Give each column of Autan that keeps names of people: that of individuals, and words in a few."""
    yield NameColumn(model=Individual, name="name", key="person")
    for model in _own_models():
        for field in model._meta.local_concrete_fields:  # noqa: SLF001 - documented
            if _is_text(field) and field.name in _PEOPLE_COLUMNS:
                yield NameColumn(model=model, name=field.name, key="")


def address_columns() -> Iterator[tuple[Any, str]]:
    """Give each column of Autan that keeps one address and may be empty."""
    for model in _own_models():
        for field in model._meta.local_concrete_fields:  # noqa: SLF001 - documented
            if isinstance(field, models.EmailField) and field.blank:
                yield model, field.name


def _own_models() -> Iterator[Any]:
    return (model for model in apps.get_models() if model.__module__.startswith("autan."))


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices


def rows_holding(rows: QuerySet[Any], column: str, words: Collection[str]) -> list[tuple[Any, Any]]:
    """Return the key and the content of the rows whose column holds one of some words as people write them. One query.

    The database looks for letters that bear no accent, since it may escape those that do; the words are sought in
    what was read.
    """
    likely, patterns = Q(), [name_pattern(word) for word in words]
    for word in words:
        parts = [word] if "@" in word else _PLAIN.findall(word)
        likely |= Q(*(Q(as_text__icontains=part) for part in parts)) if parts else ~Q(as_text="")
    texts = rows.annotate(as_text=Cast(column, models.TextField())).filter(likely).order_by("pk")
    return [
        (number, stored)
        for number, stored in texts.values_list("pk", column)
        if any(pattern.search(as_text(stored)) for pattern in patterns)
    ]


def as_text(stored: Any) -> str:
    """Return what a column holds as one text."""
    return stored if isinstance(stored, str) else json.dumps(stored, ensure_ascii=False)


def rows_naming(subject: DataSubject) -> Sequence[NamingRows]:
    """Return where the names and the address of somebody are read in the base, but where the row is another's by key.

    A query for each column of text.
    """
    words, results = {*subject.words, *subject.shared_names}, []
    keys = {(column.model, column.name): column.key for column in name_columns()}
    for model in apps.get_models() if words else ():
        fields = {field.name: field for field in model._meta.local_concrete_fields}  # noqa: SLF001 - documented
        for name in fields if model is not Session else ():  # sessions are sealed
            if not _is_text(fields[name]):
                continue
            rows = model._base_manager.all()  # noqa: SLF001 - documented
            if key := keys.get((model, name)):
                rows = rows.filter(Q(**{f"{key}__isnull": True}) | Q(**{key: subject.person}))
            elif name == "name" and "email" in fields:
                rows = rows.filter(Q(email="") | Q(email__iexact=subject.email))
            if numbers := tuple(number for number, _stored in rows_holding(rows, name, words)):
                results.append(NamingRows(table=model._meta.label_lower, column=name, rows=numbers))  # noqa: SLF001
    return results


def export_authorship(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the rows by somebody, and those meant for them: where, which, when, in words. A query for each column."""
    if subject.person is None:
        return []
    return [
        _as_written(row) for model, field in key_columns() for row in model.objects.filter(**{field: subject.person})
    ]


def _as_written(row: models.Model) -> dict[str, Any]:
    dates = [getattr(row, name) for name in _DATES if getattr(row, name, None)]
    return {"table": row._meta.label_lower, "row": row.pk, "at": dates[0] if dates else None, "what": str(row)}  # noqa: SLF001


def long_closed(now: datetime, *, days: int) -> Sequence[Person]:
    """Return the accounts that are closed and were not used for so many days. One query."""
    limit = now - timedelta(days=days)
    closed = Person.objects.filter(is_active=False, joined_at__lt=limit).exclude(name=ERASED_NAME)
    return list(closed.filter(Q(last_login__isnull=True) | Q(last_login__lt=limit)))
