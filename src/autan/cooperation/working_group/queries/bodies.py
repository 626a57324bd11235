"""Readers of bodies, seats and meetings, of the links of messages, and of what a person holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

from autan.cooperation.working_group.core.bodies import MeetingState
from autan.cooperation.working_group.models import Body, MailLink, Meeting, Participation, Seat
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import UnknownError, known
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.queries import kept_until_written
from autan.territories.networks.models import Network


def bodies_of(network: Network, *, reader: Reader) -> list[Body]:
    """Return the bodies of a network that a reader may read. One query, and that of the right."""
    bodies = list(Body.objects.filter(network=network).select_related("network"))
    reads_all = bool(bodies) and reader.has_perm("working_group.read_group", network)
    return [body for body in bodies if body.is_public or reads_all]


@kept_until_written
def searched_bodies() -> tuple[dict[str, Body], tuple[tuple[str, str, str], ...]]:
    """Return every body by its slug, whoever may read it, and what a search reads of each, for `rate_each`."""
    bodies = {body.slug: body for body in Body.objects.select_related("network")}
    return bodies, tuple((slug, f"{body.name_fr} {body.name_en}", body.purpose_fr) for slug, body in bodies.items())


def find_body(slug: str, *, reader: Reader) -> Body:
    """Return a body, for whoever may read it. One query, and that of the right."""
    bodies = Body.objects.select_related("network").filter(slug=slug)
    body = first_readable(bodies, "working_group.read_body", reader)
    return known(body, "aucune instance «\u202f{slug}\u202f»", slug=slug)


def find_followed_body(slug: str, *, reader: Reader, key: str) -> tuple[Body, bool]:
    """Return a body whose calendar is followed, and whether it is from inside: by its network, or by the key it gave.

    A calendar program signs in nowhere: the key of its address stands for the right.
    """
    body = Body.objects.select_related("network").filter(slug=slug).first()
    is_inside = body is not None and (
        reader.has_perm("working_group.read_group", body.network) or key == body.feed_key.hex
    )
    readable = body if body is not None and (body.is_public or is_inside) else None
    return known(readable, "aucune instance «\u202f{slug}\u202f»", slug=slug), is_inside


def seats_in(body: Body) -> QuerySet[Seat]:
    """Return every seat of a body, of today and of before."""
    return Seat.objects.filter(body=body).select_related("territory", "person")


def find_seat(key: int) -> Seat:
    """Return a seat. One query."""
    return known(
        Seat.objects.select_related("body__network", "territory").filter(pk=key).first(), "aucun siège {key}", key=key
    )


def held_on(seats: Sequence[Seat], day: date) -> list[Seat]:
    """Return the seats that are held on a day."""
    return [seat for seat in seats if seat.as_core().is_in_force_on(day)]


def own_seat(person: Any, body: Body, day: date) -> Seat | None:
    """Return the first seat of a body that somebody holds on a day; None without an account or a seat. One query."""
    if not isinstance(person, Person):
        return None
    return next(iter(held_on(list(seats_in(body).filter(person=person)), day)), None)


def seats_of_person(person: Person, day: date) -> list[Seat]:
    """Return the seats that somebody holds on a day. One query."""
    return held_on(list(Seat.objects.filter(person=person).select_related("body__network", "territory")), day)


def find_meeting(slug: str, *, reader: Reader) -> Meeting:
    """Return a meeting, for whoever may read it. One query, and that of the right."""
    meetings = Meeting.objects.select_related("body__network").filter(slug=slug)
    meeting = first_readable(meetings, "working_group.read_meeting", reader)
    return known(meeting, "aucune réunion «\u202f{slug}\u202f»", slug=slug)


def meetings_of(network: Network, *, reader: Reader) -> QuerySet[Meeting]:
    """Return the meetings of a network that a reader may read, newest first. One query, and that of the right."""
    meetings = Meeting.objects.filter(body__network=network).select_related("body__network")
    return meetings if reader.has_perm("working_group.read_group", network) else meetings.filter(is_public=True)


def meetings_of_body(body: Body, *, is_inside: bool) -> list[Meeting]:
    """Return the meetings of a body, newest first: all of them, or the public ones. One query."""
    meetings = Meeting.objects.filter(body=body).select_related("body__network")
    return list(meetings if is_inside else meetings.filter(is_public=True))


def coming_meetings(meetings: QuerySet[Meeting], today: date) -> list[Meeting]:
    """Return the meetings to come, the next one first; cancelled ones are left out. One query."""
    return list(
        meetings.filter(day__gte=today).exclude(state=MeetingState.CANCELLED.value).order_by("day", "begins_at")
    )


def participations_in(meeting: Meeting, *, reader: Reader) -> Sequence[Participation]:
    """Return the answer and the attendance of each seat; nothing for a reader who may not read the seats."""
    if not reader.has_perm("working_group.read_body", meeting.body):
        return ()
    participations = meeting.participations.order_by("seat_id")
    return list(participations.select_related("seat__territory", "seat__body", "meeting__body__network"))


_SALT = "autan.cooperation.working_group.link"


def sign_link(link: MailLink) -> str:
    """Return what the address of a link holds: its number and its nonce, signed."""
    return signing.dumps([link.pk, link.nonce.hex], salt=_SALT)


def find_link(token: str) -> MailLink:
    """Return the link that an address holds, whether it may still serve or not. One query."""
    try:
        key, nonce = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise UnknownError("ce lien n’est pas valable\u00a0: reprenez celui du message, entier") from None
    links = MailLink.objects.select_related(
        "seat__body__network",
        "seat__territory",
        "participation__meeting__body__network",
        "decision__network",
        "task__network",
        "task__owner__body__network",
    )
    link = links.filter(pk=key).first()
    if link is None or link.nonce.hex != nonce:
        raise UnknownError("ce lien n’est plus valable")
    return link


def seats_of_subject(subject: DataSubject) -> list[Seat]:
    """Return the seats of somebody, by account or by address. One query."""
    condition = Q(email__iexact=subject.email) if subject.email else Q()
    if subject.person:
        condition |= Q(person=subject.person)
    return list(Seat.objects.filter(condition).select_related("body__network")) if condition else []


def export_seats(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the seats of somebody and what was answered and attended in them. Two queries."""
    seats = seats_of_subject(subject)
    participations = Participation.objects.filter(seat__in=seats).select_related("meeting")
    return [
        *(
            {"body": seat.body.slug, "name": seat.name, "role": seat.role, "since": seat.since, "until": seat.until}
            for seat in seats
        ),
        *(
            {
                "meeting": participation.meeting.slug,
                "answer": participation.answer,
                "attendance": participation.attendance,
                "at": participation.answered_at,
            }
            for participation in participations
        ),
    ]
