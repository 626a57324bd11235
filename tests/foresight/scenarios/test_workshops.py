"""A workshop around the table: cards of equal blocks, groups on phones, mixes compared, converged, kept."""

import io
import re
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pikepdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.deck import (
    CardChange,
    blocks_of,
    common_cards,
    dividing_cards,
    make_deck,
    played,
)
from autan.foresight.engine.core.lever_levels import lever_potentials, rounded
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.actions.own_quantities import InvalidQuantityError, QuantityInput, save_quantities
from autan.foresight.scenarios.actions.workflow import TABLE
from autan.foresight.scenarios.actions.workshops import (
    open_workshop,
    record_agreed_mix,
    record_mix,
)
from autan.foresight.scenarios.models import KeptScenario, OwnQuantity, TableWorkshop
from autan.foresight.scenarios.presenters.deck import change_words, deck_content
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.workshops import deck_of, table_of
from autan.foresight.scenarios.renderers.card_pictures import card_picture
from autan.foresight.starting_states.core.state_arrays import starting_state
from autan.foresight.starting_states.core.state_cells import territory_state
from autan.ground.errors import ConflictError, DomainError, NotAllowedError
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast
from tests.foresight.starting_states.state_making import make_inputs

DAY = date(2026, 6, 18)
NOW = datetime(2026, 6, 18, 17, tzinfo=UTC)


@pytest.fixture
def workshop(both: Network) -> TableWorkshop:
    return open_workshop(
        by=None,
        place=both,
        title="Une soirée",
        held_on=DAY,
        horizon=2050,
        deck=deck_of(find_place("essai")),
        groups=["A", "B", " "],
    )


def test_each_card_is_one_block_of_energy(both: Network) -> None:
    deck = deck_of(find_place("essai"))
    cards = {card.kind.code: card for card in deck.cards}
    assert deck.block_mwh == pytest.approx(rounded(330_000 / 40))
    assert cards["wind"].quantity * 2190 == pytest.approx(deck.block_mwh, rel=0.05)
    assert cards["less_travel"].quantity / 100 * 75_000 == pytest.approx(deck.block_mwh, rel=0.05)
    assert cards["heating_one_degree"].blocks < 1
    assert cards["deep_renovation"].copies >= 2
    assert sum(deck.sector_blocks.values()) == pytest.approx(330_000 / deck.block_mwh)


def test_a_place_without_a_whole_sector_has_no_deck() -> None:
    state = starting_state([territory_state(make_inputs(measures={}, department={}))]).within(())
    values = AssumptionValues(assumptions=shipped_assumptions())
    with pytest.raises(DomainError, match="aucun secteur n’est entier"):
        make_deck(state, lever_potentials(state, shipped_library(), values), values)


def test_every_lever_has_its_room_or_says_why_not() -> None:
    state = starting_state([territory_state(make_inputs())])
    whole = state.within(("residential", "tertiary", "road_transport", "agriculture", "waste"))
    values = AssumptionValues(assumptions=shipped_assumptions())
    potentials = lever_potentials(whole, shipped_library(), values)
    assert potentials["efficient_industry"].blocker == "no_cells"
    assert potentials["deep_renovation"].blocker == "unknown"
    assert potentials["farm_emissions"].largest == 100
    assert potentials["hedges"].largest is None
    assert potentials["wind"].levels[0] * 2190 == pytest.approx(0.05 * np.nansum(whole.energy_mwh), rel=0.05)
    small = state.within(("residential",))
    assert lever_potentials(small, shipped_library(), values)["farm_emissions"].blocker == "no_cells"


def test_mixes_are_counted_shared_and_divided(both: Network) -> None:
    cards = {card.kind.code: card for card in deck_of(find_place("essai")).cards}
    mixes = [{"wind": 2, "less_travel": 1}, {"wind": 1, "biomethane": 3}]
    assert common_cards(mixes) == {"wind": 1}
    assert dividing_cards(mixes) == {"biomethane": (0, 3), "wind": (1, 2), "less_travel": (0, 1)}
    assert common_cards([]) == {}
    assert played(cards, {"wind": 99, "unknown": 1, "biomethane": 0}) == {
        "wind": cards["wind"].quantity * cards["wind"].copies
    }
    assert blocks_of(cards, {"wind": 2, "unknown": 1}) == 2


