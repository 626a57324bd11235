"""Several writers of the lake at once, writers that are killed, and content that comes back after it was replaced."""

import subprocess
import sys
import threading
from pathlib import Path

import polars as pl
import pytest

from autan.opendata.sources.lake import snapshots
from autan.opendata.sources.lake.locks import lock_source
from autan.opendata.updates.actions.snapshots import adopt_shipped_tables, write_table
from autan.people.journal.models import JournalEntry
from tests.opendata.observatory.making import add_file, cell

HOLDER = """
import sys, time
from pathlib import Path
from autan.opendata.sources.lake.locks import lock_source
with lock_source(Path(sys.argv[1])):
    (Path(sys.argv[1]) / ".coming-x").mkdir()
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_writer_waits_for_another_and_sweeps_what_a_killed_one_left(tmp_path):
    folder = tmp_path / "ore-communes"
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "held\n"
    entered = threading.Event()

    def enter():
        with lock_source(folder), lock_source(folder):
            entered.set()

    worker = threading.Thread(target=enter)
    worker.start()
    assert not entered.wait(0.2)
    other.kill()
    other.communicate()
    worker.join(10)
    assert entered.is_set()
    assert list(folder.iterdir()) == []


@pytest.mark.django_db
def test_content_that_comes_back_is_in_use_again_and_what_ships_is_not_put_back(shipped, tmp_path):
    def add(value):
        file = tmp_path / "dpe.csv"
        file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", value))
        return add_file(source="ademe-dpe", file=file, keeps_others=False)

    def in_use():
        return next(snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == "ademe-dpe")

    first, second = add("11"), add("12")
    assert in_use() == second
    third = add("11")
    assert (in_use(), third.name, third.card.checksum) == (third, f"{first.name}-2", first.card.checksum)
    assert add("11") == third
    assert [add(value).name for value in ("12", "11")] == [f"{second.name}-2", f"{first.name}-3"]
    used = in_use()
    adopt_shipped_tables(by=None)
    assert in_use() == used
    assert JournalEntry.objects.filter(act="adopt_snapshot", object_id=f"ademe-dpe/{used.name}").count() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is there on Linux only")
def test_a_full_disk_is_an_error_of_the_system():
    with pytest.raises(OSError, match="full"):
        write_table(pl.DataFrame({"a": [1, 2, 3]}), Path("/dev/full"))
