"""Who may read an action sheet and its fields, write one, and add one to a plan or to a territory."""

from typing import Any

import rules

from autan.accounts.rights import Rights
from autan.plans.rights import writes_plan
from autan.projects.models import ActionSheet, Project
from autan.territories.models import Membership, Network
from autan.territories.rights import (
    ACTING_ROLES,
    acts_for_territory,
    coordinates_network,
    holds_role_in,
    leads_territory,
    standing_mandates,
)


@rules.predicate
def writes_action(person: Any, sheet: ActionSheet | None) -> bool:
    """The person acts for a territory that carries the action, or writes its plan."""
    if sheet is None:
        return False
    if sheet.plan is not None and writes_plan(person, sheet.plan):
        return True
    return any(acts_for_territory(person, territory) for territory in sheet.carriers.all())


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
    held = standing_mandates(person)
    return held.filter(network__in=networks).exists() or held.filter(territory__in=carriers).exists()


@rules.predicate
def reads_network_fields(person: Any, sheet: ActionSheet | None) -> bool:
    """The person holds a role in a network that a territory of the action is in, or on this territory."""
    if sheet is None or not person.is_authenticated or not person.is_active:
        return False
    carriers = [territory.pk for territory in sheet.carriers.all()]
    members = Membership.objects.filter(valid_to__isnull=True)
    networks = members.filter(territory__in=carriers).values("network")
    beside = members.filter(network__in=networks).values("territory")
    held = standing_mandates(person)
    return held.filter(network__in=networks).exists() or held.filter(territory__in=beside).exists()


@rules.predicate
def reads_own_fields(person: Any, sheet: ActionSheet | None) -> bool:
    """The person acts for a territory that carries the action."""
    if sheet is None or not person.is_authenticated:
        return False
    return any(acts_for_territory(person, territory) for territory in sheet.carriers.all())


@rules.predicate
def tells_columns(person: Any, network: Network | None) -> bool:
    """The person coordinates the network, or acts for a territory of it."""
    if network is None:
        return False
    return bool(coordinates_network(person, network)) or holds_role_in(person, network.slug, ACTING_ROLES)


@rules.predicate
def writes_project(person: Any, project: Project | None) -> bool:
    """The person acts for a territory of the project, or coordinates its network."""
    if project is None:
        return False
    acts = any(acts_for_territory(person, territory) for territory in project.carriers.all())
    return acts or bool(coordinates_network(person, project.network))


RIGHTS: Rights = {
    "projects.write_project": writes_project,
    "projects.tell_columns": tells_columns,
    "projects.write_action": writes_action,
    "projects.read_action": reads_action,
    "projects.read_network_fields": reads_network_fields,
    "projects.read_own_fields": reads_own_fields,
    "projects.add_action": leads_territory,
}
