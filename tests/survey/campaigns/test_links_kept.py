"""What is kept of personal links: first used, counted by day, swept in time, and taken out of for somebody."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.ground.extension_points import DataSubject
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.actions.campaigns import give_open_link
from autan.survey.campaigns.actions.invitations import (
    MOST_MESSAGES_A_DAY,
    InvalidInvitationError,
    erase_invitations,
    note_email_status,
    note_first_use,
    purge_links,
    revoke_invitation,
)
from autan.survey.campaigns.core.campaigns import EmailStatus, InvitationRole
from autan.survey.campaigns.models import Campaign, Invitation, OpenReply
from autan.survey.campaigns.queries.invitations import (
    UnknownLinkError,
    count_contributors_of_day,
    export_invitations,
    find_opt_out,
    invitation_in,
    link_end,
)
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, record_answer
from tests.survey.campaigns.test_inviting import give

CONTRIBUTOR = {"role": InvitationRole.CONTRIBUTOR, "sections": ["first"]}
NOW = datetime(2026, 3, 10, 15, 30, tzinfo=timezone.get_default_timezone())
SUBJECT = DataSubject(email="CAMILLE@exemple.fr")


def change(invitation: Invitation, **fields: Any) -> Invitation:
    Invitation.objects.filter(pk=invitation.pk).update(**fields)
    invitation.refresh_from_db()
    return invitation


def test_the_first_use_of_a_link_is_noted_once_and_without_a_line(collected: Campaign) -> None:
    invitation, _ = give(collected)
    lines = JournalEntry.objects.count()
    first = note_first_use(invitation=invitation).first_used_at
    assert first is not None
    assert note_first_use(invitation=invitation).first_used_at == first
    assert Invitation.objects.get().first_used_at == first
    assert JournalEntry.objects.count() == lines


def test_contributors_are_counted_from_midnight_with_an_address_at_their_place(
    collected: Campaign, running: Campaign
) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    own = give(collected, **CONTRIBUTOR)[0]
    change(own, created_at=midnight)
    change(give(collected, **CONTRIBUTOR)[0], created_at=midnight - timedelta(seconds=1))
    for other in (
        give(collected, **CONTRIBUTOR, email=""),
        give(collected, **CONTRIBUTOR, siren=OTHER),
        give(running, **CONTRIBUTOR),
        give(collected),
    ):
        change(other[0], created_at=midnight)
    assert count_contributors_of_day(collected, OWN, NOW) == 1
    assert count_contributors_of_day(collected, OWN, NOW + timedelta(days=1)) == 0
    assert count_contributors_of_day(collected, OTHER, NOW) == 1


def test_a_lead_sends_no_more_messages_than_its_day_holds(collected: Campaign) -> None:
    first = give(collected, **CONTRIBUTOR)[0]
    rows = [
        Invitation(
            campaign=collected,
            territory_id=OWN,
            role="contributor",
            email="x@exemple.fr",
            holder=first.holder,
            token_sha256=str(rank),
            token_salt="x",
            expires_at=first.expires_at,
        )
        for rank in range(MOST_MESSAGES_A_DAY - 2)
    ]
    Invitation.objects.bulk_create(rows)
    give(collected, **CONTRIBUTOR)
    with pytest.raises(InvalidInvitationError, match="au plus 20 messages par jour") as refused:
        give(collected, **CONTRIBUTOR)
    assert set(refused.value.problems) == {"email"}
    give(collected, **CONTRIBUTOR, email="")
    give(collected, **CONTRIBUTOR, siren=OTHER)


def reply(campaign: Campaign, received_at: datetime, receipt: str, **fields: Any) -> OpenReply:
    link = give_open_link(by=None, campaign=campaign, thanks="Merci.")
    return OpenReply.objects.create(
        link=link, territory_id=OWN, received_at=received_at, receipt_sha256=receipt, **fields
    )


def test_links_that_ended_long_ago_lose_the_name_and_the_address(running: Campaign, settings: Any) -> None:
    settings.AUTAN_KEEP_DAYS = {**settings.AUTAN_KEEP_DAYS, "links": 30}
    end = NOW - timedelta(days=30)
    kept = change(give(running)[0], expires_at=end)
    expired = change(give(running, siren=OTHER)[0], expires_at=end - timedelta(seconds=1))
    revoked = change(give(running, **CONTRIBUTOR)[0], expires_at=NOW, revoked_at=end - timedelta(seconds=1))
    handed = change(give(running, **CONTRIBUTOR, email="")[0], expires_at=end - timedelta(days=1))
    old = reply(running, end - timedelta(seconds=1), "a")
    reply(running, end, "b")
    reply(running, end - timedelta(days=9), "c", settled_at=NOW, outcome="confirmed")
    assert purge_links(now=NOW, dry_run=True) == 3
    assert Invitation.objects.exclude(email="").count() == 3
    assert purge_links(now=NOW, dry_run=False) == 3
    for link in (kept, expired, revoked, handed):
        link.refresh_from_db()
    assert [(link.email, link.name) for link in (kept, expired, revoked, handed)] == [
        ("camille@exemple.fr", "Camille Essai"),
        ("", ERASED_NAME),
        ("", ERASED_NAME),
        ("", "Camille Essai"),
    ]
    assert not OpenReply.objects.filter(pk=old.pk).exists()
    assert OpenReply.objects.count() == 2
    assert purge_links(now=NOW, dry_run=False) == 0


def test_links_are_kept_for_good_where_no_day_is_set(running: Campaign, settings: Any) -> None:
    settings.AUTAN_KEEP_DAYS = {**settings.AUTAN_KEEP_DAYS, "links": 0}
    change(give(running)[0], expires_at=NOW - timedelta(days=4_000))
    assert purge_links(now=NOW, dry_run=False) == purge_links(now=NOW, dry_run=True) == 0
    assert Invitation.objects.get().email == "camille@exemple.fr"


def test_the_links_of_somebody_are_revoked_and_name_nobody(running: Campaign) -> None:
    own = give(running)[0]
    before = change(give(running, **CONTRIBUTOR)[0], revoked_at=NOW)
    other = give(running, siren=OTHER, name="Dominique Essai", email="dominique@exemple.fr")[0]
    assert erase_invitations(SUBJECT) == 2
    assert erase_invitations(SUBJECT) == 0
    for link in (own, before, other):
        link.refresh_from_db()
    assert [(link.email, link.name) for link in (own, before)] == [("", ERASED_NAME)] * 2
    assert own.revoked_at is not None
    assert before.revoked_at == NOW
    assert (other.email, other.name, other.revoked_at) == ("dominique@exemple.fr", "Dominique Essai", None)


def test_somebody_is_given_the_links_and_the_answers_of_each(running: Campaign) -> None:
    own = give(running)[0]
    give(running, siren=OTHER, email="dominique@exemple.fr")
    record_answer(campaign=running, siren=OWN, question="q2", value=3)
    assert [link["answers"] for link in export_invitations(SUBJECT)] == [[]], "another wrote it"
    running.answers.update(invitation=own)
    (link,) = export_invitations(SUBJECT)
    assert (link["campaign"], link["siren"], link["role"], link["name"]) == ("enquete", OWN, "lead", "Camille Essai")
    assert (link["expires_at"], link["revoked_at"], link["first_used_at"]) == (own.expires_at, None, None)
    assert [(answer["question"], answer["revision"], answer["state"]) for answer in link["answers"]] == [
        ("q2", 1, "answered")
    ]


@pytest.mark.parametrize(
    ("closed_on", "end"),
    [
        (date(2026, 6, 30), date(2026, 9, 28)),
        (date(2026, 3, 1), date(2026, 6, 8)),
        (None, date(2027, 3, 10)),
    ],
)
def test_a_link_lives_some_time_after_the_campaign(closed_on: date | None, end: date) -> None:
    until = link_end(Campaign(closed_on=closed_on), today=NOW.date())
    assert timezone.localtime(until) == timezone.make_aware(datetime.combine(end, datetime.min.time())) + timedelta(
        hours=23, minutes=59
    )


def test_a_link_is_found_in_its_campaign_alone(collected: Campaign, running: Campaign) -> None:
    link = give(collected)[0]
    assert invitation_in(collected, link.pk) == link
    with pytest.raises(UnknownLinkError):
        invitation_in(running, link.pk)


def test_the_token_that_stops_messages_is_whole_or_that_of_the_link_itself(collected: Campaign) -> None:
    link, token = give(collected)
    other = give(collected, siren=OTHER)[0]
    assert find_opt_out(link.opt_out_token) == find_opt_out(token) == link
    secret = link.opt_out_token.partition(".")[2]
    for wrong in (f"{other.pk}.{secret}", f"{link.pk}.", f"{link.pk}", f"x.{secret}", f"{'9' * 19}.{secret}", ""):
        with pytest.raises(UnknownLinkError):
            find_opt_out(wrong)


def test_a_revoked_link_takes_those_that_it_replaces_and_says_so(running: Campaign, people: Cast) -> None:
    former = give(running)[0]
    link = give(running, keeps_former=True)[0]
    former.refresh_from_db()
    assert (former.revoked_at, former.replaced_by_id) == (None, link.pk)
    revoke_invitation(by=people.coordinator, invitation=link)
    former.refresh_from_db()
    assert former.revoked_at == link.revoked_at is not None
    line = JournalEntry.objects.get(act="revoke_invitation")
    assert line.summary.startswith("Lien personnel révoqué pour ")
    assert (line.by_name, line.network, line.object_id) == ("Coordinator", "autan", str(link.pk))


def test_an_address_that_wants_no_message_keeps_its_state_in_the_next_link(running: Campaign) -> None:
    link = give(running)[0]
    note_email_status(by=None, invitation=link, status=EmailStatus.BOUNCED)
    assert give(running, email="CAMILLE@exemple.fr")[0].email_status == EmailStatus.OK, "it may work again"
    note_email_status(by=None, invitation=link, status=EmailStatus.OPTED_OUT)
    assert give(running, email=" CAMILLE@exemple.fr ")[0].email_status == EmailStatus.OPTED_OUT
    assert give(running, email="")[0].email_status == EmailStatus.OK
    lines = JournalEntry.objects.filter(act="note_email_status").order_by("pk")
    assert [line.summary.rpartition("\u00a0: ")[2] for line in lines] == [
        "adresse en échec",
        "ne souhaite plus de message",
    ]
    assert note_email_status(by=None, invitation=link, status=EmailStatus.OPTED_OUT).email_status_at
    assert lines.count() == 2
