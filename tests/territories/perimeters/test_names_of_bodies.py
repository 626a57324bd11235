"""How bodies are called: short on a map, with their article in a sentence, after « de »; who owes a plan."""

import pytest

from autan.ground.errors import UnknownError
from autan.territories.perimeters.core.bodies import (
    EpciKind,
    is_possible_siren,
    is_siren,
    name_after_de,
    name_in_sentence,
    short_name_of,
)
from autan.territories.perimeters.core.departments import DEPARTMENTS, MAINLAND, TIME_ZONES, region_of, time_zone_of
from autan.territories.perimeters.core.perimeters import THRESHOLD, CommuneHolders, is_bound_to_pcaet
from autan.territories.perimeters.lake.latest_epci import latest_epci, territorial_bodies


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("CA Morlaix Communauté", "Morlaix Communauté"),
        ("CC du Pays d’Iroise", "Pays d’Iroise"),
        ("CC des Deux Rives", "Deux Rives"),
        ("CC de la Haute Ariège", "Haute Ariège"),
        ("CC de Lacq-Orthez", "Lacq-Orthez"),
        ("CA de l'Albigeois", "Albigeois"),
        ("CA de l’Étampois", "Étampois"),
        ("CU d'Arras", "Arras"),
        ("CC d’Erdre et Gesvres", "Erdre et Gesvres"),
        ("Brest Métropole", "Brest Métropole"),
        ("CC les Avant-Monts", "CC les Avant-Monts"),  # without its kind, « les » would begin a name
        ("CATALOGNE", "CATALOGNE"),
        ("", ""),
    ],
)
def test_a_short_name_is_without_what_says_the_kind(name: str, short: str) -> None:
    assert short_name_of(name) == short


def test_no_body_of_the_register_loses_its_whole_name() -> None:
    shorts = {epci.name: short_name_of(epci.name) for epci in latest_epci().values()}
    assert all(short and name.endswith(short) for name, short in shorts.items())
    assert all(short[0].isupper() or short == name for name, short in shorts.items() if short != name)


@pytest.mark.parametrize(
    ("name", "official", "said"),
    [
        ("CA du Sicoval", "", "la CA du Sicoval"),
        ("Communauté de l’Ouest", "", "la Communauté de l’Ouest"),
        ("métropole de Lyon", "", "la métropole de Lyon"),
        ("SIEDA", "", "le SIEDA"),
        ("PETR du Lauragais", "", "le PETR du Lauragais"),
        ("syndicat de l’eau", "", "le syndicat de l’eau"),
        ("EPT Plaine Commune", "", "l’EPT Plaine Commune"),
        ("Eurométropole de Strasbourg", "", "l’Eurométropole de Strasbourg"),
        ("Agglomération d’Agen", "", "l’Agglomération d’Agen"),
        ("Grand Cahors", "CA du Grand Cahors", "le Grand Cahors"),
        ("Deux Rives", "CC des Deux Rives", "les Deux Rives"),
        ("Avant-Monts", "CC les Avant-Monts", "les Avant-Monts"),
        ("Haute Ariège", "CC de la Haute Ariège", "la Haute Ariège"),
        ("Albigeois", "CA de l'Albigeois (C2A)", "l’Albigeois"),
        ("Albi", "CA d'Albi", "Albi"),
        ("Plaine Commune", "Plaine Commune", "Plaine Commune"),
        ("Camembert", "", "Camembert"),  # CA is no kind at the beginning of a word
    ],
)
def test_a_name_has_its_article_in_a_sentence(name: str, official: str, said: str) -> None:
    assert name_in_sentence(name, official) == said


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("le Sicoval", "du Sicoval"),
        ("les Avant-Monts", "des Avant-Monts"),
        ("la CA du Sicoval", "de la CA du Sicoval"),
        ("l’EPT Plaine Commune", "de l’EPT Plaine Commune"),
        ("Albi", "d’Albi"),
        ("Étampes", "d’Étampes"),
        ("Yvetot", "d’Yvetot"),
        ("Rodez", "de Rodez"),
    ],
)
def test_a_name_is_contracted_or_elided_after_de(name: str, after: str) -> None:
    assert name_after_de(name) == after


def test_kinds_are_said_in_both_languages() -> None:
    assert {kind.value for kind in EpciKind} == {"CC", "CA", "CU", "METRO", "MET69", "EPT"}
    assert (EpciKind.CA.label.fr, EpciKind.CA.label.en) == ("Communauté d’agglomération", "Agglomeration community")
    assert {epci.kind for epci in latest_epci().values()} <= set(EpciKind)


@pytest.mark.parametrize(
    ("siren", "is_written", "is_possible"),
    [
        ("243100518", True, True),
        ("243100519", True, False),
        ("999000016", True, False),
        ("000000000", True, True),
        ("24310051", False, False),
        ("2431005180", False, False),
        ("24310051A", False, False),
    ],
)
def test_nine_digits_are_a_siren_and_the_last_one_checks_the_others(
    siren: str, is_written: object, is_possible: object
) -> None:
    assert (is_siren(siren), is_possible_siren(siren)) == (is_written, is_possible)


def test_a_plan_is_owed_above_twenty_thousand_inhabitants() -> None:
    assert [is_bound_to_pcaet(count) for count in (0, THRESHOLD - 1, THRESHOLD, THRESHOLD + 1)] == [
        False,
        False,
        False,
        True,
    ]


def test_each_department_has_a_time_zone_that_a_network_may_have() -> None:
    zones = {department: time_zone_of(department) for department in DEPARTMENTS}
    assert {department for department, zone in zones.items() if zone != MAINLAND} == {"971", "972", "973", "974", "976"}
    assert set(zones.values()) < set(TIME_ZONES)
    assert time_zone_of("974") == "Indian/Reunion"
    assert TIME_ZONES["America/Cayenne"].fr == "Guyane"


def test_a_department_that_is_none_is_refused_by_its_code() -> None:
    assert (region_of("971").name, region_of("2B").code) == ("Guadeloupe", "94")
    for code in ("20", "", "reg-76"):
        with pytest.raises(UnknownError, match=f"aucun département n’a le code «\u202f{code}\u202f»"):
            region_of(code)


def test_the_bodies_of_greater_paris_share_its_communes_out() -> None:
    bodies = territorial_bodies()
    assert len(bodies) == 11
    assert bodies["200057867"].name == "Plaine Commune"
    communes = [code for body in bodies.values() for code in body.communes]
    assert len(communes) == len(set(communes))
    assert "75056" not in communes  # Paris is in none
    assert not set(bodies) & set(latest_epci())


def test_holders_are_read_from_a_passage() -> None:
    holders = CommuneHolders.of_passage(frozenset({"46156", "46042"}), [("46077", "46156"), ("46327", "46156")])
    assert holders.holder_of == {"46077": "46156", "46327": "46156"}
    assert holders.held_by == {"46156": ("46077", "46327")}
    assert holders.communes == {"46156", "46042"}
