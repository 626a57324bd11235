"""Charts and maps of the plans of a network, ready to be drawn."""

from collections.abc import Mapping, Sequence

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, MapKind, MapPlace, MapSpec, Series
from autan.evidence.core.texts import NO_TEXT, Text
from autan.plans.core.figures import HeldPlan, MemberPlans, member_figure
from autan.plans.core.measures import MeasureKind
from autan.plans.core.plans import PlanKind
from autan.territories.core.members import Member
from autan.territories.queries.contours import contours_credit

_SOURCE = Text(
    "Registre des plans du réseau ; chaque date mène à ce qui l’énonce.",
    "Register of plans of the network; each date leads to what states it.",
)
NONE_RECORDED = "none_recorded"


def plans_map(network: str, members: Sequence[Member], plans: MemberPlans) -> MapSpec:
    """The members by the kind of the plan that stands for each: the document’s thematic map of plans."""
    kinds = [kind for kind in PlanKind if any(held and held.heading.kind is kind for held in plans.plans.values())]
    recorded = sum(held is not None for held in plans.plans.values())
    return MapSpec(
        id=f"plans-{network}-map",
        kind=MapKind.CATEGORIES,
        title=Text("Quel plan pour chaque membre", "Which plan for each member"),
        sentence=Text(
            f"Un plan est connu pour {recorded} des {len(members)} membres.",
            f"A plan is known for {recorded} of the {len(members)} members.",
        ),
        places=tuple(_place(member, plans.plans.get(member.siren)) for member in members),
        categories=(
            *(Series(code=kind.value, label=Text(kind.short, kind.short)) for kind in kinds),
            Series(code=NONE_RECORDED, label=Text("aucun plan connu ici", "no plan known here")),
        ),
        source=contours_credit([member.siren for member in members]) or NO_TEXT,
    )


def _place(member: Member, held: HeldPlan | None) -> MapPlace:
    category = held.heading.kind.value if held else NONE_RECORDED
    return MapPlace(siren=member.siren, label=Text(member.short_name, member.short_name), category=category)


def measure_chart(plans: MemberPlans, names: Mapping[str, str], kind: MeasureKind) -> Chart | None:
    """One measure of every member, sorted, the unknown last; None when nothing is known of any."""
    figures = {siren: member_figure(plans, siren, kind) for siren in plans.plans}
    known = [siren for siren in figures if figures[siren].is_known]
    if not known:
        return None
    order = sorted(known, key=lambda siren: -(figures[siren].value or figures[siren].low or 0))
    order += [siren for siren in figures if siren not in known]
    return Chart(
        id=f"plans-{plans.network}-{kind.value.replace('_', '-')}",
        kind=ChartKind.RANGES if any(figures[siren].low is not None for siren in known) else ChartKind.BARS,
        title=kind.label,
        sentence=Text(
            f"Connu pour {len(known)} des {len(figures)} membres.",
            f"Known for {len(known)} of the {len(figures)} members.",
        ),
        rows=tuple(ChartRow(label=Text(names[siren], names[siren]), figures=(figures[siren],)) for siren in order),
        series=(Series(code="value", label=kind.label),),
        source=_SOURCE,
    )
