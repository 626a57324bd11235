"""The only writer of memberships."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import RuleError
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, list_changes, require_version
from autan.territories.networks.core.members import Certainty, periods_meet
from autan.territories.networks.models import Membership, Network, Territory

_COORDINATE = "territories.coordinate_network"


def admit_member(
    *,
    by: Person | None,
    network: Network,
    territory: Territory,
    certainty: Certainty,
    evidence: Sequence[EvidenceRef] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    rank: int | None = None,
    note: Text | None = None,
) -> Membership:
    """Admit a territory to a network, or bring up to date its membership that shares a day with this period.

    `evidence`: what this rests on; only an invented network may go without.
    `valid_from`: first day, or None when no source gives it.
    `valid_to`: last day, or None when it is not over or not known.
    `rank`: place in the order of the network; None keeps the place it has, or puts it last.
    `note`: why, for a reader; None keeps the note it has.
    Raises RuleError: evidence is missing, the territory is invented and the network is not, the dates are in the wrong
    order, or the period covers several memberships of the territory.
    """
    with acting(by=by, act="admit_member", permission=_COORDINATE, on=network) as act:
        _refuse_wrong(network, territory, evidence, (valid_from, valid_to))
        current = _held_membership(network, territory, (valid_from, valid_to))
        membership = current or Membership(network=network, territory=territory, rank=_next_rank(network))
        before = membership_fields(membership) if current else {}
        membership.certainty = certainty
        membership.evidence = [[ref.kind, ref.key] for ref in evidence]
        membership.valid_from, membership.valid_to = valid_from, valid_to
        if rank is not None:
            membership.rank = rank
        if note is not None:
            membership.note_fr, membership.note_en = note.fr, note.en
        changes = list_changes(before, membership_fields(membership))
        if changes:
            membership.save()
            text = "appartenance mise à jour" if current else "membre"
            act.record(
                ObjectRef("territories", "network", network.slug),
                summary=f"{territory.name} : {text}, réseau « {network.name_fr} »",
                network=network.slug,
                changes=changes if current else (),
            )
    return membership


def _refuse_wrong(
    network: Network, territory: Territory, evidence: Sequence[EvidenceRef], period: tuple[date | None, date | None]
) -> None:
    begins, ends = period
    if not evidence and not network.is_invented:
        message = "l’appartenance de {name} doit citer au moins une source"
        raise RuleError(message, name=territory.name)
    if territory.is_invented and not network.is_invented:
        message = "{name} est inventé\u00a0: il n’entre que dans un réseau inventé"
        raise RuleError(message, name=territory.name)
    if begins and ends and ends < begins:
        message = "l’appartenance de {name} finit avant de commencer"
        raise RuleError(message, name=territory.name)


def _held_membership(
    network: Network, territory: Territory, period: tuple[date | None, date | None]
) -> Membership | None:
    memberships = Membership.objects.filter(network=network, territory=territory)
    meeting = [
        membership for membership in memberships if periods_meet((membership.valid_from, membership.valid_to), period)
    ]
    if len(meeting) > 1:
        message = "cette période couvre plusieurs appartenances de {name} au réseau"
        raise RuleError(message, name=territory.name)
    return meeting[0] if meeting else None


def _next_rank(network: Network) -> int:
    last: int | None = network.memberships.aggregate(last=Max("rank"))["last"]
    return 1 if last is None else last + 1


def end_membership(
    *, by: Person | None, membership: Membership, on: date, evidence: Sequence[EvidenceRef] = (), seen: str = ""
) -> Membership:
    """Close a membership; it stays in the history of the network.

    `on`: last day.
    `evidence`: what its end rests on, kept beside what it rests on already.
    `seen`: version that the person saw; empty when none was shown.
    """
    network = membership.network
    with acting(by=by, act="end_membership", permission=_COORDINATE, on=network) as act:
        # read again under a lock: what the caller holds may be out of date
        current = _lock(membership)
        before = membership_fields(current)
        require_version(seen, before)
        if current.valid_from and on < current.valid_from:
            message = "une appartenance ne peut pas finir avant de commencer"
            raise RuleError(message)
        current.valid_to = on
        current.evidence = [*current.evidence, *([ref.kind, ref.key] for ref in evidence)]
        current.save(update_fields=["valid_to", "evidence"])
        day = format_date(on, language="fr")
        act.record(
            ObjectRef("territories", "network", network.slug),
            summary=f"{current.territory.name} a quitté le réseau « {network.name_fr} » le {day}",
            network=network.slug,
            changes=list_changes(before, membership_fields(current)),
        )
    return current


def change_membership(
    *,
    by: Person | None,
    membership: Membership,
    certainty: Certainty,
    valid_from: date | None,
    evidence: Sequence[EvidenceRef],
    seen: str = "",
) -> Membership:
    """Say otherwise since when, how surely and on what a membership stands.

    Raises RuleError: evidence is missing, or it would end before it begins.
    """
    network = membership.network
    with acting(by=by, act="change_membership", permission=_COORDINATE, on=network) as act:
        current = _lock(membership)
        before = membership_fields(current)
        require_version(seen, before)
        _refuse_wrong(network, current.territory, evidence, (valid_from, current.valid_to))
        current.certainty, current.valid_from = certainty, valid_from
        current.evidence = [[ref.kind, ref.key] for ref in evidence]
        changes = list_changes(before, membership_fields(current))
        if changes:
            current.save(update_fields=["certainty", "valid_from", "evidence"])
            act.record(
                ObjectRef("territories", "network", network.slug),
                summary=f"{current.territory.name} : appartenance mise à jour, réseau « {network.name_fr} »",
                network=network.slug,
                changes=changes,
            )
    return current


def _lock(membership: Membership) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).select_related("territory").get(pk=membership.pk)


def membership_fields(membership: Membership) -> dict[str, str | None]:
    """What a reader of the journal compares, and what the version of a form is made from."""
    return {
        "premier jour": _day(membership.valid_from),
        "dernier jour": _day(membership.valid_to),
        "certitude": Certainty(membership.certainty).label.fr,
        "rang": str(membership.rank),
        "note": membership.note_fr or None,
        "preuves": ", ".join(f"{kind} {key}" for kind, key in membership.evidence) or None,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else format_date(day, language="fr")
