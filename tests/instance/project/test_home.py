"""The base of a home is made and changed only when asked; what a later version wrote is refused in words."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.homes import make_home

pytestmark = pytest.mark.by_turns

AUTAN = Path(sys.executable).parent / "autan"


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [AUTAN, *words],
        env={"PATH": "/usr/bin", "AUTAN_HOME": str(home), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def opened(home: Path) -> Iterator[sqlite3.Connection]:
    """The base of a home, closed at the end."""
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base, base:
        yield base


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr, done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("homes") / "home"
    make_home(home)
    return home


@pytest.fixture
def home(migrated: Path, tmp_path: Path) -> Path:
    """A home with the tables of this version."""
    with opened(migrated) as base, opened(tmp_path) as copy:
        base.backup(copy)
    return tmp_path


def test_neither_help_nor_a_refusal_makes_a_home(tmp_path: Path) -> None:
    home = tmp_path / "none"
    assert run(home, "--help").returncode == 0
    assert run(home, "person", "add", "--help").returncode == 0
    refused = run(home, "network", "list")
    assert refused.returncode == 7
    assert "autan migrate" in said(refused)
    assert not home.exists()


def test_a_migrated_home_is_for_its_owner_and_migrating_again_does_nothing(migrated: Path) -> None:
    assert migrated.stat().st_mode & 0o077 == 0
    assert "Rien à faire" in said(run(migrated, "migrate"))
    assert not (migrated / "backups").exists()


def test_an_older_base_is_refused_then_brought_up_to_date_with_a_copy_kept(home: Path) -> None:
    forget_last_migration(home)
    refused = run(home, "network", "list")
    assert refused.returncode == 7
    assert "version antérieure" in said(refused)
    done = run(home, "migrate")
    assert done.returncode == 0, done.stderr
    (copy,) = (home / "backups").iterdir()
    assert str(copy) in said(done)
    with closing(sqlite3.connect(copy)) as base:
        assert base.execute("select count(*) from journal_journalentry").fetchone() == (0,)
    assert run(home, "migrate").returncode == 0


def test_a_newer_base_is_refused_in_words(home: Path) -> None:
    with opened(home) as base:
        base.execute(
            "insert into django_migrations (app, name, applied) values ('surveys', '9999_later', '2030-01-01')"
        )
    for words in (["network", "list"], ["migrate"]):
        refused = run(home, *words)
        assert refused.returncode == 7
        assert "plus récente" in said(refused)


def test_a_broken_base_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "autan.sqlite3").write_bytes(b"this is no database" * 100)
    refused = run(tmp_path, "network", "list")
    assert refused.returncode in {1, 7}
    assert "Refusé" in said(refused)


def forget_last_migration(home: Path) -> None:
    """Undo, by hand, the last migration of mandates, as a home of the version before would be."""
    with opened(home) as base:
        base.execute("delete from django_migrations where app = 'sessions'")
        base.execute("drop table django_session")
