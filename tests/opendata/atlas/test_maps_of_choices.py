"""A map of a choice: its classes, dates at one scale, two ratios crossed, what is said when it cannot be made."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import MapKind
from autan.opendata.atlas.core.atlas_choices import AtlasChoice, Extent
from autan.opendata.atlas.presenters.atlas_maps import atlas_map, maps_by_date
from autan.opendata.atlas.queries import peers_of, profile_of, resources_of
from autan.opendata.observatory.queries.compared_places import dates_of
from autan.territories.charts.core import ClassificationMethod
from tests.opendata.atlas.test_files_of_places import NANTES, NOBODY, SICOVAL, TOULOUSE, a_member

MEMBERS = tuple(
    a_member(siren, name)
    for siren, name in ((TOULOUSE, "Toulouse"), (SICOVAL, "Sicoval"), ("200072643", "Comminges"), ("200066926", "Auch"))
)
RATIO, TOTAL, LABELS = "ghg_per_inhabitant", "ghg_total", "dpe_f_g_share"


@pytest.fixture(autouse=True)
def _lake(db, read_lake) -> None:
    """Every table that ships, and a database without own values."""


def a_choice(indicator: str = RATIO, **changes) -> AtlasChoice:
    date = changes.pop("date", next(iter(dates_of(indicator)), ""))
    return AtlasChoice(**{"network": "essai", "indicator": indicator, "date": date, **changes})


def test_a_ratio_has_classes_that_hold_each_known_place_once():
    made = atlas_map(a_choice(), MEMBERS)
    assert made.spec.kind is MapKind.CHOROPLETH
    assert sum(part.count for part in made.spec.classes) == len(made.shown.known)
    assert made.trouble == ""
    assert made.spec.id == "atlas-network-ghg-per-inhabitant-2016-map"


def test_a_total_has_circles_and_no_class():
    made = atlas_map(a_choice(TOTAL), MEMBERS)
    assert (made.spec.kind, made.spec.classes, made.spec.largest) == (MapKind.SYMBOLS, (), None)


def test_classes_that_cannot_be_made_are_replaced_by_the_usual_ones_and_said():
    wrong = replace(a_choice(), method=ClassificationMethod.MANUAL, breaks=())
    made = atlas_map(wrong, MEMBERS)
    assert made.trouble
    assert made.spec.classes == atlas_map(a_choice(), MEMBERS).spec.classes


def test_what_nobody_knows_there_is_no_map():
    assert atlas_map(a_choice(), [a_member(NOBODY)]) is None
    assert atlas_map(a_choice(date="1999"), MEMBERS) is None
    assert atlas_map(a_choice("indicator-nowhere.all", date="2020"), MEMBERS) is None


def test_a_map_says_the_terms_of_its_data_and_of_its_outlines():
    licence = atlas_map(a_choice(), MEMBERS).notes.licence
    assert licence.fr.startswith("Réutilisation\u00a0: données, Licence Ouverte")
    assert "celle de leur auteur" not in licence.fr
    assert licence.en.startswith("Reuse: data, ")


def test_members_are_outlined_in_the_country_and_framed_over_their_communes():
    region = atlas_map(a_choice(extent=Extent.REGION), MEMBERS).spec
    assert {place.siren for place in region.places if place.is_emphasised} == {member.siren for member in MEMBERS}
    communes = atlas_map(a_choice(extent=Extent.COMMUNES), MEMBERS[1:2]).spec
    assert [frame.siren for frame in communes.frames] == [SICOVAL]
    assert not any(place.is_emphasised for place in communes.places)
    assert {len(place.siren) for place in communes.places} == {5}


def test_two_ratios_are_crossed_in_three_classes_each():
    made = atlas_map(a_choice(beside=LABELS), MEMBERS)
    assert made.spec.kind is MapKind.PAIRS
    assert [len(axis.classes) for axis in made.spec.axes] == [3, 3]
    assert made.spec.classes == ()
    assert " × " in made.spec.title.fr
    assert made.spec.sentence.fr.startswith("4 des 4 territoires ont une valeur des deux mesures")
    assert all(place.second is not None for place in made.spec.places)


def test_a_total_is_crossed_with_nothing():
    assert atlas_map(a_choice(TOTAL, beside=LABELS), MEMBERS).spec.kind is MapKind.SYMBOLS
    assert atlas_map(a_choice(beside=TOTAL), MEMBERS).spec.kind is MapKind.CHOROPLETH


def test_several_dates_are_drawn_at_one_scale_and_one_alone_is_not():
    maps = maps_by_date(a_choice("capacity_hydro"), MEMBERS)
    assert len(maps) == len(dates_of("capacity_hydro")) == 2
    assert len({spec.largest for spec in maps}) == 1
    assert all(spec.shares_scale for spec in maps)
    assert maps_by_date(a_choice(), MEMBERS) == []


def test_a_profile_is_what_the_register_the_outlines_and_the_lake_know():
    profile = profile_of(TOULOUSE)
    assert (profile.kind, profile.climate.value) == ("METRO", "H2c")
    assert profile.population > 700_000
    assert 1_000 < profile.density_per_km2 < 3_000
    assert 0.3 < profile.homes_per_inhabitant < 1
    assert profile_of(NOBODY) is None


def test_resources_are_those_whose_power_is_connected():
    assert resources_of(NOBODY) == frozenset()
    assert resources_of(TOULOUSE) <= {"wind", "hydro", "bioenergy"}
    assert "hydro" in resources_of(TOULOUSE)


def test_only_those_that_are_asked_about_may_resemble():
    peers = peers_of(TOULOUSE, among=[NANTES, SICOVAL, TOULOUSE, NOBODY])
    assert [peer.profile.siren for peer in peers] == [NANTES, SICOVAL]
    assert len(peers_of(TOULOUSE, among=[NANTES, SICOVAL], count=1)) == 1
