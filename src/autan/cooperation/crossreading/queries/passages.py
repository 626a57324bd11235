"""The passages of the plans that stand for the members of a network: axes, actions, targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.cooperation.crossreading.core.passages import Passage, PassageKind, Strength, action_strength
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.notation import format_exactly
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.figures import ref_of_line
from autan.plans.plans.core.sections import ACTIONS, SectionLine
from autan.plans.plans.core.targets import SECTION, TargetKind
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import PlanLine
from autan.plans.plans.queries.plans import member_plans, read_lines
from autan.plans.projects.models import ActionSheet, Axis
from autan.territories.networks.queries.networks import network_members

ACTION_KIND = "action"
_AXIS, _ACTION, _TARGET = "axis:", "action:", "target:"
_SHEET_COLUMNS = ("pk", "slug", "title", "themes", "is_theme_stated", "status", "budget_high_eur", "plan__slug")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPassages:
    """The members of a network, the plan that stands for each, and the passages of these plans.

    Attributes:
        plans: slug of its plan; empty where no published plan is known.
        stated_whole: members whose plan is stated to hold no other passage, or that are stated to have no plan.
    """

    names: Mapping[str, str]
    plans: Mapping[str, str]
    titles: Mapping[str, str]
    passages: tuple[Passage, ...]
    stated_whole: frozenset[str]


def network_passages(network: str) -> NetworkPassages:
    """Return the passages of the published plans of a network. Ten queries."""
    names = {member.siren: member.short_name for member in network_members(network)}
    members_plans = member_plans(network, list(names))
    current = members_plans.plans
    plans = {plan.heading.slug: plan for plan in current.values() if plan}
    slugs = list(plans)
    members = {slug: tuple(siren for siren in plan.heading.sirens if siren in names) for slug, plan in plans.items()}
    return NetworkPassages(
        names=names,
        plans={siren: plan.heading.slug if plan else "" for siren, plan in current.items()},
        titles={slug: plan.heading.title for slug, plan in plans.items()},
        passages=(*_axes(slugs, members), *_actions(slugs, members, names), *_targets(slugs, members)),
        stated_whole=frozenset(
            siren
            for siren, plan in current.items()
            if (plan and {SECTION, ACTIONS} <= set(plan.digest.complete)) or siren in members_plans.without
        ),
    )


def _axes(slugs: Sequence[str], members: Mapping[str, Sequence[str]]) -> list[Passage]:
    rows = Axis.objects.filter(plan__slug__in=slugs).order_by("plan_id", "rank", "id")
    return [
        Passage(
            key=f"{_AXIS}{plan}/{key}"[:220],
            kind=PassageKind.AXIS,
            text=title,
            plan=plan,
            sirens=tuple(members[plan]),
            strength=Strength.AIM,
            ref=ref_of_line(plan, ""),
        )
        for plan, key, title in rows.values_list("plan__slug", "pk", "title")
    ]


def _actions(slugs: Sequence[str], members: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> list[Passage]:
    """The actions of plans; `names` are the members of the network, whose actions alone are theirs."""
    sheets = ActionSheet.objects.filter(plan__slug__in=slugs, is_published=True, replaced_on__isnull=True)
    carried: dict[int, list[str]] = {}
    links = ActionSheet.carriers.through.objects.filter(actionsheet__plan__slug__in=slugs)
    for pk, siren in links.values_list("actionsheet_id", "territory__siren"):
        if siren in names:
            carried.setdefault(pk, []).append(siren)
    funded = set(sheets.filter(lines__has_key="funding").values_list("pk", flat=True))
    disclosures = dict(sheets.exclude(disclosures={}).values_list("pk", "disclosures"))
    rows = sheets.order_by("plan_id", "rank", "id").values_list(*_SHEET_COLUMNS)
    return [
        Passage(
            key=f"{_ACTION}{slug}",
            kind=PassageKind.ACTION,
            text=title,
            plan=plan,
            sirens=tuple(carried.get(pk, members[plan])),
            strength=action_strength(
                status=status, is_funded=_is_funded(budget, disclosures.get(pk, {}), has_funder=pk in funded)
            ),
            ref=EvidenceRef(kind=ACTION_KIND, key=slug),
            themes=tuple(code for code in themes.split("|") if code) if is_stated else (),
        )
        for pk, slug, title, themes, is_stated, status, budget, plan in rows
    ]


def _is_funded(budget: float | None, disclosures: Mapping[str, str], *, has_funder: bool) -> bool:
    """Whether a budget or a funder is stated, in a field that everybody may read."""
    return ("budget" not in disclosures and bool(budget)) or ("funding" not in disclosures and has_funder)


def _targets(slugs: Sequence[str], members: Mapping[str, Sequence[str]]) -> list[Passage]:
    stored: dict[str, list[PlanLine]] = {}
    for line in PlanLine.objects.filter(plan__slug__in=slugs, section=SECTION).select_related("plan"):
        stored.setdefault(line.plan.slug, []).append(line)
    return [
        Passage(
            key=f"{_TARGET}{plan}/{line.key}",
            kind=PassageKind.TARGET,
            text=target_words(line).fr,
            printed=_printed_words(line),
            direction=_direction(line),
            plan=plan,
            sirens=tuple(members[plan]),
            strength=Strength.TARGET,
            ref=ref_of_line(plan, line.ref),
            quantity=line.text("quantity"),
            part=line.text("part"),
        )
        for plan, lines in stored.items()
        for line in read_lines(lines)
        if line.is_complete
    ]


def quantity_words(quantity: str, part: str) -> Text:
    """Return what a target is about: « émissions de gaz à effet de serre, résidentiel »."""
    section = find_section(SECTION)
    labels = [
        section.field(name).choices.get(code, Text(code, code))
        for name, code in (("quantity", quantity), ("part", part))
        if code and code != "total"
    ]
    return Text(", ".join(label.fr for label in labels), ", ".join(label.en for label in labels))


def target_words(line: SectionLine) -> Text:
    """Return a target in one line: what, how much with its sign where it is a change, when, from when on."""
    label = quantity_words(line.text("quantity"), line.text("part"))
    symbol = find_section(SECTION).field("unit").choices.get(line.text("unit"), Text("", ""))
    value, horizon = line.number("value") or 0.0, line.text("horizon")
    is_change = line.text("kind") == TargetKind.CHANGE
    sign = "+" if is_change and line.text("unit") == "pct" and value > 0 else ""
    number = Text(format_exactly(value, language="fr"), format_exactly(value, language="en"))
    base = _base_words(line) if is_change else NO_TEXT
    return Sentence(
        "{about} : {sign}{number} {symbol} en {horizon}{base}",
        about=label,
        sign=sign,
        number=number,
        symbol=symbol,
        horizon=horizon,
        base=base,
    )


def _base_words(line: SectionLine) -> Text:
    base = line.number("base_year")
    if base is None:
        return Sentence(", année de référence non connue ici")
    return Sentence(" par rapport à {base:.0f}", base=base)


def _direction(line: SectionLine) -> str:
    """Whether a change is a fall or a rise; empty for a level, a share, or a change of nothing."""
    value, unit = line.number("value"), line.text("unit")
    if line.text("kind") != TargetKind.CHANGE or value is None:
        return ""
    change = value - 1 if unit == "factor" else value
    return "up" if change > 0 else "down" if change < 0 else ""


def _printed_words(line: SectionLine) -> str:
    """The words of a target of which prints were kept before a sign and a base year were read out."""
    label = quantity_words(line.text("quantity"), line.text("part")).fr
    symbol = find_section(SECTION).field("unit").choices.get(line.text("unit"), Text("", "")).fr
    base, value = line.number("base_year"), format_exactly(line.number("value") or 0.0, language="fr")
    words = f"{label} : {value} {symbol}, {line.text('horizon')}"
    return f"{words}, depuis {base:.0f}" if base else words
