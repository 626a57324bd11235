"""Words explained where they stand: each state of a value has its meaning, one click away, without a script."""

import re

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.importers import TERMS
from autan.evidence.figures.presenters.searching import EVIDENCE_SEARCH
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.wordings import Text


@pytest.mark.parametrize("state", [state for state in ValueState if state is not ValueState.OBSERVED])
def test_each_state_that_a_figure_shows_is_explained_in_its_own_words(state):
    """A lower bound is « au moins » for a reader; « valeur plancher » stands in traces and methods."""
    read_as = Text("au moins", "at least") if state is ValueState.LOWER_BOUND else state.label
    assert TERMS[state.value].label == read_as


def test_a_word_opens_its_meaning_which_the_page_holds_once_and_no_other(client, demo_network):
    page = client.get("/territoires/243100518/?ouvrir=tout").content.decode()
    opened = set(re.findall(r'popovertarget="(mot-\w+)"', page))
    assert {"mot-lower_bound", "mot-pcaet"} <= opened
    meanings = re.findall(r'<div popover id="(mot-\w+)"', page)
    assert sorted(meanings) == sorted(opened)


def test_the_glossary_lists_them_and_the_search_finds_them(client, db):
    page = client.get("/glossaire/").content.decode()
    assert all(f'id="{code}"' in page for code in TERMS)
    assert "/glossaire/#igt" in [hit.url for hit in EVIDENCE_SEARCH.search("IGT", PUBLIC)]
    assert not EVIDENCE_SEARCH.search("  ", PUBLIC)


def test_the_word_of_proofs_is_in_the_glossary_and_found(client, db):
    assert "au moins, dans les preuves\u00a0: valeur plancher</dt>" in client.get("/glossaire/").content.decode()
    assert "/glossaire/#lower_bound" in [hit.url for hit in EVIDENCE_SEARCH.search("valeur plancher", PUBLIC)]
