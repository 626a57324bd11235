"""The only writer of bodies and seats: kept, given and ended, never deleted; a name is taken out for an erasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils.text import slugify

from autan.cooperation.working_group.core.bodies import BodyKind, SeatRole
from autan.cooperation.working_group.models import Body, Decision, Participation, Seat
from autan.cooperation.working_group.queries.bodies import seats_of_subject
from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.texts.core.texts import NO_TEXT
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyInput:
    """A body as it is told; `quorum` is the voices that must be there to decide; None when none is set."""

    name: Text
    kind: BodyKind
    purpose: Text = NO_TEXT
    quorum: int | None = None
    time_zone: str = "Europe/Paris"
    is_public: bool = False
    reminds: bool = True
    evidence: Sequence[EvidenceRef] = ()


def make_body(*, by: Actor | None, network: Network, body_input: BodyInput, slug: str = "") -> Body:
    """Make a body of a network: with a name, a quorum of one voice at least or none, and a time zone that is known."""
    _require_fit(body_input)
    with acting(by=by, act="make_body", permission=_COORDINATE, on=network, refusal=REFUSAL) as act:
        start = f"{network.slug}-{slugify(body_input.name.fr)[:30]}".strip("-")
        body = Body(network=network, slug=slug or free_slug(Body.objects.all(), start))
        _write(body, body_input)
        act.record(body_ref(body), summary=f"Instance créée : {body.name_fr}", network=network.slug)
    return body


def change_body(*, by: Actor | None, body: Body, body_input: BodyInput) -> Body:
    """Change what a body is; past decisions keep the quorum that they were taken under.

    Raises DomainError: it has no name, its quorum is nil or its time zone is not known.
    """
    _require_fit(body_input)
    with acting(by=by, act="change_body", permission="working_group.run_body", on=body, refusal=REFUSAL) as act:
        before = _journal_values(body)
        _write(body, body_input)
        if changes := list_changes(before, _journal_values(body)):
            summary = f"Instance changée : {body.name_fr}"
            act.record(body_ref(body), summary=summary, network=body.network.slug, changes=changes)
    return body


_JOURNAL_LABELS = {
    "name_fr": "nom",
    "purpose_fr": "rôle",
    "quorum": "quorum",
    "time_zone": "fuseau",
    "is_public": "publique",
    "reminds": "rappels d’eux-mêmes",
}


def _journal_values(body: Body) -> dict[str, str]:
    return {label: str(getattr(body, name)) for name, label in _JOURNAL_LABELS.items()}


def _write(body: Body, body_input: BodyInput) -> None:
    body.kind = body_input.kind.value
    body.name_fr, body.name_en = body_input.name.fr.strip(), body_input.name.en.strip() or body_input.name.fr.strip()
    body.purpose_fr, body.purpose_en = body_input.purpose.fr, body_input.purpose.en or body_input.purpose.fr
    body.quorum, body.time_zone, body.is_public = body_input.quorum, body_input.time_zone, body_input.is_public
    body.reminds = body_input.reminds
    body.evidence = refs_as_json(body_input.evidence) or body.evidence
    body.save()


def _require_fit(body_input: BodyInput) -> None:
    if not body_input.name.fr.strip():
        raise DomainError("une instance a un nom")
    if body_input.quorum == 0:
        raise DomainError("un quorum est d’une voix au moins\u202f; laissez vide s’il n’y en a pas")
    try:
        ZoneInfo(body_input.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        message = "«\u202f{time_zone}\u202f» n’est pas un fuseau horaire, comme Europe/Paris ou Indian/Reunion"
        raise DomainError(message, time_zone=body_input.time_zone) from None


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
    theirs = Q(pk__in=[seat.pk for seat in seats]) | Q(person__isnull=True, email="", name__in=subject.names)
    changed = Seat.objects.filter(theirs).update(name=ERASED_NAME, email="", person=None)
    decided = [str(slug) for slug in Decision.objects.values_list("slug", flat=True)]
    for seat in seats:
        changed += forget_name(name=seat.name, network=seat.body.network.slug, keys=decided) if seat.name in own else 0
    alone = Participation.objects.filter(representative__person__isnull=True, representative__name__in=own)
    return changed + alone.update(representative=individual_named(ERASED_NAME))
