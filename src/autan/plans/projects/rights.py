"""Who may read an action sheet and its fields, write one, and add one to a plan or to a territory."""

from typing import Any

import rules

from autan.people.accounts.rights import Rights, on, on_any
from autan.plans.plans.rights import writes_plan
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Membership
from autan.territories.networks.rights import (
    acts_for_territory,
    coordinates_network,
    current_mandates,
    leads_territory,
    takes_part_in_network,
)


@rules.predicate
def reads_action(person: Any, sheet: ActionSheet | None) -> bool:
    """The action and its plan are published, or the person holds a role on one of its territories or their networks.

    As for a plan that is not published, the other members of a network do not read it.
    """
    if sheet is None:
        return False
    if sheet.is_published and (sheet.plan is None or sheet.plan.is_published):
        return True
    if not person.is_authenticated or not person.is_active:
        return False
    carriers = [territory.pk for territory in sheet.carriers.all()]
    networks = Membership.objects.filter(valid_to__isnull=True, territory__in=carriers).values("network")
    mandates = current_mandates(person)
    return mandates.filter(network__in=networks).exists() or mandates.filter(territory__in=carriers).exists()


@rules.predicate
def reads_network_fields(person: Any, sheet: ActionSheet | None) -> bool:
    """The person holds a role in a network that a territory of the action is in, or on this territory."""
    if sheet is None or not person.is_authenticated or not person.is_active:
        return False
    carriers = [territory.pk for territory in sheet.carriers.all()]
    members = Membership.objects.filter(valid_to__isnull=True)
    networks = members.filter(territory__in=carriers).values("network")
    neighbours = members.filter(network__in=networks).values("territory")
    mandates = current_mandates(person)
    return mandates.filter(network__in=networks).exists() or mandates.filter(territory__in=neighbours).exists()


_acts_for_carrier = on_any("carriers", acts_for_territory)
"""The person acts for a territory that carries the action or the project."""

RIGHTS: Rights = {
    "projects.write_project": on("network", coordinates_network) | _acts_for_carrier,
    "projects.tell_columns": takes_part_in_network,
    "projects.change_together": takes_part_in_network,
    "projects.write_action": on("plan", writes_plan) | _acts_for_carrier,
    "projects.read_action": reads_action,
    "projects.read_network_fields": reads_network_fields,
    "projects.read_own_fields": _acts_for_carrier,
    "projects.add_action": leads_territory,
}
