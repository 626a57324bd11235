"""What several pieces share is said once."""

import pytest

from autan.ground.wordings import Text
from autan.publishing.edition_files.presenters.annex import common_end, common_parts, join_unique, own_label


@pytest.mark.parametrize(
    ("titles", "shared"),
    [
        (["Fait S1"], "Fait S1"),
        (["A : énergie", "A : énergie"], "A : énergie"),
        (["Sicoval : énergie (2024)", "Castres : énergie (2024)"], "énergie (2024)"),
        (["Réponse un", "Réponse deux"], "Réponse un"),
        (["autre chose", "chose"], "chose"),
    ],
)
def test_titles_keep_the_end_they_share_or_the_first_of_them(titles, shared):
    assert common_end(titles) == shared


def test_locators_keep_the_parts_they_share():
    assert common_parts(["lignes 1-2, page 3", "lignes 4-5, page 3"]) == "page 3"
    assert common_parts(["lignes 1-2"]) == "lignes 1-2"
    assert common_parts([]) == ""
    assert common_parts(["« Injecté, solaire », page 3", "« Injecté, éolien », page 3"]) == "page 3"


def test_a_label_leaves_out_what_the_whole_says():
    whole = Text("Population", "Population")
    assert own_label(Text("Sicoval – Population", "Sicoval – Population"), whole) == Text("Sicoval", "Sicoval")
    assert own_label(whole, whole) == whole


def test_words_are_said_once_in_order():
    assert join_unique(["b", "", "a", "b"]) == "b / a"
