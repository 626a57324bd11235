"""A home of the version before opens, once a copy is kept, and loses nothing.

`earlier.sql.gz` is the base that commit 6f75df5 prepared itself, with a row in every table (see
`tools/build_earlier_home.py`).
"""

import gzip
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils.module_loading import import_string

from tests.homes import make_home

EARLIER = Path(__file__).parent / "earlier.sql.gz"
RENAMED = {
    "observatory_doubtdecision": "observatory_alertdecision",
    "journal_entry": "journal_journalentry",
    "surveys_keptentry": "surveys_unsavedentry",
    "surveys_questionnairedraft": "questionnaires_questionnairedraft",
    "surveys_questionnaireversion": "questionnaires_questionnaireversion",
}
REMARKS = ("surveys_reply", "evidence_recommendation")
OF_DJANGO = ("django_", "auth_", "account_", "sqlite_", "autan_cache")
COMMAND = "from autan.instance.cli.main import run; import sys; sys.argv[0] = 'autan'; run()"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    base = sqlite3.connect(tmp_path / "autan.sqlite3")
    base.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, str(text))))
    base.executescript(gzip.decompress(EARLIER.read_bytes()).decode())
    base.close()
    return tmp_path


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home made by this version."""
    home = tmp_path_factory.mktemp("fresh")
    make_home(home)
    return home


def autan(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"AUTAN_HOME": str(home), "PATH": "/usr/bin", "COLUMNS": "160"}
    return subprocess.run([sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, check=False, env=env)


def counts(path: Path) -> dict[str, int]:
    base = sqlite3.connect(path)
    names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names of the base itself
    base.close()
    return found


def names(path: Path, columns: dict[str, dict[str, str]]) -> dict[str, Counter[str]]:
    """How often each name is read in columns of tables: in the column, or by its key where there is one."""
    base, told = sqlite3.connect(path), {}
    for table, keys in columns.items():
        for column, key in keys.items():
            by_key = f"(SELECT name FROM individuals_individual WHERE id = {key})"  # noqa: S608 - names of the base
            rows = base.execute(f'SELECT {by_key if key else column} FROM "{table}"')  # noqa: S608 - the same
            told[f"{table}.{column}"] = Counter(name for (name,) in rows if name)
    base.close()
    return told


def name_columns(path: Path) -> dict[str, dict[str, str]]:
    """The columns of names of the version before, by table."""
    base, found = sqlite3.connect(path), {}
    for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")')]
        found[table] = {name: "" for name in columns if re.fullmatch(r".*(by|author|owner|coder)_name", name)}
    base.close()
    return {table: columns for table, columns in found.items() if columns}


def tables(path: Path) -> dict[str, tuple[set[Any], ...]]:
    """Columns, indexes and named constraints of each table."""
    base = sqlite3.connect(path)
    made = dict(base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
    found: dict[str, tuple[set[Any], ...]] = {}
    for name, sql in made.items():
        columns = {(row[1], row[2].lower(), row[3], row[5]) for row in base.execute(f'PRAGMA table_info("{name}")')}
        indexes = {
            (row[2], row[4], tuple(part[2] for part in base.execute(f'PRAGMA index_info("{row[1]}")')))
            for row in base.execute(f'PRAGMA index_list("{name}")').fetchall()
        }
        found[name] = columns, indexes, set(re.findall(r'CONSTRAINT "(\w+)" (?:CHECK|UNIQUE)', sql))
    base.close()
    return found


def assert_every_row_is_there(before: dict[str, int], after: dict[str, int]) -> None:
    ours = {name: n for name, n in before.items() if not name.startswith(OF_DJANGO) and name not in REMARKS}
    assert {RENAMED.get(name, name): n for name, n in ours.items()}.items() <= after.items()
    assert after["journal_remark"] == sum(before[name] for name in REMARKS)
    assert min(ours.values()) > 0, "every table of the version before has a row to lose"


def names_of_before(home: Path) -> dict[str, Counter[str]]:
    """How often each name is read in each column of names of the version before."""
    named = name_columns(home / "autan.sqlite3")
    del named["surveys_keptentry"]  # its one row has another name than the account that signs it
    return names(home / "autan.sqlite3", named)


def assert_every_name_is_read_by_its_key(before: dict[str, Counter[str]], home: Path) -> None:
    kept = {place: counted for place, counted in before.items() if place.partition(".")[0] not in REMARKS}
    keys: dict[str, dict[str, str]] = {}
    expected = {}
    for place, counted in kept.items():
        table, _, column = place.partition(".")
        table = RENAMED.get(table, table)
        keys.setdefault(table, {})[column] = column.replace("_name", "_id")
        expected[f"{table}.{column}"] = counted
    assert names(home / "autan.sqlite3", keys) == expected != {}


def test_what_waited_in_the_queue_of_the_version_before_still_names_a_function(fresh: Path) -> None:
    columns = {
        "id": "0" * 32,
        "status": "READY",
        "task_path": "autan.mail.actions.deliver_message",
        "args_kwargs": '{"args": [1], "kwargs": {}}',
        "queue_name": "default",
        "backend_name": "default",
        "priority": 0,
    }
    base = sqlite3.connect(fresh / "autan.sqlite3")
    base.execute("DELETE FROM django_migrations WHERE app = 'mail' AND name = '0003_tasks_by_district'")
    for _number, name, kind, is_needed, *_rest in base.execute("PRAGMA table_info(django_tasks_database_dbtaskresult)"):
        if is_needed:
            columns.setdefault(name, "2026-01-01" if kind == "datetime" else "[]" if "worker" in name else "")
    marks = ", ".join("?" * len(columns))
    names = ", ".join(columns)
    base.execute(
        f"INSERT INTO django_tasks_database_dbtaskresult ({names}) VALUES ({marks})",  # noqa: S608 - names of the base
        list(columns.values()),
    )
    base.commit()
    base.close()
    assert autan(fresh, "migrate").returncode == 0
    base = sqlite3.connect(fresh / "autan.sqlite3")
    (path,) = base.execute("SELECT task_path FROM django_tasks_database_dbtaskresult").fetchone()
    base.close()
    assert import_string(path).name == "deliver_message"


def test_a_base_of_a_later_version_is_refused_in_words(home: Path) -> None:
    base = sqlite3.connect(home / "autan.sqlite3")
    base.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('surveys', '9999_later', '2030-01-01')")
    base.commit()
    base.close()
    for words in (("edition", "list"), ("migrate",)):
        refused = autan(home, *words)
        assert refused.returncode == 7
        assert "version plus récente" in refused.stderr
