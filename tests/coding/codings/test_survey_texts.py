"""Open answers as texts to be coded."""

from autan.coding.codings.queries.survey_texts import find_answer, offer_questions, read_groups, read_question
from autan.coding.codings.queries.text_sources import find_document, offer_projects, read_project
from autan.evidence.figures.queries.codable_texts import offered_sets
from tests.coding.codings.acting import MONT, NORD, SUD
from tests.coding.codings.conftest import NAMES, WORDS


def test_questions_with_words_are_offered_and_the_others_are_not(campaign) -> None:
    assert [offer.address for offer in offer_questions("reseau")] == ["enquete.q1", "enquete.q2", "enquete.q3"]
    assert offer_questions("voisin") == []
    assert len(offered_sets("reseau")) == 3


def test_the_words_of_an_open_question_are_read_with_who_was_asked(campaign) -> None:
    question = read_question("enquete.q1")
    assert {text.siren: text.text for text in question.texts} == WORDS
    assert [territory.name for territory in question.asked] == list(NAMES.values())
    assert (question.label.fr, question.group.fr, question.network) == ("Quelles difficultés ?", "Enquête", "reseau")


def test_who_chose_without_a_word_is_not_counted_as_silent(campaign) -> None:
    question = read_question("enquete.q2")
    assert [text.text for text in question.texts] == ["Depuis dix ans."]
    assert SUD not in {territory.siren for territory in question.asked}
    assert MONT in {territory.siren for territory in question.asked}


def test_the_texts_of_the_rows_of_a_table_are_read(campaign) -> None:
    assert [text.text for text in read_question("enquete.q3").texts] == ["Un agent"]


def test_one_answer_is_found_where_it_belongs(campaign) -> None:
    key = f"enquete/{NORD}/q1"
    assert find_answer("enquete.q1", key) == read_question("enquete.q1").find(key)
    assert find_answer("enquete.q2", key) is None
    assert find_answer("enquete.q1", "enquete/9/q1") is None
    assert find_answer("enquete.q2", f"enquete/{SUD}/q2") is None


def test_what_does_not_exist_holds_nothing(campaign) -> None:
    assert read_question("rien.q1") is None
    assert read_question("enquete.q9") is None
    assert read_groups("rien.q1", "by_kind") == []
    assert read_groups("enquete.q1", "by_nothing") == []
    assert read_project("reseau.rien") is None
    assert find_document("reseau.rien", "x") is None
    assert offer_projects("reseau") == []


def test_territories_are_grouped_as_the_surveys_group_them(campaign) -> None:
    groups = {group.code: group.sirens for group in read_groups("enquete.q1", "by_kind")}
    assert groups["by_kind.CC"] == {NORD}
    assert len(groups["by_kind.CA"]) == 3