def test_a_guess_is_kept_once(workshop: TableWorkshop) -> None:
    group = workshop.groups.get(name="A")
    record_mix(group=group, mix={"wind": 1}, now=NOW, guess=12)
    record_mix(group=group, mix={"wind": 2}, now=NOW, guess=3)
    group.refresh_from_db()
    assert (group.guess, group.mix) == (12, {"wind": 2})


@pytest.mark.parametrize("mix", [{"wind": 99}, {"nuclear": 1}])
def test_a_card_that_is_not_there_is_refused_whole(workshop: TableWorkshop, mix: dict[str, int]) -> None:
    group = workshop.groups.get(name="A")
    with pytest.raises(DomainError):
        record_mix(group=group, mix={"less_travel": 1} | mix, now=NOW)
    group.refresh_from_db()
    assert group.mix == {}


def test_a_workshop_is_closed_on_a_common_mix_or_on_what_prevented_it(workshop: TableWorkshop) -> None:
    with pytest.raises(DomainError):
        take(TABLE, "close_workshop", workshop, by=None, at=NOW, is_published=True)


def test_a_closed_workshop_changes_no_more(workshop: TableWorkshop) -> None:
    record_agreed_mix(by=None, workshop=workshop, mix={}, dissent="Rien ne va à tous.")
    take(TABLE, "close_workshop", workshop, by=None, at=NOW, is_published=True)
    with pytest.raises(ConflictError, match="cet atelier est clos"):
        record_mix(group=workshop.groups.get(name="A"), mix={}, now=NOW)
    with pytest.raises(ConflictError, match="cet atelier est clos"):
        record_agreed_mix(by=None, workshop=workshop, mix={}, dissent="")


@pytest.mark.parametrize("names", [[], ["A", "A"], ["A", "b" * 116], [str(rank) for rank in range(13)]])
def test_groups_have_names_of_their_own(both: Network, names: list[str]) -> None:
    with pytest.raises(DomainError):
        open_workshop(
            by=None,
            place=both,
            title="x",
            held_on=DAY,
            horizon=2050,
            deck=deck_of(find_place("essai")),
            groups=names,
        )


def test_an_evening_from_the_deck_to_the_kept_scenarios(client: Client, people: Cast, both: Network) -> None:
    client.force_login(people.coordinator)
    answer = client.post(
        "/prospective/essai/atelier/",
        {"title": "Une soirée", "held_on": "2026-06-18", "horizon": "2050", "groups": "A\nB"},
    )
    assert answer.status_code == 302
    table = answer.headers["Location"]
    workshop = TableWorkshop.objects.get()
    assert client.get("/prospective/essai/cartes.pdf").content[:4] == b"%PDF"
    phone = Client()
    for group, count in zip(workshop.groups.all(), (1, 2), strict=True):
        address = f"/prospective/ateliers/{workshop.slug}/groupes/{group.key}/"
        assert "combien de cartes" in phone.get(address).content.decode()
        fields = {"guess": "9", "c.wind": str(count), "c.less_travel": "1", "dissent": "Pas tous", "authors": "Nous"}
        assert phone.post(address, fields | {"guess": ""}).status_code == 302
        assert "s’affiche ensuite ici" in (unguessed := phone.get(address).content.decode())
        assert "Ce que votre mélange donne" not in unguessed
        assert phone.post(address, fields).status_code == 302
        phone_page = phone.get(address).content.decode()
        assert f"Cartes devinées : 9 ; jouées : {count + 1}," in " ".join(phone_page.split())
        assert phone.post(address, {"c.wind": "99"}).status_code == 422
    text = client.get(table, {"part": "mixes"}).content.decode()
    assert "<html" not in text
    energy, emissions = re.findall(r"<dd>(.*?)</dd>", phone_page)
    assert energy in text
    assert emissions in text
    assert "Ce que tous ont joué" in text
    assert "de 1 à 2 cartes" in text
    assert "Pas tous" in text
    agreed = {"c.wind": "1", "c.less_travel": "1", "dissent": "Les éoliennes", "close": "1", "publish": "1"}
    assert client.post(f"{table}accord/", agreed).status_code == 302
    assert KeptScenario.objects.filter(workshop=workshop, is_published=True).count() == 3
    assert KeptScenario.objects.filter(authors="Nous").count() == 2
    assert "Les éoliennes" in phone.get(table).content.decode()
    assert "Une soirée" in phone.get("/prospective/essai/scenarios/").content.decode()
    assert "clos" in phone.get("/prospective/essai/atelier/").content.decode()


