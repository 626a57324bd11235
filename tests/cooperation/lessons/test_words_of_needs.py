"""Needs, offers and matches in words: how long they wait, where they are, why something is near, what was decided."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from autan.cooperation.lessons.actions.needs import answer_need, ask_need, close_need, decide_match, make_offer
from autan.cooperation.lessons.core.matching import Match, MatchKind, MatchObject
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, NeedResult, NeedState, OfferInput
from autan.cooperation.lessons.models import Need
from autan.cooperation.lessons.presenters.needs import (
    kept_views,
    match_url,
    match_views,
    need_rows,
    offer_rows,
    reason_words,
    wait_words,
)
from autan.cooperation.lessons.queries.matching import decisions_on
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast
from tests.cooperation.lessons.making import TODAY

ASKED = date(2026, 11, 1)
FOUND = MatchObject(key="lesson:capteurs", kind=MatchKind.LESSON, title="Capteurs", sirens=(HERE,))


def plain(text: object) -> str:
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def match(**changes: Any) -> Match:
    fields = {"found": FOUND, "score": 0.5, "words": (), "subjects": (), "themes": (), "is_near_size": False}
    return Match(**fields | changes)


def ask(network: Network, place: Territory | None, **changes: Any) -> Need:
    fields = NeedInput(kind=NeedKind.TECHNICAL, title="Lire des capteurs", asked_on=ASKED, is_published=True)
    return ask_need(by=None, network=network, territory=place, need_input=replace(fields, **changes))


@pytest.mark.parametrize(
    ("days", "state", "fr", "en"),
    [
        (None, NeedState.ASKED, "attente inconnue : aucun jour n’est donné", "wait"),
        (0, NeedState.ASKED, "attend depuis 0 jour", "0 days"),
        (1, NeedState.ASKED, "attend depuis 1 jour", "1 day"),
        (2, NeedState.ASKED, "attend depuis 2 jours", "2 days"),
        (2, NeedState.ANSWERED, "a attendu 2 jours", "2 days"),
        (2, NeedState.CLOSED, "a attendu 2 jours", "2 days"),
    ],
)
def test_a_wait_is_told_in_days_still_running_or_over(days: int | None, state: NeedState, fr: str, en: str) -> None:
    assert plain(wait_words(days, state)) == fr
    with translation.override("en"):
        assert en in wait_words(days, state)


def test_a_need_is_told_with_its_place_its_state_and_its_wait(network: Network, there: Territory) -> None:
    (row,) = need_rows([ask(network, there)], today=TODAY)
    assert row["title"] == Text("Lire des capteurs", "")
    assert {name: plain(cell) for name, cell in row.items() if name != "title"} == {
        "slug": "lire-des-capteurs",
        "kind": "Appui technique, surtout sur les données",
        "place": "Là",
        "state": "en attente",
        "result": "",
        "asked": "1ᵉʳ novembre 2026",
        "wait": "attend depuis 25 jours",
    }


def test_a_need_that_was_answered_then_closed_says_what_came_of_it(
    network: Network, here: Territory, there: Territory
) -> None:
    need = ask(network, there)
    answer_need(by=None, need=need, territory=here, words="Oui", on=date(2026, 11, 4))
    (row,) = need_rows([Need.objects.get()], today=TODAY)
    assert (row["state"], row["result"], plain(row["wait"])) == ("répondu", "", "a attendu 3 jours")
    close_need(by=None, need=need, result=NeedResult.PARTLY, words="Un prêt.", on=date(2026, 11, 20))
    (row,) = need_rows([Need.objects.get()], today=TODAY)
    assert (row["state"], row["result"]) == ("clos", "satisfait en partie")
    assert plain(row["wait"]) == "a attendu 3 jours", "until its first answer"


def test_a_need_read_in_a_document_has_a_period_and_no_known_wait(network: Network) -> None:
    source = (EvidenceRef(kind="fact", key="S089"),)
    need = ask(network, None, asked_on=None, period="2014", evidence=source)
    (row,) = need_rows([need], today=TODAY)
    assert (row["place"], row["asked"], row["state"]) == ("le réseau", "2014", "énoncé dans un document")
    assert plain(row["wait"]).startswith("attente inconnue")


def test_an_offer_is_told_with_who_makes_it_and_may_withdraw_it(network: Network, here: Territory) -> None:
    fields = OfferInput(kind=NeedKind.INNOVATION, title="Prêt d’une caméra", words="Deux semaines")
    own = make_offer(by=None, network=network, territory=here, offer_input=fields, on=ASKED)
    outside = replace(fields, organisation=" Institut ", title=" Étude ")
    other = make_offer(by=None, network=network, territory=None, offer_input=outside, on=ASKED)
    first, second = offer_rows([own, other], may_withdraw={own.slug})
    assert (first["place"], first["may_withdraw"], first["text"]) == ("Ici", True, "Deux semaines")
    assert (second["place"], second["may_withdraw"], second["title"]) == ("Institut", False, "Étude")
    assert plain(first["offered"]) == "1ᵉʳ novembre 2026"
    assert not any(row["may_withdraw"] for row in offer_rows([own, other]))


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ""),
        ({"words": ("capteur", "école")}, "mots communs : capteur, école"),
        ({"words": tuple("abcdefgh")}, "mots communs : a, b, c, d, e, f"),
        ({"subjects": tuple("abcde")}, "sujets communs : a, b, c, d"),
        ({"themes": ("building",)}, "thème commun : Bâtiments et habitat"),
        ({"is_near_size": True}, "tailles voisines"),
        (
            {"traits": ("kind:CC", "climate:H2", "density:2", "#éolien")},
            "même nature · hivers voisins · densités voisines · ressource commune : éolien",
        ),
        ({"words": ("capteur",), "is_near_size": True}, "mots communs : capteur · tailles voisines"),
    ],
)
def test_why_something_is_near_is_told_in_this_order(changes: dict[str, Any], reasons: str) -> None:
    assert plain(reason_words(match(**changes))) == reasons


def test_a_match_has_its_page_its_places_and_what_was_decided(network: Network, here: Territory, people: Cast) -> None:
    need = ask(network, here)
    near = [
        match(found=replace(FOUND, key=f"lesson:{slug}", sirens=(HERE, "999000777", "999000778")))
        for slug in ("gardé", "refusé", "nouveau")
    ]
    decide_match(by=people.officer, need=need, key="lesson:gardé", is_accepted=True, score=0.5)
    decide_match(by=people.officer, need=need, key="lesson:refusé", is_accepted=False, score=0.5)
    rows = match_views(near, decisions_on(need), network="essai")
    assert [row["decision"] for row in rows] == ["yes", "no", ""]
    assert (rows[0]["kind"], rows[0]["score"]) == ("savoir-faire", 0.5)
    assert str(rows[0]["place"]).endswith(", SIREN 999000777"), "two places at most, by their SIREN where unknown"
    assert match_views([], {}, network="essai") == []


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("lesson:capteurs", "/savoir-faire/capteurs/"),
        ("offer:pret", "#offre-pret"),
        ("moon:capteurs", ""),
        ("lesson:", ""),
    ],
)
def test_what_is_matched_leads_to_its_page_where_it_has_one(key: str, url: str) -> None:
    assert match_url(key, "essai").endswith(url)
    assert bool(match_url(key, "essai")) is bool(url)


def test_matches_that_were_kept_are_told_and_who_kept_them_to_the_network_alone(
    network: Network, here: Territory, people: Cast
) -> None:
    need = ask(network, here)
    for key, is_accepted in (("lesson:capteurs", True), ("lesson:autre", False), ("lesson:partie", True)):
        decide_match(by=people.officer, need=need, key=key, is_accepted=is_accepted, score=0.5)
    decisions = decisions_on(need)
    held = {"lesson:capteurs": FOUND, "lesson:autre": FOUND}
    (told,) = kept_views(decisions, held, network="essai", knows=True)
    assert (told["title"], told["kind"], told["by"]) == ("Capteurs", "savoir-faire", people.officer.name)
    (public,) = kept_views(decisions, held, network="essai", knows=False)
    assert public == {**told, "by": ""}
