"""The register that ships, against what is known by hand: perimeters of the eleven, mergers, names, errors."""

import hashlib

import polars as pl
import pytest
import yaml

from autan.ground.search.core.searching import search_words
from autan.territories.perimeters.core.perimeters import PerimeterChange
from autan.territories.perimeters.lake import register
from autan.territories.perimeters.lake.latest_epci import latest_epci
from tests.territories.networks.conftest import SICOVAL, TOULOUSE

CARCASSONNE, MONTAUBAN, ARIEGE = "200035715", "248200099", "200066231"
COMMUNES_2026 = {
    "243100518": 37, "243100633": 36, "200068641": 26, "248100737": 16, "248100430": 14, "200035715": 83,
    "248200099": 12, "200023737": 36, "200066926": 34, "241200187": 8, "200072643": 104,
}  # fmt: skip
FORMER_CODES_OF_2016 = {
    "09255": "09056", "11298": "11251", "12020": "12090", "31307": "31412",
    "46077": "46156", "46327": "46156", "46331": "46268",
}  # fmt: skip


@pytest.mark.parametrize(("siren", "communes"), COMMUNES_2026.items())
def test_the_eleven_have_their_communes(siren: str, communes: int) -> None:
    assert register.members_of(siren).height == communes
    assert register.find_epci(siren).communes == communes


def test_the_register_of_each_vintage_holds_each_commune_once() -> None:
    for vintage in register.VINTAGES:
        table = register.membership_frame(vintage)
        assert table["insee_code"].is_unique().all()
        assert table["siren"].null_count() == 0
        assert 34_700 < table.height < 35_000
        assert table.select("siren", "insee_code").equals(table.select("siren", "insee_code").sort(pl.all()))


def test_population_is_unknown_before_2021_and_never_zero_for_it() -> None:
    assert register.members_of(TOULOUSE, 2020)["population"].null_count() == 37
    assert register.members_of(TOULOUSE, 2021)["population"].null_count() == 0


@pytest.mark.parametrize(("former", "holder"), FORMER_CODES_OF_2016.items())
def test_the_former_codes_of_2016_lead_to_today(former: str, holder: str) -> None:
    passage = register.passage_frame(2026).filter(pl.col("source_code") == former)
    assert passage.select("insee_code", "is_merged").rows() == [(holder, True)]


def test_what_joined_since_2019() -> None:
    assert register.change_between(CARCASSONNE, 2019, 2020).joined == ("11293", "11395")
    assert register.change_between(MONTAUBAN, 2024, 2025).joined == ("82098",)
    assert register.change_between(TOULOUSE, 2019, 2026) == PerimeterChange(joined=(), left=(), merged=())


def test_what_merged_inside_has_not_left() -> None:
    change = register.change_between(ARIEGE, 2022, 2023)
    assert change.merged == (("09255", "09056"),)
    assert (change.joined, change.left) == ((), ())


def test_what_came_back_inside_has_not_joined() -> None:
    change = register.change_between("200071918", 2023, 2024)
    assert change.restored == (("85165", "85084"), ("85212", "85084"))
    assert (change.joined, change.left) == ((), ())


@pytest.mark.parametrize(
    ("text", "siren"),
    [
        ("coeur et coteaux du comminges", "200072643"),
        ("CŒUR et Côteaux du Comminges", "200072643"),
        ("albigeois", "248100737"),
        ("Rodez agglomeration", "241200187"),
        (" 243100633 ", SICOVAL),
    ],
)
def test_search_with_or_without_accents(text: str, siren: str) -> None:
    assert siren in [epci.epci.siren for epci in register.search_epci(search_words(text))]


def test_a_commune_leads_to_its_epci() -> None:
    first = register.search_epci(search_words("blagnac"))[0]
    assert (first.epci.siren, first.commune) == (TOULOUSE, "Blagnac")


def test_a_name_that_begins_with_the_text_comes_first() -> None:
    assert register.search_epci(search_words("toulouse"))[0].epci.siren == TOULOUSE


@pytest.mark.parametrize("text", ["", " ’ ", "Atlantide"])
def test_search_of_nothing_finds_nothing(text: str) -> None:
    assert register.search_epci(search_words(text)) == []


def test_an_unknown_siren_is_refused_with_its_neighbours() -> None:
    with pytest.raises(register.UnknownTerritoryError, match="proches : 243100518") as caught:
        register.find_epci("243100519")
    assert caught.value.suggestions[0] == TOULOUSE
    assert caught.value.exit_code == 3


def test_an_epci_that_ended_says_when_it_existed() -> None:
    then, now = (set(register.membership_frame(vintage)["siren"]) for vintage in (2019, 2026))
    ended = min(then - now)
    with pytest.raises(register.UnknownTerritoryError, match="il existe de 2019 à") as caught:
        register.find_epci(ended)
    assert caught.value.vintages[0] == 2019


def test_the_communes_of_an_epci_that_ended_are_those_of_its_last_year() -> None:
    then, now = (register.membership_frame(vintage) for vintage in (2019, 2026))
    ended = min(set(then["siren"]) - set(now["siren"]))
    last = register.membership_frame(register.vintages_of(ended)[-1]).filter(siren=ended)
    assert register.last_communes_of(ended) == tuple(sorted(last["insee_code"]))
    assert register.last_communes_of(TOULOUSE) == register.communes_of(TOULOUSE)
    assert register.last_communes_of("999000016") == ()


@pytest.mark.parametrize("ask", [register.membership_frame, lambda year: register.find_epci(TOULOUSE, year)])
def test_an_unknown_vintage_is_refused(ask) -> None:
    with pytest.raises(register.UnknownVintageError, match="2013 absent du registre"):
        ask(2013)


def test_names_of_communes_of_any_time() -> None:
    names = register.commune_names(2026)
    assert (names["46156"], names["46077"], names["22016"]) == ("Bellefont-La Rauze", "Cours", "Île-de-Bréhat")


def test_the_card_describes_the_files_that_ship() -> None:
    card = yaml.safe_load((register.FOLDER / "card.yaml").read_text(encoding="utf-8"))
    for name, described in card["files"].items():
        content = (register.FOLDER / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == described["sha256"]
    assert set(card["vintages"]) == set(register.VINTAGES)
    assert register.register_source().licence == card["licence"]


def test_the_small_table_of_the_latest_epci_is_the_register() -> None:
    assert latest_epci() == register.epci_of(register.LATEST)
