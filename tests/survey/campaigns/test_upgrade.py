"""Comments, entries and answers of a home of the earlier version are all there after its upgrade."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from autan.people.individuals.models import SYSTEM_NAME
from autan.survey.campaigns.models import Answer, Campaign, Message, UnsavedEntry
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.campaigns.queries.tracking import remarks_by_member
from tests.migrating import base_before, migrate_to_the_latest
from tests.survey.campaigns.answering import OTHER, OWN

BEFORE = [("surveys", "0004_point_to_questionnaires")]
CAMPAIGN = ("individuals", "territories", "questionnaires", "surveys")
AT = datetime(2013, 5, 2, 12, tzinfo=UTC)


@pytest.fixture
def earlier(transactional_db: None, collected: Campaign) -> Iterator[Any]:
    """The models of the earlier version, on a base that holds the campaign."""
    with base_before(BEFORE, with_tables_of=CAMPAIGN) as models:
        yield models


def write_messages(earlier: Any, campaign: Campaign) -> None:
    end = datetime(2030, 1, 1, tzinfo=UTC)
    link = earlier.get_model("surveys", "Invitation").objects.create(
        campaign_id=campaign.pk,
        territory_id=OWN,
        role="lead",
        name="Anne",
        email="a@exemple.fr",
        token_sha256="x",
        token_salt="x",
        expires_at=end,
    )
    for day, status, error in ((1, "sent", ""), (2, "failed", "550"), (3, "sending", "")):
        earlier.get_model("surveys", "Message").objects.create(
            invitation=link, kind="reminder", day=AT.replace(day=day).date(), sent_at=AT, status=status, error=error
        )


def write_answers(earlier: Any, campaign: Campaign) -> None:
    """Comments, entries that were kept, and answers: one of a person, one of nobody."""
    person = earlier.get_model("accounts", "Person").objects.create(email="a@exemple.fr", name="Anne")
    about = {"campaign_id": campaign.pk, "by_name": "Anne", "by_id": person.pk, "at": AT}
    replies = earlier.get_model("surveys", "Reply").objects
    replies.create(territory_id=OWN, question="q2", text="C’était 2011.", **about)
    replies.create(territory_id=OWN, question="", text="Merci.", **about)
    replies.create(territory_id=OTHER, question="", text="Merci.", **about)
    kept = earlier.get_model("surveys", "KeptEntry").objects
    for reason in ("contested", "invalid"):
        kept.create(territory_id=OWN, question="q2", text=f"value: {reason}", reason=reason, **about)
    answers = earlier.get_model("surveys", "Answer").objects
    written = {"campaign_id": campaign.pk, "question": "q2", "state": "answered", "by_name": ""}
    answers.create(territory_id=OWN, value=3, by_id=person.pk, **written)
    answers.create(territory_id=OTHER, value=4, by_id=None, **written)


def test_nothing_is_lost(earlier: Any, collected: Campaign) -> None:
    write_messages(earlier, collected)
    write_answers(earlier, collected)

    migrate_to_the_latest(*CAMPAIGN, "accounts", "journal", "mail")

    told = [(one.day.day, one.status.value, one.outgoing.error, one.outgoing.to) for one in Message.objects.all()]
    assert told == [
        (3, "failed", "départ non confirmé", "a@exemple.fr"),
        (2, "failed", "550", "a@exemple.fr"),
        (1, "sent", "", "a@exemple.fr"),
    ]
    outgoing = Message.objects.get(day__day=1).outgoing
    assert (outgoing.queued_at, outgoing.network, outgoing.content) == (AT, collected.network_id, "")

    remarks = remarks_by_member(view_campaign("recueil"))
    assert {siren: [(one.place, one.text, one.by_name, one.at) for one in own] for siren, own in remarks.items()} == {
        OWN: [("q2", "C’était 2011.", "Anne", AT), ("", "Merci.", "Anne", AT)],
        OTHER: [("", "Merci.", "Anne", AT)],
    }
    unsaved = UnsavedEntry.objects.order_by("id").values_list("reason", "text", "at")
    assert list(unsaved) == [("conflict", "value: contested", AT), ("invalid", "value: invalid", AT)]
    assert dict(Answer.objects.values_list("territory_id", "by__name")) == {OWN: "Anne", OTHER: SYSTEM_NAME}
