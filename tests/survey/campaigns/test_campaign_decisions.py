"""Who is reminded, and where a link stands: plain values, without a database."""

from datetime import UTC, date, datetime

import pytest

from autan.survey.campaigns.core.campaigns import (
    EmailStatus,
    PersonalLinkState,
    Recipient,
    ReminderDecision,
    decide_reminder,
    link_state,
)

TODAY = date(2026, 3, 8)
D = ReminderDecision


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({}, D.DUE),
        ({"remaining": 0}, D.COMPLETE),
        ({"link": PersonalLinkState.EXPIRED}, D.DEAD_LINK),
        ({"link": PersonalLinkState.REVOKED}, D.DEAD_LINK),
        ({"email": ""}, D.NO_ADDRESS),
        ({"email_status": EmailStatus.BOUNCED}, D.BOUNCED),
        ({"email_status": EmailStatus.OPTED_OUT}, D.OPTED_OUT),
        ({"last_message": date(2026, 3, 2)}, D.TOO_SOON),
        ({"last_message": date(2026, 3, 1)}, D.DUE),
    ],
)
def test_each_reason_not_to_remind(changes: dict[str, object], decision: ReminderDecision) -> None:
    fields = {"email": "a@exemple.fr", "email_status": EmailStatus.OK, "link": PersonalLinkState.LIVE, "remaining": 3}
    recipient = Recipient(**({"last_message": None} | fields | changes))  # type: ignore[arg-type]
    assert decide_reminder(recipient, today=TODAY, delay_days=7) is decision


def test_a_link_lives_until_its_end_or_its_revocation() -> None:
    end, now = datetime(2026, 4, 30, tzinfo=UTC), datetime(2026, 4, 29, tzinfo=UTC)
    assert link_state(expires_at=end, revoked_at=None, now=now) is PersonalLinkState.LIVE
    assert link_state(expires_at=end, revoked_at=None, now=end) is PersonalLinkState.EXPIRED
    assert link_state(expires_at=end, revoked_at=now, now=now) is PersonalLinkState.REVOKED
