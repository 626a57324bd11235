"""The figure at the address of one: of a plan, of a member, of a network."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.arithmetic import divide_figures
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.queries.registry import FigureSource, Reader
from autan.ground.errors import DomainError, UnknownError
from autan.ground.wordings import Sentence, Text
from autan.plans.network_plans.core.network_figures import (
    count_adopted,
    count_bound,
    count_evaluated,
    count_holders,
    count_met,
    count_plans,
    count_state,
    network_sum,
    target_figure,
)
from autan.plans.obligations.importers.rules import plan_competences
from autan.plans.obligations.queries.duties import network_statuses, read_duties
from autan.plans.obligations.queries.records import competences_of
from autan.plans.plans.core.addresses import CURRENT, ITSELF, PlanAddress
from autan.plans.plans.core.figures import HeldPlan, MemberPlans, member_figure, plan_figure
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind, PlanScope
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.core.targets import sum_targets, targets_of
from autan.plans.plans.core.trajectories import AIMED, OBSERVED
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import content_of, last_change, member_plans, read_lines
from autan.plans.plans.queries.trajectories import find_trajectory_figure
from autan.territories.networks.queries.figures import network_figures
from autan.territories.networks.queries.networks import network_members, networks_of
from autan.territories.perimeters.core.bodies import is_siren

PER_INHABITANT = "_per_inhabitant"


def find_plan_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure of an address of this room; None when there is none."""
    plan_address = PlanAddress.parse(address)
    if plan_address is None:
        return None
    with suppress(UnknownError, DomainError, ValueError):
        if plan_address.which == ITSELF:
            return _of_plan(plan_address)
        kind = None if plan_address.which == CURRENT else PlanKind(plan_address.which)
        return _of_member(plan_address, kind) if is_siren(plan_address.place) else _of_network(plan_address, kind)
    return None


def _of_plan(plan_address: PlanAddress) -> Figure | None:
    record = Plan.objects.filter(slug=plan_address.place).first()
    if record is None:
        return None
    if plan_address.what in {OBSERVED, AIMED}:
        return find_trajectory_figure(content_of(record), plan_address.what, ".".join(plan_address.details))
    return plan_figure(content_of(record).held, MeasureKind(plan_address.what))


def _of_member(plan_address: PlanAddress, kind: PlanKind | None) -> Figure | None:
    network = next(iter(networks_of(plan_address.place)), None)
    if network is None:
        return None
    return member_figure(
        member_plans(network.slug, [plan_address.place], kind=kind), plan_address.place, MeasureKind(plan_address.what)
    )


def _of_network(plan_address: PlanAddress, kind: PlanKind | None) -> Figure | None:
    sirens = [member.siren for member in network_members(plan_address.place)]
    if not sirens:
        return None
    if plan_address.what == "duty" and len(plan_address.details) == 2:
        rule, day = plan_address.details
        readings = read_duties(sirens, rule=rule, on=date.fromisoformat(day))
        return count_bound(plan_address.place, list(readings.values()), plan_address) if readings else None
    if plan_address.what == "met" and len(plan_address.details) == 2:
        return _duty_figure(plan_address, sirens)
    if plan_address.what == "competence":
        return _holders(plan_address, sirens)
    members = member_plans(plan_address.place, sirens, kind=kind)
    if plan_address.what == "target":
        return _target(plan_address, members)
    return _count(plan_address, members)


def _duty_figure(plan_address: PlanAddress, sirens: Sequence[str]) -> Figure | None:
    rule, day = plan_address.details
    statuses = network_statuses(plan_address.place, sirens, on=date.fromisoformat(day))
    of_rule = [one for member_statuses in statuses.values() for one in member_statuses if one.reading.rule.code == rule]
    return count_met(of_rule, plan_address) if of_rule else None


def _holders(plan_address: PlanAddress, sirens: Sequence[str]) -> Figure | None:
    known = next((known for known in plan_competences() if (known.code,) == plan_address.details), None)
    if known is None:
        return None
    readings = {
        siren: next(reading for reading in competence if reading.competence == known)
        for siren, competence in competences_of(sirens).items()
    }
    return count_holders(plan_address.place, plan_address.which, known, readings)


