"""Contours that somebody gives: thinned, kept by territory or by department, credited, refused to others."""

import json

import pytest

from autan.ground.errors import NotAllowedError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.contours import keep_contours, record_outlines
from autan.territories.networks.models import Network, Outline
from autan.territories.networks.queries.contours import commune_contours, communes_credit, given_stamp
from autan.territories.perimeters.core.geojson import Contour
from autan.territories.perimeters.lake.contours import (
    SHIPPED_CREDIT,
    UNTOLD_CREDIT,
    commune_file,
    credits_file,
    given_credits,
)
from autan.territories.perimeters.lake.register import UnknownTerritoryError
from tests.cast import Cast
from tests.territories.networks.conftest import SICOVAL

BREST = "242900314"
AGENCY, OFFICE = Text("Contours : agence.", "Outlines: agency."), Text("Contours : office.", "Outlines: office.")


def square(code: str, size: float = 1.0) -> Contour:
    ring = ((0.0, 43.0), (size / 2, 43.00001), (size, 43.0), (size, 44.0), (0.0, 44.0), (0.0, 43.0))
    return Contour(code=code, name=code, polygons=((ring,),))


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.AUTAN_HOME = tmp_path


def test_contours_of_epci_go_with_their_territory(people: Cast, network: Network) -> None:
    kept = keep_contours(by=people.coordinator, contours=[square(SICOVAL), square(BREST)], credit=AGENCY)
    assert (kept.epci, kept.communes, kept.left_out) == (1, 0, (BREST,))
    outline = Outline.objects.get()
    assert (str(outline), outline.credit_fr) == ("Contour : CA du Sicoval", AGENCY.fr)
    assert len(outline.polygons[0][0]) == 5, "the point that a map does not show is left out"
    assert keep_contours(by=None, contours=[square(SICOVAL)], credit=AGENCY).epci == 1
    assert JournalEntry.objects.filter(act="record_outlines").count() == 1, "the same again writes nothing"
    keep_contours(by=None, contours=[square(SICOVAL)], credit=OFFICE)
    assert Outline.objects.get().credit_fr == OFFICE.fr


def test_contours_of_communes_are_kept_by_department(people: Cast, network: Network) -> None:
    first = keep_contours(by=people.coordinator, contours=[square("29019"), square("35238")], credit=AGENCY)
    assert (first.communes, commune_file("29019").name) == (2, "communes-29.geojson")
    assert [contour.code for contour in commune_contours(BREST)] == ["29019"]
    keep_contours(by=None, contours=[square("29061")], credit=OFFICE)
    assert [contour.code for contour in commune_contours(BREST)] == ["29019", "29061"]
    assert communes_credit(["31555", "29019", "29061", "29999"]).fr == f"{SHIPPED_CREDIT.fr} {AGENCY.fr} {OFFICE.fr}"
    assert given_stamp(["29019", "31555", SICOVAL])[0].startswith("communes-29.geojson@")
    entry = JournalEntry.objects.filter(act="keep_contours").latest("id")
    assert entry.summary == "Contours de communes enregistrés\u00a0: 1 (Contours : office.)"


def test_a_file_that_does_not_say_who_drew_it_says_so(network: Network) -> None:
    keep_contours(by=None, contours=[square("29019")], credit=AGENCY)
    path = commune_file("29019")
    credits_file(path).write_text("{", encoding="utf-8")
    assert given_credits(path) == {}
    assert communes_credit(["29019"]) == UNTOLD_CREDIT
    assert json.loads(path.read_text(encoding="utf-8"))["features"][0]["properties"]["nom"] == "29019"


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider"])
def test_the_others_give_none(people: Cast, name: str) -> None:
    with pytest.raises(NotAllowedError):
        keep_contours(by=getattr(people, name), contours=[square(SICOVAL), square("29019")], credit=AGENCY)
    assert not Outline.objects.exists()
    assert not commune_file("29019").exists()


def test_an_outline_is_that_of_a_territory_that_is_followed(network: Network) -> None:
    with pytest.raises(UnknownTerritoryError):
        record_outlines(by=None, contours=[square(SICOVAL), square(BREST)], credit=AGENCY)
    assert not Outline.objects.exists()
