"""How well a thing answers the words that somebody looks for."""

import pytest

from autan.evidence.core.plain_letters import fold_accents
from autan.evidence.core.searching import BEST, IN_TEXT, IN_TITLE, rate_match, search_words


@pytest.mark.parametrize(
    ("asked", "title", "text", "score"),
    [
        ("Plan climat", "plan CLIMAT", "", BEST),
        ("climat plan", "Le plan climat de 2013", "", IN_TITLE),
        ("plan forêt", "Le plan", "de la foret", IN_TEXT),
        ("plan eau", "Le plan", "de la forêt", 0),
        ("", "Le plan", "", 0),
    ],
)
def test_the_title_weighs_more_than_the_text(asked: str, title: str, text: str, score: float) -> None:
    assert rate_match(search_words(asked), title, text) == score


def test_words_are_folded_and_each_is_there_once() -> None:
    assert search_words("  L’Énergie, l'energie ") == ("l", "energie")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ÉTÉ", "ete"), ("eﬃcacité", "efficacite"), ("e\u0301te", "ete"), ("l’œuvre — d'Ambérieu", "l oeuvre d amberieu")],
)
def test_signs_are_folded_whatever_they_are_made_of(text: str, folded: str) -> None:
    assert fold_accents(text) == folded
