"""Each district, and each room with a core, says in a few lines what lives in it and what may not."""

import pytest

from tests.repo.tree import PACKAGE

LONGEST_OF_A_ROOM, LONGEST_OF_A_DISTRICT = 25, 16
ROOMS = sorted({path.parent for path in PACKAGE.glob("*/*/core*") if path.stem == "core"})
DISTRICTS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


@pytest.mark.parametrize("folder", [*ROOMS, *DISTRICTS], ids=lambda folder: folder.name)
def test_a_folder_says_what_lives_in_it(folder) -> None:
    lines = (folder / "README.md").read_text().splitlines()
    assert lines[0].startswith("# ")
    assert len(lines) <= (LONGEST_OF_A_DISTRICT if folder in DISTRICTS else LONGEST_OF_A_ROOM)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda folder: folder.name)
def test_a_district_names_each_of_its_rooms_and_what_it_may_import(district) -> None:
    page = (district / "README.md").read_text()
    rooms = [path.parent.name for path in district.glob("*/__init__.py")]
    assert [room for room in rooms if f"`{room}/`" not in page] == []
    assert "\nMay import: " in page
