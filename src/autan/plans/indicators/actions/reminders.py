"""Reminds the owners of indicators by mail of what waits for a value, once a week at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from autan.ground.web.presenters import french_address
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import render_personal_email
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import INSTANCE, Sender
from autan.plans.indicators.actions.indicators import ROOM
from autan.plans.indicators.core.findings import HealthFinding
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of, health_of, owners_present
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import networks_of

_REFUSAL = "seuls la coordination du réseau et le ou la chargé·e de mission du territoire rappellent"
LATE = frozenset({"stale", "never_updated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """What became of a round of reminders.

    Attributes:
        written: how many people a message was queued for.
        waiting: how many indicators wait for a value.
        unreachable: how many of these have no owner with an account.
    """

    written: int
    waiting: int
    unreachable: int


def remind_owners(*, by: Actor | None, territory: Territory, site: str, today: date) -> Reminders:
    """Write to each owner of an indicator of a territory that waits for a value; once a week at most.

    Raises LocalLinkError: the site has no address that leads to it from elsewhere.
    """
    permission = "indicators.choose_indicators"
    with acting(by=by, act="remind_owners", permission=permission, on=territory, refusal=_REFUSAL) as act:
        late = late_indicators(territory, today=today)
        present = owners_present([territory])
        by_owner: dict[Person, list[tuple[Indicator, HealthFinding]]] = {}
        for indicator, finding in late:
            owner = indicator.owner.account if indicator.owner else None
            if owner is not None and (owner.pk, territory.pk) in present:
                by_owner.setdefault(owner, []).append((indicator, finding))
        network = next(iter(networks_of(territory.siren)), None)
        week = "{}-{}".format(*today.isocalendar()[:2])
        for owner, owned in by_owner.items():
            _write(owner, owned, network, site, key=f"indicators.reminder/{territory.siren}/{owner.pk}/{week}")
        if by_owner:
            summary = f"Rappels d’indicateurs : {len(by_owner)}"
            ref = ObjectRef(ROOM, "territory", territory.siren)
            act.record(ref, summary=summary, network=network.slug if network else "")
    reached = sum(len(owned) for owned in by_owner.values())
    return Reminders(written=len(by_owner), waiting=len(late), unreachable=len(late) - reached)


def late_indicators(territory: Territory, *, today: date) -> list[tuple[Indicator, HealthFinding]]:
    """Return the indicators of a territory that wait for a value, with what says so. Two queries."""
    findings = {
        health_finding.subject: health_finding
        for health_finding in health_of([territory], today=today)
        if health_finding.code in LATE
    }
    late = Indicator.objects.filter(slug__in=findings)
    indicators: Iterable[Indicator] = late.select_related("owner__person", "territory")
    return [(indicator, findings[indicator.slug]) for indicator in indicators]


def _write(
    owner: Person, owned: list[tuple[Indicator, HealthFinding]], network: Network | None, site: str, *, key: str
) -> None:
    first = owned[0][0]
    email = render_personal_email(
        "indicators/mail/reminder.txt",
        name=first.owner_name,
        place=first.territory,
        lines=[(definition_of(indicator).label.fr, finding.evidence.fr) for indicator, finding in owned],
        grid=french_address("indicators:grid", site=site, siren=first.territory.siren),
    )
    sender = Sender(name=network.sender_name, reply_to=network.reply_to) if network else INSTANCE
    queue_message(
        kind="indicators.reminder",
        to=owner.email,
        subject=email.subject,
        body=email.body,
        network=network.slug if network else "",
        sender=sender,
        key=key,
    )
