"""Open answers as texts to be coded."""

from datetime import date

import pytest

from autan.coding.codings.models import Document
from autan.coding.codings.queries.survey_texts import (
    find_answer,
    list_question_groupings,
    may_read_answers,
    offer_questions,
    open_words,
    read_groups,
    read_question,
    read_withheld_words,
)
from autan.coding.codings.queries.text_sources import (
    find_document,
    offer_projects,
    read_project,
    version_of_documents,
)
from autan.evidence.figures.queries.codable_texts import offered_sets
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign, SectionValidation
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.coding.codings.acting import MER, MONT, NORD, SUD
from tests.coding.codings.conftest import NAMES, WORDS, answer


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


KINDS = """\
questionnaire: sortes
version: 2026-01-05
title: {fr: "Sortes", en: "Kinds"}
choice_lists:
  yesno:
    - {code: "yes", label: {fr: "Oui", en: "Yes"}}
    - {code: "no", label: {fr: "Non", en: "No"}}
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
      - {code: short, kind: short_text, text: {fr: "Un mot ?", en: "A word?"}}
      - {code: chosen, kind: single, choices: yesno, text: {fr: "Oui ?", en: "Yes?"}}
      - {code: other, kind: single, choices: yesno, allows_other: true, text: {fr: "Ou quoi ?", en: "Or what?"}}
      - code: years
        kind: table
        text: {fr: "Des années ?", en: "Years?"}
        columns: [{code: year, kind: year, label: {fr: "Année", en: "Year"}}]
      - code: notes
        kind: table
        text: {fr: "Des notes ?", en: "Notes?"}
        columns:
          - {code: title, kind: open, label: {fr: "Titre", en: "Title"}}
          - {code: note, kind: open, label: {fr: "Note", en: "Note"}}
"""


def test_words_are_looked_for_where_a_question_or_a_column_of_it_takes_them(network) -> None:
    version = record_questionnaire(by=None, text=KINDS, file="sortes.yaml")
    campaign = open_campaign(
        by=None,
        slug="sortes",
        network=network,
        questionnaire=version,
        title=Text("Sortes", "Kinds"),
        opened_on=date(2026, 1, 5),
        shares_unvalidated=True,
    )
    answer(
        campaign,
        NORD,
        'short: {value: "Bois"}',
        'chosen: {value: "yes"}',
        'other: {value: {other: "Peut-être"}}',
        "years: {value: [{year: 2027}]}",
        'notes: {value: [{title: "Gaz", note: "Cher."}, {title: "Sol"}]}',
    )
    assert [offer.address for offer in offer_questions("reseau")] == ["sortes.short", "sortes.other", "sortes.notes"]
    texts = {
        code: [text.text for text in read_question(f"sortes.{code}").texts]
        for code in ("short", "chosen", "other", "years", "notes")
    }
    assert texts == {
        "short": ["Bois"],
        "chosen": [],
        "other": ["Peut-être"],
        "years": [],
        "notes": ["Gaz\nCher.\nSol"],
    }


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
    offered = list_question_groupings("enquete.q1")
    assert "by_kind" in [code for code, _label in offered]
    assert all(read_groups("enquete.q1", code) for code, _label in offered)
    assert list_question_groupings("rien.q1") == []
    groups = {group.code: group.sirens for group in read_groups("enquete.q1", "by_kind")}
    assert groups["by_kind.CC"] == {NORD}
    assert len(groups["by_kind.CA"]) == 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Un mot", ["Un mot"]),
        ({"choice": "yes", "text": "Parce que."}, ["Parce que."]),
        ({"choices": ["a"], "other": "Autre", "text": "Précis"}, ["Autre", "Précis"]),
        ({"text": None, "name": "plan.pdf"}, []),
        (3, []),
        (None, []),
        (["a"], []),
    ],
)
def test_the_words_written_by_hand_are_those_of_a_text_or_beside_a_choice(value, words: list[str]) -> None:
    assert list(open_words(value)) == words


def test_answers_that_are_not_validated_are_withheld_from_the_texts(campaign) -> None:
    assert read_withheld_words("enquete.q1") == [], "the campaign shares them"
    Campaign.objects.filter(pk=campaign.pk).update(shares_unvalidated=False)
    SectionValidation.objects.create(campaign=campaign, territory_id=NORD, section="all")
    answer(campaign, MER, 'q2: {value: {choice: "no"}}')  # the journal has a line: what is kept is read again
    SectionValidation.objects.filter(territory_id=NORD).update(withdrawn_at=None)
    assert {text.siren for text in read_question("enquete.q1").texts} == {NORD}
    assert sorted(read_withheld_words("enquete.q1")) == sorted([WORDS[SUD], WORDS[MER]])
    assert read_withheld_words("enquete.q3") == []
    assert read_withheld_words("enquete.q9") == read_withheld_words("rien.q1") == []
    assert find_answer("enquete.q1", f"enquete/{SUD}/q1") is None
    assert find_answer("enquete.q1", f"enquete/{NORD}/q1") is not None


def test_who_may_read_the_answers_is_who_reads_the_results(campaign, coders) -> None:
    people = coders.cast
    readers = (people.coordinator, people.officer, people.reader, people.outsider, coders.stranger, PUBLIC)
    assert [may_read_answers(reader, "enquete.q1") for reader in readers] == [True, True, True, False, False, False]
    assert not may_read_answers(people.coordinator, "rien.q1")


def test_texts_of_a_project_are_read_in_their_network_without_the_blank_ones(network, coders) -> None:
    other = Network.objects.get(slug="voisin")
    for place, guid, text in ((network, "a", "Du temps."), (network, "b", " \n"), (other, "c", "Ailleurs.")):
        Document.objects.create(network=place, project="notes", guid=guid, name=f"Texte {guid}", text=text)
    Document.objects.create(network=other, project="ailleurs", guid="d", name="Texte d", text="Ailleurs.")
    assert [offer.address for offer in offer_projects("reseau")] == ["reseau.notes"]
    assert [offer.address for offer in offer_projects("voisin")] == ["voisin.ailleurs", "voisin.notes"]
    read = read_project("reseau.notes")
    assert [(text.title.fr, text.text) for text in read.texts] == [("Texte a", "Du temps.")]
    assert (read.network, read.asked, read.label.fr) == ("reseau", (), "notes")
    assert find_document("reseau.notes", read.texts[0].key) == read.texts[0]
    assert find_document("voisin.notes", read.texts[0].key) is None
    assert (version_of_documents("reseau.notes"), version_of_documents("voisin.notes")) == ("2", "1")
