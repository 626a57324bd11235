"""Who may answer for a territory, and how the one writer of answers keeps what stood before."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from autan.ground.errors import ImportFileError, NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.survey.answering.actions.proposals import KnownValue, propose_values
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.answer_revisions import AnswerConflictError, serialized_write, write_revisions
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Answer, Campaign, Proposal, SectionValidation
from autan.survey.campaigns.queries.answering_access import UnknownRespondentError
from autan.survey.campaigns.queries.answers import answer_history, answers_of
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, access, link_of
from tests.survey.questionnaires.making import SMALL_YAML

IN_TIME = date(2013, 5, 2)
NOON = datetime(2013, 5, 2, 12, tzinfo=UTC)
STRANGER = "999999999"


@pytest.mark.parametrize(
    ("who", "siren", "is_allowed", "is_lead", "is_on_behalf"),
    [
        ("coordinator", OWN, True, True, True),
        ("coordinator", OTHER, True, True, True),
        ("officer", OWN, True, True, False),
        ("officer", OTHER, False, False, False),
        ("contributor", OWN, True, False, False),
        ("contributor", OTHER, False, False, False),
        ("reader", OWN, False, False, False),
        ("outsider", OWN, False, False, False),
    ],
)
def test_one_answers_for_ones_own_territory(
    collected: Campaign,
    people: Cast,
    who: str,
    siren: str,
    is_allowed: bool,  # noqa: FBT001
    is_lead: bool,  # noqa: FBT001
    is_on_behalf: bool,  # noqa: FBT001
) -> None:
    person = getattr(people, who)
    if is_allowed:
        found = access(collected, siren, person=person)
        assert (found.is_lead, found.is_on_behalf, found.author_name) == (is_lead, is_on_behalf, person.name)
    else:
        with pytest.raises(NotAllowedError):
            access(collected, siren, person=person)


def test_the_coordination_of_another_network_answers_for_nobody(collected: Campaign, foreign_coordinator) -> None:
    with pytest.raises(NotAllowedError):
        access(collected, OWN, person=foreign_coordinator)


def test_a_territory_that_is_not_asked_is_unknown(collected: Campaign) -> None:
    with pytest.raises(UnknownRespondentError):
        access(collected, STRANGER)


def test_nobody_answers_to_a_documented_campaign(documented: Campaign, people: Cast) -> None:
    for who in ({}, {"person": people.coordinator}):
        with pytest.raises(NotAllowedError):
            access(documented, OWN, **who)


def test_a_link_gives_access_to_its_own_territory(collected: Campaign) -> None:
    link = link_of(collected)
    own = access(collected, link=link)
    assert (own.person, own.link, own.author) == (None, link, link.holder)
    with pytest.raises(NotAllowedError):
        access(collected, OTHER, link=link)


def revision(question: str = "q2", value: object = 3, number: int = 1, siren: str = OWN) -> AnswerRevision:
    return AnswerRevision(
        campaign="recueil",
        siren=siren,
        question=question,
        state=AnswerState.ANSWERED,
        value=value,  # type: ignore[arg-type]
        note=Text("Au téléphone", "By phone"),
        source_document="Bilan",
        confidence=AnswerConfidence.CHECKED,
        facts=("F1",),
        is_partial=True,
        revision=number,
        by_name="Anne",
        at=NOON,
        is_on_behalf=True,
    )


def write(campaign: Campaign, *revisions: AnswerRevision) -> tuple[str, ...]:
    with serialized_write({revision_row.siren for revision_row in revisions}, by=None, act="test") as act:
        return write_revisions(campaign, revisions, now=NOON, act=act)


def test_every_field_of_a_revision_is_written_and_read_back(collected: Campaign) -> None:
    write(collected, revision())
    assert answers_of(collected, OWN) == {"q2": revision()}


def test_a_changed_answer_keeps_the_one_before(collected: Campaign) -> None:
    for number, value in enumerate((3, 4), start=1):
        write(collected, revision(value=value, number=number))
    write(collected, replace(revision(value=None, number=3), state=AnswerState.REFUSED))
    rows = Answer.objects.order_by("-revision").values_list("revision", "value", "state", "is_current")
    assert list(rows) == [(3, None, "refused", True), (2, 4, "answered", False), (1, 3, "answered", False)]
    assert [answer_revision.revision for answer_revision in answer_history(collected, OWN, "q2")] == [3, 2, 1]


@pytest.mark.parametrize("number", [1, 3])
def test_a_revision_is_written_right_after_the_one_that_it_replaces(collected: Campaign, number: int) -> None:
    write(collected, revision())
    with pytest.raises(AnswerConflictError):
        write(collected, revision("q1", {"choice": "no", "text": ""}), revision(value=4, number=number))
    assert answers_of(collected, OWN) == {"q2": revision()}


def test_nothing_written_is_no_query(collected: Campaign) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert write_revisions(collected, [], now=NOON) == ()
    assert len(captured) == 0


def test_what_was_validated_or_proposed_in_place_of_an_answer_is_settled(collected: Campaign) -> None:
    for siren in (OWN, OTHER):
        validate_section(access=access(collected, siren), section="first", now=NOON)
    origin = Text("Observatoire", "Observatory")
    known = [KnownValue(siren=siren, question="q2", value=3, origin=origin) for siren in (OWN, OTHER)]
    propose_values(by=None, campaign=collected, values=known)
    assert write(collected, revision()) == ("first",)
    assert SectionValidation.objects.get(withdrawn_at=None).territory_id == OTHER
    settled = {proposal.territory_id: proposal.outcome for proposal in Proposal.objects.all()}
    assert settled == {OWN: "confirmed", OTHER: ""}


def test_the_number_of_queries_does_not_grow_with_the_revisions(collected: Campaign) -> None:
    write(collected, revision("q1", {"choice": "no", "text": ""}))  # its author is known from then on
    with CaptureQueriesContext(connection) as one:
        write(collected, revision())
    with CaptureQueriesContext(connection) as many:
        others = [revision("q3", [{"title": "Bois"}], siren=siren) for siren in (OWN, OTHER)]
        write(collected, revision(value=4, number=2), *others)
    assert len(many) == len(one) + 1  # one more: a revision is replaced


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
    for permission in ("run_campaign", "record_answer", "read_results", "read_authors", "answer_as_member"):
        assert not people.coordinator.has_perm(f"surveys.{permission}", None)


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
