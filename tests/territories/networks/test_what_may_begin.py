"""What a reader may begin and where, with which first values; which bodies are near, and who drew their contours."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from autan.ground.extension_points import Beginning, Subject
from autan.ground.registry import register
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.colours import contrast, is_colour, luminance, readable_on
from autan.territories.networks.models import Network, Outline, Territory
from autan.territories.networks.queries import beginnings, bodies
from autan.territories.networks.queries.contours import contours_credit, epci_contours, given_stamp
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.contours import SHIPPED_CREDIT
from autan.territories.perimeters.lake.register import LATEST, UnknownTerritoryError, UnknownVintageError
from tests.cast import Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE

INVENTED = "999000016"
MODELS = """
- code: court
  title: {fr: Court, en: Short}
  values: {title: {fr: "Mot de {network}", en: "Word of {network}"}, days: 3, note: {fr: seul}}
- code: long
  title: {fr: Long, en: Long}
  values: {}
"""


@pytest.fixture
def own_beginnings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A registry of this test alone, with a beginning of each subject."""
    monkeypatch.setattr("autan.ground.registry._objects", {})
    models = tmp_path / "models.yaml"
    models.write_text(MODELS, encoding="utf-8")
    coordinate, act = "territories.coordinate_network", "territories.act_for_territory"
    for more in (
        {
            "code": "people",
            "url_name": "territories:people",
            "permission": coordinate,
            "models": models,
            "part": "team",
        },
        {"code": "place", "url_name": "site:territory", "permission": act, "subject": Subject.TERRITORY},
        {"code": "home", "url_name": "site:home", "permission": coordinate, "subject": Subject.NOTHING},
        {"code": "hidden", "url_name": "territories:people", "permission": coordinate, "label": ""},
    ):
        register(Beginning(**{"rank": 1, "label": "Une chose", **more}))


@pytest.fixture
def invented(db: None) -> Territory:
    return invent_territory(
        by=None, siren=INVENTED, name="CC du Val", short_name="Val", kind=EpciKind.CC, communes=2, population=9
    )


@pytest.mark.usefixtures("own_beginnings")
def test_what_may_begin_is_offered_where_the_reader_has_the_right(
    people: Cast, network: Network, member: Territory
) -> None:
    def offered(reader: object, network: Network | None, territory: Territory | None) -> dict[str, str]:
        return {item.code: address for item, address in beginnings.open_beginnings(reader, network, territory)}

    page, place, home = reverse("territories:people", args=["essai"]), reverse("site:territory", args=[SICOVAL]), "/"
    assert offered(people.coordinator, network, member) == {"people": page, "place": place, "home": home}
    assert offered(people.coordinator, None, None) == {"home": home}
    assert offered(people.officer, network, member) == {"place": place}
    assert offered(people.reader, network, member) == offered(AnonymousUser(), network, member) == {}
    network.set_aside = ["team"]
    assert offered(people.coordinator, network, member) == {"place": place, "home": home}


@pytest.mark.usefixtures("own_beginnings")
def test_a_form_begins_with_the_values_of_its_model() -> None:
    assert [(model.code, model.title.en) for model in beginnings.models_of("people")] == [
        ("court", "Short"),
        ("long", "Long"),
    ]
    assert beginnings.models_of("place") == ()
    values = beginnings.starting_values("people", {"modele": "court"}, network="l’Est")
    assert values == {"title": "Mot de l’Est", "days": 3, "note": {"fr": "seul"}}
    with in_language("en"):
        english = beginnings.starting_values("people", {"modele": "court"}, network="the East")
    assert english["title"] == "Word of the East"
    for parameters in ({}, {"modele": "absent"}, {"modele": "long"}):
        assert beginnings.starting_values("people", parameters) == {}
    assert beginnings.find_beginning("home").subject is Subject.NOTHING


def test_a_page_is_about_what_it_names_where_the_reader_has_a_role_else_her_own(
    people: Cast, network: Network, other_network: Network, member: Territory
) -> None:
    muretain = Territory.objects.get(siren=MURETAIN)
    cases = [
        (people.officer, "/", None, (network, member)),
        (people.officer, "/reseaux/essai/equipe/", None, (network, member)),
        (people.officer, "/reseaux/voisin/", None, (network, member)),
        (people.officer, "/", other_network, (network, member)),
        (people.officer, f"/territoires/{MURETAIN}/", None, (network, member)),
        (people.coordinator, f"/territoires/{MURETAIN}/", network, (network, muretain)),
        (people.coordinator, f"/prospective/{SICOVAL}/", None, (network, member)),
        (people.coordinator, f"/autres/{SICOVAL}/", None, (network, None)),
        (people.outsider, f"/territoires/{SICOVAL}/", network, (None, None)),
    ]
    for reader, path, shown, subjects in cases:
        assert beginnings.subjects_at_hand(reader, path, shown) == subjects, (reader, path)


