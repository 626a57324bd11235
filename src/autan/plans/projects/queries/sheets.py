"""The only readers of action sheets: one sheet, those of a network, of a territory, of a plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window

from autan.evidence.figures.queries.registry import OPERATOR, Reader, first_readable
from autan.ground.errors import known
from autan.ground.request_cache import cached_in_request
from autan.ground.texts.core.plain_letters import fold_accents
from autan.people.journal.queries import last_mark
from autan.plans.plans.core.sections import SectionLine, Typed
from autan.plans.plans.models import Plan
from autan.plans.projects.core.choices import ActionStatus, Disclosure
from autan.plans.projects.core.filters import NO_STATUS, ActionState, SheetFilter, SheetOrder
from autan.plans.projects.core.lines import read_lines_of
from autan.plans.projects.core.sheets import SETTLED, SheetReading, read_sheet, visible_typed
from autan.plans.projects.core.tallies import FILLED_FROM
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import ActionSheet, Axis
from autan.territories.networks.models import Membership, Territory
from autan.territories.networks.rights import mandates_held


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """A sheet as one reader may read it. `hidden`: fields that are filled in and kept from this reader."""

    record: ActionSheet
    axis: tuple[str, ...]
    reading: SheetReading
    typed: dict[str, str]
    hidden: tuple[str, ...]
    lines: dict[str, tuple[SectionLine, ...]]
    level: Disclosure


def all_sheets() -> QuerySet[ActionSheet]:
    """Return every sheet, whoever may read it, with what lists show of it; not read yet."""
    carriers = Prefetch("carriers", queryset=Territory.objects.order_by("id"))
    sheets = ActionSheet.objects.select_related("plan", "plan__network", "axis", "parent")
    return sheets.prefetch_related(carriers)


def by_thousands(sheets: QuerySet[ActionSheet]) -> QuerySet[ActionSheet]:
    """Return sheets to be read by the thousand: each plan is made once, and what searches read is left out."""
    return sheets.select_related(None).prefetch_related("plan", "parent").defer("search_text", "evidence")


def find_sheet(slug: str, *, reader: Reader) -> SheetContent:
    """Return a sheet with what this reader may read of it. Two queries, those of the axes, and those of the rights."""
    readable = first_readable(all_sheets().filter(slug=slug), "projects.read_action", reader)
    record = known(readable, "aucune action «\u202f{slug}\u202f»", slug=slug)
    return content_of(record, level_of(record, reader))


def level_of(record: ActionSheet, reader: Reader) -> Disclosure:
    """Return the highest disclosure that a reader has on a sheet."""
    if reader.has_perm("projects.read_own_fields", record):
        return Disclosure.TERRITORY
    return Disclosure.NETWORK if reader.has_perm("projects.read_network_fields", record) else Disclosure.PUBLIC


def content_of(record: ActionSheet, level: Disclosure) -> SheetContent:
    """Return a sheet as readers of one level read it. One query for each axis above its own."""
    typed, hidden = visible_typed(record.typed, record.disclosures, level)
    return SheetContent(
        record=record,
        axis=axis_path(record.axis),
        reading=read_sheet(typed),
        typed=typed,
        hidden=hidden,
        lines={code: read_lines_of(section, record.lines) for code, section in sheet_sections().items()},
        level=level,
    )


def axis_path(axis: Axis | None) -> tuple[str, ...]:
    """Return the titles from the first axis to one. One query for each axis above."""
    path: list[str] = []
    while axis is not None:
        path.insert(0, axis.title)
        axis = axis.parent
    return tuple(path)


def axis_paths(sheets: Iterable[ActionSheet]) -> dict[int | None, tuple[str, ...]]:
    """Return the titles from the first axis to each one of the plans of some sheets; none for no axis. One query."""
    axes: dict[int | None, Axis] = {
        axis.pk: axis for axis in Axis.objects.filter(plan__in={sheet.plan_id for sheet in sheets})
    }
    paths: dict[int | None, tuple[str, ...]] = {None: ()}

    def path(key: int | None) -> tuple[str, ...]:
        if key not in paths:
            paths[key] = (*path(axes[key].parent_id), axes[key].title)
        return paths[key]

    return {key: path(key) for key in (None, *axes)}


def _members(network: str) -> QuerySet[Membership]:
    return Membership.objects.filter(network__slug=network, valid_to__isnull=True)


def member_names(network: str) -> list[tuple[str, str]]:
    """Return SIREN and short name of each member of a network, in its order. One query."""
    return list(_members(network).values_list("territory__siren", "territory__short_name"))


def member_territories(network: str) -> list[Territory]:
    """Return the members of a network, in its order. One query."""
    return [member.territory for member in _members(network).select_related("territory")]


def visible_in(network: str, reader: Reader) -> QuerySet[ActionSheet]:
    """Return the sheets of the members of a network that a reader may open, each once, replaced ones apart."""
    members = list(_members(network).values_list("territory_id", flat=True))
    carried = ActionSheet.carriers.through.objects.filter(territory_id__in=members).values("actionsheet_id")
    return open_to(all_sheets().filter(pk__in=carried), network, reader)


type StandingSheet = tuple[str, str, str | None, Typed, Mapping[str, str], list[tuple[str, bool]]]
"""Slug, title, slug of the plan, what was typed, who may read it, SIREN of each carrier and whether it is made up."""


def standing_sheets(network: str, reader: Reader) -> Iterator[StandingSheet]:
    """Yield the sheets of a network that no other replaces as cells, by slug: no object of each. Three queries."""
    sheets = visible_in(network, reader).filter(replaced_on__isnull=True).order_by("slug")
    links = ActionSheet.carriers.through.objects.filter(actionsheet__in=sheets.order_by()).order_by("territory_id")
    carriers: dict[int, list[tuple[str, bool]]] = {}
    for sheet, siren, is_invented in links.values_list("actionsheet_id", "territory__siren", "territory__is_invented"):
        carriers.setdefault(sheet, []).append((siren, is_invented))
    columns = "slug", "title", "plan__slug", "typed", "disclosures"
    for key, *cells in sheets.prefetch_related(None).values_list("pk", *columns).iterator():
        yield (*cells, carriers.get(key, []))


def open_to(action_sheets: QuerySet[ActionSheet], network: str, reader: Reader) -> QuerySet[ActionSheet]:
    """Keep the sheets that a reader may open.

    What is not published is seen by whoever holds a role in the network, or on a territory that carries the action.
    """
    roles = held_in(network, reader)
    if roles.is_whole:
        return action_sheets
    own = ActionSheet.carriers.through.objects.filter(territory_id__in=roles.territories).values("actionsheet_id")
    return action_sheets.filter(published() | Q(pk__in=own) if roles.territories else published())


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRoles:
    """Where a reader sees what is not published: in a whole network, or on some of its territories."""

    is_whole: bool
    territories: tuple[int, ...] = ()


def held_in(network: str, reader: Reader) -> HeldRoles:
    """Return where in a network a reader sees what is not published. One query in a request."""
    if reader is OPERATOR:
        return HeldRoles(is_whole=True)
    if not getattr(reader, "is_authenticated", False):
        return HeldRoles(is_whole=False)
    mandates = mandates_held(reader)  # type: ignore[arg-type]  # an account, since it signed in
    return HeldRoles(
        is_whole=any(mandate.network is not None and mandate.network.slug == network for mandate in mandates),
        territories=tuple(mandate.territory_id for mandate in mandates if mandate.territory_id is not None),
    )


@cached_in_request
def actions_mark() -> str:
    """Return a mark of the last act on plans and actions; what is kept in memory goes by it. One query a request."""
    return last_mark("projects", "plans")


def published() -> Q:
    """The condition of a sheet that everybody may open."""
    return Q(is_published=True) & (Q(plan__isnull=True) | Q(plan__is_published=True))


def list_sheets(network: str, sheet_filter: SheetFilter, *, reader: Reader, today: date) -> QuerySet[ActionSheet]:
    """Return the sheets of a network that a filter keeps, in its order; not read yet."""
    return order_sheets(narrow(visible_in(network, reader), sheet_filter, today=today), sheet_filter.order)


def narrow(action_sheets: QuerySet[ActionSheet], sheet_filter: SheetFilter, *, today: date) -> QuerySet[ActionSheet]:
    """Keep the sheets that a filter asks for; those that were replaced only when it asks for them."""
    action_sheets = action_sheets.filter(replaced_on__isnull=sheet_filter.state is not ActionState.REPLACED)
    for word in fold_accents(sheet_filter.text).split():
        action_sheets = action_sheets.filter(search_text__contains=word)
    if sheet_filter.siren:
        action_sheets = action_sheets.filter(carriers__siren=sheet_filter.siren)
    if sheet_filter.plan:
        action_sheets = action_sheets.filter(plan__slug=sheet_filter.plan)
    if sheet_filter.status:
        action_sheets = action_sheets.filter(status="" if sheet_filter.status == NO_STATUS else sheet_filter.status)
    if sheet_filter.theme:
        action_sheets = action_sheets.filter(themes__contains=f"|{sheet_filter.theme.value}|")
    chosen = {"priority": sheet_filter.priority, "scope": sheet_filter.scope}
    action_sheets = action_sheets.filter(**{name: value.value for name, value in chosen.items() if value})
    return _in_state(action_sheets, sheet_filter.state, today)


def outcome_unknown(today: date) -> Q:
    """The condition of an action whose end is past, see `is_outcome_unknown`."""
    return Q(ends_on__lt=today) & ~Q(status__in=[status.value for status in SETTLED])


def _in_state(action_sheets: QuerySet[ActionSheet], state: ActionState | None, today: date) -> QuerySet[ActionSheet]:
    if state is ActionState.JOINT:
        carried = ActionSheet.objects.annotate(territories=Count("carriers")).filter(territories__gt=1)
        return action_sheets.filter(pk__in=carried.order_by().values("pk"))
    conditions = {
        ActionState.OVERDUE: Q(status=ActionStatus.LATE.value),
        ActionState.PASSED: outcome_unknown(today),
        ActionState.TO_FILL: Q(completeness_pct__lt=FILLED_FROM),
        ActionState.PROBLEMS: Q(problem_count__gt=0),
        ActionState.DRAFT: ~published(),
    }
    return action_sheets.filter(conditions[state]) if state in conditions else action_sheets


def order_sheets(action_sheets: QuerySet[ActionSheet], order: SheetOrder) -> QuerySet[ActionSheet]:
    """Put sheets in an order; the unknown last."""
    orders = {
        SheetOrder.PLAN: ("plan_id", "axis__rank", "rank", "id"),
        SheetOrder.TITLE: ("title", "id"),
        SheetOrder.END: (F("ends_on").asc(nulls_last=True), "id"),
        SheetOrder.FILLED: ("completeness_pct", "id"),
        SheetOrder.CHANGED: ("-changed_at", "id"),
    }
    return action_sheets.order_by(*orders[order])


def page_of(action_sheets: QuerySet[ActionSheet], start: int, end: int) -> tuple[list[ActionSheet], int]:
    """Return the sheets of a list from one place to another, and how many there are in all. Three queries.

    Their places are read first, with the count: sorting whole rows costs twice as much.
    """
    counted = action_sheets.annotate(whole=Window(Count("pk"))).values_list("pk", "whole")
    places = list(counted[start:end])
    if not places:
        return [], action_sheets.count() if start else 0
    rows = all_sheets().defer("lines", "search_text").in_bulk([pk for pk, _ in places])
    return [rows[pk] for pk, _ in places], places[0][1]


def sheets_of_plan(plan: Plan, *, reader: Reader) -> list[ActionSheet]:
    """Return the sheets of a plan that stand, in its order, for whoever may read the plan. Four queries."""
    sheets = all_sheets().filter(plan=plan, replaced_on__isnull=True)
    if not reader.has_perm("plans.write_plan", plan):
        sheets = sheets.filter(is_published=True)
    return list(sheets.order_by("rank", "id"))


def shared_sheets_of(plan: Plan, *, reader: Reader) -> list[ActionSheet]:
    """Return the actions of other plans shared with a plan, which a reader may open. Four queries and the rights."""
    sheets = all_sheets().filter(also_in=plan, replaced_on__isnull=True).order_by("plan_id", "rank", "id")
    return [sheet for sheet in sheets if reader.has_perm("projects.read_action", sheet)]


def sheets_named(network: str, slugs: Sequence[str], *, reader: Reader) -> list[ActionSheet]:
    """Return the sheets of a network of these identifiers that a reader may open. Three queries."""
    return list(visible_in(network, reader).filter(slug__in=slugs).order_by("plan_id", "rank", "id"))


def actions_beside(record: ActionSheet) -> list[ActionSheet]:
    """Return the other actions that stand in the plan of one, or that its territories carry in no plan. Two queries."""
    sheets = all_sheets().filter(replaced_on__isnull=True).exclude(pk=record.pk).order_by("rank", "id")
    if record.plan_id:
        return list(sheets.filter(plan_id=record.plan_id))
    return list(sheets.filter(plan__isnull=True, carriers__in=record.carriers.all()).distinct())


def parts_of(record: ActionSheet) -> list[ActionSheet]:
    """Return the parts of an action. Two queries."""
    return list(all_sheets().filter(parent=record).order_by("rank", "id"))


def axes_of(plan: Plan) -> list[Axis]:
    """Return the axes of a plan, in order. One query."""
    return list(Axis.objects.filter(plan=plan))


def plans_with_actions(network: str, reader: Reader) -> Sequence[tuple[str, str]]:
    """Return identifier and title of each plan of a network that has actions. Two queries."""
    has_actions = Exists(ActionSheet.objects.filter(plan=OuterRef("pk")))
    plans = Plan.objects.filter(has_actions, subjects__in=_members(network).values("territory"))
    roles = held_in(network, reader)
    own = Plan.subjects.through.objects.filter(territory_id__in=roles.territories).values("plan_id")
    plans = plans if roles.is_whole else plans.filter(Q(is_published=True) | Q(pk__in=own))
    return list(plans.distinct().order_by("title").values_list("slug", "title"))


def status_counts(action_sheets: QuerySet[ActionSheet]) -> dict[str, int]:
    """Count sheets by status, that nobody said under an empty text. One query."""
    counted = action_sheets.order_by().values("status").annotate(n=Count("pk", distinct=True))
    return {row["status"]: row["n"] for row in counted}
