"""Who may record an answer, when, and what becomes of the one before."""

from dataclasses import replace
from datetime import date

import pytest

from autan.errors import DomainError, ImportFileError, RuleError
from autan.evidence.core.texts import Text
from autan.journal.core.objects import ObjectRef
from autan.journal.queries import history_of
from autan.questionnaires.actions.versions import record_questionnaire
from autan.questionnaires.core.answers.values import InvalidAnswerError
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import UnknownQuestionError
from autan.questionnaires.models import QuestionnaireVersion
from autan.surveys.actions.answering import open_campaign, record_answer, replace_answer
from autan.surveys.models import Answer, Campaign
from autan.surveys.queries.campaigns import answer_history
from autan.territories.models import Network
from tests.cast import Cast
from tests.questionnaires.making import SMALL_YAML, make_answer

IN_TIME = date(2013, 5, 2)
OWN, OTHER, STRANGER = "100000001", "100000002", "999999999"


@pytest.mark.parametrize(
    ("who", "siren", "is_allowed"),
    [
        ("coordinator", OWN, True),
        ("coordinator", OTHER, True),
        ("officer", OWN, True),
        ("officer", OTHER, False),
        ("contributor", OWN, True),
        ("contributor", OTHER, False),
        ("reader", OWN, False),
        ("outsider", OWN, False),
    ],
)
def test_one_answers_for_ones_own_territory(
    collected: Campaign,
    people: Cast,
    who: str,
    siren: str,
    is_allowed: bool,  # noqa: FBT001
) -> None:
    person = getattr(people, who)
    if is_allowed:
        answer = record_answer(by=person, campaign=collected, siren=siren, question="q2", value=3, on=IN_TIME)
        assert (answer.value, answer.by, answer.revision) == (3, person, 1)
    else:
        with pytest.raises(RuleError):
            record_answer(by=person, campaign=collected, siren=siren, question="q2", value=3, on=IN_TIME)
        assert not Answer.objects.exists()


@pytest.mark.parametrize(("who", "is_allowed"), [("coordinator", True), ("officer", False), ("outsider", False)])
def test_a_documented_campaign_is_filled_by_the_coordination(
    documented: Campaign,
    people: Cast,
    who: str,
    is_allowed: bool,  # noqa: FBT001
) -> None:
    person = getattr(people, who)
    if is_allowed:
        assert record_answer(by=person, campaign=documented, siren=OWN, question="q2", value=3).revision == 1
    else:
        with pytest.raises(RuleError):
            record_answer(by=person, campaign=documented, siren=OWN, question="q2", value=3)


def test_a_changed_answer_keeps_the_one_before(collected: Campaign, people: Cast) -> None:
    for value in (3, 4, 4):
        record_answer(by=people.officer, campaign=collected, siren=OWN, question="q2", value=value, on=IN_TIME)
    record_answer(
        by=people.coordinator,
        campaign=collected,
        siren=OWN,
        question="q2",
        state=AnswerState.REFUSED,
        note=Text("Au téléphone", "By phone"),
        on=IN_TIME,
    )
    history = answer_history(collected, OWN, "q2")
    assert [(a.revision, a.value, a.state, a.is_current) for a in history] == [
        (3, None, "refused", True),
        (2, 4, "answered", False),
        (1, 3, "answered", False),
    ]
    assert len(history_of(ObjectRef("surveys", "answer", f"recueil/{OWN}/q2"))) == 3


def test_two_first_answers_at_one_instant_leave_one_and_a_plain_word(collected: Campaign) -> None:
    answer = make_answer(OWN, 3, campaign=collected.slug, question="q2", facts=())
    kept = replace_answer(by=None, campaign=collected, answer=answer, current=None)
    with pytest.raises(RuleError, match="vient d’être enregistrée"):
        replace_answer(by=None, campaign=collected, answer=replace(answer, value=4), current=None)
    assert list(Answer.objects.all()) == [kept]


