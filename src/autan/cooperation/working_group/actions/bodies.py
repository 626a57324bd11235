"""The only writer of bodies and seats: kept, given and ended, never deleted; a name is taken out for an erasure."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils.text import slugify

from autan.cooperation.working_group.core.bodies import BodyInput, SeatRole
from autan.cooperation.working_group.models import Body, Decision, Participation, Seat
from autan.cooperation.working_group.queries.bodies import seats_of_subject
from autan.ground.descriptions.core.documents import descriptions_of, fill_columns, from_columns
from autan.ground.errors import DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Text
from autan.people.accounts.queries import find_person
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Actor, acting, forget_name
from autan.people.journal.core import list_changes, refs_to
from autan.people.personal_data.queries import is_borne_by_another
from autan.territories.networks.models import Network

ROOM = "working_group"
REFUSAL = "seuls la coordination du réseau, la présidence et le secrétariat de l’instance font cela"
_COORDINATE = "territories.coordinate_network"
body_ref = refs_to(ROOM, "body")


def make_body(*, by: Actor | None, network: Network, body: Body) -> Body:
    """Make a body of a network: with a name, a quorum of one voice at least or none, and a time zone that is known."""
    _check(body)
    with acting(by=by, act="make_body", permission=_COORDINATE, on=network, refusal=REFUSAL) as act:
        start = f"{network.slug}-{slugify(body.name_fr)[:30]}".strip("-")
        body.network, body.slug = network, body.slug or free_slug(Body.objects.all(), start)
        body.save()
        act.record(body_ref(body), summary=f"Instance créée : {body.name_fr}", network=network.slug)
    return body


def change_body(*, by: Actor | None, body: Body, revised: Body) -> Body:
    """Change a body into what is written of it; past decisions keep the quorum that they were taken under.

    Raises DomainError: it has no name, its quorum is nil or its time zone is not known.
    """
    _check(revised)
    with acting(by=by, act="change_body", permission="working_group.run_body", on=body, refusal=REFUSAL) as act:
        before = _journal_values(body)
        fill_columns(body, from_columns(BodyInput, revised))
        body.save()
        if changes := list_changes(before, _journal_values(body)):
            summary = f"Instance changée : {body.name_fr}"
            act.record(body_ref(body), summary=summary, network=body.network.slug, changes=changes)
    return body


def _journal_values(body: Body) -> dict[str, str]:
    values = [(description.heading.fr, getattr(body, name)) for name, description in descriptions_of(BodyInput).items()]
    return {heading: str(value.fr if isinstance(value, Text) else value) for heading, value in values}


def _check(body: Body) -> None:
    """Refuse what a body may not be; where it has no words in English, those in French stand."""
    body.name_fr, body.name_en = body.name_fr.strip(), body.name_en.strip() or body.name_fr.strip()
    body.purpose_en = body.purpose_en or body.purpose_fr
    if not body.name_fr:
        raise DomainError("une instance a un nom")
    if body.quorum == 0:
        raise DomainError("un quorum est d’une voix au moins\u202f; laissez vide s’il n’y en a pas")
    try:
        ZoneInfo(body.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        message = "«\u202f{time_zone}\u202f» n’est pas un fuseau horaire, comme Europe/Paris ou Indian/Reunion"
        raise DomainError(message, time_zone=body.time_zone) from None


def assign_seat(*, by: Actor | None, body: Body, seat: Seat) -> Seat:
    """Give somebody a seat in a body, as it is told; an address of an account ties the seat to it."""
    seat.body, seat.name, seat.email = body, " ".join(seat.name.split()), seat.email.strip().lower()
    if not seat.name and seat.territory is None:
        raise DomainError("un siège a un nom ou une collectivité")
    if seat.since and seat.until and seat.until < seat.since:
        raise DomainError("un siège finit après avoir commencé")
    with acting(by=by, act="assign_seat", permission="working_group.run_body", on=body, refusal=REFUSAL) as act:
        same_seats = Seat.objects.filter(body=body, name=seat.name, territory=seat.territory, role=seat.role)
        if seat.until is None and same_seats.filter(until=None).exists():
            raise DomainError("ce siège est déjà tenu\u00a0: terminez d’abord celui qui court")
        seat.person = find_person(seat.email) if seat.email else None
        seat.save()
        summary, details = f"Siège donné : {SeatRole(seat.role).label.fr}", {"seat": seat.pk}
        act.record(body_ref(body), summary=summary, network=body.network.slug, details=details)
    return seat


def erase_seats(subject: DataSubject) -> int:
    """Take the name and the address of somebody out of seats; decisions, voices and attendance stay without them.

    Returns how many rows changed.
    """
    seats = seats_of_subject(subject)
    own = {seat.name for seat in seats if seat.name and not is_borne_by_another(seat.name, subject)}
    condition = Q(pk__in=[seat.pk for seat in seats]) | Q(person__isnull=True, email="", name__in=subject.names)
    changed = Seat.objects.filter(condition).update(name=ERASED_NAME, email="", person=None)
    decided = [str(slug) for slug in Decision.objects.values_list("slug", flat=True)]
    for seat in seats:
        changed += forget_name(name=seat.name, network=seat.body.network.slug, keys=decided) if seat.name in own else 0
    alone = Participation.objects.filter(representative__person__isnull=True, representative__name__in=own)
    return changed + alone.update(representative=individual_named(ERASED_NAME))
