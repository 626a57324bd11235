"""The only readers of plans: one plan, those of a territory, those of a network."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Prefetch, Q, QuerySet

from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.ground.request_cache import cached_in_request
from autan.people.journal.queries import kept_until_written, last_mark
from autan.plans.plans.core.addresses import PlanLineKey
from autan.plans.plans.core.digests import PlanDigest, digest_plan
from autan.plans.plans.core.figures import HeldPlan, MemberPlans
from autan.plans.plans.core.needed import NeededSection, needed_sections
from autan.plans.plans.core.plans import CompleteSection, LineInput, PlanHeading, PlanKind, current_plan
from autan.plans.plans.core.sections import SectionLine, read_line
from autan.plans.plans.core.targets import SECTION as TARGETS
from autan.plans.plans.importers.definitions import find_section, plan_sections
from autan.plans.plans.models import CompletenessStatement, Plan, PlanLine
from autan.territories.networks.models import Membership, Territory
from autan.territories.networks.queries.networks import get_network, journal_network

PLANS = "plans"
"""What is stated complete of a territory: its plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """A plan with its lines, read.

    Attributes:
        revisions: revision of each line, by section and key.
        complete: what states that there is nothing else in a section, by section.
    """

    record: Plan
    held: HeldPlan
    lines: tuple[SectionLine, ...]
    revisions: dict[str, int]
    complete: dict[str, CompletenessStatement]

    @property
    def complete_sections(self) -> tuple[CompleteSection, ...]:
        """Return the sections stated complete, as a file writes them."""
        return tuple(
            CompleteSection(section=section, on=stated.stated_on, evidence=evidence_refs(stated.evidence))
            for section, stated in self.complete.items()
        )


def _plans() -> QuerySet[Plan]:
    subjects = Prefetch("subjects", queryset=Territory.objects.order_by("id"))
    return Plan.objects.select_related("network", "follows").prefetch_related(subjects)


def network_of(plan: Plan) -> str:
    """Return the slug of the network that a plan stands in, or is of: its people read its journal; empty for none."""
    if plan.network is not None:
        return plan.network.slug
    first = plan.subjects.order_by("id").first()
    return journal_network(first) if first else ""


def find_plan(slug: str, *, reader: Reader) -> PlanContent:
    """Return a plan with its lines, for whoever may read it. Four queries, and those of the right."""
    readable = first_readable(_plans().filter(slug=slug), "plans.read_plan", reader)
    return content_of(known(readable, "aucun plan «\u202f{slug}\u202f»", slug=slug))


def find_plans(slugs: Collection[str], *, reader: Reader) -> dict[str, PlanContent]:
    """Return the plans of these slugs that a reader may read, with their lines. Four queries, those of the rights."""
    contents = contents_of([plan for plan in _plans().filter(slug__in=slugs) if _may_read(plan, reader)])
    return {content.record.slug: content for content in contents}


def content_of(record: Plan) -> PlanContent:
    """Return a plan with its lines. Two queries."""
    return contents_of([record])[0]


def contents_of(records: Sequence[Plan]) -> list[PlanContent]:
    """Return plans with their lines. Two queries, whatever their number."""
    stored: dict[int, list[PlanLine]] = {record.pk: [] for record in records}
    for line in PlanLine.objects.filter(plan__in=records):
        stored[line.plan_id].append(line)
    complete: dict[int, dict[str, CompletenessStatement]] = {record.pk: {} for record in records}
    for stated in CompletenessStatement.objects.filter(plan__in=records).select_related("by"):
        complete[stated.plan_id or 0][stated.section] = stated
    return [_content(record, stored[record.pk], complete[record.pk]) for record in records]


def _content(record: Plan, stored: Sequence[PlanLine], complete: dict[str, CompletenessStatement]) -> PlanContent:
    lines, heading = read_lines(stored), record.as_core()
    digest = PlanDigest.from_json(record.digest) or digest_plan(heading, plan_sections(), lines, list(complete))
    return PlanContent(
        record=record,
        held=HeldPlan(heading=heading, digest=digest),
        lines=lines,
        revisions={f"{line.section}/{line.key}": line.revision for line in stored},
        complete=complete,
    )


