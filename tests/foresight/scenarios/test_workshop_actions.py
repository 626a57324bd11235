"""What opens, fills and keeps a workshop around the table: rows and journal, refusals in words, rights, who reads."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.foresight.engine.core.deck import Deck, DeckCard
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.actions.workflow import TABLE
from autan.foresight.scenarios.actions.workshops import (
    checked_mix,
    keep_mixes,
    open_workshop,
    record_agreed_mix,
    record_mix,
)
from autan.foresight.scenarios.models import KeptScenario, TableGroup, TableWorkshop
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.workshops import (
    deck_cards,
    find_group,
    find_workshop,
    levers_of,
    table_of,
    tables_beside,
    workshops_of,
)
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast, gather_cast
from tests.kept_rows import written_again

NOW = datetime(2026, 6, 18, 17, tzinfo=UTC)
DECK = Deck(
    block_mwh=8_000.0,
    base_year=2023,
    energy_mwh=220_000.0,
    sector_blocks={"residential": 10.0},
    cards=(
        DeckCard(kind=shipped_library()["wind"], quantity=4.0, blocks=1.0, copies=3),
        DeckCard(kind=shipped_library()["less_travel"], quantity=10.0, blocks=1.0, copies=2),
    ),
)


@pytest.fixture
@written_again
def cast(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren=HERE))


def opened(place: Network | Territory, *, by: Person | None = None, **changes: Any) -> TableWorkshop:
    fields = {"title": " Une soirée ", "held_on": date(2026, 6, 18), "horizon": 2050, "groups": ["A", "B"]}
    return open_workshop(by=by, place=place, deck=DECK, **fields | changes)


def acts() -> list[tuple[str, str, str]]:
    """Act, summary and network of what the journal tells of workshops, oldest first."""
    rows = JournalEntry.objects.filter(act__in=("open_workshop", "record_mix", "record_agreed_mix", "close_workshop"))
    return list(rows.order_by("pk").values_list("act", "summary", "network"))


def group_of(workshop: TableWorkshop, name: str = "A") -> TableGroup:
    return workshop.groups.get(name=name)


def test_a_workshop_keeps_the_cards_of_its_day_and_the_journal_tells(network: Network) -> None:
    workshop = opened(network, workshop_url="/ateliers/x/")
    workshop.refresh_from_db()
    assert (workshop.slug, workshop.title, workshop.place_code) == ("une-soiree-2026-06-18", "Une soirée", "essai")
    assert (workshop.block_mwh, workshop.workshop_url) == (8_000.0, "/ateliers/x/")
    assert (workshop.is_published, workshop.is_closed, workshop.converged) == (False, False, {})
    assert workshop.cards["wind"] == {"quantity": 4.0, "blocks": 1.0, "copies": 3}
    assert list(workshop.cards) == ["wind", "less_travel"]
    assert acts() == [("open_workshop", "Atelier ouvert : Une soirée, 2 groupes", "essai")]


def test_groups_keep_their_order_and_each_has_its_own_secret(network: Network) -> None:
    groups = list(opened(network, groups=[" Z ", "", "A", "  "]).groups.order_by("pk"))
    assert [(group.name, group.mix, group.guess) for group in groups] == [("Z", {}, None), ("A", {}, None)]
    assert len({group.key for group in groups}) == 2
    assert all(len(group.key) == 12 for group in groups)


def test_two_workshops_of_one_name_and_day_have_two_addresses(network: Network) -> None:
    slugs = [opened(network).slug, opened(network).slug, opened(network, title="…").slug]
    assert slugs == ["une-soiree-2026-06-18", "une-soiree-2026-06-18-2", "atelier-2026-06-18"]


@pytest.mark.parametrize(
    "groups", [["A"], ["é" * 80], [f" {'é' * 80} "], [str(rank) for rank in range(12)]], ids=["1", "80", "in", "12"]
)
def test_one_to_twelve_groups_of_names_of_eighty_letters_are_taken(network: Network, groups: list[str]) -> None:
    names = list(opened(network, groups=groups).groups.order_by("pk").values_list("name", flat=True))
    assert names == [name.strip() for name in groups]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (["é" * 81], "80 signes au plus dans le nom d’un groupe"),
        (["A", "é" * 81, "A"], "80 signes au plus"),
        ([], "de 1 à 12 groupes, de noms différents"),
        ([" ", ""], "de 1 à 12 groupes"),
        (["A", "B", " A "], "de noms différents"),
        ([str(rank) for rank in range(13)], "de 1 à 12 groupes"),
    ],
)
def test_other_groups_are_refused_and_nothing_is_opened(network: Network, groups: list[str], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        opened(network, groups=groups)
    assert not TableWorkshop.objects.exists()
    assert acts() == []


def test_those_who_coordinate_open_the_workshops_of_a_network(network: Network, cast: Cast, neighbour: Person) -> None:
    for person in (cast.officer, cast.contributor, cast.reader, cast.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="coordonnent ce lieu"):
            opened(network, by=person)
    assert not TableWorkshop.objects.exists()
    assert opened(network, by=cast.coordinator).network == network


def test_those_who_lead_open_the_workshops_of_a_territory(cast: Cast, neighbour: Person) -> None:
    here = Territory.objects.get(siren=HERE)
    for person in (cast.contributor, cast.reader, cast.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            opened(here, by=person)
    workshop = opened(here, by=cast.officer)
    assert (workshop.territory, workshop.network, workshop.place_code) == (here, None, HERE)
    assert opened(here, by=cast.coordinator).territory == here


# --- What is played --------------------------------------------------------------------------------------------------


def test_a_mix_is_kept_without_what_was_not_played(network: Network) -> None:
    workshop = opened(network)
    kept = record_mix(
        group=group_of(workshop),
        mix={"wind": 3, "less_travel": 0},
        now=NOW,
        dissent=" Pas les éoliennes ",
        authors=" Nous ",
    )
    kept.refresh_from_db()
    assert (kept.mix, kept.typed_at, kept.dissent, kept.authors) == ({"wind": 3}, NOW, "Pas les éoliennes", "Nous")
    assert group_of(workshop, "B").mix == {}
    assert acts()[1:] == [("record_mix", "Mélange du groupe A", "essai")]
    assert JournalEntry.objects.get(act="record_mix").by_name == "A"


@pytest.mark.parametrize(("first", "second", "kept"), [(0, 7, 0), (None, 7, 7), (12, None, 12), (None, None, None)])
def test_the_first_guess_stays(network: Network, first: int | None, second: int | None, kept: int | None) -> None:
    group = group_of(opened(network))
    for guess in (first, second):
        record_mix(group=group, mix={}, now=NOW, guess=guess)
    group.refresh_from_db()
    assert group.guess == kept


@pytest.mark.parametrize(
    ("mix", "words"),
    [
        ({"wind": 4}, "de 0 à 3 cartes «\u202fwind\u202f», lu\u00a0: 4"),
        ({"wind": 1, "less_travel": -1}, "de 0 à 2 cartes «\u202fless_travel\u202f», lu\u00a0: -1"),
        ({"nuclear": 0}, "aucune carte «\u202fnuclear\u202f» dans ce jeu"),
    ],
)
def test_a_mix_that_the_deck_does_not_allow_is_refused_in_words(
    network: Network, mix: dict[str, int], words: str
) -> None:
    workshop = opened(network)
    with pytest.raises(DomainError, match=words):
        checked_mix(workshop, mix)
    with pytest.raises(DomainError, match=words):
        record_agreed_mix(by=None, workshop=workshop, mix=mix, dissent="x")
    workshop.refresh_from_db()
    assert (workshop.converged, workshop.dissent) == ({}, "")
    assert [act for act, _summary, _network in acts()] == ["open_workshop"]


def test_what_the_room_agrees_on_is_kept_by_those_who_run_it(network: Network, cast: Cast, neighbour: Person) -> None:
    workshop = opened(network)
    for person in (cast.officer, cast.contributor, cast.reader, cast.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="coordonnent ce lieu"):
            record_agreed_mix(by=person, workshop=workshop, mix={"wind": 1}, dissent="")
    record_agreed_mix(by=cast.coordinator, workshop=workshop, mix={"wind": 1, "less_travel": 0}, dissent=" Le bruit ")
    workshop.refresh_from_db()
    assert (workshop.converged, workshop.dissent) == ({"wind": 1}, "Le bruit")
    assert acts()[1:] == [("record_agreed_mix", "Mélange commun de Une soirée", "essai")]


@pytest.mark.parametrize(("mix", "dissent"), [({"wind": 1}, ""), ({}, "Rien ne va à tous.")])
def test_a_workshop_is_closed_once_on_what_was_said(network: Network, mix: dict[str, int], dissent: str) -> None:
    workshop = opened(network)
    record_agreed_mix(by=None, workshop=workshop, mix=mix, dissent=dissent)
    take(TABLE, "close_workshop", workshop, by=None, at=NOW, is_published=False)
    workshop.refresh_from_db()
    assert (workshop.is_closed, workshop.is_published) == (True, False)
    with pytest.raises(ConflictError):
        record_mix(group=group_of(workshop), mix={"wind": 1}, now=NOW)
    assert group_of(workshop).mix == {}
    assert [act for act, _summary, _network in acts()] == ["open_workshop", "record_agreed_mix", "close_workshop"]


# --- What becomes of it ----------------------------------------------------------------------------------------------


def test_mixes_are_kept_as_scenarios_once_and_those_who_played_nothing_are_left(both: Network) -> None:
    workshop = opened(both, groups=["A", "B", "C"], is_published=True)
    record_mix(group=group_of(workshop), mix={"less_travel": 1}, now=NOW, authors="Zoé")
    record_mix(group=group_of(workshop, "B"), mix={"less_travel": 2}, now=NOW)
    record_agreed_mix(by=None, workshop=workshop, mix={"less_travel": 1}, dissent="")
    kept = keep_mixes(by=None, workshop=workshop)
    assert [(row.title, row.authors) for row in kept] == [
        ("Une soirée : A", "Zoé"),
        ("Une soirée : B", ""),
        ("Une soirée : ensemble", "Tous les groupes"),
    ]
    assert {(row.is_published, row.network, row.workshop) for row in kept} == {(True, both, workshop)}
    assert [lever["quantity"] for lever in kept[1].document["levers"]] == [20.0]
    assert keep_mixes(by=None, workshop=workshop) == []
    assert KeptScenario.objects.count() == 3


@pytest.mark.parametrize(
    ("letters", "title"), [(156, f"{'t' * 156} : A"), (157, f"{'t' * 157} :"), (158, f"{'t' * 158} :")]
)
def test_a_long_title_is_cut_and_known_again(both: Network, letters: int, title: str) -> None:
    workshop = opened(both, title="t" * letters, groups=["A"])
    record_mix(group=group_of(workshop), mix={"less_travel": 1}, now=NOW)
    (kept,) = keep_mixes(by=None, workshop=workshop)
    assert kept.title == title
    assert len(kept.title) <= 160
    assert keep_mixes(by=None, workshop=workshop) == []


def test_a_card_whose_lever_is_gone_is_left_out(network: Network) -> None:
    workshop = opened(network)
    workshop.cards = workshop.cards | {"gone": {"quantity": 1, "blocks": 1, "copies": 1}}
    cards = deck_cards(workshop)
    assert list(cards) == ["wind", "less_travel"]
    assert (cards["wind"].quantity, cards["wind"].copies) == (4.0, 3)
    (lever,) = levers_of(cards, {"wind": 2, "less_travel": 0, "gone": 1}, 2040)
    assert (lever.kind, lever.quantity, lever.start, lever.end) == ("wind", 8.0, 2026, 2040)


def test_what_nobody_played_gives_nothing_and_what_cannot_be_done_says_why(both: Network) -> None:
    workshop = opened(both, groups=["A", "B", "C"])
    record_mix(group=group_of(workshop), mix={"less_travel": 1}, now=NOW)
    workshop.cards["deep_renovation"] = {"quantity": 1e9, "blocks": 2.0, "copies": 1}
    workshop.groups.filter(name="B").update(mix={"deep_renovation": 1})
    table = table_of(workshop)
    played, refused, silent = table.mixes
    assert (played.refusal, refused.summary, silent.summary) == ("", None, None)
    assert played.summary is not None
    assert played.summary.year == 2050
    assert played.summary.chosen.energy_mwh < played.summary.trend.energy_mwh
    assert "deep_renovation" not in str(refused.refusal)
    assert str(refused.refusal)
    assert (silent.refusal, silent.counts) == ("", {})
    assert [mix.blocks for mix in table.mixes] == [1, 2, 0]
    assert (table.common, table.converged) == ({}, None)
    assert table.dividing == {"deep_renovation": (0, 1), "less_travel": (0, 1)}


def test_what_all_share_is_told_once_two_have_played_and_the_agreed_mix_once_it_is(both: Network) -> None:
    workshop = opened(both, groups=["A", "B"])
    record_mix(group=group_of(workshop), mix={"less_travel": 1}, now=NOW)
    assert table_of(workshop).common == {}
    record_mix(group=group_of(workshop, "B"), mix={"less_travel": 2}, now=NOW)
    record_agreed_mix(by=None, workshop=workshop, mix={"less_travel": 2}, dissent="")
    table = table_of(workshop)
    assert table.common == {"less_travel": 1}
    agreed, second = table.converged, table.mixes[1]
    assert agreed is not None
    assert agreed.summary is not None
    assert second.summary is not None
    assert (agreed.name, agreed.counts) == ("", {"less_travel": 2})
    assert agreed.summary.chosen.energy_mwh == second.summary.chosen.energy_mwh
    (alone,) = table_of(workshop, of=[group_of(workshop, "B")]).mixes
    assert (alone.name, alone.blocks) == ("B", 2)


def test_a_draft_is_read_by_those_of_its_network_alone(network: Network, cast: Cast, neighbour: Person) -> None:
    workshop = opened(network)
    for who in (cast.coordinator, cast.reader, OPERATOR):
        assert find_workshop(workshop.slug, reader=who) == workshop
    for who in (cast.outsider, cast.officer, neighbour, PUBLIC):
        with pytest.raises(UnknownError, match="aucun atelier à cette adresse"):
            find_workshop(workshop.slug, reader=who)
    with pytest.raises(UnknownError, match="aucun atelier à cette adresse"):
        find_workshop("nulle-part", reader=OPERATOR)


def test_a_draft_of_a_territory_is_read_by_those_who_lead_it(cast: Cast, neighbour: Person) -> None:
    workshop = opened(Territory.objects.get(siren=HERE))
    for who in (cast.officer, cast.coordinator):
        assert find_workshop(workshop.slug, reader=who) == workshop
    for stranger in (cast.outsider, neighbour, PUBLIC):
        with pytest.raises(UnknownError):
            find_workshop(workshop.slug, reader=stranger)


def test_a_published_workshop_is_read_by_anybody(network: Network, neighbour: Person) -> None:
    workshop = opened(network, is_published=True)
    for who in (neighbour, PUBLIC):
        assert find_workshop(workshop.slug, reader=who) == workshop


def test_workshops_are_listed_newest_first_for_who_may_read_them(both: Network, cast: Cast) -> None:
    old = opened(both, held_on=date(2025, 1, 9), is_published=True, workshop_url="/ateliers/x/")
    new = opened(both, workshop_url="/ateliers/x/")
    other = opened(Territory.objects.get(siren=HERE), is_published=True)
    network, here = find_place("essai"), find_place(HERE)
    assert workshops_of(network, reader=cast.reader) == [new, old]
    assert workshops_of(network, reader=PUBLIC) == [old]
    assert workshops_of(here, reader=PUBLIC) == [other]
    assert tables_beside("/ateliers/x/", reader=cast.reader) == [new, old]
    assert tables_beside("/ateliers/x/", reader=PUBLIC) == [old]
    assert tables_beside("/ateliers/y/", reader=OPERATOR) == []


def test_a_group_is_found_by_its_workshop_and_its_secret_together(network: Network) -> None:
    one, two = opened(network), opened(network)
    group = group_of(one)
    assert find_group(one.slug, group.key) == group
    for slug, key in ((two.slug, group.key), (one.slug, "A"), (one.slug, "")):
        with pytest.raises(UnknownError, match="aucun atelier à cette adresse"):
            find_group(slug, key)
