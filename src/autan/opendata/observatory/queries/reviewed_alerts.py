"""Alerts on the rows of the lake with what was decided on each, and the territories whose alerts a person reads."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from autan.ground.errors import known
from autan.ground.wordings import Text
from autan.opendata.data_quality.core.alerts import Decision, DecisionKind, QualityAlert, ReviewedAlert
from autan.opendata.data_quality.queries import alerts_on_rows, find_alerts, holder_of
from autan.opendata.observatory.models import AlertDecision
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.networks import list_networks, network_members
from autan.territories.networks.queries.people import mandates_of


def led_sirens(person: Person) -> tuple[str, ...]:
    """Members of the networks that a person coordinates, and the territories that she leads, each once."""
    leading = {Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER}
    return _sirens_of([mandate for mandate in mandates_of(person) if mandate.role in leading])


def followed_sirens(person: Person) -> tuple[str, ...]:
    """Territories whose alerts a person reads: of the mandates held, else of every network, each once."""
    return _sirens_of(mandates_of(person)) or tuple(dict.fromkeys(_members_of(list_networks())))


def _sirens_of(mandates: Iterable[Mandate]) -> tuple[str, ...]:
    mandate_list = list(mandates)
    members = _members_of(mandate.network for mandate in mandate_list if mandate.network)
    own = [mandate.territory.siren for mandate in mandate_list if mandate.territory]
    return tuple(dict.fromkeys([*members, *own]))


def _members_of(networks: Iterable[Network]) -> list[str]:
    return [member.siren for network in networks for member in network_members(network.slug)]


def review_alerts(alerts: Sequence[QualityAlert]) -> tuple[ReviewedAlert, ...]:
    """Put the decisions on alerts beside them, in the same order. One query."""
    holders = {holder_of(alert) for alert in alerts}
    decisions: dict[str, list[Decision]] = {}
    rows = AlertDecision.objects.filter(Q(territory__siren__in=holders) | Q(territory=None)).select_related("by")
    for row in rows.order_by("id"):
        decisions.setdefault(row.key, []).append(
            Decision(
                kind=DecisionKind(row.kind),
                reason=row.reason,
                found=Text(row.found_fr, row.found_en),
                by=row.by.name if row.by else SYSTEM_NAME,
                at=row.at,
                own_value=str(row.own_value_id or ""),
            )
        )
    return tuple(ReviewedAlert(alert=alert, decisions=tuple(decisions.get(alert.key, ()))) for alert in alerts)


def find_reviewed_alert(key: str) -> ReviewedAlert:
    """The alert of this key as it stands today, with its decisions. One query.

    Raises UnknownError: no rule raises it any more.
    """
    alert = next((alert for alert in find_alerts() if alert.key == key), None)
    known_alert = known(alert, "aucune règle ne lève aujourd’hui l’alerte «\u202f{key}\u202f»", key=key)
    return review_alerts([known_alert])[0]


def judged_on_rows(requests: Mapping[str, tuple[str, str, Sequence[str]]]) -> dict[str, dict[str, list[ReviewedAlert]]]:
    """Return the alerts on many groups of rows at once, with what was decided on each.

    One query for all, none where nothing is flagged. `requests`: source, measure and places of rows, under any name.
    Returns, under each name, the alerts by place.
    """
    raised = {name: alerts_on_rows(source, measure, places) for name, (source, measure, places) in requests.items()}
    every = dict.fromkeys(alert for by_place in raised.values() for alerts in by_place.values() for alert in alerts)
    reviewed = dict(zip(every, review_alerts(list(every)), strict=True)) if every else {}
    return {
        name: {place: [reviewed[alert] for alert in alerts] for place, alerts in by_place.items()}
        for name, by_place in raised.items()
    }
