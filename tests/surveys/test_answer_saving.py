"""A screen is saved in one go: one writer after the other, nothing lost, nothing doubled, whatever its length."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from autan.errors import RuleError
from autan.questionnaires.core.answers.entries import Entry
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import UnknownQuestionError
from autan.surveys.actions.inviting import invite
from autan.surveys.actions.saving import save_section
from autan.surveys.core.answers.authors import PRODUCT, Author
from autan.surveys.core.answers.conflicts import Fate, SaveOutcome
from autan.surveys.core.campaigns.invitations import InvitationRole
from autan.surveys.models import Answer, Campaign, Invitation, KeptEntry
from tests.cast import Cast

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
OWN, OTHER, STRANGER = "100000001", "100000002", "999999999"


def entry(question: str, based_on: int = 0, **fields: Any) -> Entry:
    parts = {name.replace("__", "."): (text,) for name, text in fields.pop("parts", {}).items()}
    return Entry(question=question, based_on=based_on, parts=parts, **fields)


def staff(text: str, based_on: int = 0, **fields: Any) -> Entry:
    return entry("q2", based_on, parts={"value": text}, **fields)


def save(campaign: Campaign, *entries: Entry, author: Author = PRODUCT, **fields: Any) -> SaveOutcome:
    place: dict[str, Any] = {"siren": OWN, "now": NOW} | fields
    return save_section(author=author, campaign=campaign, entries=entries, **place)


def fates(outcome: SaveOutcome) -> list[Fate]:
    return [verdict.fate for verdict in outcome.verdicts]


@pytest.fixture
def contributor_link(collected: Campaign) -> Invitation:
    link, _ = invite(
        by=None,
        campaign=collected,
        siren=OWN,
        name="Léa Service-Énergie",
        email="",
        expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        role=InvitationRole.CONTRIBUTOR,
        sections=["first"],
    )
    return link


def test_what_was_changed_is_written_with_its_author(collected: Campaign, people: Cast) -> None:
    officer = Author(name="Officer", person_id=people.officer.pk)
    outcome = save(
        collected,
        entry("q1", parts={"choice": "yes", "text": "Depuis 2010"}),
        staff(""),
        entry("q3", parts={"cell__0__title": "Bois", "cell__2__status": "no"}),
        author=officer,
    )
    assert fates(outcome) == [Fate.WRITTEN, Fate.UNCHANGED, Fate.WRITTEN]
    assert outcome.revisions == {"q1": 1, "q2": 0, "q3": 1}
    kept = {answer.question: answer for answer in Answer.objects.all()}
    assert kept["q1"].value == {"choice": "yes", "text": "Depuis 2010"}
    assert kept["q3"].value == [{"title": "Bois"}, {"status": "no"}]
    assert {(a.by, a.by_name, a.is_on_behalf, a.at) for a in kept.values()} == {(people.officer, "Officer", False, NOW)}


def test_two_people_never_erase_each_other(collected: Campaign, people: Cast) -> None:
    save(collected, staff("3"), author=Author(name="Anne", person_id=people.officer.pk))
    late = save(collected, staff("4"), author=Author(name="Basile", person_id=people.contributor.pk))
    (verdict,) = late.verdicts
    assert verdict.fate is Fate.CONTESTED
    assert verdict.theirs is not None
    assert (verdict.theirs.value, verdict.theirs.by_name) == (3, "Anne")
    assert KeptEntry.objects.get().text == "4"
    chosen = staff("4", contested=1, keeps_theirs=False)
    assert fates(save(collected, chosen, author=Author(name="Basile", person_id=people.contributor.pk))) == [
        Fate.WRITTEN
    ]
    assert Answer.objects.get(is_current=True).value == 4
    assert KeptEntry.objects.get().settled_at == NOW


def test_a_screen_sent_twice_writes_once(collected: Campaign) -> None:
    for _ in range(2):
        outcome = save(collected, staff("3"))
    assert fates(outcome) == [Fate.UNCHANGED]
    assert Answer.objects.count() == 1


def test_a_stale_screen_changes_nothing_that_was_not_touched(collected: Campaign) -> None:
    save(collected, staff("3"))
    save(collected, staff("5", 1))
    assert fates(save(collected, staff("3", 1), entry("q1", parts={"text": "Neuf"}))) == [Fate.UNCHANGED, Fate.WRITTEN]
    assert fates(save(collected, staff("6", 1))) == [Fate.CONTESTED]
    assert Answer.objects.get(question="q2", is_current=True).value == 5


def test_what_is_at_fault_is_kept_as_typed_and_the_rest_is_written(collected: Campaign) -> None:
    first = save(collected, staff("beaucoup"), entry("q1", parts={"text": "x" * 1_000_000}))
    assert fates(first) == [Fate.INVALID, Fate.INVALID]
    assert {kept.question: kept.value is None for kept in KeptEntry.objects.all()} == {"q2": False, "q1": True}
    again = save(collected, staff("pas mal"), entry("q1", parts={"choice": "no"}))
    assert fates(again) == [Fate.INVALID, Fate.WRITTEN]
    kept = KeptEntry.objects.get(settled_at=None)
    assert (kept.question, kept.text, kept.value) == ("q2", "pas mal", {"value": ["pas mal"]})
    save(collected, staff("", shows_kept=True))
    assert not KeptEntry.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_campaign_that_closes_keeps_what_was_typed(collected: Campaign, by_hand: bool) -> None:  # noqa: FBT001
    now = NOW if by_hand else datetime(2013, 7, 1, 9, tzinfo=UTC)
    Campaign.objects.update(closed_at=NOW if by_hand else None)
    outcome = save(collected, staff("3"), entry("q1"), now=now)
    assert outcome.refusal is not None
    assert "est close depuis le" in outcome.refusal.fr
    assert [(kept.question, kept.text, kept.reason) for kept in KeptEntry.objects.all()] == [("q2", "3", "closed")]
    assert not Answer.objects.exists()


def test_a_campaign_that_is_not_open_yet_says_so(collected: Campaign) -> None:
    outcome = save(collected, staff("3"), now=datetime(2013, 3, 1, tzinfo=UTC))
    assert outcome.refusal is not None
    assert "pas encore ouverte" in outcome.refusal.fr


def test_a_link_writes_in_its_own_sections(collected: Campaign, contributor_link: Invitation) -> None:
    save(collected, staff("3"), author=contributor_link.author)
    answer = Answer.objects.get()
    assert (answer.by_name, answer.invitation, answer.by) == ("Léa Service-Énergie", contributor_link, None)
    Invitation.objects.update(sections=["second"])
    with pytest.raises(RuleError):
        save(collected, staff("4", 1), author=contributor_link.author)


@pytest.mark.parametrize(
    "change",
    [{"revoked_at": NOW}, {"expires_at": NOW}, {"territory": OTHER}],
)
def test_a_link_that_is_dead_or_of_another_place_writes_nothing(
    collected: Campaign, contributor_link: Invitation, change: dict[str, Any]
) -> None:
    Invitation.objects.update(**change)
    with pytest.raises(RuleError):
        save(collected, staff("4"), author=contributor_link.author)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_others_write_nothing(collected: Campaign, people: Cast, who: str) -> None:
    person = getattr(people, who)
    with pytest.raises(RuleError):
        save(collected, staff("4"), author=Author(name=person.name, person_id=person.pk))
    with pytest.raises(RuleError):
        save(collected, staff("4"), author=Author(name="Personne", person_id=999_999))


def test_what_is_not_asked_is_refused(collected: Campaign) -> None:
    with pytest.raises(RuleError):
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
