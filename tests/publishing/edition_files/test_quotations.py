"""What members wrote, as an edition quotes it: how much of a text is that text, and who may read it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.wordings import Text
from autan.people.workflows.actions import take
from autan.publishing.edition_files.queries.quotations import found_quotations, kept_quotations, search_quotations
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from tests.publishing.editions.test_quotations import OWN, campaign, closed, make_public
from tests.survey.campaigns.answering import access, record_answer
from tests.survey.questionnaires.making import SMALL_YAML

__all__ = ["campaign", "closed"]

OTHER = "100000002"
LONG = "Il ne reste que trois élus ici, pour toute la chaufferie."


def write(campaign, siren, text, question="q1"):
    record_answer(campaign=campaign, siren=siren, question=question, value={"choice": "yes", "text": text})
    cache.clear()  # what is kept goes by the journal, where this helper writes nothing


def kept(*passages, reader=PUBLIC):
    return [quotation.passage for quotation in kept_quotations("autan", passages, reader)]


@pytest.fixture
def written(closed):
    write(closed, OWN, LONG)
    return closed


def test_a_part_of_a_text_is_that_text_from_twenty_letters_and_five_words(written):
    for passage in (LONG, LONG.upper(), "reste que trois élus ici", "que trois élus ici : pour toute la"):
        assert kept(passage) == [passage], passage
    for passage in (
        "ne reste que trois élus",
        "pour toute la chaufferie",
        "trois élus ici",
        "rien de tel dans ce qui est écrit",
    ):
        assert kept(passage) == [], passage


def test_a_short_text_is_quoted_whole_from_twelve_letters_and_inside_a_passage_from_twenty(written):
    write(written, OTHER, "Sans élus, rien")
    assert kept("sans élus : rien") == ["sans élus : rien"]
    assert kept("Il dit : sans élus, rien de plus") == []
    write(written, OTHER, "Sans élu, rien")
    assert kept("Sans élu, rien") == [], "eleven letters are anybody’s words"
    write(written, OTHER, "Nous manquons de moyens")
    assert kept("Ici, nous manquons de moyens, dit-il.") == ["Ici, nous manquons de moyens, dit-il."]
    write(written, OTHER, "Nous manquons de moyen")
    assert kept("Ici, nous manquons de moyen, dit-il.") == []


def test_of_passages_that_hold_one_another_the_shortest_is_told_once(written):
    (quotation,) = kept_quotations("autan", [f"Il écrit : {LONG}", LONG, LONG], PUBLIC)
    assert (quotation.passage, quotation.group.fr) == (LONG, "Enquête")
    assert "Avez-vous un plan" in quotation.label.fr
    assert kept(LONG, LONG.upper()) == [LONG, LONG.upper()]


def test_a_reader_is_kept_from_what_she_may_not_read_and_from_nothing_else(written, people):
    assert kept(LONG, reader=people.outsider) == [LONG]
    assert kept(LONG, reader=people.coordinator) == []
    make_public()
    assert kept(LONG) == []


def test_words_that_are_not_validated_are_kept_from_all_unless_another_text_says_them(campaign, people):
    write(campaign, OWN, LONG)
    make_public()
    assert kept(LONG) == kept(LONG, reader=people.coordinator) == [LONG]
    write(campaign, OTHER, f"Dit aussi : {LONG}")
    validate_section(access=access(Campaign.objects.select_related("network").get(), OTHER), section="first")
    assert kept(LONG) == []


def test_no_query_is_made_where_nothing_can_be_a_quotation(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert kept("trois élus") == kept() == []
        assert found_quotations("autan", frozenset()) == frozenset()
        assert search_quotations("autan", "  ") == []


def test_quotations_are_found_by_their_letters_in_any_text(written):
    sought = frozenset({"troisélusici", "troisélusla", "moyens"})
    assert found_quotations("autan", sought) == {"troisélusici"}
    assert found_quotations("ailleurs", sought) == frozenset()


def test_what_anybody_may_read_answers_with_its_author_and_its_question(written):
    write(written, OTHER, "La chaufferie de la commune.")
    assert search_quotations("autan", "chaufferie") == [], "the results are not public"
    make_public()
    found = search_quotations("autan", "chaufferies")
    assert {(quotation.author, quotation.text) for quotation in found} == {
        ("Autan-Nord", LONG),
        ("Autan-Sud", "La chaufferie de la commune."),
    }
    assert {quotation.group.fr for quotation in found} == {"Enquête"}
    assert [quotation.author for quotation in search_quotations("autan", "commune chaufferie")] == ["Autan-Sud"]
    assert search_quotations("ailleurs", "chaufferie") == []


def test_eight_texts_at_most_are_offered_each_once(written):
    question = SMALL_YAML[SMALL_YAML.index("      - code: q1") : SMALL_YAML.index("      - code: q2")]
    questions = "".join(question.replace("q1", f"more{rank}") for rank in range(10))
    text = SMALL_YAML.replace(question, questions).replace("essai", "long")
    more = open_campaign(
        by=None,
        slug="longue",
        network=written.network,
        questionnaire=record_questionnaire(by=None, text=text, file="long.yaml"),
        title=Text("Longue", "Long"),
        opened_on=written.opened_on,
        closed_on=written.closed_on,
    )
    for rank in range(10):
        write(more, OWN, f"Un gymnase n° {max(rank, 1)}", f"more{rank}")
    for act in ("close_campaign", "show_results"):
        take(CAMPAIGN, act, more, by=None, at=timezone.now())
    found = [quotation.text for quotation in search_quotations("autan", "gymnase")]
    assert len(found) == len(set(found)) == 8