def with_typed(content: PlanContent, typed: Mapping[str, Sequence[LineInput]]) -> PlanContent:
    """Return a plan as it would be with what was typed, by section, and could not be kept. No query."""
    typed_lines = {
        f"{code}/{line.key}": read_line(find_section(code), line.key, line.typed)
        for code, lines in typed.items()
        for line in lines
        if any(line.typed.values())
    }
    lines = [line for line in content.lines if line.ref not in typed_lines]
    return replace(content, lines=(*lines, *typed_lines.values()))


def read_lines(stored: Iterable[PlanLine]) -> tuple[SectionLine, ...]:
    """Read stored lines, in the order of the sections; the sections must be known."""
    order = {section.code: rank for rank, section in enumerate(plan_sections())}
    read = [
        read_line(find_section(line.section), line.key, line.typed, evidence_refs(line.evidence)) for line in stored
    ]
    return tuple(sorted(read, key=lambda line: order[line.section]))


def target_lines(sirens: Collection[str], *, reader: Reader) -> tuple[tuple[PlanHeading, tuple[SectionLine, ...]], ...]:
    """Return the plans of territories that a reader may read, each with the lines of its targets.

    Three queries, and those of the rights.
    """
    plans = [plan for plan in _plans().filter(subjects__siren__in=sirens).distinct() if _may_read(plan, reader)]
    stored: dict[int, list[PlanLine]] = {}
    for line in PlanLine.objects.filter(plan__in=[plan.pk for plan in plans], section=TARGETS):
        stored.setdefault(line.plan_id, []).append(line)
    return tuple((plan.as_core(), read_lines(stored.get(plan.pk, ()))) for plan in plans)


def _may_read(plan: Plan, reader: Reader) -> bool:
    return plan.is_published or reader.has_perm("plans.read_plan", plan)


def _held_plan(record: Plan) -> HeldPlan:
    """A plan with its digest, computed again when an older version made it."""
    digest = PlanDigest.from_json(record.digest)
    return HeldPlan(heading=record.as_core(), digest=digest) if digest else content_of(record).held


def plans_of(siren: str, *, reader: Reader) -> tuple[HeldPlan, ...]:
    """Return the plans of a territory that a reader may read. Three queries, and those of the rights."""
    return tuple(_held_plan(plan) for plan in _plans().filter(subjects__siren=siren) if _may_read(plan, reader))


@cached_in_request
def published_plans(network: str) -> tuple[HeldPlan, ...]:
    """Return the published plans of the members of a network, then those of the network itself. Four queries, once."""
    members = Membership.objects.filter(network__slug=network, valid_to__isnull=True).values("territory")
    of_members = _plans().filter(is_published=True, subjects__in=members).distinct()
    of_network = _plans().filter(is_published=True, network__slug=network)
    return tuple(_held_plan(plan) for plan in (*of_members, *of_network))


def plans_in(network: str) -> tuple[HeldPlan, ...]:
    """Return every plan of the members of a network and of the network itself, published or not. Five queries."""
    members = Membership.objects.filter(network=get_network(network), valid_to__isnull=True).values("territory")
    own = _plans().filter(network__slug=network)
    return tuple(_held_plan(plan) for plan in (*_plans().filter(subjects__in=members).distinct(), *own))


def all_plans() -> tuple[HeldPlan, ...]:
    """Return every plan, published or not. Three queries."""
    return tuple(_held_plan(plan) for plan in _plans())


def member_plans(network: str, sirens: Sequence[str], *, kind: PlanKind | None = None) -> MemberPlans:
    """Return the published plan that stands for each member: of a kind, or the current one. Four queries."""
    return gather(network, sirens, published_plans(network), kind=kind, without=stated_without_plan(sirens))


def stated_without_plan(sirens: Sequence[str]) -> frozenset[str]:
    """Return the territories of which all the plans are stated to be here, and none is. One query."""
    stated = CompletenessStatement.objects.filter(territory__siren__in=sirens, section=PLANS)
    return frozenset(stated.filter(territory__plans__isnull=True).values_list("territory__siren", flat=True))


