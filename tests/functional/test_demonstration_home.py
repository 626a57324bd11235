"""The demonstration has a home of its own, touches nobody's, and removes what it made alone."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.functional.demonstration import AUTAN, environment_of
from tests.homes import make_home


def demo(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    words = [AUTAN, "demo", "--no-serve", *options]
    return subprocess.run(words, env=environment_of(home), capture_output=True, text=True, check=False)


def add_network(home: Path) -> None:
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base, base:
        base.execute(
            "INSERT INTO territories_network (slug, name_fr, name_en, description_fr, description_en, gaps, "
            "is_invented, is_bilingual, sender_name, reply_to, colour, time_zone, set_aside) "
            "VALUES ('le-mien', 'Le mien', 'Mine', '', '', '[]', 0, 1, '', '', '', '', '[]')"
        )


def test_a_home_that_the_demonstration_did_not_make_is_refused_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_home(home)
    before = (home / "autan.sqlite3").read_bytes()
    for options in ((), ("--reset",)):
        refused = demo(home, *options)
        assert refused.returncode == 6
        assert "n’a pas été faite par la démonstration" in " ".join(refused.stderr.split())
    assert (home / "autan.sqlite3").read_bytes() == before
    assert not (home / "demonstration.json").exists()


def test_without_a_home_it_has_its_own(prepared_demonstration: Path) -> None:
    assert [path.name for path in prepared_demonstration.parent.iterdir()] == ["autan-demo"]
    own = (prepared_demonstration, *prepared_demonstration.iterdir())
    assert all(path.stat().st_mode & 0o077 == 0 for path in own)


def test_reset_removes_what_it_made_alone(prepared_demonstration: Path, tmp_path: Path) -> None:
    home = tmp_path / "autan-demo"
    shutil.copytree(prepared_demonstration, home)
    (home / "mes-notes.txt").write_text("à moi")
    add_network(home)
    refused = demo(home, "--reset")
    assert refused.returncode == 6
    assert "« Le mien »" in " ".join(refused.stderr.split())
    assert (home / "lake").is_dir()
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base, base:
        base.execute("DELETE FROM territories_network WHERE slug = 'le-mien'")
    # once the first step is done, the rest is what `prepared_demonstration` waits for
    words = [AUTAN, "demo", "--no-serve", "--reset"]
    with subprocess.Popen(words, env=environment_of(home), stdout=subprocess.PIPE, text=True) as again:
        assert again.stdout is not None
        assert "✓" in again.stdout.readline()
        again.kill()
    assert (home / "mes-notes.txt").read_text() == "à moi"
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base:
        (editions,) = base.execute("SELECT count(*) FROM synthesis_edition").fetchone()
    assert editions == 0
