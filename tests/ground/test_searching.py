"""How well a thing answers the words that somebody looks for."""

import pytest

from autan.ground.search.core.acronyms import ACRONYMS
from autan.ground.search.core.searching import (
    BEST,
    LEAST,
    SearchedDocument,
    SearchIndex,
    rate_match,
    search_words,
    stem,
    stems,
)
from autan.ground.texts.core.plain_letters import fold_accents


def found(text: str, *titles: str) -> list[str]:
    index = SearchIndex(SearchedDocument(key=title, title=title) for title in titles)
    return [title for title, _score in index.search(search_words(text))]


def test_the_title_weighs_more_than_the_text_and_the_whole_title_most() -> None:
    texts = search_words("plan climat")
    whole, within, text = (
        rate_match(texts, "Plans CLIMAT"),
        rate_match(texts, "Le plan climat de 2013"),
        rate_match(texts, "Forêt", "le plan climat"),
    )
    assert BEST == whole > within > text > LEAST
    assert rate_match(search_words(""), "Le plan") == 0
    assert rate_match(search_words("eau"), "Le plan") == 0


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("évaluer", "L’évaluation des plans"),
        ("RÉSEAUX", "Un réseau de chaleur"),
        ("reseau", "Réseaux"),
        ("montau", "Grand Montauban"),
        ("PCAET", "Un plan climat-air-énergie territorial"),
        ("plan climat air énergie territorial", "Le PCAET de 2019"),
        ("gaz à effet de serre", "Inventaire des GES"),
        ("où en sont les œuvres ?", "Mise en œuvre"),
    ],
)
def test_accents_plurals_beginnings_and_acronyms_are_found(asked: str, title: str) -> None:
    assert found(asked, "Tout autre chose", title) == [title]


def test_wood_is_no_family_name() -> None:
    of_wood = ["La filière bois", "Un territoire boisé", "Boisement des talus"]
    assert sorted(found("bois", "Boyer", "Val de Boixe", *of_wood)) == sorted(of_wood)


def test_what_answers_best_comes_first_then_the_order_given() -> None:
    within, whole, other = "Le plan climat de la ville", "Plan climat", "Le plan climat de la forêt"
    assert found("plan climat", within, whole, other) == [whole, within, other]


def test_a_title_that_says_little_else_comes_before_a_long_one() -> None:
    long, short = "La forêt, la vallée et le climat de la montagne", "Le climat de la ville"
    assert found("climat", long, short) == [short, long]
    unnamed = SearchIndex(
        [SearchedDocument(key="x", title="", text="le climat"), SearchedDocument(key="y", title="Eau")]
    )
    assert [key for key, _score in unnamed.search(search_words("climat"))] == ["x"]


def test_one_word_of_what_an_acronym_stands_for_is_not_the_acronym() -> None:
    assert found("PCAET", "Un plan de sobriété", "La qualité de l’air") == []
    assert found("GES", "Le gaz de ville", "Un effet de serre sans gaz") == ["Un effet de serre sans gaz"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    titles = ("énergie du vent", "énergie du soleil", "énergie marine", "marché du bois")
    assert found("énergie bois", *titles)[0] == "marché du bois", "where nothing holds both words"
    assert found("énergie bois", *titles, "énergie du bois") == ["énergie du bois"]


def test_words_that_say_nothing_are_left_out_unless_there_is_nothing_else() -> None:
    assert search_words("Quels sont les plans de l’agglomération ?") == stems("plans agglomération")
    assert search_words("où") == ("ou",)


def test_a_word_that_says_nothing_is_no_acronym() -> None:
    assert (stem("plus"), stem("PLU")) == ("plus", "plu")
    assert found("plus", "Un PLU", "Le plus grand") == ["Le plus grand"]


def test_every_acronym_is_found_by_each_of_its_wordings() -> None:
    for acronym, wordings in ACRONYMS.items():
        for wording in wordings:
            assert found(acronym, wording), (acronym, wording)
            if len(wording.split()) > 1:
                assert found(wording, acronym.upper()), (wording, acronym)


def test_an_index_says_how_many_it_holds() -> None:
    assert len(SearchIndex([SearchedDocument(key=1, title="a"), SearchedDocument(key=2, title="b")])) == 2


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ÉTÉ", "ete"), ("eﬃcacité", "efficacite"), ("e\u0301te", "ete"), ("l’œuvre — d'Ambérieu", "l oeuvre d amberieu")],
)
def test_signs_are_folded_whatever_they_are_made_of(text: str, folded: str) -> None:
    assert fold_accents(text) == folded
