"""« En une page », printed from the web: one A4, for a territory as for a network."""

import io

import pikepdf
import pytest

from tests.functional.conftest import PageMaker

NETWORK, MEMBER, INVENTED = "reseaux/dialogue-toulouse", "territoires/243100518", "territoires/999000016"


@pytest.mark.parametrize("place", [NETWORK, MEMBER, INVENTED])
def test_one_page_is_printed_on_one_page(new_page: PageMaker, demo_site: str, place: str):
    page = new_page()
    page.goto(f"{demo_site}/{place}/en-une-page/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert len(document.pages) == 1
