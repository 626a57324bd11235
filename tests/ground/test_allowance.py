"""How often a program may ask: one count for all the processes of a machine."""

import os
import subprocess
import sys
from pathlib import Path

from autan.ground.allowance import seconds_to_wait

ASK = """
import sys
import django
django.setup()
from pathlib import Path
from autan.ground.allowance import seconds_to_wait
for _ in range(3):
    print(seconds_to_wait(Path(sys.argv[1]), "ada", limit=4, now=61.0))
"""


def test_the_next_minute_begins_anew_and_callers_are_counted_apart(tmp_path: Path) -> None:
    counts = tmp_path / "cache" / "counts"
    assert [seconds_to_wait(counts, "ada", limit=1, now=now) for now in (60.0, 61.0, 120.0)] == [0, 59, 0]
    assert seconds_to_wait(counts, "bob", limit=1, now=121.0) == 0


def test_two_processes_count_together(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK, str(tmp_path / "counts")]
    home = {
        **os.environ,
        "AUTAN_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "autan.instance.project.settings",
    }
    answers = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=home).stdout.split() for _ in range(2)
    ]
    assert answers == [["0", "0", "0"], ["0", "59", "59"]]


def test_where_nothing_can_be_written_nobody_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert seconds_to_wait(tmp_path / "file" / "counts", "ada", limit=0, now=61.0) == 0


def test_a_clock_that_jumps_shuts_nobody_out(tmp_path: Path) -> None:
    """An hour back, a year ahead, then right again: each time a new minute begins."""
    counts, hour, year = tmp_path / "counts", 3_600.0, 31_536_000.0
    for now in (year, year - hour, 2 * year, year):
        assert [seconds_to_wait(counts, "ada", limit=1, now=now + second) for second in (0, 1)] == [0, 59]
