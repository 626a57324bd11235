"""A row in every table that keeps the name of a person, signed by an account where the table has room for one."""

import re
from contextlib import suppress
from dataclasses import is_dataclass
from itertools import count
from typing import Any, get_type_hints
from uuid import uuid4

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from autan.cooperation.working_group.models import Seat
from autan.cooperation.workshops.models import Attendee
from autan.ground.descriptions.core.documents import as_json, descriptions_of
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import Individual
from tests.filled_documents import filled

_NAMES = re.compile(r"authors?|lead|guests")  # words in which people are named
_NUMBERS = count(100)  # each is above the one before: a passage ends after it starts


_ASKED = {
    "foresight.KeptScenario": {"territory"},
    "lessons.Offer": {"organisation"},
    "synthesis.Review": {"closed_at"},
    "working_group.Seat": {"name"},
}
"""Columns that a constraint asks for, though they may be empty."""
_CHOSEN = {"surveys.Invitation": {"role": "contributor"}}
"""What a constraint lets be twice."""
_NEW = {"working_group.Participation": {"seat"}}
"""Rows that a constraint wants to be others each time."""


def name_columns() -> list[tuple[Any, str]]:
    """Each table and column that names people in words."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if model.__module__.startswith("autan.")
        and isinstance(field, models.CharField)
        and _NAMES.fullmatch(field.name)
    ]


def key_columns() -> list[tuple[Any, str]]:
    """Each table and column that points to somebody who is named."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if field.related_model is Individual and not field.primary_key
    ]


def sign_everything(name: str, *, person: Person | None) -> None:
    """Put a name in one row of each table that keeps some, by her account, or alone."""
    for model, column in [] if person else name_columns():
        model.objects.filter(pk=_make(model).pk).update(**{column: name})
    for model, key in key_columns():
        row = _make(model)
        model.objects.filter(pk=row.pk).update(**{key: person or individual_named(name, network="nord")})


def sit_everywhere(name: str, *, email: str, person: Person) -> None:
    """Give somebody a row of each table whose rows are people: a seat in a body, and a place at a workshop."""
    Seat.objects.filter(pk=_make(Seat).pk).update(name=name, email=email, person=person)
    Attendee.objects.filter(pk=_make(Attendee).pk).update(name=name, person=person)


def _make(model: Any) -> Any:
    """A new row with the least that its table asks for; rows that it hangs on are taken, or made."""
    values = {}
    unique = {name for constraint in model._meta.constraints for name in getattr(constraint, "fields", ())}
    for field in model._meta.local_concrete_fields:
        is_asked = field.name in unique | _ASKED.get(model._meta.label, set())
        if field.primary_key or (not is_asked and not field.unique and (field.has_default() or field.null)):
            continue
        if field.is_relation and not isinstance(field, models.OneToOneField):
            linked = field.related_model
            is_new = field.name in _NEW.get(model._meta.label, ())
            values[field.name] = (None if is_new else linked.objects.order_by("pk").first()) or _make(linked)
        elif not field.blank or field.unique or is_asked:
            values[field.name] = _value(field)
    return model.objects.create(**values | kept_whole(model) | _CHOSEN.get(model._meta.label, {}))


def kept_whole(model: Any) -> dict[str, Any]:
    """The least content of a row that keeps a described document whole, as its property `document` reads it."""
    read = getattr(getattr(model, "document", None), "fget", None)
    document = get_type_hints(read).get("return") if read else None
    if not is_dataclass(document) or not (described := descriptions_of(document)):
        return {}
    empty = {name: description.empty for name, description in described.items() if not description.is_required}
    return {"content": as_json(filled(document, **empty))}  # type: ignore[arg-type]  # a class of documents


def _value(field: Any) -> Any:
    number = next(_NUMBERS)
    if field.choices:
        return field.choices[0][0]
    kinds = {
        models.CharField: f"t{number}"[: field.max_length], models.TextField: f"t{number}", models.JSONField: {},
        models.BooleanField: False, models.DateTimeField: timezone.now(), models.DateField: timezone.localdate(),
        models.FloatField: 1.0, models.UUIDField: uuid4(), models.BinaryField: b"", models.IntegerField: number,
    }  # fmt: skip
    return next(value for kind, value in kinds.items() if isinstance(field, kind))


def read_whole_database() -> str:
    """Every text of every table but the sessions, whose content is sealed, in small letters."""
    with connection.cursor() as cursor:
        words = []
        for table in connection.introspection.table_names(cursor):
            if table != "django_session":
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of the base
                words += [f"{table}: {cell}" for row in cursor.fetchall() for cell in row if cell is not None]
    return _plain("\n".join(words)).lower()


def name_in_every_column(words: str) -> set[tuple[str, str]]:
    """Put words in each column of text of a row of each table; the columns.

    Not in codes that a constraint holds, in addresses, nor in a name beside one, which would be another person’s.
    """
    columns = set()
    for model in apps.get_models():
        row = model._base_manager.order_by("-pk").first()
        for field in model._meta.local_concrete_fields if row and not issubclass(model, Individual | Session) else ():
            if field.name == "name" and hasattr(row, "email"):
                continue
            changed = _with_words(field, getattr(row, field.attname), words)
            with suppress(IntegrityError), transaction.atomic():
                if changed is not None and model._base_manager.filter(pk=row.pk).update(**{field.name: changed}):
                    columns.add((model._meta.db_table, field.column))
    return columns


def _with_words(field: Any, value: Any, words: str) -> Any:
    """What a column holds with words behind; None where it holds no text, or a key or a choice."""
    if field.choices or field.unique or field.related_model or isinstance(field, models.EmailField):
        return None
    if isinstance(field, models.JSONField):
        changed = marked_leaves(value, words)
        return changed if changed != value else None
    if isinstance(field, models.CharField | models.TextField) and (field.max_length or len(words)) >= len(words):
        return f"{words} {value}"[: field.max_length]
    return None


def marked_leaves(value: Any, mark: str) -> Any:
    """The same value, with the mark before each text of several words."""
    if isinstance(value, dict):
        return {key: marked_leaves(inner, mark) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked_leaves(inner, mark) for inner in value]
    return f"{mark} {value}" if isinstance(value, str) and " " in value.strip() else value


def columns_holding(words: str) -> set[tuple[str, str]]:
    """Each table and column of the database, but the sessions, whose content is sealed, that holds some words."""
    with connection.cursor() as cursor:
        columns = set()
        for table in set(connection.introspection.table_names(cursor)) - {"django_session"}:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of the base
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                columns |= {(table, name) for name, cell in zip(names, row, strict=True) if words in _plain(cell)}
    return columns


def _plain(cell: object) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), str(cell))


def rows_signed(name: str) -> dict[str, int]:
    """How many rows show a name in each column that keeps some, or points to who has it."""
    texts = {f"{m._meta.label}.{c}": m.objects.filter(Q(**{c: name})).count() for m, c in name_columns()}
    return texts | {
        f"{m._meta.label}.{key}": m.objects.filter(Q(**{f"{key}__name": name})).count() for m, key in key_columns()
    }
