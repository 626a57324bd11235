"""No link of the documents leads nowhere."""

from pathlib import Path

import pytest

from tests.docs.pages import anchors, documents, links
from tests.repo.tree import relative


@pytest.mark.parametrize("page", documents(), ids=relative)
def test_links_of_a_page_resolve(page: Path) -> None:
    broken = []
    for target in links(page.read_text()):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists() or (anchor and anchor not in anchors(place)):
            broken.append(target)
    assert broken == []


def test_every_page_of_the_documents_can_be_reached() -> None:
    home = next(page for page in documents() if relative(page) == "docs/README.md")
    reached, waiting = {home}, [home]
    while waiting:
        page = waiting.pop()
        targets = {(page.parent / target.partition("#")[0]).resolve() for target in links(page.read_text())}
        found = {target for target in targets if target.suffix == ".md" and target.exists()} - reached
        reached |= found
        waiting += found
    pages = {page for page in documents() if relative(page).startswith("docs/")}
    assert sorted(relative(page) for page in pages - reached) == []
