"""Subjects and texts of the messages of the group, in French: invitation, reminder, cancellation, what is due."""

from django.urls import reverse

from autan.cooperation.working_group.models import MailLink, Meeting, Seat
from autan.cooperation.working_group.presenters.meetings import slot_words
from autan.cooperation.working_group.queries.following import DueItem
from autan.cooperation.working_group.queries.links import sign_link
from autan.ground.texts.language import in_language
from autan.people.accounts.renderers import PersonalEmail, render_personal_email


def link_address(link: MailLink, *, site: str) -> str:
    """Return the whole address of a link."""
    return site + reverse("working_group:answer", kwargs={"token": sign_link(link)})


def render_meeting(
    meeting: Meeting, seat: Seat, kind: str, *, site: str, link: MailLink | None = None
) -> PersonalEmail:
    """Return a message about a meeting to somebody: `invitation`, `moved`, `reminder` or `cancelled`."""
    with in_language("fr"):
        when = slot_words(meeting)
    return render_personal_email(
        f"working_group/mail/{kind}.txt",
        meeting=meeting,
        body=meeting.body,
        network=meeting.body.network,
        seat=seat,
        when=when,
        points=list(meeting.agenda.all()),
        link=link_address(link, site=site) if link else "",
        until=link.expires_on if link else None,
        page=site + reverse("working_group:meeting", kwargs={"slug": meeting.slug}),
    )


def render_due(waiting: DueItem, link: MailLink, *, site: str) -> PersonalEmail:
    """Return the message that reminds somebody of a task or of a decision."""
    return render_personal_email(
        "working_group/mail/due.txt",
        waiting=waiting,
        network=waiting.thing.network,
        link=link_address(link, site=site),
        until=link.expires_on,
    )
