"""The lead says that a section is final; a later change takes it back; what is required and missing forbids it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.core import ObjectRef
from autan.people.journal.queries import history_of
from autan.survey.answering.actions.territory_lead import UnfinishedSectionError, validate_section
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Campaign, SectionValidation
from autan.survey.campaigns.queries.campaigns import UnknownSectionError
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OWN, access, link_of, record_answer, save
from tests.survey.questionnaires.making import SMALL_YAML

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
DEMANDING = SMALL_YAML.replace("questionnaire: essai", "questionnaire: exigeant").replace(
    "code: q1\n", "code: q1\n        required: hard\n"
)


@pytest.fixture
def demanding(network: Network) -> Campaign:
    """A campaign whose first question must be answered."""
    version = record_questionnaire(by=None, text=DEMANDING, file="exigeant.yaml")
    return open_campaign(
        by=None,
        slug="exigeante",
        network=network,
        questionnaire=version,
        title=Text("Exigeante", "Demanding"),
        opened_on=date(2013, 4, 1),
    )


def validate(campaign: Campaign, section: str = "first", now: datetime = NOW, **who: Any) -> SectionValidation:
    return validate_section(access=access(campaign, **who), section=section, now=now)


def existing(campaign: Campaign) -> set[str]:
    held = SectionValidation.objects.filter(campaign=campaign, withdrawn_at__isnull=True)
    return set(held.values_list("section", flat=True))


def test_a_section_is_validated_once_and_the_whole_apart(collected: Campaign, people: Cast) -> None:
    assert validate(collected, person=people.officer) == validate(collected, person=people.officer)
    kept = validate(collected, "", person=people.officer)
    assert (kept.section, kept.by_id, kept.by_name, str(kept)) == (
        "",
        people.officer.pk,
        "Member_officer",
        f"{OWN} ensemble",
    )
    assert existing(collected) == {"first", ""}
    assert len(history_of(ObjectRef("surveys", "answers", f"recueil/{OWN}"))) == 2


@pytest.mark.parametrize("way", ["screen", "one"])
def test_a_later_change_takes_the_validation_back(collected: Campaign, way: str) -> None:
    validate(collected)
    validate(collected, section="")
    if way == "screen":
        entry = AnswerInput(question="q2", based_on=0, parts={"value": ("3",)})
        result = save(collected, entry, now=NOW)
        assert set(result.withdrawn) == {"first", ""}
    else:
        record_answer(by=None, campaign=collected, siren=OWN, question="q2", value=3, on=NOW.date())
    assert existing(collected) == set()
    assert SectionValidation.objects.count() == 2
    validate(collected)
    assert existing(collected) == {"first"}


def test_a_required_answer_forbids_validation(demanding: Campaign) -> None:
    with pytest.raises(UnfinishedSectionError, match="q1") as caught:
        validate(demanding)
    assert [point.question for point in caught.value.points] == ["q1"]
    record_answer(
        by=None, campaign=demanding, siren=OWN, question="q1", value={"choice": "no", "text": ""}, on=NOW.date()
    )
    assert validate(demanding).section == "first"


def test_others_than_the_lead_do_not_validate(collected: Campaign, people: Cast) -> None:
    for person in (people.contributor, people.outsider):
        with pytest.raises(NotAllowedError):
            validate(collected, person=person)
    with pytest.raises(NotAllowedError):
        validate(collected, link=link_of(collected, InvitationRole.CONTRIBUTOR, ("first",)))
    assert validate(collected, link=link_of(collected)).by_name == "Anne Référente"


def test_a_closed_campaign_and_an_unknown_section_are_refused(collected: Campaign) -> None:
    with pytest.raises(UnknownSectionError, match="perdue"):
        validate(collected, section="perdue")
    with pytest.raises(RuleError, match="close"):
        validate(collected, now=datetime(2013, 8, 1, tzinfo=UTC))