def test_bodies_are_those_of_the_register_else_those_declared(network: Network, invented: Territory) -> None:
    found = bodies.find_bodies([INVENTED, SICOVAL])
    assert list(found) == [INVENTED, SICOVAL], "in the order asked"
    assert (found[INVENTED].communes, found[INVENTED].population, found[INVENTED].is_invented) == (2, 9, True)
    assert bodies.find_body(SICOVAL).name == "CA du Sicoval"
    assert set(bodies.known_bodies([INVENTED, SICOVAL, "000000000"])) == {INVENTED, SICOVAL}
    assert bodies.invented_sirens([INVENTED, SICOVAL]) == {INVENTED}
    with pytest.raises(UnknownTerritoryError):
        bodies.find_bodies([SICOVAL, "000000000"])
    with pytest.raises((UnknownTerritoryError, UnknownVintageError)):
        bodies.find_bodies([INVENTED], LATEST - 1)
    Territory.objects.filter(siren=INVENTED).update(declared_communes=None)
    assert set(bodies.known_bodies([INVENTED])) == set(), "one that declares nothing"


def test_near_territories_are_those_of_ones_network_else_all_that_are_followed(
    people: Cast, network: Network, invented: Territory
) -> None:
    assert bodies.near_sirens(people.officer) == {SICOVAL, MURETAIN}
    for reader in (people.outsider, AnonymousUser(), None):
        assert bodies.near_sirens(reader) == {SICOVAL, MURETAIN, INVENTED}
    around = [epci.siren for epci in bodies.bodies_around(SICOVAL)]
    assert {SICOVAL, MURETAIN, TOULOUSE} <= set(around)
    assert "242900314" not in around, "of another department"


def test_a_territory_that_is_followed_is_found_by_its_own_names(network: Network, invented: Territory) -> None:
    assert bodies.search_bodies("CC du Val")[0].epci.siren == INVENTED
    assert [found.epci.siren for found in bodies.search_bodies(f" {SICOVAL} ")] == [SICOVAL]
    assert bodies.search_bodies("000000000") == []
    best = bodies.search_bodies("sicoval")
    assert best[0].epci.siren == SICOVAL
    assert best == sorted(best, key=lambda found: -found.score)


def test_contours_are_those_that_ship_else_those_given_with_who_drew_them(invented: Territory) -> None:
    assert [contour.code for contour in epci_contours([INVENTED, SICOVAL])] == [SICOVAL]
    assert (contours_credit([SICOVAL]), contours_credit([])) == (SHIPPED_CREDIT, None)
    assert contours_credit([INVENTED]) is None
    assert given_stamp([SICOVAL, INVENTED]) == ()
    ring = [[0, 43], [1, 43], [1, 44], [0, 43]]
    Outline.objects.create(territory=invented, polygons=[[ring]], stamp="s1", credit_fr="Ana", credit_en="Ana")
    first, second = epci_contours([INVENTED, SICOVAL])
    assert (first.code, first.name, second.code) == (INVENTED, "CC du Val", SICOVAL)
    assert contours_credit([SICOVAL, INVENTED]) == contours_credit([INVENTED]) == Text("Ana", "Ana")
    assert given_stamp([SICOVAL, INVENTED]) == (f"{INVENTED}@s1",)


def test_contrasts_are_those_of_the_rule() -> None:
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(luminance("#ff0000"), 4) == 0.2126
    assert [round(luminance(colour), 4) for colour in ("#00ff00", "#0000ff", "#0a0a0a")] == [0.7152, 0.0722, 0.003]
    assert [is_colour(text) for text in ("#1f5078", "#1F5078", "#1f507", "1f5078", "#1f50781")] == [True, *[False] * 4]
    assert readable_on("#777777", "#ffffff") < "#777777"
    assert readable_on("#777777", "#000000") > "#777777"
    assert readable_on("#000000", "#ffffff") == "#000000"
