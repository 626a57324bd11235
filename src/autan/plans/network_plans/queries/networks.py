"""What the pages of a network read: its members, their plans, the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.ground.heavy_work import enter_lane_for
from autan.plans.network_plans.core.network_figures import key_counts
from autan.plans.network_plans.core.register import (
    PlanRegisterRow,
    RegisterColumn,
    RegisterFilter,
    register_order,
    register_rows,
)
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.queries.duties import duty_in_force
from autan.plans.plans.core.figures import HeldPlan, MemberPlans
from autan.plans.plans.queries.plans import gather, last_change, published_plans, stated_without_plan
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPlans:
    """A network with its members and their plans.

    Attributes:
        plans: every published plan of the members and of the network itself.
        counts: how many members have a plan, adopted it, evaluate it.
    """

    network: Network
    members: tuple[Member, ...]
    names: Mapping[str, str]
    plans: tuple[HeldPlan, ...]
    current: MemberPlans
    counts: tuple[Figure, ...]


def network_plans(slug: str) -> NetworkPlans:
    """Return a network with the plans of its members, read again when one of them has changed. One query, or eight."""
    return read_network(slug, last_change())


@lru_cache(maxsize=16)
def read_network(slug: str, _change: object) -> NetworkPlans:
    """Return the same, kept for as long as the last change given is the last. Seven queries, or none."""
    network, members, plans = get_network(slug), network_members(slug), published_plans(slug)
    enter_lane_for(len(members))
    names = {member.siren: member.short_name for member in members}
    current = gather(slug, list(names), plans, without=stated_without_plan(list(names)))
    return NetworkPlans(
        network=network, members=members, names=names, plans=plans, current=current, counts=key_counts(current)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register of a network as it is asked for: its members in order, and how to lay out some of them."""

    shown: NetworkPlans
    asked: RegisterFilter
    duties: Mapping[str, Duty]
    sirens: tuple[str, ...]

    def rows(self, sirens: Sequence[str]) -> tuple[PlanRegisterRow, ...]:
        """Lay out the rows of some members."""
        return register_rows(self.shown.current, self.shown.names, self.asked.columns, self.duties, sirens)


def find_register(plans: NetworkPlans, register_filter: RegisterFilter, *, on: date) -> Register:
    """Return the register as it is asked for. Two queries when obligations are."""
    wants_duty = RegisterColumn.DUTY in {*register_filter.columns, register_filter.sort}
    duties = duty_in_force(list(plans.names), on=on) if wants_duty else {}
    sirens = register_order(plans.current, plans.names, register_filter, duties)
    return Register(shown=plans, asked=register_filter, duties=duties, sirens=sirens)
