"""Charts and maps of the plans of a network, ready to be drawn."""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, MapKind, MapPlace, MapSpec, Series
from autan.evidence.figures.core.numbers import falling_order
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.figures import MemberPlans, member_figure
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import StepStatus
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.contours import contours_credit

_SOURCE = Sentence("Registre des plans du réseau ; chaque date mène à ce qui l’énonce.")
_UNKNOWN = Series(code="unknown", label=Sentence("aucun plan connu ici"))
_KINDS = {
    "pcaet": Sentence("PCAET ou SCoT valant PCAET"),
    "pcet": Text("PCET", "PCET"),
    "programme": Sentence("TEPOS ou Agenda 21"),
    "own": Sentence("plan propre"),
}
_KIND_GROUPS = {
    PlanKind.PCAET: "pcaet",
    PlanKind.SCOT_AEC: "pcaet",
    PlanKind.PCET: "pcet",
    PlanKind.TEPOS: "programme",
    PlanKind.AGENDA_21: "programme",
    PlanKind.OWN: "own",
}
"""Four groups: a map has four colours that a grey copy still tells apart."""
_PCET_STAGES = {"adopted": Sentence("PCET adopté"), "begun": Sentence("PCET engagé, adoption non connue")}


def plans_map(network: str, members: Sequence[Member], plans: MemberPlans) -> MapSpec:
    """The members by the kind of the plan that stands for each."""
    return _categories(
        f"plans-{network}-map",
        Sentence("Quel plan pour chaque membre"),
        Sentence("Un plan est connu pour {known} des {total} membres."),
        _KINDS,
        members,
        {siren: _KIND_GROUPS[plan.heading.kind] for siren, plan in plans.plans.items() if plan},
    )


def pcet_map(network: str, members: Sequence[Member], plans: MemberPlans) -> MapSpec:
    """The members by where their PCET stands: the thematic map of the reference document."""
    stages = {
        siren: "adopted" if plan.digest.states.get("steps.adoption") == StepStatus.DONE.value else "begun"
        for siren, plan in plans.plans.items()
        if plan
    }
    title = Sentence("Les plans climat-énergie territoriaux (PCET)")
    sentence = Sentence("Un PCET est connu pour {known} des {total} membres.")
    return _categories(f"pcet-{network}-map", title, sentence, _PCET_STAGES, members, stages)


def _categories(
    map_id: str,
    title: Text,
    sentence: Text,
    labels: Mapping[str, Text],
    members: Sequence[Member],
    of: Mapping[str, str],
) -> MapSpec:
    """A map of categories: those of some member, then the members of which nothing is known, hatched."""
    counts = {"known": len(of), "total": len(members)}
    series = [Series(code=code, label=label) for code, label in labels.items() if code in of.values()]
    return MapSpec(
        id=map_id,
        kind=MapKind.CATEGORIES,
        title=title,
        sentence=Text(sentence.fr.format(**counts), sentence.en.format(**counts)),
        places=tuple(
            MapPlace(
                siren=member.siren,
                label=Text(member.short_name, member.short_name),
                category=of.get(member.siren, _UNKNOWN.code),
            )
            for member in members
        ),
        categories=(*series, *([_UNKNOWN] if len(of) < len(members) else [])),
        source=contours_credit([member.siren for member in members]) or NO_TEXT,
    )


def measure_chart(plans: MemberPlans, names: Mapping[str, str], kind: MeasureKind) -> Chart | None:
    """One measure of every member, sorted, the unknown last; None when nothing is known of any."""
    figures = {siren: member_figure(plans, siren, kind) for siren in plans.plans}
    known = [siren for siren in figures if figures[siren].is_known]
    if not known:
        return None
    order = sorted(known, key=lambda siren: falling_order(figures[siren]))
    order += [siren for siren in figures if siren not in known]
    return Chart(
        id=f"plans-{plans.network}-{kind.value.replace('_', '-')}",
        kind=ChartKind.RANGES if any(figures[siren].low is not None for siren in known) else ChartKind.BARS,
        title=kind.label,
        sentence=Sentence("Connu pour {len} des {len2} membres.", len=len(known), len2=len(figures)),
        rows=tuple(ChartRow(label=Text(names[siren], names[siren]), figures=(figures[siren],)) for siren in order),
        series=(Series(code="value", label=kind.label),),
        source=_SOURCE,
    )