@pytest.mark.parametrize("day", [date(2013, 3, 31), date(2013, 7, 1)])
def test_a_campaign_that_is_not_open_takes_no_answer(collected: Campaign, day: date) -> None:
    with pytest.raises(RuleError):
        record_answer(by=None, campaign=collected, siren=OWN, question="q2", value=3, on=day)


def test_what_was_not_asked_or_does_not_answer_is_refused(collected: Campaign) -> None:
    def record(**fields: object) -> Answer:
        asked = {"siren": OWN, "question": "q2", "value": 3, **fields}
        return record_answer(by=None, campaign=collected, on=IN_TIME, **asked)  # type: ignore[arg-type]

    with pytest.raises(RuleError):
        record(siren=STRANGER)
    with pytest.raises(UnknownQuestionError):
        record(question="q9")
    with pytest.raises(InvalidAnswerError):
        record(value=-1)
    with pytest.raises(DomainError):
        record(value=None)
    with pytest.raises(DomainError):
        record(state=AnswerState.REFUSED)
    assert not Answer.objects.exists()


def test_a_questionnaire_is_kept_once(version: QuestionnaireVersion, people: Cast) -> None:
    assert record_questionnaire(by=people.coordinator, text=SMALL_YAML, file="essai.yaml") == version
    with pytest.raises(RuleError):
        record_questionnaire(by=None, text=SMALL_YAML.replace("Essai", "Essai changé"), file="essai.yaml")
    later = record_questionnaire(by=None, text=SMALL_YAML.replace("2013-04-01", "2014-04-01"), file="essai.yaml")
    assert (QuestionnaireVersion.objects.count(), str(later)) == (2, "essai (2014-04-01)")
    with pytest.raises(ImportFileError):
        record_questionnaire(by=None, text="sections: []", file="essai.yaml")
    with pytest.raises(RuleError):
        record_questionnaire(by=people.officer, text=SMALL_YAML, file="essai.yaml")


def test_the_coordination_opens_a_campaign(network: Network, version: QuestionnaireVersion, people: Cast) -> None:
    def start(**fields: object) -> Campaign:
        asked = {"by": people.coordinator, "slug": "ouverte", "opened_on": date(2013, 4, 1), **fields}
        return open_campaign(network=network, questionnaire=version, title=Text("T", "T"), **asked)  # type: ignore[arg-type]

    with pytest.raises(RuleError):
        start(by=people.officer)
    with pytest.raises(RuleError):
        start(closed_on=date(2013, 3, 1))
    assert start().period == "2013"
    with pytest.raises(RuleError):
        start()


def test_rules_say_no_about_nothing(people: Cast) -> None:
    assert not people.coordinator.has_perm("surveys.run_campaign", None)
    assert not people.coordinator.has_perm("surveys.record_answer", None)


@pytest.mark.parametrize("slug", ["Été 1", "", "a/b", "lien", "x" * 61])
def test_a_name_that_makes_no_address_is_refused(network: Network, slug: str) -> None:
    version = record_questionnaire(by=None, text=SMALL_YAML, file="essai.yaml")
    with pytest.raises(RuleError, match="ne peut pas servir d’adresse"):
        open_campaign(
            by=None, slug=slug, network=network, questionnaire=version, title=Text("T", "T"), opened_on=IN_TIME
        )
    assert not Campaign.objects.exists()


def test_a_questionnaire_whose_name_makes_no_address_is_refused(network: Network) -> None:
    with pytest.raises(RuleError, match="ne peut pas servir d’adresse"):
        record_questionnaire(by=None, text=SMALL_YAML.replace("essai", "été 1"), file="essai.yaml")
    assert not QuestionnaireVersion.objects.exists()


def test_a_campaign_without_a_title_is_refused(network: Network, version: QuestionnaireVersion) -> None:
    with pytest.raises(RuleError, match="titre"):
        open_campaign(
            by=None,
            slug="nue",
            network=network,
            questionnaire=version,
            title=Text("  ", ""),
            opened_on=date(2013, 4, 1),
        )
