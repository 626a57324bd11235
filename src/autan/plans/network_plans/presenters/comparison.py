"""Plans of a network side by side: themes, links, adaptation, evaluation, money, staff, participation, competences."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.language import words
from autan.plans.network_plans.core.network_figures import count_holders, count_state, network_sum
from autan.plans.network_plans.presenters.charts import measure_chart
from autan.plans.network_plans.queries.figures import per_inhabitant, state_label
from autan.plans.obligations.core.competences import CompetenceReading
from autan.plans.obligations.importers.rules import plan_competences
from autan.plans.plans.core.addresses import CURRENT
from autan.plans.plans.core.figures import MemberPlans
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.sections import PlanSection
from autan.plans.plans.importers.definitions import find_section

_COMPARED = (
    MeasureKind.BUDGET_TERRITORY,
    MeasureKind.BUDGET_ESTATE,
    MeasureKind.OWN_SHARE,
    MeasureKind.STAFF,
    MeasureKind.MEETINGS,
    MeasureKind.PARTICIPANTS,
)
_SUMMED = (
    MeasureKind.BUDGET_TERRITORY,
    MeasureKind.BUDGET_ESTATE,
    MeasureKind.GRANTED,
    MeasureKind.STUDIES,
    MeasureKind.STAFF,
    MeasureKind.MEETINGS,
    MeasureKind.PARTICIPANTS,
)


def sums(plans: MemberPlans) -> list[Figure]:
    """Return the sums over the members of what is known of one at least, then the budget per inhabitant."""
    figures = [figure for kind in _SUMMED if (figure := network_sum(plans, kind)).known]
    per_head = [per_inhabitant(plans, kind) for kind in (MeasureKind.BUDGET_TERRITORY, MeasureKind.GRANTED)]
    return [*figures, *(figure for figure in per_head if figure.is_known)]


def comparison_charts(plans: MemberPlans, names: Mapping[str, str]) -> list[Chart]:
    """Return a chart of each measure of which something is known."""
    return [chart for kind in _COMPARED if (chart := measure_chart(plans, names, kind)) is not None]


def matrices(plans: MemberPlans, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return themes, adaptation, links and evaluation across the members, those of which something is stated."""
    definitions = (("themes", "treated"), ("adaptation", "yes"), ("links", "done"), ("evaluation", "in_place"))
    return [
        _matrix(plans, names, find_section(code), value)
        for code, value in definitions
        if any(plan and code in plan.digest.sections for plan in plans.plans.values())
    ]


def _matrix(plans: MemberPlans, names: Mapping[str, str], section: PlanSection, value: str) -> dict[str, Any]:
    field = next(field for field in section.fields if field.is_required)
    (key,) = section.keys
    rows = []
    for code, label in section.field(key).choices.items():
        states = []
        for siren, plan in plans.plans.items():
            state = plan.digest.states.get(f"{section.code}.{code}", "") if plan else ""
            states.append((names[siren], state, words(field.choices[state]) if state else ""))
        if any(state for _, state, _ in states):
            count = count_state(plans, section.code, code, value, state_label(section.code, code, value))
            rows.append({"label": words(label), "count": count, "states": tuple(states)})
    return {"title": words(section.label), "members": tuple(names.values()), "rows": tuple(rows)}


def competence_rows(
    network: str, readings: Mapping[str, Sequence[CompetenceReading]], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Give each competence across the members, those that act directly first."""
    rows = []
    for competence in plan_competences():
        by_siren = {
            siren: next(reading for reading in member_readings if reading.competence.code == competence.code)
            for siren, member_readings in readings.items()
        }
        cells = tuple((names[siren], words(reading.holding.label), reading) for siren, reading in by_siren.items())
        count = count_holders(network, CURRENT, competence, by_siren)
        rows.append(
            {
                "label": words(competence.label),
                "lever": words(competence.lever.label),
                "count": count,
                "readings": cells,
            }
        )
    return rows
