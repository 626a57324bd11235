"""Territories that exist only to try the product: how they are made, and that they never mix with real ones."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure, name_place
from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.territories.networks.actions.contours import record_outlines
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_bodies, find_body, invented_sirens, search_bodies
from autan.territories.networks.queries.contours import contours_credit, epci_contours, given_stamp
from autan.territories.networks.queries.figures import network_figures, territory_figures
from autan.territories.networks.queries.networks import is_invented_network
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.core.geojson import Contour
from autan.territories.perimeters.lake.contours import SHIPPED_CREDIT
from autan.territories.perimeters.lake.register import UnknownTerritoryError

pytestmark = pytest.mark.django_db
SIREN, TOULOUSE = "999000016", "243100518"
SQUARE = ((-8.0, 45.0), (-7.0, 45.0), (-7.0, 46.0), (-8.0, 46.0), (-8.0, 45.0))


def invent(siren: str = SIREN, *, by=None, population: int = 6100) -> Territory:
    return invent_territory(
        by=by,
        siren=siren,
        name="CC du Pays de Nulle Part",
        short_name="Nulle Part",
        kind=EpciKind.CC,
        communes=17,
        population=population,
    )


@pytest.fixture
def pays():
    return invent()


def test_it_has_no_siren_that_could_be_real():
    with pytest.raises(RuleError, match="clé fausse"):
        invent(TOULOUSE)


def test_making_it_again_brings_it_up_to_date(pays):
    invent(population=6200)
    assert Territory.objects.get().declared_population == 6200


def test_it_never_enters_a_real_network(pays):
    real = create_network(by=None, slug="vrai", name=Text("Vrai", "Real"))
    ref = EvidenceRef(kind="source", key="x")
    with pytest.raises(RuleError, match="réseau inventé"):
        admit_member(by=None, network=real, territory=pays, certainty=Certainty.CONFIRMED, evidence=[ref])


def test_only_who_coordinates_makes_one(people):
    with pytest.raises(RuleError):
        invent(by=people.officer)
    assert invent(by=people.coordinator).is_invented


def test_its_numbers_are_told_to_be_made_up(pays):
    communes, population = territory_figures(SIREN)
    assert (communes.value, population.value) == (17, 6100)
    for figure in (communes, population):
        assert figure.method.name == "invented"
        assert "inventé" in figure.note.fr
        assert find_figure(figure.id, reader=OPERATOR) == figure
        assert "n’existe pas" in describe_one(figure.evidence[0], reader=OPERATOR).note.fr
    assert name_place(SIREN) == "CC du Pays de Nulle Part"


def test_it_exists_in_the_latest_vintage_alone(pays):
    with pytest.raises(UnknownTerritoryError):
        find_body(SIREN, 2020)


def test_bodies_come_in_the_order_asked(pays, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(find_bodies([SIREN, TOULOUSE])) == [SIREN, TOULOUSE]
    with django_assert_num_queries(0):
        find_bodies([TOULOUSE])
    with pytest.raises(UnknownTerritoryError):
        find_bodies([TOULOUSE, "999000024"])


def test_which_are_invented(pays, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert invented_sirens([SIREN, TOULOUSE, "999000024"]) == {SIREN}
    with django_assert_num_queries(0):
        assert invented_sirens([TOULOUSE]) == frozenset()
    create_network(by=None, slug="nulle-part", name=Text("Rien", "Nothing"), is_invented=True)
    assert is_invented_network("nulle-part")
    assert not is_invented_network("ailleurs")


def test_search_finds_it_beside_the_real_ones(pays):
    (found,) = search_bodies("nulle part")
    assert (found.epci.siren, found.epci.is_invented) == (SIREN, True)
    assert [body.epci.siren for body in search_bodies(SIREN)] == [SIREN]
    assert not any(body.epci.is_invented for body in search_bodies("toulouse"))
    assert search_bodies(" ") == []


def test_a_network_adds_its_invented_members(pays):
    network = create_network(by=None, slug="nulle-part", name=Text("Rien", "Nothing"), is_invented=True)
    other = invent("999000024", population=900)
    for territory in (pays, other):
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    assert [figure.value for figure in network_figures("nulle-part")] == [34, 7000]


def test_a_given_contour_is_read_with_those_that_ship(pays):
    credit = Text("Dessin à la main.", "Drawn by hand.")
    drawn = Contour(code=SIREN, name="", polygons=((SQUARE,),))
    assert record_outlines(by=None, contours=[drawn], credit=credit) == 1
    assert record_outlines(by=None, contours=[drawn], credit=credit) == 0
    found = epci_contours([SIREN, TOULOUSE, "999000024"])
    assert [contour.code for contour in found] == [SIREN, TOULOUSE]
    assert found[0].polygons == drawn.polygons
    assert contours_credit([TOULOUSE, SIREN]) == credit
    assert contours_credit([TOULOUSE]) == SHIPPED_CREDIT


def test_a_contour_is_replaced_by_another(pays):
    credit = Text("Dessin.", "Drawing.")
    record_outlines(by=None, contours=[Contour(code=SIREN, name="", polygons=((SQUARE,),))], credit=credit)
    before = given_stamp([SIREN, TOULOUSE, "31555"])
    assert given_stamp([TOULOUSE]) == ()
    moved = tuple((x + 0.5, y) for x, y in SQUARE)
    assert record_outlines(by=None, contours=[Contour(code=SIREN, name="", polygons=((moved,),))], credit=credit) == 1
    assert epci_contours([SIREN])[0].bounds == (-7.5, 45.0, -6.5, 46.0)
    assert given_stamp([SIREN, TOULOUSE, "31555"]) != before


def test_a_contour_of_nobody_is_refused(pays):
    with pytest.raises(UnknownTerritoryError):
        record_outlines(
            by=None,
            contours=[Contour(code="999000024", name="", polygons=((SQUARE,),))],
            credit=Text("x", "x"),
        )
