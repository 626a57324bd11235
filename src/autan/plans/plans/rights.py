"""Who may read a plan that is not published, write one, and begin one."""

from typing import Any

import rules

from autan.people.accounts.rights import Rights, on, on_any
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Membership
from autan.territories.networks.rights import coordinates_network, current_mandates, leads_territory

writes_plan = on("network", coordinates_network) | on_any("subjects", leads_territory)
"""The person coordinates the network that the plan is of, or leads a territory of the plan."""


@rules.predicate
def reads_plan(person: Any, plan: Plan | None) -> bool:
    """The plan is published, or the person holds a role on one of its territories or on a network that it is in."""
    if plan is None:
        return False
    if plan.is_published:
        return True
    if not person.is_authenticated or not person.is_active:
        return False
    subjects = plan.subjects.values("pk")
    members = Membership.objects.filter(territory__in=subjects, valid_to__isnull=True)
    networks: Any = [plan.network_id] if plan.network_id else members.values("network")
    mandates = current_mandates(person)
    return mandates.filter(territory__in=subjects).exists() or mandates.filter(network__in=networks).exists()


RIGHTS: Rights = {
    "plans.write_plan": writes_plan,
    "plans.read_plan": reads_plan,
    "plans.start_plan": leads_territory,
}
