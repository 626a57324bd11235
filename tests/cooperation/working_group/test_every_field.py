"""Every field of a meeting stands on its page, in its record and at the head of its minutes."""

from django.test import Client
from django.urls import reverse

from autan.cooperation.working_group.actions.meetings import plan_meeting
from autan.cooperation.working_group.core.bodies import MeetingInput
from autan.cooperation.working_group.models import Body
from autan.cooperation.working_group.presenters.meeting_record import meeting_record, minutes_heading
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.descriptions.presenters import shown_fields
from tests.filled_documents import filled, plain


def test_all_that_is_told_of_a_meeting_is_shown(client: Client, body: Body) -> None:
    meeting_input = filled(MeetingInput)
    meeting = plan_meeting(by=None, body=body, meeting_input=meeting_input)
    page = plain(client.get(reverse("working_group:meeting", args=[meeting.slug])).content.decode())
    told = [(field.label, field.text) for field in shown_fields(meeting_input)]
    assert [label for label, _words in told] == ["Lieu"]
    assert [words for _label, words in told if words not in page] == []
    record = meeting_record(meeting, [], reader=PUBLIC, today=meeting.day)
    assert set(told) <= set(record.heading)
    assert set(told) <= set(minutes_heading(meeting))
    assert record.title == plain(meeting_input.title.fr)
