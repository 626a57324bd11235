"""The state of a home: whether its database is that of this version, and how it is brought there without a loss.

A command never changes the tables of a home by itself, except those that make or open one on this machine.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteConnection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from autan.ground.errors import AutanError
from autan.ground.whole_files import set_mode
from autan.ground.wordings import Sentence
from autan.instance.new_database import create_tables, has_tables

_log = logging.getLogger(__name__)
_NEWER = Sentence(
    "la base de ce dossier a été modifiée par une version plus récente d’Autan\u202f; installez cette version, ou "
    "ouvrez un autre dossier (AUTAN_HOME)"
)
_RESTORE = Sentence("vérifiez que AUTAN_HOME ou DATABASE_URL désigne bien la base voulue, ou reprenez une sauvegarde")
_EMPTY = (
    "le dossier {home} ne contient pas encore de réseau\u202f; commencez par «\u202fautan demo\u202f» (démonstration) "
    "ou «\u202fautan migrate\u202f» (dossier vide)"
)
_BEHIND = Sentence(
    "la base de ce dossier est d’une version antérieure d’Autan\u202f; lancez «\u202fautan migrate\u202f», "
    "qui en garde d’abord une copie"
)


class HomeError(AutanError):
    """The database of this home cannot be used as it is; says what to do."""

    exit_code = 7


class DatabaseState(StrEnum):
    """What the database of a home is to this version.

    EMPTY has no table of Autan yet; BEHIND lacks changes of this version; NEWER was changed by a later version.
    """

    EMPTY = "empty"
    CURRENT = "current"
    BEHIND = "behind"
    NEWER = "newer"


def database_state() -> DatabaseState:
    """Compare the database of this home with this version. One query when it is current."""
    if not _exists():
        return DatabaseState.EMPTY
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        message = "la base de ce dossier ne peut pas être lue ({value})\u202f; {restore}"
        raise HomeError(message, value=error, restore=_RESTORE) from error
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("autan.")}
    if not any(label in labels for label, _name in applied):
        return DatabaseState.EMPTY
    known = _migrations_on_disk()
    if any(label in labels and (label, name) not in known for label, name in applied):
        return DatabaseState.NEWER
    return DatabaseState.CURRENT if known <= applied or not _pending() else DatabaseState.BEHIND


def _migrations_on_disk() -> set[tuple[str, str]]:
    """Label and name of every migration of this version, none of which is imported."""
    return {
        (config.label, module.name)
        for config in apps.get_app_configs()
        for module in iter_modules([str(Path(config.path) / "migrations")])
        if not module.ispkg and not module.name.startswith("_")
    }


def _pending() -> bool:
    """Say whether a migration is left to run: what another one replaces is not."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_current_database() -> None:
    """Refuse a database that is not that of this version, and say what to do."""
    home = Path(settings.AUTAN_HOME)
    if home.exists() and not home.is_dir():
        message = "{home} n’est pas un dossier\u202f; choisissez-en un par AUTAN_HOME"
        raise HomeError(message, home=home)
    refusals = {
        DatabaseState.EMPTY: Sentence(_EMPTY, home=home),
        DatabaseState.BEHIND: _BEHIND,
        DatabaseState.NEWER: _NEWER,
    }
    state = database_state()
    if state in refusals:
        raise HomeError(refusals[state])


def migrate_home(*, now: datetime, say: Callable[[str], None] = lambda _words: None) -> Path | None:
    """Make the tables of this home, or bring them to this version; a copy of a SQLite base is kept aside first.

    `now`: time of the act, in the name of the copy.
    Returns where the copy is; None when there was nothing to lose, or another engine keeps the base.
    """
    state = database_state()
    if state is DatabaseState.NEWER:
        raise HomeError(_NEWER)
    make_home()
    secure_home()
    backup = None
    if state is DatabaseState.BEHIND and connection.vendor == "sqlite":
        backup = _copy_aside(now)
        say(Sentence("Copie gardée\u00a0: {path}", path=backup))
    if state is not DatabaseState.CURRENT:
        if has_tables():
            call_command("migrate", interactive=False, verbosity=0)
        else:
            create_tables()
        call_command("createcachetable", verbosity=0)
        secure_home()
        _log.info("database migrated", extra={"from_state": state.value})
    return backup


def make_home() -> None:
    """Make the folder of the home, for its owner alone, where there is none."""
    Path(settings.AUTAN_HOME).mkdir(parents=True, exist_ok=True, mode=0o700)


def secure_home() -> None:
    """Keep the home for its owner alone: folders 700, files 600; what belongs to somebody else is left as it is.

    What is deeper stands behind the folders of the top.
    """
    home = Path(settings.AUTAN_HOME)
    if not home.is_dir():
        return
    for path in (home, *home.iterdir()):
        mode = 0o700 if path.is_dir() else 0o600
        if not path.is_symlink() and path.stat().st_mode & 0o077:
            set_mode(path, mode)


def _copy_aside(now: datetime) -> Path:
    """Copy the base of SQLite while others may write, with its own backup."""
    folder = Path(settings.AUTAN_HOME) / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"autan-{now:%Y%m%d-%H%M%S}.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    set_mode(path, 0o600)
    return path


def _exists() -> bool:
    """False for a base of SQLite whose file is not there: opening it would make it."""
    opened = connections[DEFAULT_DB_ALIAS]
    if not isinstance(opened, SqliteConnection) or opened.is_in_memory_db():
        return True
    return Path(opened.settings_dict["NAME"]).exists()
