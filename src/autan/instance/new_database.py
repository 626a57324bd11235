"""Makes the tables of an empty base from the models, in place of the migrations that would make the same ones.

The migrations render every model again at each step: 12.4 s of CPU on SQLite, and 0.25 so (`bench_commands`). A test
compares what both ways make.
"""

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def has_tables() -> bool:
    """Say whether the base holds any table, ours or not."""
    return bool(connection.introspection.table_names())


def create_tables() -> None:
    """Make every table, and note every migration as applied; all of it or nothing."""
    MigrationRecorder(connection).ensure_schema()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            options = model._meta  # noqa: SLF001 - Django's documented API
            if options.managed and not options.proxy:
                editor.create_model(model)
        note_migrations()
        # in the same transaction: a base that is noted as made, and lacks this table, would never be given it
        call_command("createcachetable", verbosity=0)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)


def note_migrations() -> None:
    """Note every migration of this version as applied."""
    recorder = MigrationRecorder(connection)
    for label, name in MigrationLoader(connection).disk_migrations:
        recorder.record_applied(label, name)