def test_every_mix_of_a_workshop_is_on_the_screen_that_asks_again(
    client: Client, people: Cast, workshop: TableWorkshop
) -> None:
    client.force_login(people.coordinator)
    groups = list(workshop.groups.all())
    for group in groups:
        record_mix(group=group, mix={"wind": 1, "deep_renovation": 1}, now=NOW)
    text = client.get(f"/prospective/ateliers/{workshop.slug}/", {"part": "mixes"}).content.decode()
    assert "<html" not in text
    assert [group.name for group in groups if group.name not in text] == []
    assert text.count("<svg") == 4  # two cards, that both groups played


def test_the_screen_of_the_room_never_shows_an_address_of_a_group(
    client: Client, people: Cast, workshop: TableWorkshop
) -> None:
    client.force_login(people.coordinator)
    keys = [group.key for group in workshop.groups.all()]
    address = f"/prospective/ateliers/{workshop.slug}/"
    desk, wall = (client.get(address, fields).content.decode() for fields in ({}, {"ecran": "1"}))
    assert [key for key in keys if key not in desk] == []
    assert "?ecran=1" in desk
    assert [key for key in keys if key in wall] == []


def test_what_is_not_published_is_read_by_those_of_the_place(
    client: Client, people: Cast, neighbour: object, workshop: TableWorkshop
) -> None:
    address = f"/prospective/ateliers/{workshop.slug}/"
    assert client.get(address).status_code == 404
    for person, status in ((people.outsider, 404), (neighbour, 404), (people.coordinator, 200), (people.reader, 200)):
        client.force_login(person)  # type: ignore[arg-type]
        assert client.get(address).status_code == status
    assert client.post(f"{address}accord/", {}).status_code == 403
    assert client.get(f"{address}groupes/inconnu/").status_code == 404


def test_only_those_who_run_the_place_open_a_workshop(people: Cast, both: Network) -> None:
    with pytest.raises(NotAllowedError):
        open_workshop(
            by=people.officer,
            place=both,
            title="x",
            held_on=DAY,
            horizon=2050,
            deck=deck_of(find_place("essai")),
            groups=["A"],
        )


