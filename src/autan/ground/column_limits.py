"""Lengths and ranges of columns, the same on both engines: PostgreSQL refuses what SQLite would take.

On SQLite a trigger for each table refuses a text longer than its column and a number out of its range. They are made
anew after each migration, which rebuilds tables, and taken away before it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DataError, IntegrityError, connection, models
from django.db.backends.base.operations import BaseDatabaseOperations

_PREFIX = "autan_limits_"


def is_over_limit(error: DataError | IntegrityError) -> bool:
    """Say whether an engine refused a value for its length or its range."""
    return isinstance(error, DataError) or _PREFIX in str(error)


def columns_over(model: type[models.Model], names: Sequence[str], row: Sequence[Any]) -> Iterator[str]:
    """Give the columns of a row whose value one of the engines would refuse."""
    bounds = _bounds(model)
    for name, value in zip(names, row, strict=True):
        longest, span = bounds[name]
        if isinstance(value, str):
            is_over = "\x00" in value or (longest is not None and len(value) > longest)
        else:
            is_over = isinstance(value, int) and span is not None and not span[0] <= value <= span[1]
        if is_over:
            yield name


@cache
def _bounds(model: type[models.Model]) -> dict[str, tuple[int | None, tuple[int, int] | None]]:
    """Longest text and range of each column."""
    columns = model._meta.local_concrete_fields  # noqa: SLF001 - documented
    return {field.attname: (_longest(field), _range(field)) for field in columns}


def hold_limits(**_signal: object) -> None:
    """Make the triggers of every table."""
    if connection.vendor != "sqlite":
        return
    drop_limits()
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and model._meta.db_table in tables:  # noqa: SLF001 - documented
                for statement in _triggers(model):
                    cursor.execute(statement)


def drop_limits(**_signal: object) -> None:
    """Take the triggers away, so that tables can be changed."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{_PREFIX}%"])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _triggers(model: type[models.Model]) -> Iterator[str]:
    options = model._meta  # noqa: SLF001 - documented
    rules = [rule for field in options.local_concrete_fields if (rule := _rule(field))]
    for moment in ("insert", "update") if rules else ():
        name = f"{_PREFIX}{options.db_table}_{moment}"
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {moment.upper()} ON "{options.db_table}" WHEN {" OR ".join(rules)} '
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _rule(field: Any) -> str:
    """What is true in SQL of a new value that PostgreSQL would refuse."""
    column = f'NEW."{field.column}"'
    if longest := _longest(field):
        return f"length({column}) > {longest}"
    span = _range(field)
    return f"{column} NOT BETWEEN {span[0]} AND {span[1]}" if span else ""


def _longest(field: Any) -> int | None:
    return field.max_length if isinstance(field, models.CharField) else None


def _range(field: Any) -> tuple[int, int] | None:
    return BaseDatabaseOperations.integer_field_ranges.get(field.get_internal_type())
