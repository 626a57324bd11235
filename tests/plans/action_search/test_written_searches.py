"""Searches as people write them, over the filed actions: what must be found, and first; nothing that looks alike.

Each file holds searches with a pattern of what a right title says once it is folded: `written_searches.csv`, those of
acronyms and rarer words in `unseen_searches.csv`, those for which no word of the thesaurus was chosen in
`held_out_searches.csv`, everyday words, verbs and shortened words in `plain_word_searches.csv`, and two ideas at once
in `two_idea_searches.csv`.
"""

import csv
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client

from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_search.core.finding import search_wordings
from autan.plans.action_search.importers import searched_subjects
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.action_search.queries.indexes import filed_search


def written(name: str) -> list[tuple[str, str]]:
    with (Path(__file__).parent / f"{name}_searches.csv").open(encoding="utf-8", newline="") as file:
        return [(row["search"], row["right"]) for row in csv.DictReader(file)]


pytestmark = pytest.mark.xdist_group("filed_actions")  # they are read and indexed once for all
SEARCHES = written("written")


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    return {f"filed:{action.key}": fold_accents(action.title) for action in filed_actions()}


def found_by_wordings(text: str) -> list[str]:
    return [key for key, _score in search_wordings(text, filed_search().search, searched_subjects())]


def plain_full_text(base: sqlite3.Connection, titles: Mapping[str, str]) -> Callable[[str], list[str]]:
    """The full text of SQLite, every word of the search asked for."""
    base.execute("create virtual table held using fts5(key unindexed, title)")
    base.executemany("insert into held values (?, ?)", titles.items())
    silent = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])

    def search(text: str) -> list[str]:
        asked = " ".join(f'"{word}"' for word in fold_accents(text).split() if word not in silent)
        return [key for (key,) in base.execute("select key from held where held match ? order by rank", (asked,))]

    return search


def measure(
    search: Callable[[str], Sequence[str]], titles: Mapping[str, str], searches: Sequence[tuple[str, str]] = SEARCHES
) -> tuple[float, float]:
    """Mean share of what is right that is found, and of the first twenty that could be right that are."""
    recalls, precisions = [], []
    for text, right in searches:
        found = search(text)
        if wanted := {key for key, title in titles.items() if re.search(right, title)}:
            recalls.append(len(wanted & set(found)) / len(wanted))
            precisions.append(sum(key in wanted for key in found[:20]) / min(20, len(wanted)))
    return sum(recalls) / len(recalls), sum(precisions) / len(precisions)


def test_searches_find_what_they_name_in_any_words_and_first(titles: dict[str, str]):
    assert len(SEARCHES) >= 60
    assert all(found_by_wordings(text) for text, _right in SEARCHES)
    recall, precision = measure(found_by_wordings, titles)
    assert recall >= 0.97
    assert precision >= 0.95
    with closing(sqlite3.connect(":memory:")) as base:
        plain_recall, plain_precision = measure(plain_full_text(base, titles), titles)
    assert plain_recall < recall - 0.4
    assert plain_precision < precision


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [("unseen", 0.95, 0.9), ("held_out", 0.85, 0.75), ("plain_word", 0.95, 0.87), ("two_idea", 0.94, 0.78)],
)
def test_acronyms_and_rarer_words_find_what_they_stand_for(
    titles: dict[str, str], name: str, recall: float, precision: float
):
    got = measure(found_by_wordings, titles, written(name))
    assert got[0] >= recall
    assert got[1] >= precision


def test_what_tells_both_ideas_comes_before_what_tells_one(titles: dict[str, str]):
    head = [titles[key] for key in found_by_wordings("photovoltaïque sur les bâtiments agricoles")[:5]]
    assert all(re.search("photovolt|solaire|pv", title) for title in head)
    assert all(re.search("agric|hangar|exploitation", title) for title in head)


@pytest.mark.parametrize(
    ("acronym", "words"), [("RCU", "réseau de chaleur urbain"), ("ZFE", "zone à faibles émissions"),
                           ("PTRE", "plateforme territoriale de rénovation énergétique"),
                           ("CEE", "certificats d’économies d’énergie"), ("PV", "photovoltaïque"),
                           ("ICU", "îlots de chaleur urbains"), ("CPE", "contrat de performance énergétique"),
                           ("RGA", "retrait-gonflement des argiles"), ("NPNRU", "renouvellement urbain"),
                           ("ZAE", "zone d’activités"), ("STEP", "station d’épuration")],
)  # fmt: skip
def test_an_acronym_and_its_words_find_the_same(acronym: str, words: str):
    assert set(found_by_wordings(acronym)) & set(found_by_wordings(words))
    assert set(found_by_wordings(acronym)[:3]) <= set(found_by_wordings(words))


def test_the_head_of_a_search_comes_first_and_a_rare_word_takes_nothing_away(titles: dict[str, str]):
    first = [titles[key] for key in found_by_wordings("toits photovoltaïques des écoles")[:10]]
    assert [title for title in first if re.search("photovolt|solaire|pv", title)] == first
    assert found_by_wordings("granulés de bois")
    assert found_by_wordings("lombricomposteur")


def test_an_acronym_that_ends_as_a_small_word_is_not_that_word(titles: dict[str, str]):
    """« CEE » has the stem of « ce », which half of the titles hold."""
    first = [titles[key].lower() for key in found_by_wordings("certificats d’économies d’énergie")[:10]]
    assert [title for title in first if "cee" in title or "certificat" in title] == first


def test_an_empty_answer_proposes_the_nearest(db: None, client: Client):
    page = client.get("/actions/recherche/", {"texte": "cuves de récupération"}).content.decode()
    assert "Aucune action ne répond à ces mots." in page
    assert "Les plus proches" in page
    assert "récupération" in page.split("Les plus proches")[1]


@pytest.mark.parametrize(
    ("text", "look_alike"),
    [("vélo", r"recycl"), ("zones humides", r"maraich"), ("éolien", r"petrol"), ("PAT", r"patrimoine"),
     ("marche à pied", r"marches? publics?"), ("écoles", r"ecologie industrielle"), ("air", r"\baires\b"),
     ("défi familles", r"\bdefinir"), ("auto-partage", r"autour de l habitat"),
     ("PAPI", r"papiers?")],
)  # fmt: skip
def test_what_only_looks_alike_is_not_found(titles: dict[str, str], text: str, look_alike: str):
    found = [titles[key] for key in found_by_wordings(text)]
    assert found
    assert not [title for title in found if re.search(look_alike, title)]


@pytest.mark.parametrize(
    ("text", "right"),
    [("bio-déchets", r"bio ?-?dechet"), ("covoituraje", r"co-?voitur"), ("photovoltaiqe", r"photovolta|solaire|\bpv\b"),
     ("véhicules hydrogène", r"hydrogene"), ("chanvre", r"sourcee?s?\b|eco ?-?materiau|materiau"),
     ("extinction nocturne", r"eclairage|extinction|lumineuse"), ("SPASER", r"achat|commande publique|marches pub")],
)  # fmt: skip
def test_a_word_in_two_badly_spelled_or_seldom_written_is_found(titles: dict[str, str], text: str, right: str):
    found = [titles[key] for key in found_by_wordings(text)[:10]]
    assert len([title for title in found if re.search(right, title)]) >= 0.9 * len(found) > 2
