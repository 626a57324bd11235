"""The pictures of the guide: each is light, shown once with its words, and taken by the script that stays."""

import re

from tests.docs.pages import read
from tools.build_guide_pictures import FOLDER, HEAVIEST, PICTURES


def test_each_picture_is_light_and_no_other_is_kept() -> None:
    kept = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(kept) == {f"{picture.name}.webp" for picture in PICTURES}
    assert {name for name, weight in kept.items() if weight > HEAVIEST} == set()


def test_each_picture_is_shown_with_its_words_on_its_page() -> None:
    for picture in PICTURES:
        page = read(f"docs/guide/{picture.guide}.md")
        assert re.search(rf"!\[[^\]]{{15,}}\]\(\.\./images/guide/{picture.name}\.webp\)", page), picture.name
