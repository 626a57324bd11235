"""Whom a question with a rule is not asked of, and which answers say so."""

from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.expressions.core.rules import parse_rule
from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.queries.campaigns import not_asked_in, view_campaign
from autan.survey.campaigns.queries.questionnaires import find_not_asked, questions_behind
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer, answers_ref
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import OTHER, OWN, record_answer
from tests.survey.questionnaires.making import SMALL_YAML, make_answer, make_question

RULED_YAML = SMALL_YAML.replace("        unit: count\n", "        unit: count\n        relevance: \"q1 == 'yes'\"\n")


def test_a_question_is_not_asked_of_whom_an_answer_excludes_and_of_nobody_by_silence(network: Network) -> None:
    version = record_questionnaire(by=None, text=RULED_YAML, file="essai.yaml")
    title, opened_on = Text("Recueil", "Collection"), date(2013, 4, 1)
    campaign = open_campaign(
        by=None, slug="recueil", network=network, questionnaire=version, title=title, opened_on=opened_on
    )
    record_answer(campaign=campaign, siren=OWN, question="q1", value={"choice": "no"})
    record_answer(campaign=campaign, siren=OTHER, question="q1", value={"choice": "yes"})
    because = (EvidenceRef(kind="answer", key=f"recueil/{OWN}/q1"),)
    assert not_asked_in(view_campaign("recueil")) == {"q2": {OWN: because}}


CHAIN = {
    code: make_question(QuestionKind.NUMBER, code=code, relevance=parse_rule(rule) if rule else None)
    for code, rule in (("a", ""), ("b", "a > 1"), ("c", "b > 1 or a > 5"), ("d", ""))
}


def recorded(siren: str, **values: float) -> dict[str, dict[str, RecordedAnswer]]:
    return {code: {siren: make_answer(siren, values[code], question=code)} if code in values else {} for code in "abcd"}


def test_the_questions_behind_a_rule_are_followed_to_the_end() -> None:
    assert set(questions_behind([CHAIN["c"]], CHAIN)) == {"a", "b", "c"}
    assert set(questions_behind([CHAIN["b"], CHAIN["d"]], CHAIN)) == {"a", "b", "d"}
    assert questions_behind([], CHAIN) == {}


def test_a_question_not_asked_gives_its_own_reasons_to_those_that_rest_on_it() -> None:
    because = (EvidenceRef(kind="answer", key=f"c/{OWN}/a"),)
    found = find_not_asked(CHAIN, recorded(OWN, a=1, b=9), [OWN, OTHER], campaign="c", is_large=False)
    assert found == {"b": {OWN: because}, "c": {OWN: because}}
    both = find_not_asked(CHAIN, recorded(OWN, a=3, b=1), [OWN], campaign="c", is_large=False)
    assert both == {"b": {}, "c": {OWN: (*because, EvidenceRef(kind="answer", key=f"c/{OWN}/b"))}}
    assert find_not_asked(CHAIN, recorded(OWN, a=3, b=2), [OWN], campaign="c", is_large=False) == {"b": {}, "c": {}}


def test_a_large_campaign_cites_the_answers_to_a_question_as_one_set() -> None:
    found = find_not_asked(CHAIN, recorded(OWN, a=3, b=1), [OWN], campaign="c", is_large=True)
    assert found["c"] == {OWN: (answers_ref("c", "a"), answers_ref("c", "b"))}
    assert find_not_asked({"d": CHAIN["d"]}, {}, [OWN], campaign="c", is_large=True) == {}