def _count(plan_address: PlanAddress, members: MemberPlans) -> Figure | None:
    match (plan_address.what, plan_address.details):
        case ("count", ()):
            return count_plans(
                members, PlanKind(plan_address.which).label if plan_address.which != CURRENT else Text("Plans", "Plans")
            )
        case ("adopted", ()):
            return count_adopted(members)
        case ("evaluated", ("in_place" | "planned" as how,)):
            return count_evaluated(members, is_in_place=how == "in_place")
        case ("state", (section, key, value)):
            return count_state(members, section, key, value, state_label(section, key, value))
    if plan_address.what.endswith(PER_INHABITANT):
        return per_inhabitant(members, MeasureKind(plan_address.what.removesuffix(PER_INHABITANT)))
    return network_sum(members, MeasureKind(plan_address.what))


def per_inhabitant(members: MemberPlans, kind: MeasureKind) -> Figure:
    """Divide the sum of a measure by the population of the network: after summing, never before.

    Raises NotSummableError: the measure does not add up.
    """
    total = network_sum(members, kind)
    people = next(figure for figure in network_figures(members.network) if figure.unit.code == "inhabitants")
    label = Sentence("{kind}, par habitant", kind=kind.label)
    return divide_figures(
        total,
        people,
        figure_id=str(PlanAddress(place=members.network, which=members.which, what=kind.value + PER_INHABITANT)),
        label=label,
        unit=get_unit("EUR_per_inhabitant"),
        mixed_years=Sentence("montants de plusieurs années, rapportés à la population la plus récente"),
    )


def state_label(section: str, key: str, value: str) -> Text:
    """Words of a state that members are counted by: « Liens avec les autres politiques : SCoT, établi »."""
    plan_section = find_section(section)
    choices = {code: words for field in plan_section.fields for code, words in field.choices.items()}
    parts = [choices.get(code, Text(code, code)) for code in (*key.split("-"), *([value] if value != "stated" else []))]
    return Text(
        f"{plan_section.label.fr} : {', '.join(part.fr for part in parts)}",
        f"{plan_section.label.en}: {', '.join(part.en for part in parts)}",
    )


def _target(plan_address: PlanAddress, members: MemberPlans) -> Figure | None:
    quantity, part, scope, horizon = plan_address.details
    plans = {siren: plan for siren, plan in members.plans.items() if plan and plan.heading.sirens == (siren,)}
    targets = [
        target
        for siren, lines in _target_lines(list(plans.values())).items()
        for target in targets_of(lines, plan=plans[siren].heading.slug, siren=siren, scope=plans[siren].heading.scope)
    ]
    total = sum_targets(
        targets, quantity=quantity, part=part, horizon=int(horizon), scope=PlanScope(scope), members=list(members.plans)
    )
    keys = {
        target.siren: f"targets/{target.key}"
        for target in targets
        if (target.quantity, target.part, target.horizon) == (quantity, part, int(horizon))
    }
    return target_figure(members, total, plan_address, keys)


def _target_lines(plans: Sequence[HeldPlan]) -> dict[str, list[SectionLine]]:
    stored: dict[str, list[PlanLine]] = {}
    sirens = {plan.heading.slug: plan.heading.sirens[0] for plan in plans}
    for line in PlanLine.objects.filter(plan__slug__in=sirens, section="targets").select_related("plan"):
        stored.setdefault(sirens[line.plan.slug], []).append(line)
    return {siren: list(read_lines(lines)) for siren, lines in stored.items()}


def may_read_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read a figure: those of members and networks count published plans alone."""
    plan_address = PlanAddress.parse(address)
    if plan_address is None or plan_address.which != ITSELF:
        return True
    plan = Plan.objects.filter(slug=plan_address.place).first()
    return plan is not None and (plan.is_published or reader.has_perm("plans.read_plan", plan))


PLAN_FIGURES = FigureSource(
    name="plans", find=find_plan_figure, may_read=may_read_figure, version=lambda _addresses: last_change()
)
