"""The tables of the database as lines of JSON, the same for SQLite and PostgreSQL.

Sessions, the queue of tasks, prepared files, content types and permissions are left out: the first belong to browsers,
the second and third to the instance that runs them, Django makes the others again.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import batched
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery

from autan.ground.column_limits import columns_over

_LEFT_OUT = frozenset({"sessions", "contenttypes", "auth", "django_tasks_database", "prepared_files"})
_BATCH = 200


def tables_of(apps: Apps) -> list[type[models.Model]]:
    """Return the models whose rows are kept, in the order of the applications."""
    candidates = apps.get_models(include_auto_created=True)
    return [model for model in candidates if model._meta.managed and model._meta.app_label not in _LEFT_OUT]  # noqa: SLF001 - Django's documented API


@contextmanager
def consistent_snapshot() -> Iterator[None]:
    """Read every table as it was at one moment, without holding anybody up."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # readers of a WAL base see it as it was, and lock nobody
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def write_rows(model: type[models.Model], over_limits: list[str]) -> Iterator[str]:
    """Give the rows of a table: a line with the names of its columns, then a line for each row, by key.

    What one of the engines would refuse is added to `over_limits`.
    """
    names = [field.attname for field in _columns(model)]
    yield json.dumps(names)
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):  # noqa: SLF001 - documented
        over_limits += [f"{model._meta.label_lower} {row[0]} {name}" for name in columns_over(model, names, row)]  # noqa: SLF001 - documented
        yield json.dumps(row, ensure_ascii=False, default=_as_text)


def read_rows(model: type[models.Model], lines: Iterable[str]) -> int:
    """Insert the rows of a table as they are, dates of creation included; return how many.

    The caller holds a transaction, in which foreign keys are checked at the end.
    """
    iterator = iter(lines)
    names = json.loads(next(iterator))
    fields = {field.attname: field for field in _columns(model)}
    used, count = [fields[name] for name in names], 0
    for batch in batched(iterator, _BATCH):
        rows = [model(**_values(used, json.loads(line))) for line in batch]
        query = InsertQuery(model)
        query.insert_values(used, rows, raw=True)
        query.get_compiler(using=connection.alias).execute_sql()
        count += len(rows)
    return count


def reset_counters(tables: Iterable[type[models.Model]]) -> None:
    """Let the next row of each table take the key after the last one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _values(fields: list[Any], row: list[Any]) -> dict[str, Any]:
    return {
        field.attname: value if isinstance(field, models.JSONField) else field.to_python(value)
        for field, value in zip(fields, row, strict=True)
    }


def _columns(model: type[models.Model]) -> list[Any]:
    """Columns of the table itself: an account has others in that of individuals."""
    return [
        field
        for field in model._meta.local_concrete_fields  # noqa: SLF001 - Django's documented API
        if not getattr(field, "generated", False)
    ]


def _as_text(value: object) -> str:
    """Write what JSON has no form for, so that the field reads it back."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)
