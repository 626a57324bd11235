"""What is known already is proposed, with its origin; the territory confirms, changes or sets it aside."""

from datetime import UTC, date, datetime

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.survey.answering.actions.proposals import KnownValue, dismiss_proposal, propose_from_earlier, propose_values
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign, Proposal
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.queries import parse_questionnaire
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, access, record_answer, save
from tests.survey.questionnaires.making import SMALL_YAML, write_parts

STRANGER = "999999999"
ORIGIN = Text("Observatoire", "Observatory")
NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
CONTINUED = SMALL_YAML.replace("2013-04-01", "2026-01-01").replace(
    "code: q2\n", "code: staff\n        continues: {campaign: recueil, question: q2}\n"
)


@pytest.fixture
def later(network: Network, collected: Campaign) -> Campaign:
    """A campaign after the collected one: one question is renamed, and says which one it continues."""
    return open_campaign(
        by=None,
        slug="suite",
        network=network,
        questionnaire=record_questionnaire(by=None, text=CONTINUED, file="suite.yaml"),
        title=Text("Suite", "Sequel"),
        opened_on=date(2026, 1, 1),
    )


def staff(siren: str = OWN, value: object = 12, question: str = "staff") -> KnownValue:
    evidence = (EvidenceRef(kind="lake", key="x"),)
    return KnownValue(siren=siren, question=question, value=value, origin=ORIGIN, evidence=evidence)


def proposed(campaign: Campaign) -> dict[tuple[str, str], object]:
    return {(p.territory_id, p.question): p.value for p in Proposal.objects.filter(campaign=campaign)}


def test_the_answers_of_before_are_proposed_to_the_same_questions(collected: Campaign, later: Campaign) -> None:
    day = date(2013, 5, 2)
    record_answer(by=None, campaign=collected, siren=OWN, question="q2", value=12, on=day)
    record_answer(by=None, campaign=collected, siren=OTHER, question="q1", value={"choice": "yes", "text": ""}, on=day)
    record_answer(
        by=None, campaign=collected, siren=OTHER, question="q3", value=[{"title": "Bois"}], is_partial=True, on=day
    )
    made = propose_from_earlier(by=None, campaign=later)
    assert proposed(later) == {(OWN, "staff"): 12, (OTHER, "q1"): {"choice": "yes", "text": ""}}
    first = next(proposal for proposal in made if proposal.question == "staff")
    assert "Recueil (2013)" in first.origin_fr
    assert first.evidence == [["answer", f"recueil/{OWN}/q2"]]
    assert propose_from_earlier(by=None, campaign=later) == []


def test_a_first_campaign_has_nothing_before_it(collected: Campaign) -> None:
    assert propose_from_earlier(by=None, campaign=collected) == []


def test_only_what_may_be_answered_is_proposed(later: Campaign) -> None:
    record_answer(by=None, campaign=later, siren=OTHER, question="staff", value=3, on=NOW.date())
    made = propose_values(
        by=None,
        campaign=later,
        values=[staff(), staff(value=13), staff(OTHER), staff(STRANGER), staff(value=-3), staff(question="q9")],
    )
    assert [(p.territory_id, p.value) for p in made] == [(OWN, 12)]


@pytest.mark.parametrize(("typed", "outcome"), [(12, "confirmed"), (13, "changed")])
def test_an_answer_settles_the_proposal(later: Campaign, typed: int, outcome: str) -> None:
    propose_values(by=None, campaign=later, values=[staff()])
    version = later.questionnaire
    question = parse_questionnaire(version.document, version.slug).question("staff")
    entry = AnswerInput(question="staff", based_on=0, parts=write_parts(question, typed))
    save(later, entry, now=NOW)
    kept = Proposal.objects.get()
    assert (kept.outcome, kept.settled_at) == (outcome, NOW)


def test_a_proposal_that_was_set_aside_does_not_come_back(later: Campaign) -> None:
    propose_values(by=None, campaign=later, values=[staff()])
    kept = dismiss_proposal(access=access(later), question="staff")
    assert kept is not None
    assert kept.outcome == "dismissed"
    assert dismiss_proposal(access=access(later), question="staff") is None
    assert propose_values(by=None, campaign=later, values=[staff()]) == []


def test_the_coordination_alone_proposes(later: Campaign, documented: Campaign, people: Cast) -> None:
    with pytest.raises(RuleError):
        propose_values(by=people.officer, campaign=later, values=[staff()])
    with pytest.raises(RuleError):
        propose_from_earlier(by=None, campaign=documented)
    assert len(propose_values(by=people.coordinator, campaign=later, values=[staff()])) == 1
