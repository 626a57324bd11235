"""What a whole room of documents costs: under 600 lines, in files of its own alone, with all that a room does."""

import re
import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parent.parent / "equipment"
MOST_LINES = 600
OF_THE_TRIAL = {"journey.py", "settings.py"}


def test_a_room_of_documents_is_written_in_few_lines():
    files = [path for kind in ("*.py", "*.html", "*.csv") for path in ROOM.rglob(kind) if path.name not in OF_THE_TRIAL]
    assert {path.name for path in files} >= {"core.py", "actions.py", "views.py", "item.html", "published.csv"}
    assert sum(len(path.read_text().splitlines()) for path in files) < MOST_LINES


def test_its_words_are_set_as_those_of_the_house():
    """A room that is copied from it would be refused for them."""
    texts = {path for kind in ("*.py", "*.html", "*.csv") for path in ROOM.rglob(kind)}
    files = [path for path in texts if path.name not in OF_THE_TRIAL]
    assert [path.name for path in files if re.search(r"« | [;!?»](?!=)", path.read_text())] == []


def test_it_lives_beside_the_others_without_a_change_in_them():
    # apart: what a room registers stays, and would show on the pages of every other test
    words = ["-m", "pytest", str(ROOM / "journey.py"), "--ds", "tests.equipment.settings", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [sys.executable, *words, "-q", "-n", "0"], capture_output=True, text=True, check=False, cwd=ROOM.parent.parent
    )
    assert run.returncode == 0, run.stdout[-5_000:]
