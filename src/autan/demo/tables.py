"""Are the tables of this home those of this version? Apart from the rest, so that every command can ask it quickly."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def bring_tables_up_to_date() -> None:
    """Make or change the tables of this home where they are not those of this version; quick when they are."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
