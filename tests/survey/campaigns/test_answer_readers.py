"""The readers of answers and campaigns: which rows each gives, in which order, and none of the neighbours'."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.wordings import Text
from autan.people.journal.actions import acting, record_remark
from autan.people.workflows.actions import take
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.campaigns import InvitationRole, answers_object
from autan.survey.campaigns.models import Answer, Campaign, CampaignRespondent
from autan.survey.campaigns.queries import campaigns as campaign_queries
from autan.survey.campaigns.queries.answers import (
    answer_history,
    answers_by_key,
    answers_by_member,
    answers_of,
    changes_written,
    earlier_revisions,
    served_by,
    short_names,
)
from autan.survey.campaigns.queries.campaigns import (
    UnknownCampaignError,
    campaigns_by_slug,
    campaigns_of_network,
    coverage_of,
    list_campaigns,
    not_asked_in,
    questionnaires_by_campaign,
    respondents_in_documents,
    view_campaign,
    view_campaign_for,
)
from autan.survey.campaigns.queries.questionnaires import find_not_asked, questions_behind
from autan.survey.campaigns.queries.tracking import (
    breaches_of,
    contacts_of,
    reach_of,
    remarks_by_member,
    remarks_of_members,
)
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.territories.networks.actions.territories import record_identity
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, record_answer, save
from tests.survey.campaigns.test_inviting import give
from tests.survey.campaigns.test_not_asked import RULED_YAML
from tests.survey.questionnaires.limited import BEFORE_YAML, LIMITED_YAML
from tests.survey.questionnaires.making import make_answer

THIRD = "100000003"
LONG_AGO = date(2013, 1, 1)
GUEST = {"role": InvitationRole.CONTRIBUTOR, "sections": ["first"]}


@pytest.fixture
def answered(collected: Campaign, running: Campaign) -> Campaign:
    """Two members answered `recueil`, one of them twice; the other campaign has an answer of its own."""
    record_answer(campaign=collected, siren=OWN, question="q2", value=3, on=date(2013, 5, 1))
    record_answer(campaign=collected, siren=OTHER, question="q2", value=7, on=date(2013, 5, 1))
    record_answer(campaign=collected, siren=OWN, question="q1", state=AnswerState.REFUSED, on=date(2013, 5, 2))
    record_answer(campaign=collected, siren=OWN, question="q2", value=4, on=date(2013, 5, 3))
    record_answer(campaign=running, siren=OWN, question="q2", value=99)
    return collected


def test_answers_are_the_current_ones_of_their_campaign_and_territory(answered: Campaign) -> None:
    assert {code: answer.value for code, answer in answers_of(answered, OWN).items()} == {"q1": None, "q2": 4}
    assert list(answers_of(answered, OWN, ["q1", "q3"])) == ["q1"]
    assert answers_of(answered, OWN, []) == answers_of(answered, THIRD) == {}
    members = answers_by_member(answered)
    assert {siren: sorted(own) for siren, own in members.items()} == {OWN: ["q1", "q2"], OTHER: ["q2"]}
    assert list(answers_by_member(answered, [OTHER, THIRD])) == [OTHER]
    assert answers_by_member(answered, []) == {}


def test_the_revisions_of_an_answer_are_read_newest_first(answered: Campaign) -> None:
    history = answer_history(answered, OWN, "q2")
    assert [(one.revision, one.value, one.at.date()) for one in history] == [
        (2, 4, date(2013, 5, 3)),
        (1, 3, date(2013, 5, 1)),
    ]
    assert answer_history(answered, OWN, "q3") == []
    earlier = earlier_revisions(answered, OWN, [("q2", 1), ("q1", 9)])
    assert {code: answer.value for code, answer in earlier.items()} == {"q2": 3}
    assert earlier_revisions(answered, OWN, []) == earlier_revisions(answered, THIRD, [("q2", 1)]) == {}


def test_the_changes_of_a_device_are_those_that_were_recorded(answered: Campaign) -> None:
    first, second, strange = (str(UUID(int=rank)) for rank in (1, 2, 3))
    own = Answer.objects.filter(campaign=answered, territory_id=OWN, question="q2")
    own.filter(revision=1).update(change=first)
    own.filter(revision=2).update(change=second)
    assert changes_written(answered, OWN, [first, second, strange]) == {first: 1, second: 2}
    assert changes_written(answered, OWN, [strange]) == changes_written(answered, OWN, []) == {}
    assert changes_written(answered, OTHER, [first]) == {}


def test_an_answer_is_found_by_its_whole_key(answered: Campaign) -> None:
    keys = [f"recueil/{OWN}/q2", f"recueil/{OTHER}/q1", f"enquete/{OWN}/q2", "recueil", "a/b/c/d", f"recueil/{OWN}"]
    found = answers_by_key(keys, [answered], OPERATOR)
    assert {key: answer.value for key, answer in found.items()} == {f"recueil/{OWN}/q2": 4}


def test_territories_bear_the_names_of_the_time_of_the_campaign(answered: Campaign, documented: Campaign) -> None:
    for year, name in ((2013, "CC du Nord"), (2009, "CC d’antan")):
        fields = {"name_fr": "Communauté", "name_en": "Community", "short_name": name}
        record_identity(by=None, territory=Territory.objects.get(siren=OWN), year=year, fields=fields)
    places = [(documented, OWN), (documented, OTHER), (answered, OWN), (answered, "999999999")]
    assert short_names(places) == {
        ("essai-2013", OWN): "CC du Nord",
        ("essai-2013", OTHER): "Autan-Sud",
        ("recueil", OWN): "Autan-Nord",
    }


def test_who_serves_which_territories(people: Cast) -> None:
    served = [served_by(getattr(people, who)) for who in ("officer", "contributor", "coordinator", "reader")]
    assert served == [{OWN}, {OWN}, set(), set()]
    Mandate.objects.filter(person=people.officer).update(
        valid_from=LONG_AGO, valid_to=timezone.localdate() - timedelta(days=1)
    )
    assert served_by(people.officer) == served_by(PUBLIC) == set()


def test_an_archived_campaign_is_listed_nowhere_and_opens_to_who_runs_it(answered: Campaign, people: Cast) -> None:
    assert [campaign.slug for campaign in list_campaigns()] == ["enquete", "recueil"]
    assert [campaign.slug for campaign in campaigns_of_network("autan")] == ["enquete", "recueil"]
    assert campaigns_of_network("voisin") == []
    read = questionnaires_by_campaign()
    assert (list(read), read["recueil"]().title.fr) == (["enquete", "recueil"], "Essai")
    for reader in (people.outsider, people.coordinator):
        assert view_campaign_for("recueil", reader).record == answered
    take(CAMPAIGN, "archive_campaign", answered, by=people.coordinator, at=timezone.now())
    assert [campaign.slug for campaign in list_campaigns()] == list(questionnaires_by_campaign()) == ["enquete"]
    assert list(campaigns_by_slug(["recueil", "perdue"])) == ["recueil"], "a known address still leads to it"
    assert view_campaign_for("recueil", people.coordinator).record == answered
    for who in ("officer", "reader", "outsider"):
        with pytest.raises(UnknownCampaignError) as refused:
            view_campaign_for("recueil", getattr(people, who))
        assert refused.value.known == ("enquete",)


def test_what_sources_say_of_a_territory_comes_latest_campaign_first(documented: Campaign, collected: Campaign) -> None:
    for campaign, period in ((documented, "2013"), (collected, "2015")):
        Campaign.objects.filter(pk=campaign.pk).update(period=period)
        CampaignRespondent.objects.create(
            campaign=campaign,
            territory_id=OWN,
            rank=1,
            body_fr=period,
            body_en="",
            member_state="named",
            respondent_state="confirmed",
        )
    found = respondents_in_documents(OWN)
    assert [(campaign.slug, line.body.fr) for campaign, line in found.items()] == [
        ("recueil", "2015"),
        ("essai-2013", "2013"),
    ]
    assert respondents_in_documents(OTHER) == {}


def remark(campaign: Campaign, siren: str, text: str, place: str = "") -> None:
    with acting(by=None, act="comment_on_answers") as act:
        record_remark(act, answers_object(campaign.slug, siren), text=text, place=place, network="autan")


def test_comments_are_read_in_the_order_of_the_network_each_with_its_question(answered: Campaign) -> None:
    view = view_campaign("recueil")
    assert remarks_of_members(view) == []
    remark(answered, OTHER, "Merci.")
    remark(answered, OWN, "C’était 2011.", "q1")
    remark(answered, OWN, "Et q9 ?", "q9")
    remark(Campaign.objects.get(slug="enquete"), OWN, "Ailleurs")
    told = [
        (member.siren, [(question and question.code, remark.text) for question, remark in lines])
        for member, lines in remarks_of_members(view)
    ]
    assert told == [(OWN, [("q1", "C’était 2011."), (None, "Et q9 ?")]), (OTHER, [(None, "Merci.")])]
    assert {siren: len(remarks) for siren, remarks in remarks_by_member(view).items()} == {OWN: 2, OTHER: 1}


def test_reach_counts_members_and_not_links(answered: Campaign) -> None:
    view = view_campaign("recueil")
    assert (reach_of(view).invited, reach_of(view).opened, reach_of(view).answering) == (0, 0, 2)
    lead = give(answered)[0]
    guest = give(answered, **GUEST)[0]
    revoked = give(answered, siren=THIRD)[0]
    give(answered, siren=OTHER)
    for link, fields in ((lead, {}), (guest, {}), (revoked, {"revoked_at": timezone.now()})):
        type(link).objects.filter(pk=link.pk).update(first_used_at=timezone.now(), **fields)
    assert (reach_of(view).invited, reach_of(view).opened, reach_of(view).answering) == (2, 1, 2)


def test_whom_to_invite_is_the_officer_else_the_last_who_was(answered: Campaign, people: Cast) -> None:
    view = view_campaign("recueil")
    give(answered, siren=OTHER, name="Dominique Essai", email="dominique@exemple.fr")
    give(answered, siren=OTHER, name="Alex Essai", email="alex@exemple.fr")
    give(answered, siren=OTHER, name="Léa", email="lea@exemple.fr", **GUEST)
    give(answered)
    officer = (people.officer.name, people.officer.email)
    assert contacts_of(view, [OWN, OTHER, THIRD]) == {OWN: officer, OTHER: ("Alex Essai", "alex@exemple.fr")}
    assert contacts_of(view, [OTHER]) == {OTHER: ("Alex Essai", "alex@exemple.fr")}
    type(people.officer).objects.filter(pk=people.officer.pk).update(is_active=False)
    assert contacts_of(view, [OWN])[OWN] == ("Camille Essai", "camille@exemple.fr")


def questionnaire_of(network: Network, text: str, slug: str, **fields: Any) -> Campaign:
    version = record_questionnaire(by=None, text=text, file=f"{slug}.yaml")
    values = {"title": Text("Titre", "Title"), "opened_on": date(2013, 4, 1), **fields}
    return open_campaign(by=None, slug=slug, network=network, questionnaire=version, **values)


def test_answers_that_say_what_they_may_not_are_told_by_member_with_their_words(network: Network) -> None:
    campaign = questionnaire_of(network, BEFORE_YAML, "limites")
    everything = {"choices": ["money", "people", "will", "law"]}
    for siren in (OTHER, OWN):
        record_answer(campaign=campaign, siren=siren, question="q1", value=everything)
    record_answer(campaign=campaign, siren=OWN, question="q2", value={"choices": ["law", "will"]})
    record_answer(campaign=campaign, siren=THIRD, question="q1", value=everything, is_partial=True)
    record_answer(campaign=campaign, siren=THIRD, question="q2", state=AnswerState.REFUSED)
    campaign.questionnaire = record_questionnaire(by=None, text=LIMITED_YAML, file="limites.yaml")
    campaign.save()
    breaches = breaches_of(view_campaign("limites"))
    told = [(one["member"].siren, one["section"].code, one["question"].code) for one in breaches]
    assert [one for one in told if one[0] != THIRD] == [
        (OWN, "first", "q1"),
        (OWN, "first", "q2"),
        (OTHER, "first", "q1"),
    ]
    assert "3 réponses au plus" in str(breaches[0]["messages"][0].fr)
    record_answer(campaign=campaign, siren=OTHER, question="q1", value={"choices": ["money"]})
    assert OTHER not in [one["member"].siren for one in breaches_of(view_campaign("limites"))]


def test_nothing_is_looked_for_where_no_question_has_a_limit(network: Network, django_assert_num_queries) -> None:
    questionnaire_of(network, RULED_YAML.replace("        min: 0\n        max: 500\n", ""), "simple")
    view = view_campaign("simple")
    with django_assert_num_queries(0):
        assert breaches_of(view) == ()


def test_a_large_campaign_counts_what_is_still_asked_and_counts_it_once(
    network: Network, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:
    """The bound of a large campaign is lowered: the same lines as the count of a small one."""
    campaign = questionnaire_of(network, RULED_YAML, "grande")
    record_answer(campaign=campaign, siren=OWN, question="q2", value=3)
    record_answer(campaign=campaign, siren=OTHER, question="q2", value=3)
    record_answer(campaign=campaign, siren=OWN, question="q1", value={"choice": "no"})
    record_answer(campaign=campaign, siren=OTHER, question="q1", value={"choice": "yes"})
    record_answer(campaign=campaign, siren=THIRD, question="q1", state=AnswerState.REFUSED)
    view = view_campaign("grande")
    small = coverage_of(view)
    monkeypatch.setattr(campaign_queries, "MANY", 2)
    monkeypatch.setattr(campaign_queries, "_COUNTED", {})
    shown = view.respondents[1:2]
    large = coverage_of(view, shown=shown)
    assert (large.whole.value, large.whole.total) == (small.whole.value, small.whole.total) == (3, 8)
    assert [line.member for line in large.lines] == list(shown)
    assert large.lines[0].whole.value == small.lines[1].whole.value == 2
    with django_assert_max_num_queries(4):
        assert coverage_of(view, shown=shown).whole.value == 3
    save(campaign, AnswerInput(question="q1", parts={"choice": ("yes",)}, based_on=1), siren=THIRD)
    assert coverage_of(view, shown=shown).whole.value == 4


def test_a_documented_answer_counts_whatever_the_rule_says(documented: Campaign, collected: Campaign) -> None:
    because = (EvidenceRef(kind="answer", key="x"),)
    for campaign, kept, left_out in ((documented, {OWN}, {OTHER}), (collected, set(), {OWN, OTHER})):
        view = view_campaign(campaign.slug)
        answers = {OWN: make_answer(OWN, 3)}
        responses = view.responses(view.questionnaire.question("q2"), answers, {OWN: because, OTHER: because})
        assert (set(responses.answers), set(responses.unasked)) == (kept, left_out)
        assert set(view.responses(view.questionnaire.question("q2"), answers).answers) == {OWN}
    assert not_asked_in(view_campaign("recueil")) == {}
    assert find_not_asked({}, {}, [OWN], campaign="c", is_large=False) == questions_behind([], {}) == {}
