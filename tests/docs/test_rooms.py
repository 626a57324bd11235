"""Each room with a core says in a few lines what lives in it and what may not."""

import pytest

from tests.repo.tree import PACKAGE

LONGEST = 25
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/core"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_lives_in_it(room) -> None:
    page = room / "README.md"
    assert page.is_file()
    lines = page.read_text().splitlines()
    assert lines[0].startswith("# ")
    assert len(lines) <= LONGEST
