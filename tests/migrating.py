"""A base as a version before left it, made by its own migrations; that of the tests comes back afterwards.

Undoing migrations from the latest one renders all the models of the product at each step, forty seconds of processor;
doing from nothing those of a few applications renders what there was then, and in them alone.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from autan.ground.column_limits import drop_limits
from autan.instance.new_database import create_tables

type Targets = Sequence[tuple[str, str]]
type Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def migrate(targets: Targets) -> Any:
    """Migrate to these targets; return the models of then."""
    _migrate(targets)
    # those that the executor gives were rendered step by step, and refuse each other's rows
    return MigrationExecutor(connection).loader.project_state(targets).apps


def migrate_to_the_latest(*labels: str) -> None:
    """Migrate these applications to this version, and what they need; make the tables of the others, which are new."""
    graph = MigrationExecutor(connection).loader.graph
    last, needed = [], set(labels)
    while {label for label, _name in last} != needed:
        last = [node for node in graph.leaf_nodes() if node[0] in needed]
        needed |= {label for node in last for label, _name in graph.forwards_plan(node)}
    _migrate(last)
    made = set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            options = model._meta
            if options.managed and not options.proxy and options.db_table not in made:
                editor.create_model(model)


def _migrate(targets: Targets) -> None:
    drop_limits()  # as the signal before a migration does
    MigrationExecutor(connection).migrate(targets)


@contextmanager
def empty_base() -> Iterator[None]:
    """Give a base without a table."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(":memory:")) as empty:
            connection.ensure_connection()
            connection.connection.backup(kept)
            empty.backup(connection.connection)
            try:
                yield
            finally:
                kept.backup(connection.connection)
    else:
        _drop_tables()
        try:
            yield
        finally:
            _drop_tables()
            create_tables()


@contextmanager
def base_before(targets: Targets, *, with_tables_of: Collection[str] = ()) -> Iterator[Any]:
    """Give the models of a base that was migrated to the targets and no further.

    The rows that the base of the tests has in the tables of some applications are there, in the columns of then.
    """
    rows = _rows_of(with_tables_of)
    with empty_base():
        models = migrate(targets)
        _write(rows)
        yield models


def _drop_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _rows_of(labels: Collection[str]) -> Rows:
    rows: Rows = {}
    for table in connection.introspection.table_names():
        if table.partition("_")[0] in labels:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of the base
                rows[table] = [column[0] for column in cursor.description], cursor.fetchall()
    return {table: (columns, own) for table, (columns, own) in rows.items() if own}


def _write(rows: Rows) -> None:
    quote, tables = connection.ops.quote_name, set(connection.introspection.table_names())
    with transaction.atomic(), connection.cursor() as cursor:
        for table in rows.keys() & tables:
            columns, own = rows[table]
            ranks = [rank for rank, name in enumerate(columns) if name in _columns(table)]
            names, marks = ", ".join(quote(columns[rank]) for rank in ranks), ", ".join(["%s"] * len(ranks))
            order = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of the base
            cursor.executemany(order, [tuple(row[rank] for rank in ranks) for row in own])