def plans_named(slugs: Collection[str]) -> dict[str, HeldPlan]:
    """Return plans by their identifier. Three queries."""
    return {plan.slug: _held_plan(plan) for plan in _plans().filter(slug__in=slugs)}


def gather(
    network: str,
    sirens: Sequence[str],
    plans: Iterable[HeldPlan],
    *,
    kind: PlanKind | None = None,
    without: frozenset[str] = frozenset(),
) -> MemberPlans:
    """Gather the plan that stands for each member among plans at hand; a plan of several stands for each of them."""
    by_member: dict[str, list[HeldPlan]] = {siren: [] for siren in sirens}
    for plan in plans:
        for siren in plan.heading.sirens:
            if siren in by_member and kind in {None, plan.heading.kind}:
                by_member[siren].append(plan)
    in_force = {siren: _current(plan_list) for siren, plan_list in by_member.items()}
    return MemberPlans(network=network, which=kind.value if kind else "current", plans=in_force, without=without)


def _current(plans: Sequence[HeldPlan]) -> HeldPlan | None:
    by_slug = {plan.heading.slug: plan for plan in plans}
    adopted = {slug for slug, plan in by_slug.items() if plan.digest.states.get("steps.adoption") == "done"}
    current = current_plan([plan.heading for plan in plans], adopted)
    return by_slug[current.slug] if current else None


def needed_in(content: PlanContent) -> tuple[NeededSection, ...]:
    """Return what a plan lacks and the network of its territories reads. Five queries."""
    network = network_of(content.record)
    return needed_sections(content.held, published_plans(network) if network else ())


def last_change() -> str:
    """Return a mark of the last line of the journal about plans or members. One query."""
    return last_mark("plans", "territories")


def succession_of(plan: Plan) -> list[Plan]:
    """Return the published plans before and after a plan, itself among them, the first first. One query a plan."""
    before: list[Plan] = []
    earlier = plan.follows
    while earlier is not None:
        before.insert(0, earlier)
        earlier = earlier.follows
    after: list[Plan] = []
    later = Plan.objects.filter(follows=plan).first()
    while later is not None:
        after.append(later)
        later = Plan.objects.filter(follows=later).first()
    return [record for record in (*before, plan, *after) if record.is_published or record.pk == plan.pk]


def successors() -> dict[str, str]:
    """Return, for each plan, the one that it succeeds. One query."""
    return {slug: follows or "" for slug, follows in Plan.objects.values_list("slug", "follows__slug")}


@kept_until_written
def searched_plans() -> tuple[dict[str, str], frozenset[str], tuple[tuple[tuple[str, str], str, str], ...]]:
    """Return the kind of each published plan by slug, the invented ones, and what `rate_each` reads of each."""
    plans = Plan.objects.filter(is_published=True)
    rows = list(plans.values_list("slug", "title", "kind"))
    is_invented = Q(subjects__is_invented=True) | Q(network__is_invented=True)
    invented = frozenset(plans.filter(is_invented).values_list("slug", flat=True))
    kinds = {slug: kind for slug, _title, kind in rows}
    return kinds, invented, tuple(((slug, title), title, "") for slug, title, _kind in rows)


@kept_until_written
def searched_lines() -> tuple[dict[str, PlanLine], tuple[tuple[str, str, str], ...]]:
    """Return the lines of published plans by their key, and what a search reads of each: its section, its words."""
    stored = PlanLine.objects.filter(plan__is_published=True).select_related("plan")
    lines = {str(PlanLineKey(plan=line.plan.slug, section=line.section, line=line.key)): line for line in stored}
    return lines, tuple((key, *_searched_text(line)) for key, line in lines.items())


def _searched_text(line: PlanLine) -> tuple[str, str]:
    section = find_section(line.section)
    values = section.key_values(line.key) | {code: typed for code, typed in line.typed.items() if typed}
    fields = [field for field in section.fields if field.code in values and not field.is_private]
    choices = [(field.choices.get(values[field.code]), values[field.code]) for field in fields]
    return f"{section.label.fr} {section.label.en}", " ".join(text.fr if text else typed for text, typed in choices)
