"""Drawings outside editions in the pages of others: read for nobody in particular, whoever signed in."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from autan.people.accounts.models import Person

ATLAS = "atlas-network-ghg-per-inhabitant-2016-map"
PLACE = f"/integrer/pages/atlas/?dessin={ATLAS}"
GAS = "observatory.243100518.gas_total.2024"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_map_outside_an_edition_may_be_framed_and_has_a_picture(program: Client, prefix: str) -> None:
    page = program.get(f"{prefix}{PLACE}")
    assert page.status_code == 200
    assert "X-Frame-Options" not in page.headers
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert f'href="{prefix}/atlas/"' in page.content.decode()
    picture = program.get(f"{prefix}{PLACE}&fichier=svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert program.get(f"{prefix}{PLACE}", headers={"if-none-match": page.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "asked",
    ["atlas/?dessin=nothing", "atlas/", "nothing/?dessin=x", "bureau/?dessin=x", "journal/?dessin=x", f"atlas/{ATLAS}"],
)
def test_what_is_not_public_or_not_there_is_not_found(cast: object, program: Client, asked: str) -> None:
    program.force_login(cast.coordinator)  # type: ignore[attr-defined]  # the cast is made by the tests
    response = program.get(f"/integrer/pages/{asked}")
    assert (response.status_code, response.headers["X-Frame-Options"]) == (404, "DENY")


ALONE, CODE = "integrer/pages/", "integrer/?page=/"
WITHOUT_END = {
    "drawings": f"/{ALONE * 200}atlas/?dessin={ATLAS}",
    "drawings of nothing": f"/{ALONE * 200}",
    "in English": f"/en/{ALONE * 200}atlas/?dessin={ATLAS}",
    "code of drawings": f"/{CODE}{ALONE * 200}atlas/&dessin={ATLAS}",
    "codes": f"/{CODE * 400}atlas/&dessin={ATLAS}",
    "one in another": f"/{ALONE}{CODE}{ALONE}atlas/&dessin={ATLAS}",
}


@pytest.mark.parametrize("address", WITHOUT_END.values(), ids=WITHOUT_END)
def test_a_drawing_of_drawings_without_end_is_not_found_and_says_so(program: Client, address: str) -> None:
    program.raise_request_exception = False
    answer = program.get(address)
    assert answer.status_code == 404
    assert any(words in answer.content.decode() for words in ("Cette page n’existe pas", "This page does not exist"))


@pytest.mark.parametrize("name", ["dessin", "fichier", "annee", "page", "chiffre"])
@pytest.mark.parametrize("place", [PLACE, f"/integrer/?page=/atlas/&dessin={ATLAS}"])
def test_a_parameter_two_hundred_times_is_no_fault_of_the_site(program: Client, place: str, name: str) -> None:
    program.raise_request_exception = False
    value = ATLAS if name == "dessin" else "2016"
    assert program.get(place + f"&{name}={value}" * 200).status_code in {200, 404}


def test_each_drawing_and_each_figure_leads_to_its_code(program: Client) -> None:
    assert f"dessin={ATLAS}" in program.get("/atlas/").content.decode()
    assert f"/integrer/?chiffre={GAS}" in program.get(f"/preuves/{GAS}/").content.decode()
    assert "/integrer/?" not in program.get(PLACE).content.decode()


@pytest.mark.parametrize(("prefix", "other"), [("", "/en"), ("/en", "")])
def test_the_code_of_a_page_of_the_other_language_is_given_in_this_one(
    program: Client, prefix: str, other: str
) -> None:
    page = program.get(f"{prefix}/integrer/?{urlencode({'page': f'{other}/atlas/', 'dessin': ATLAS})}")
    assert f"http://testserver{prefix}{PLACE}" in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ({"chiffre": GAS}, [f"/integrer/chiffres/{GAS}/", f"/integrer/chiffres/{GAS}.svg"]),
        ({"page": "/atlas/", "dessin": ATLAS}, [PLACE, f"{PLACE}&amp;fichier=svg"]),
        (
            {"page": "/syntheses/2026/illustrations/production_by_source/", "dessin": "production_by_source"},
            ["/integrer/editions/2026/production_by_source/", "/integrer/aujourdhui/2026/production_by_source/"],
        ),
    ],
)
def test_the_code_gives_addresses_that_answer(program: Client, asked: dict[str, str], addresses: list[str]) -> None:
    page = program.get(f"/integrer/?{urlencode(asked)}").content.decode()
    for address in addresses:
        assert f"http://testserver{address}" in page
        assert program.get(address.replace("&amp;", "&")).status_code == 200
    (title,) = re.findall("<title>(.*?) · ", program.get(addresses[0]).content.decode())
    assert f'title="{title}"' in html.unescape(page), "a screen reader names the frame"


def test_the_code_of_nothing_is_not_found(program: Client) -> None:
    for query in ("", "?chiffre=nothing", "?page=/atlas/&dessin=nothing", "?page=//evil.example/&dessin=x"):
        assert program.get(f"/integrer/{query}").status_code == 404


@pytest.mark.parametrize("page", ["/", "/territoires/", "/atlas/", "/atlas/?network=nothing"])
def test_pages_of_the_reader_s_network_lead_to_the_code_of_drawings_that_all_read(program: Client, page: str) -> None:
    program.force_login(Person.objects.get(email="coordination-essai@exemple.fr"))
    ways = set(re.findall(r'href="(/integrer/[^"]+)"', program.get(page).content.decode()))
    assert ways
    assert {program.get(html.unescape(way)).status_code for way in ways} == {200}
