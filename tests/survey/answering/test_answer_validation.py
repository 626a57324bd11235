"""The lead says that a section is final; a later change takes it back; what is required and missing forbids it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.core import ObjectRef
from autan.people.journal.queries import history_of
from autan.survey.answering.actions.territory_lead import UnfinishedSectionError, validate_section
from autan.survey.answering.queries import current_validations, withdrawn_validations
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Campaign, SectionValidation
from autan.survey.campaigns.queries.campaigns import UnknownSectionError
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, access, link_of, record_answer, save
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


TWO_PARTS = (
    DEMANDING
    + """\
  - code: second
    title: {fr: "Suite", en: "More"}
    questions:
      - {code: q4, kind: short_text, text: {fr: "Un mot", en: "A word"}, required: soft}
"""
)


def test_what_is_missing_elsewhere_does_not_forbid_a_section(demanding: Campaign) -> None:
    version = record_questionnaire(by=None, text=TWO_PARTS.replace("2013-04-01", "2013-04-02"), file="exigeant.yaml")
    Campaign.objects.filter(pk=demanding.pk).update(questionnaire=version)
    demanding.refresh_from_db()
    assert validate(demanding, "second").section == "second", "what is only wished forbids nothing"
    for section in ("first", ""):
        with pytest.raises(UnfinishedSectionError, match="à revoir\u00a0: q1") as caught:
            validate(demanding, section)
        assert [(point.question, point.is_missing) for point in caught.value.points] == [("q1", True)]
    assert existing(demanding) == {"second"}
    lines = history_of(ObjectRef("surveys", "answers", f"exigeante/{OWN}"))
    assert [line.summary.rpartition("\u00a0: ")[2] for line in lines] == ["rubrique second validée"]
    record_answer(campaign=demanding, siren=OWN, question="q1", value={"choice": "no", "text": ""}, on=NOW.date())
    validate(demanding, "")
    assert existing(demanding) == {"second", ""}
    record_answer(campaign=demanding, siren=OWN, question="q2", value=3, on=NOW.date())
    assert existing(demanding) == {"second"}, "the section whose answers did not change still stands"
    validate(demanding, "")
    record_answer(campaign=demanding, siren=OTHER, question="q2", value=3, on=NOW.date())
    assert existing(demanding) == {"second", ""}, "another territory answered"
    assert set(current_validations(demanding, OWN)) == {"second", ""}
    assert current_validations(demanding, OTHER) == withdrawn_validations(demanding, OTHER) == {}
    assert withdrawn_validations(demanding, OWN) == {}, "the whole was validated again"
    record_answer(campaign=demanding, siren=OWN, question="q4", value="Oui", on=NOW.date())
    assert current_validations(demanding, OWN) == {}
    assert set(withdrawn_validations(demanding, OWN)) == {"second", ""}
    validate(demanding, "second")
    assert set(withdrawn_validations(demanding, OWN)) == {""}
