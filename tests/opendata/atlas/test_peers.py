"""Likeness of territories: nobody is nearer than oneself, far is far, the unknown neither nears nor parts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.opendata.atlas.core.peers import (
    FARTHEST,
    ClimateZone,
    Peer,
    Profile,
    TooFewTraitsError,
    Trait,
    alike,
    climate_zone,
    nearest_peers,
)
from autan.territories.perimeters.core.departments import REGIONS


def profile(siren: str, **known: Any) -> Profile:
    usual = {"kind": "CA", "population": 90_000, "density_per_km2": 300, "homes_per_inhabitant": 0.5}
    return Profile(siren=siren, **({**usual, "climate": ClimateZone.H2C} | known))


HERE = profile("1")
profiles = st.lists(
    st.builds(
        Profile,
        siren=st.integers(2, 60).map(str),
        kind=st.sampled_from(["CC", "CA", "METRO"]),
        population=st.none() | st.integers(1_000, 2_000_000),
        density_per_km2=st.none() | st.floats(2, 20_000),
        homes_per_inhabitant=st.none() | st.floats(0.2, 4),
        climate=st.none() | st.sampled_from(list(ClimateZone)),
    ),
    unique_by=lambda item: item.siren,
    max_size=30,
)


@given(profiles)
def test_peers_come_by_distance_and_are_never_the_target(others):
    peers = nearest_peers(HERE, [*others, HERE], count=50)
    assert HERE.siren not in {peer.profile.siren for peer in peers}
    distances = [peer.distance for peer in peers]
    assert distances == sorted(distances)
    assert all(len(peer.gaps) >= 3 and peer.distance >= 0 for peer in peers)


@given(profiles)
def test_a_twin_is_the_nearest(others):
    twin = profile("0")
    assert nearest_peers(HERE, [*others, twin])[0].profile == twin


@given(profiles, st.randoms())
def test_order_of_the_others_does_not_matter(others, chance):
    mixed = list(others)
    chance.shuffle(mixed)
    assert [peer.profile for peer in nearest_peers(HERE, others)] == [
        peer.profile for peer in nearest_peers(HERE, mixed)
    ]


def test_each_trait_takes_its_part():
    far = {
        Trait.KIND: profile("2", kind="CC"),
        Trait.SIZE: profile("3", population=900_000),
        Trait.DENSITY: profile("4", density_per_km2=30),
        Trait.HOUSING: profile("5", homes_per_inhabitant=1.5),
        Trait.CLIMATE: profile("6", climate=ClimateZone.H1A),
    }
    peers = {peer.profile.siren: peer for peer in nearest_peers(HERE, far.values())}
    for trait, other in far.items():
        assert {found for found, gap in peers[other.siren].gaps.items() if gap > 0} == {trait}


def test_a_hotter_summer_is_nearer_than_another_winter():
    summer, winter = profile("2", climate=ClimateZone.H2D), profile("3", climate=ClimateZone.H3)
    assert [peer.profile for peer in nearest_peers(HERE, [winter, summer])] == [summer, winter]


def test_too_little_known_is_said():
    with pytest.raises(TooFewTraitsError):
        nearest_peers(Profile(siren="1", kind="CC", population=10_000), [HERE])
    assert nearest_peers(HERE, [Profile(siren="2", kind="CC", population=10_000)]) == ()


def test_every_mainland_department_has_one_climate():
    mainland = [code for region in REGIONS for code in region.departments if len(code) == 2]
    assert all(climate_zone(code) for code in mainland)
    assert climate_zone("974") is None
    assert {climate_zone(code).winter for code in ("59", "31", "13")} == {"H1", "H2", "H3"}
    assert {trait.label.fr for trait in Trait} >= {"taille", "densité", "habitat", "climat"}


def test_three_traits_of_a_territory_are_enough_and_two_are_not():
    three = Profile(siren="1", kind="CC", population=10_000, density_per_km2=100)
    others = [profile("2"), profile("3", population=20_000)]
    assert len(nearest_peers(three, others)) == 2
    assert nearest_peers(HERE, [Profile(siren="2", kind="CA", population=10_000, density_per_km2=10)])
    with pytest.raises(TooFewTraitsError) as caught:
        nearest_peers(Profile(siren="1", kind="CC", climate=ClimateZone.H3), others)
    assert (caught.value.siren, caught.value.known) == ("1", 2)
    assert str(caught.value) == "1: 2 traits known, 3 needed"


def test_a_distance_is_the_root_of_the_mean_of_squares_in_standard_deviations():
    here = Profile(siren="1", kind="CA", population=100, density_per_km2=10)
    twice = Profile(siren="2", kind="CA", population=400, density_per_km2=10)
    other_kind = Profile(siren="3", kind="CC", population=100, density_per_km2=10)
    peers = {peer.profile.siren: peer for peer in nearest_peers(here, [twice, other_kind])}
    # logarithms of 100, 400 and 100: their standard deviation is the root of two ninths of the gap, log 4
    assert peers["2"].gaps[Trait.SIZE] == pytest.approx(3 / 2**0.5)
    assert peers["2"].distance == pytest.approx((4.5 / 3) ** 0.5)
    assert peers["3"].gaps == {Trait.KIND: 1.0, Trait.SIZE: 0.0, Trait.DENSITY: 0.0}
    assert peers["3"].distance == pytest.approx((1 / 3) ** 0.5)


def test_where_all_are_alike_nothing_is_apart():
    assert [peer.distance for peer in nearest_peers(HERE, [profile("2"), profile("3")])] == [0, 0]


@pytest.mark.parametrize(
    ("zone", "gap"), [(ClimateZone.H2C, 0.0), (ClimateZone.H2D, 0.5), (ClimateZone.H1A, 1.0), (ClimateZone.H3, 1.0)]
)
def test_another_summer_counts_half_of_another_winter(zone, gap):
    (peer,) = nearest_peers(HERE, [profile("2", climate=zone)])
    assert peer.gaps[Trait.CLIMATE] == gap


def test_peers_resemble_up_to_the_limit_itself():
    peers = [
        Peer(profile=profile(str(rank)), distance=distance, gaps={})
        for rank, distance in enumerate((0.0, FARTHEST, 1.6))
    ]
    assert [peer.distance for peer in alike(peers)] == [0, FARTHEST]


def test_equal_distances_are_in_the_order_of_the_sirens_and_no_more_than_asked():
    others = [profile(siren) for siren in ("9", "4", "7")]
    assert [peer.profile.siren for peer in nearest_peers(HERE, others, count=2)] == ["4", "7"]