def test_a_wrong_form_is_told_and_opens_nothing(client: Client, people: Cast) -> None:
    client.force_login(people.coordinator)
    fields = {"title": "x", "held_on": "2026-06-18", "horizon": "2050", "groups": "A\nA"}
    answer = client.post("/prospective/essai/atelier/", fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "noms différents" in page
    assert 'value="2026-06-18"' in page  # what was typed stays
    assert not TableWorkshop.objects.exists()


@pytest.mark.parametrize(
    ("kind", "code", "value", "source"),
    [
        (OwnQuantity.Kind.ENERGY, "residential-heating-oil", -1.0, "x"),
        (OwnQuantity.Kind.ENERGY, "residential-heating-oil", float("nan"), "x"),
        (OwnQuantity.Kind.SINK, "forest", -1e308, "x"),
        (OwnQuantity.Kind.ENERGY, "residential-oil", 1.0, "x"),
        (OwnQuantity.Kind.PRODUCTION, "uranium", 1.0, "x"),
        (OwnQuantity.Kind.PIVOT, "heat_pumps", 1.0, "x"),
        (OwnQuantity.Kind.PIVOT, "", 1.0, "x"),
        (OwnQuantity.Kind.EMISSIONS, "waste", 1.0, " "),
    ],
)
def test_own_quantities_are_all_kept_or_none(
    here: Territory, kind: OwnQuantity.Kind, code: str, value: float, source: str
) -> None:
    good = QuantityInput(kind=OwnQuantity.Kind.EMISSIONS, code="waste", value=1.0, year=2023, source="x")
    bad = QuantityInput(kind=kind, code=code, value=value, year=2023, source=source)
    with pytest.raises(InvalidQuantityError):
        save_quantities(by=None, territory=here, quantity_inputs=[good, bad])
    assert not OwnQuantity.objects.filter(territory__siren=HERE, code="waste").exists()


def test_an_outsider_gives_nothing(people: Cast, here: Territory) -> None:
    with pytest.raises(NotAllowedError):
        save_quantities(by=people.outsider, territory=here, quantity_inputs=[])


def test_a_table_whose_place_has_lost_its_data_says_so(both: Network, workshop: TableWorkshop) -> None:
    OwnQuantity.objects.all().delete()
    with pytest.raises(ConflictError, match="aucun secteur"):
        table_of(workshop)


def laid_out(*, is_laid: bool = False) -> dict[str, Any]:
    place = find_place("essai")
    return deck_content(deck_of(place), place, is_laid=is_laid)


def test_a_card_says_what_it_changes_here_and_what_can_be_counted(both: Network) -> None:
    cards = {card["code"]: card for card in laid_out()["cards"]}
    assert re.search(r"^des logements, soit 13\s500 logements$", cards["heating_one_degree"]["unit"])
    assert "éolienne" in cards["wind"]["unit"]
    assert "toits de maison" in cards["roof_photovoltaics"]["unit"]
    assert "hectares" in cards["ground_photovoltaics"]["unit"]
    assert re.search(r"^−[\d,]+\s*kt CO₂e et −[\d,]+\s*M€ de facture par an$", cards["less_travel"]["change"])
    assert "aucune source" in cards["less_travel"]["cost"]
    assert "emplois d’un an (à confirmer)" in cards["wind"]["cost"]
    # what feeds a network changes nothing of what is consumed: no « 0,0 »
    assert all("inchangées" in cards[code]["change"] for code in ("wind", "ground_photovoltaics", "biomethane"))
    assert not any("0,0" in card["change"] for card in cards.values())
    # what goes by dates says so, and is not nothing
    assert "selon les dates" in cards["service_buildings"]["change"]


@pytest.mark.parametrize(
    ("tco2e", "bill_eur", "expected"),
    [
        (-40.0, -2e6, "moins de 0,1 kt CO₂e et −2,0 M€ de facture par an"),
        (-1500.0, 0.0, "−1,5 kt CO₂e par an"),
        (float("nan"), -4e4, "— kt CO₂e et moins de 0,1 M€ de facture par an"),
    ],
)
def test_a_change_too_small_for_a_tenth_is_no_zero(tco2e: float, bill_eur: float, expected: str) -> None:
    change = CardChange(tco2e=tco2e, bill_eur=bill_eur)
    assert change_words(change).replace("\u00a0", " ") == expected


def test_every_card_has_a_drawing_of_its_own(both: Network) -> None:
    drawings = {card["code"]: card_picture(card["code"], "#216e9e") for card in laid_out()["cards"]}
    assert all(drawings.values())
    assert len(set(drawings.values())) == len(drawings)
    assert all(drawing.startswith("<svg ") and drawing.endswith("</svg>") for drawing in drawings.values())
    assert all('stroke="#216e9e"' in drawing for drawing in drawings.values())
    assert not any("{" in drawing for drawing in drawings.values())
    having = {code for code, kind in shipped_library().items() if "card" in kind.places}
    assert len(having) == 23
    assert {code for code in having if not card_picture(code, "#216e9e")} == set()
    assert card_picture("hedges", "#216e9e") == ""


def test_cards_are_cut_from_a4_or_laid_on_a5(client: Client, both: Network) -> None:
    cut, laid = laid_out(), laid_out(is_laid=True)
    assert len(laid["cards"]) == len({card["code"] for card in cut["cards"]}) < len(cut["cards"])
    page = client.get("/prospective/essai/atelier/").content.decode()
    assert "cartes.pdf?format=a5" in page
    answer = client.get("/prospective/essai/cartes.pdf", {"format": "a5"})
    assert answer["Content-Disposition"].endswith('-a5.pdf"')
    with pikepdf.open(io.BytesIO(answer.content)) as printed:
        assert len(printed.pages) == len(laid["cards"])
        assert {round(float(side)) for side in list(printed.pages[0].mediabox)[2:]} == {595, 420}


@pytest.mark.parametrize(("high", "french", "english"), [(1, "de 0 à 1 carte<", "from 0 to 1 card<"), (2, "s<", "s<")])
def test_what_divides_counts_one_card_as_one(high: int, french: str, english: str) -> None:
    row = {"step": "sobriety", "code": "less_travel", "label": "Vélo"}
    page = {"mixes": [{}, {}], "dividing": [(row, 0, high)]}
    for language, words in (("fr", french), ("en", english)):
        with override(language):
            assert words in render_to_string("foresight/mixes.html", {"page": page}).split("</h2>")[-1]
