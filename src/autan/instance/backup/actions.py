"""Makes, checks and restores a backup: the rows of the database, the lake, the documents, the editions, the key."""

import gzip
import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from autan import __version__
from autan.ground.errors import RuleError
from autan.ground.extension_points import RestoreStep
from autan.ground.registry import registered
from autan.instance.backup.archive import FILES, ROWS, BackupError, Manifest, Packer, opened, seal, unsealed, verify
from autan.instance.backup.rows import consistent_snapshot, read_rows, reset_counters, tables_of, write_rows
from autan.instance.home import DatabaseState, database_state, make_home, secure_home
from autan.instance.new_database import create_tables, has_tables

# Made again when needed, or, for `outbox`, messages already written; and the base itself, kept as rows.
_LEFT_OUT = ("autan.sqlite3", "cache", "static", "backups", "outbox", "prepared")
_KEY = "secret-key"
"""The settings write it in any folder that is there, before a command begins: alone, it is no home."""


def make_backup(target: Path, *, now: datetime, passphrase: str = "", force: bool = False) -> Manifest:
    """Write everything that this home holds in one file, while people write; whole, or not at all.

    `passphrase`: encrypts the file; empty for none.
    Raises BackupError: a file of the home could not be read whole.
    """
    if target.exists() and not force:
        message = "«\u202f{target}\u202f» existe déjà\u202f; ajoutez --force pour le remplacer"
        raise RuleError(message, target=target)
    temporary = target.with_name(f".{target.name}.partial")
    try:
        temporary.touch(mode=0o600)
        with gzip.open(temporary, "wb", compresslevel=3) as zipped, tarfile.open(fileobj=zipped, mode="w|") as tar:
            manifest = _pack(Packer(tar), now)
        if passphrase:
            seal(temporary, passphrase)
        with opened(temporary, passphrase) as tar:
            verify(tar)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return manifest


def _pack(packer: Packer, now: datetime) -> Manifest:
    """Rows first: files that they name are written before them, and those of the lake never change."""
    from django.apps import apps

    tables, over_limits = {}, list[str]()
    with consistent_snapshot():
        applied = [list(key) for key in sorted(MigrationRecorder(connection).applied_migrations())]
        for model in tables_of(apps):
            label = model._meta.label_lower  # noqa: SLF001 - Django's documented API
            with tempfile.TemporaryFile(dir=settings.AUTAN_HOME) as spool:
                count = -1
                for line in write_rows(model, over_limits):
                    spool.write(line.encode() + b"\n")
                    count += 1
                size = spool.tell()
                spool.seek(0)
                packer.add(f"{ROWS}{label}.jsonl", cast("IO[bytes]", spool), size)
            tables[label] = count
    for path in _files_of(Path(settings.AUTAN_HOME)):
        name = path.relative_to(settings.AUTAN_HOME).as_posix()
        with path.open("rb") as file:
            packer.add(f"{FILES}{name}", file, path.stat().st_size)
    manifest = Manifest(
        version=__version__,
        made_at=now.isoformat(),
        engine=connection.vendor,
        migrations=applied,
        tables=tables,
        sums=packer.sums,
        over_limits=over_limits,
    )
    packer.finish(manifest)
    return manifest


def _files_of(home: Path) -> Iterator[Path]:
    for top in sorted(home.iterdir()):
        if top.name.startswith((*_LEFT_OUT, ".")):
            continue
        yield from (path for path in sorted([top, *top.rglob("*")]) if path.is_file() and not path.is_symlink())


def check_backup(source: Path, *, passphrase: str = "") -> Manifest:
    """Read a backup whole and hold it against its sums. Raises BackupError: it is damaged, or is none."""
    with opened(source, passphrase) as tar:
        return verify(tar)


def restore_backup(source: Path, *, passphrase: str = "") -> Manifest:
    """Put a backup in this home, which must hold nothing yet; then bring it to this version.

    Raises:
        RuleError: the home, or the database, already holds something.
        BackupError: the backup is damaged, or comes from a later version.
    """
    home = Path(settings.AUTAN_HOME)
    with unsealed(source, passphrase) as opening:
        with opening() as tar:
            manifest = verify(tar)
        _refuse_full_home(home)
        _refuse_later_version(manifest)
        with _whole_home(home):
            with opening() as tar:
                _restore_files(tar, home)
            old = _migrate_to(MigrationExecutor(connection), _applied_migrations(manifest))
            with opening() as tar:
                _restore_rows(tar, old, manifest)
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            for step in registered(RestoreStep):
                step.run()
            secure_home()
    return manifest


def _refuse_full_home(home: Path) -> None:
    if database_state() is not DatabaseState.EMPTY or (
        home.exists() and {path.name for path in home.iterdir()} - {_KEY}
    ):
        message = "{home} ou sa base contient déjà quelque chose\u00a0: une sauvegarde se restaure dans un dossier vide"
        raise RuleError(message, home=home)


def _refuse_later_version(manifest: Manifest) -> None:
    nodes = MigrationLoader(None).graph.nodes
    if unknown := [key for key in _applied_migrations(manifest) if key not in nodes]:
        message = "cette sauvegarde vient d’une version plus récente d’Autan ({version}, {value})"
        raise BackupError(message, version=manifest.version, value=unknown[0][1])


def _applied_migrations(manifest: Manifest) -> list[tuple[str, str]]:
    return [(app, name) for app, name in manifest.migrations]


@contextmanager
def _whole_home(home: Path) -> Iterator[None]:
    """Make a home; empty it again if it could not be filled, and take it away unless it was there before.

    A folder that was there may be a volume of a container, which nobody can take away.
    """
    was_there = home.is_dir()
    make_home()
    is_whole = False
    try:
        yield
        is_whole = True
    finally:
        if not is_whole:
            connections.close_all()
            for path in home.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if not was_there:
                home.rmdir()


def _restore_files(tar: tarfile.TarFile, home: Path) -> None:
    for member in tar:
        content = tar.extractfile(member)
        if not member.name.startswith(FILES) or content is None:
            continue
        path = home / member.name.removeprefix(FILES)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)


def _migrate_to(executor: MigrationExecutor, applied: list[tuple[str, str]]) -> Apps:
    """Make the tables as they were in the backup; return their models."""
    graph = executor.loader.graph
    last = [
        key
        for key in applied
        if not any(child.key in applied and child.key[0] == key[0] for child in graph.node_map[key].children)
    ]
    if set(applied) == set(graph.nodes) and not has_tables():
        create_tables()
    else:
        executor.migrate(last)
    return MigrationExecutor(connection).loader.project_state(last).apps


def _restore_rows(tar: tarfile.TarFile, apps: Apps, manifest: Manifest) -> None:
    tables = {model._meta.label_lower: model for model in tables_of(apps)}  # noqa: SLF001 - Django's documented API
    with transaction.atomic():
        for model in reversed(tables.values()):
            model._base_manager.all()._raw_delete(connection.alias)  # noqa: SLF001 - rows that migrations made
        for member in tar:
            content = tar.extractfile(member)
            label = member.name.removeprefix(ROWS).removesuffix(".jsonl")
            if not member.name.startswith(ROWS) or content is None:
                continue
            lines = io.TextIOWrapper(content, encoding="utf-8", newline="\n")
            if label not in tables or read_rows(tables[label], lines) != manifest.tables[label]:
                message = (
                    "la table «\u202f{label}\u202f» n’a pas pu être restaurée\u202f; rien n’est gardé dans la base"
                )
                raise BackupError(message, label=label)
        connection.check_constraints()
        reset_counters(tables.values())
