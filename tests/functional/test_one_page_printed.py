"""What is printed from the web: « En une page » on one A4, and a map under its title."""

import io

import pdfplumber
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


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_map_is_printed_under_the_title_of_its_page(new_page: PageMaker, demo_site: str, paper: str):
    page = new_page()
    page.goto(f"{demo_site}/atlas/")
    with pdfplumber.open(io.BytesIO(page.pdf(format=paper))) as document:
        first = document.pages[0].extract_text()
    assert first.count("Atlas")
    assert page.locator("figure.map figcaption").first.inner_text()[:20] in first
