"""A backup made while people write holds all that was acknowledged, and is restored elsewhere, on either engine."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.functional.demonstration import AUTAN, environment_of
from tests.homes import make_home
from tests.instance.backup import writers
from tests.instance.backup.postgres import new_database

pytestmark = pytest.mark.xdist_group("backup")  # one home and one backup for all
PASSPHRASE = "quatre mots au hasard"


def autan(home: Path, *words: object, code: int = 0, **variables: str) -> str:
    done = subprocess.run(
        [AUTAN, *map(str, words)],
        env=environment_of(home) | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an account, its document and a table of the lake."""
    home = tmp_path_factory.mktemp("homes") / "home"
    make_home(home)
    (home / "lake").mkdir(exist_ok=True)
    (home / "lake" / "table.parquet").write_bytes(os.urandom(300_000))
    (home / "editions").mkdir()
    (home / "editions" / "2026.pdf").write_bytes(b"%PDF-")
    (home / "cache").mkdir()
    (home / "cache" / "page").write_text("made again")
    (home / "secret-key").write_text("k" * 50)
    return home


@pytest.fixture(scope="module")
def backup(written: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A backup made while a hundred people wrote, and what was acknowledged before it began."""
    target = tmp_path_factory.mktemp("backups") / "autan.instance.backup"
    log = target.with_suffix(".log")
    with log.open("wb") as output, target.with_suffix(".errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, writers.__file__],
            env=environment_of(written),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=errors,
        )
    while len(acknowledged := set(log.read_text().splitlines()[:-1])) <= 20:
        assert process.poll() is None
        time.sleep(0.1)
    autan(written, "backup", target)
    assert len(log.read_text().splitlines()) > len(acknowledged), "people wrote during the backup"
    process.communicate(timeout=120)
    assert process.returncode == 0
    return target, acknowledged


def lines_of(home: Path) -> set[str]:
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base:
        return {name for (name,) in base.execute("SELECT object_id FROM journal_journalentry")}


def test_a_hundred_people_who_write_during_a_backup_lose_nothing(written: Path, backup: tuple[Path, set[str]]) -> None:
    acknowledged = backup[0].with_suffix(".log").read_text().splitlines()
    assert {line.partition("-")[0] for line in acknowledged} == {str(rank) for rank in range(writers.WRITERS)}
    assert set(acknowledged) <= lines_of(written)
    assert backup[0].with_suffix(".errors").read_text() == "", "nobody was refused"


def test_what_was_acknowledged_is_restored_elsewhere(backup: tuple[Path, set[str]], tmp_path: Path) -> None:
    file, acknowledged = backup
    home = tmp_path / "elsewhere"
    autan(home, "restore", file)
    assert acknowledged <= lines_of(home)
    assert (home / "editions" / "2026.pdf").read_bytes() == b"%PDF-"
    assert (home / "secret-key").read_text() == "k" * 50
    assert not (home / "cache").exists()
    assert home.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.iterdir())
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "any tool can check the base"
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_backup_is_restored_in_a_folder_that_is_there_and_empty(
    backup: tuple[Path, set[str]], tmp_path: Path
) -> None:
    """As the volume of a container, or a folder in which a command was run before."""
    file, acknowledged = backup
    volume, used = tmp_path / "volume", tmp_path / "used"
    for home in (volume, used):
        home.mkdir()
    autan(used, "backup", "--check", file)
    assert [path.name for path in used.iterdir()] == ["secret-key"]
    for home in (volume, used):
        autan(home, "restore", file)
        assert acknowledged <= lines_of(home)
        assert (home / "secret-key").read_text() == "k" * 50
        assert home.stat().st_mode & 0o077 == 0
        assert "dossier vide" in autan(home, "restore", file, code=6)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("à garder")
    assert "dossier vide" in autan(tmp_path / "other", "restore", file, code=6)


def test_a_folder_that_could_not_be_filled_is_left_empty(backup: tuple[Path, set[str]], tmp_path: Path) -> None:
    short, home = tmp_path / "short", tmp_path / "volume"
    with tarfile.open(backup[0]) as tar, tarfile.open(short, "w:gz") as other:
        for member in tar:
            content = tar.extractfile(member)
            data = content.read() if content else b""
            if member.name == "manifest.json":
                manifest = json.loads(data)
                manifest["tables"]["journal.journalentry"] += 1
                data = json.dumps(manifest).encode()
                member.size = len(data)
            other.addfile(member, io.BytesIO(data))
    home.mkdir()
    assert "n’a pas pu être restaurée" in autan(home, "restore", short, code=5)
    assert list(home.iterdir()) == []
    autan(home, "restore", backup[0])
    assert backup[1] <= lines_of(home)


@pytest.fixture
def database() -> Iterator[str]:
    with new_database() as address:
        yield address


def test_a_backup_goes_to_the_other_engine_and_back(
    backup: tuple[Path, set[str]], tmp_path: Path, database: str
) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    autan(there, "restore", backup[0], DATABASE_URL=database)
    again = tmp_path / "again.backup"
    autan(there, "backup", again, DATABASE_URL=database)
    autan(back, "restore", again)
    assert backup[1] <= lines_of(back)
    first, second = (rows_of(file) for file in (backup[0], again))
    assert first == second


def rows_of(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        members = [member for member in tar if member.name != "manifest.json"]
        return {member.name: content.read() for member in members if (content := tar.extractfile(member))}


def test_a_restored_base_numbers_new_lines_after_the_last(
    backup: tuple[Path, set[str]], tmp_path: Path, database: str
) -> None:
    autan(tmp_path / "there", "restore", backup[0], DATABASE_URL=database)
    done = subprocess.run(
        [sys.executable, writers.__file__],
        env=environment_of(tmp_path / "there") | {"DATABASE_URL": database},
        capture_output=True,
        input=b"",
        check=False,
    )
    assert done.returncode == 0
    assert b"Error" not in done.stderr


def test_a_backup_is_checked_and_a_changed_byte_is_seen(backup: tuple[Path, set[str]], tmp_path: Path) -> None:
    file = backup[0]
    assert "intacte" in autan(tmp_path, "backup", "--check", file)
    assert json.loads(subprocess_json(tmp_path, file))["engine"] == "sqlite"
    damaged = tmp_path / "damaged"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    autan(tmp_path, "backup", "--check", damaged, code=5)
    autan(tmp_path / "new", "restore", damaged, code=5)
    assert not (tmp_path / "new").exists(), "nothing is written from a damaged backup"


def subprocess_json(home: Path, file: Path) -> str:
    done = subprocess.run(
        [AUTAN, "backup", "--check", file, "--json"], env=environment_of(home), capture_output=True, check=True
    )
    return done.stdout.decode()


def test_a_backup_with_a_passphrase_opens_with_it_alone(written: Path, tmp_path: Path) -> None:
    file = tmp_path / "sealed"
    autan(written, "backup", file, "--encrypt", AUTAN_BACKUP_PASSPHRASE=PASSPHRASE)
    assert file.read_bytes().startswith(b"age-encryption.org/")
    assert file.stat().st_mode & 0o077 == 0
    autan(tmp_path, "backup", "--check", file, AUTAN_BACKUP_PASSPHRASE=PASSPHRASE)
    autan(tmp_path, "backup", "--check", file, code=5, AUTAN_BACKUP_PASSPHRASE="une autre")
    autan(tmp_path / "home", "restore", file, AUTAN_BACKUP_PASSPHRASE=PASSPHRASE)
    assert (tmp_path / "home" / "lake" / "table.parquet").read_bytes() == (
        written / "lake" / "table.parquet"
    ).read_bytes()


def test_what_would_be_lost_is_refused(written: Path, backup: tuple[Path, set[str]], tmp_path: Path) -> None:
    file = backup[0]
    assert "existe déjà" in autan(written, "backup", file, code=6)
    assert "dossier vide" in autan(written, "restore", file, code=6)
    assert "n’est pas un fichier" in autan(written, "restore", tmp_path / "none", code=6)
    (tmp_path / "text").write_text("ceci n’est pas une sauvegarde")
    autan(tmp_path / "home", "restore", tmp_path / "text", code=5)


def test_a_name_that_leaves_the_home_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hostile"
    with tarfile.open(file, "w:gz") as tar:
        info = tarfile.TarInfo("files/../../outside")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    assert "inattendu" in autan(tmp_path / "home", "restore", file, code=5)
    assert not (tmp_path.parent / "outside").exists()


def test_a_backup_of_a_later_version_is_refused(backup: tuple[Path, set[str]], tmp_path: Path) -> None:
    file = tmp_path / "later"
    with tarfile.open(backup[0]) as tar, tarfile.open(file, "w:gz") as other:
        for member in tar:
            content = tar.extractfile(member)
            data = content.read() if content else b""
            if member.name == "manifest.json":
                manifest = json.loads(data)
                manifest["migrations"].append(["surveys", "9999_later"])
                data = json.dumps(manifest).encode()
                member.size = len(data)
            other.addfile(member, io.BytesIO(data))
    assert "plus récente" in autan(tmp_path / "home", "restore", file, code=5)


MESSAGES = """
import django
django.setup()
from django.utils import timezone
from autan.people.mail.actions import queue_message
from autan.people.mail.models import OutgoingMessage
from django_tasks_db.models import DBTaskResult
for status in ("queued", "sending", "retrying", "sent", "written", "failed"):
    message = queue_message(kind="essai", to=f"{status}@exemple.fr", subject=f"Objet {status}", body="Bonjour")
    done = None if status in ("queued", "sending", "retrying") else timezone.now()
    OutgoingMessage.objects.filter(pk=message.pk).update(status=status, done_at=done)
DBTaskResult.objects.update(status="SUCCESSFUL")
"""


def messages_of(home: Path) -> dict[str, tuple[object, ...]]:
    columns = "subject, message_id, content, attempts, queued_at, status, done_at, error"
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base:
        rows = base.execute(f"SELECT {columns} FROM mail_outgoingmessage ORDER BY id")  # noqa: S608 - our own names
        return {row[0].removeprefix("Objet "): row[1:] for row in rows}


def test_messages_come_back_as_they_were_and_none_leaves_twice(written: Path, tmp_path: Path) -> None:
    """What left, or was given up, stays so; what waited is kept whole, said not to have left, and not sent."""
    home, back, file = tmp_path / "home", tmp_path / "back", tmp_path / "messages.backup"
    shutil.copytree(written, home)
    variables = environment_of(home) | {"DJANGO_SETTINGS_MODULE": "autan.instance.project.settings"}
    subprocess.run([sys.executable, "-c", MESSAGES], env=variables, check=True)
    autan(home, "backup", file)
    autan(back, "restore", file)
    before, after = messages_of(home), messages_of(back)
    assert {status: kept[:4] for status, kept in before.items()} == {status: kept[:4] for status, kept in after.items()}
    over = ("sent", "written", "failed")
    assert [before[status] for status in over] == [after[status] for status in over]
    assert {after[status][4] for status in ("queued", "sending", "retrying")} == {"failed"}
    assert all("n’était pas parti" in str(after[status][6]) for status in ("queued", "sending", "retrying"))
    autan(back, "mail", "send")
    assert messages_of(back) == after, "a restored home sends nothing by itself"
    with closing(sqlite3.connect(back / "autan.sqlite3")) as base:
        assert base.execute("SELECT count(*) FROM django_tasks_database_dbtaskresult").fetchone() == (0,)


TOO_LONG = "INSERT INTO individuals_individual (id, name, network, is_doubtful) VALUES (99, hex(zeroblob(500)), '', 0)"


def test_a_value_that_the_other_engine_would_refuse_is_named(written: Path, tmp_path: Path) -> None:
    """A row of before the limits were held on SQLite."""
    home = tmp_path / "before"
    shutil.copytree(written, home)
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base, base:
        assert "autan_limits" in refusal_of(base, TOO_LONG)
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute(TOO_LONG)
    file = tmp_path / "before.backup"
    assert "individuals.individual 99 name" in autan(home, "backup", file, code=1)
    assert "individuals.individual 99 name" in autan(home, "backup", "--check", file, code=1)


def refusal_of(base: sqlite3.Connection, statement: str) -> str:
    with pytest.raises(sqlite3.IntegrityError) as refusal:
        base.execute(statement)
    return str(refusal.value)
