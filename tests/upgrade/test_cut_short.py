"""A migration that is killed leaves a base that is refused in words, and that the next one finishes with every row."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.instance.backup.postgres import new_database
from tests.upgrade.test_earlier_home import (
    COMMAND,
    assert_every_name_is_read_by_its_key,
    assert_every_row_is_there,
    autan,
    counts,
    fresh,
    home,
    names_of_before,
    tables,
)

__all__ = ["fresh", "home"]
KILLED_AFTER, AT_ONCE = (1, 5, 30), 0.002
BY_MIGRATIONS = (
    "import django; django.setup(); from django.core.management import call_command; call_command('migrate')"
)
"""What a version that makes its base step by step does."""


def environment(home: Path, **variables: str) -> dict[str, str]:
    return {
        "AUTAN_HOME": str(home),
        "PATH": "/usr/bin",
        "DJANGO_SETTINGS_MODULE": "autan.instance.project.settings",
        **variables,
    }


def noted_in(base: Path) -> int:
    """How many migrations a base of SQLite notes as applied; 0 before it has tables."""
    if not base.exists():
        return 0
    with closing(sqlite3.connect(base, timeout=30)) as opened:
        try:
            return int(opened.execute("SELECT count(*) FROM django_migrations").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def kill_while_migrating(noted: Callable[[], int], more: int, env: dict[str, str], *command: str) -> bool:
    """Kill a migration as soon as it noted so many more; False when it was over before."""
    last = noted() + more
    migrating = subprocess.Popen(
        [sys.executable, "-c", *command], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while migrating.poll() is None and noted() < last:
        time.sleep(AT_ONCE)
    if migrating.poll() is None:
        os.kill(migrating.pid, signal.SIGKILL)
    migrating.communicate()
    return migrating.returncode == -signal.SIGKILL


def test_an_earlier_base_is_refused_then_migrated_with_copies_in_spite_of_three_kills(home: Path, fresh: Path) -> None:
    base = home / "autan.sqlite3"
    before, named = counts(base), names_of_before(home)
    refused = autan(home, "edition", "list")
    assert refused.returncode == 7
    assert "autan migrate" in refused.stderr
    assert counts(base) == before, "a command never migrates a base by itself"
    for more in KILLED_AFTER:
        assert kill_while_migrating(lambda: noted_in(base), more, environment(home), COMMAND, "migrate")
        refused = autan(home, "edition", "list")
        assert refused.returncode == 7
        assert "autan migrate" in refused.stderr
    finished = autan(home, "migrate")
    assert finished.returncode == 0, finished.stderr
    assert_every_row_is_there(before, counts(base))
    assert_every_name_is_read_by_its_key(named, home)
    first, *others = sorted((home / "backups").iterdir(), key=lambda copy: copy.stat().st_mtime)
    assert counts(first) == before
    assert all(counts(copy)["surveys_answer"] == before["surveys_answer"] for copy in others)
    assert tables(base) == tables(fresh / "autan.sqlite3"), "a new base has the same tables"
    listed = autan(home, "edition", "list", "--json")
    assert '"edition": "2014"' in listed.stdout
    with closing(sqlite3.connect(base)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_new_base_whose_making_was_killed_is_whole_at_the_next_start(tmp_path: Path, fresh: Path) -> None:
    base = tmp_path / "home" / "autan.sqlite3"
    kill_while_migrating(lambda: noted_in(base), 1, environment(base.parent), COMMAND, "migrate")
    assert autan(base.parent, "migrate").returncode == 0
    assert tables(base) == tables(fresh / "autan.sqlite3")


def test_postgresql_finishes_what_was_killed_and_keeps_what_was_written_between(tmp_path: Path) -> None:
    import psycopg

    with new_database() as address, psycopg.connect(address, autocommit=True) as base:

        def noted() -> int:
            if base.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
                return 0
            row = base.execute("SELECT count(*) FROM django_migrations").fetchone()
            return int(row[0]) if row else 0

        env = environment(tmp_path, DATABASE_URL=address)
        for more in KILLED_AFTER:
            assert kill_while_migrating(noted, more, env, BY_MIGRATIONS)
        by_hand = "INSERT INTO django_content_type (app_label, model) VALUES ('written', 'between')"
        base.execute(by_hand)
        command = [sys.executable, "-c", COMMAND]
        refused = subprocess.run([*command, "edition", "list"], env=env, capture_output=True, text=True, check=False)
        assert refused.returncode == 7
        assert "autan migrate" in refused.stderr
        finished = subprocess.run([*command, "migrate"], env=env, capture_output=True, text=True, check=False)
        assert finished.returncode == 0, finished.stderr
        kept = base.execute("SELECT count(*) FROM django_content_type WHERE app_label = 'written'").fetchone()
        assert kept == (1,)
        listed = subprocess.run([*command, "network", "list"], env=env, capture_output=True, text=True, check=False)
        assert listed.returncode == 0, listed.stderr
