"""A screen is saved in one go: one writer after the other, nothing lost, nothing doubled, whatever its length."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from autan.ground.errors import NotAllowedError
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveResult
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Answer, Campaign, Invitation, UnsavedEntry
from autan.survey.campaigns.queries.answering_access import UnknownRespondentError
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.questionnaire import UnknownQuestionError
from tests.cast import Cast
from tests.survey.campaigns.answering import link_of
from tests.survey.campaigns.answering import save as save_at

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
OWN, OTHER, STRANGER = "100000001", "100000002", "999999999"


def entry(question: str, based_on: int = 0, **fields: Any) -> AnswerInput:
    parts = {name.replace("__", "."): (text,) for name, text in fields.pop("parts", {}).items()}
    return AnswerInput(question=question, based_on=based_on, parts=parts, **fields)


def staff(text: str, based_on: int = 0, **fields: Any) -> AnswerInput:
    return entry("q2", based_on, parts={"value": text}, **fields)


def save(campaign: Campaign, *entries: AnswerInput, now: datetime = NOW, **who: Any) -> SaveResult:
    return save_at(campaign, *entries, now=now, **who)


def outcomes(outcome: SaveResult) -> list[EntryOutcome]:
    return [decision.outcome for decision in outcome.decisions]


@pytest.fixture
def contributor_link(collected: Campaign) -> Invitation:
    return link_of(collected, InvitationRole.CONTRIBUTOR, ("first",))


def test_what_was_changed_is_written_with_its_author(collected: Campaign, people: Cast) -> None:
    outcome = save(
        collected,
        entry("q1", parts={"choice": "yes", "text": "Depuis 2010"}),
        staff(""),
        entry("q3", parts={"cell__0__title": "Bois", "cell__2__status": "no"}),
        person=people.officer,
    )
    assert outcomes(outcome) == [EntryOutcome.WRITTEN, EntryOutcome.UNCHANGED, EntryOutcome.WRITTEN]
    assert outcome.revisions == {"q1": 1, "q2": 0, "q3": 1}
    kept = {answer.question: answer for answer in Answer.objects.all()}
    assert kept["q1"].value == {"choice": "yes", "text": "Depuis 2010"}
    assert kept["q3"].value == [{"title": "Bois"}, {"status": "no"}]
    assert {(a.by_id, a.by_name, a.is_on_behalf, a.at) for a in kept.values()} == {
        (people.officer.pk, "Member_officer", False, NOW)
    }


def test_two_people_never_erase_each_other(collected: Campaign, people: Cast) -> None:
    save(collected, staff("3"), person=people.officer)
    late = save(collected, staff("4"), person=people.contributor)
    (decision,) = late.decisions
    assert decision.outcome is EntryOutcome.CONFLICT
    assert decision.theirs is not None
    assert (decision.theirs.value, decision.theirs.by_name) == (3, "Member_officer")
    assert UnsavedEntry.objects.get().text == "4"
    chosen = staff("4", contested=1, keeps_theirs=False)
    assert outcomes(save(collected, chosen, person=people.contributor)) == [EntryOutcome.WRITTEN]
    assert Answer.objects.get(is_current=True).value == 4
    assert UnsavedEntry.objects.get().settled_at == NOW


def test_a_screen_sent_twice_writes_once(collected: Campaign) -> None:
    for _ in range(2):
        outcome = save(collected, staff("3"))
    assert outcomes(outcome) == [EntryOutcome.UNCHANGED]
    assert Answer.objects.count() == 1


def test_a_stale_screen_changes_nothing_that_was_not_touched(collected: Campaign) -> None:
    save(collected, staff("3"))
    save(collected, staff("5", 1))
    assert outcomes(save(collected, staff("3", 1), entry("q1", parts={"text": "Neuf"}))) == [
        EntryOutcome.UNCHANGED,
        EntryOutcome.WRITTEN,
    ]
    assert outcomes(save(collected, staff("6", 1))) == [EntryOutcome.CONFLICT]
    assert Answer.objects.get(question="q2", is_current=True).value == 5


def test_what_is_at_fault_is_kept_as_typed_and_the_rest_is_written(collected: Campaign) -> None:
    first = save(collected, staff("beaucoup"), entry("q1", parts={"text": "x" * 1_000_000}))
    assert outcomes(first) == [EntryOutcome.INVALID, EntryOutcome.INVALID]
    assert {kept.question: kept.value is None for kept in UnsavedEntry.objects.all()} == {"q2": False, "q1": True}
    again = save(collected, staff("pas mal"), entry("q1", parts={"choice": "no"}))
    assert outcomes(again) == [EntryOutcome.INVALID, EntryOutcome.WRITTEN]
    kept = UnsavedEntry.objects.get(settled_at=None)
    assert (kept.question, kept.text, kept.value) == ("q2", "pas mal", {"value": ["pas mal"]})
    save(collected, staff("", shows_kept=True))
    assert not UnsavedEntry.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_campaign_that_closes_keeps_what_was_typed(collected: Campaign, by_hand: bool) -> None:  # noqa: FBT001
    now = NOW if by_hand else datetime(2013, 7, 1, 9, tzinfo=UTC)
    Campaign.objects.update(closed_at=NOW if by_hand else None)
    outcome = save(collected, staff("3"), entry("q1"), now=now)
    assert outcome.refusal is not None
    assert "est close depuis le" in outcome.refusal.fr
    assert [(kept.question, kept.text, kept.reason) for kept in UnsavedEntry.objects.all()] == [("q2", "3", "closed")]
    assert not Answer.objects.exists()


def test_a_campaign_that_is_not_open_yet_says_so(collected: Campaign) -> None:
    outcome = save(collected, staff("3"), now=datetime(2013, 3, 1, tzinfo=UTC))
    assert outcome.refusal is not None
    assert "pas encore ouverte" in outcome.refusal.fr


def test_a_link_writes_in_its_own_sections(collected: Campaign, contributor_link: Invitation) -> None:
    save(collected, staff("3"), link=contributor_link)
    answer = Answer.objects.get()
    assert (answer.by_name, answer.invitation, answer.by) == (
        "Anne Référente",
        contributor_link,
        contributor_link.holder,
    )
    contributor_link.sections = ["second"]
    with pytest.raises(NotAllowedError):
        save(collected, staff("4", 1), link=contributor_link)


@pytest.mark.parametrize(
    "change",
    [{"revoked_at": NOW}, {"expires_at": NOW}, {"territory": OTHER}],
)
def test_a_link_that_is_dead_or_of_another_place_writes_nothing(
    collected: Campaign, contributor_link: Invitation, change: dict[str, Any]
) -> None:
    Invitation.objects.update(**change)
    contributor_link.refresh_from_db()
    with pytest.raises(NotAllowedError):
        save(collected, staff("4"), link=contributor_link)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_others_write_nothing(collected: Campaign, people: Cast, who: str) -> None:
    with pytest.raises(NotAllowedError):
        save(collected, staff("4"), person=getattr(people, who))
    assert not Answer.objects.exists()


def test_what_is_not_asked_is_refused(collected: Campaign) -> None:
    with pytest.raises(UnknownRespondentError):
        save(collected, staff("4"), siren=STRANGER)
    with pytest.raises(UnknownQuestionError):
        save(collected, entry("q9"))


def test_a_state_stands_in_place_of_a_value(collected: Campaign) -> None:
    save(collected, entry("q2", state=AnswerState.NO_DATA_EXISTS))
    answer = Answer.objects.get()
    assert (answer.state, answer.value) == ("no_data_exists", None)


def test_the_number_of_queries_does_not_grow_with_the_screen(collected: Campaign) -> None:
    with CaptureQueriesContext(connection) as short:
        save(collected, staff("1"))
    with CaptureQueriesContext(connection) as long:
        save(collected, staff("2", 1), entry("q1", parts={"text": "a"}), entry("q3", parts={"cell__0__title": "b"}))
    assert len(long) <= len(short) + 1  # one more: the former revision falls
    assert len(long) <= 14


def test_a_later_time_is_written_as_such(collected: Campaign) -> None:
    save(collected, staff("1"))
    outcome = save(collected, staff("2", 1), now=NOW + timedelta(hours=2))
    assert outcome.at == Answer.objects.get(is_current=True).at == NOW + timedelta(hours=2)
    assert date(2013, 5, 2) == outcome.at.date()
