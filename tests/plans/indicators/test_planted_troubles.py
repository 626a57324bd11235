"""An invented plan with one planted trouble of every kind: the check finds each of them, and nothing else."""

from collections.abc import Sequence
from datetime import date

from autan.evidence.figures.core.states import ValueState
from autan.plans.indicators.actions.indicators import (
    IndicatorInput,
    OwnDefinitionInput,
    follow_own_indicator,
    set_targets,
)
from autan.plans.indicators.actions.values import GivenYearValue, record_values
from autan.plans.indicators.core.findings import HEALTH_RULES, MOST_BY_ACTION, MOST_KEY, Trouble
from autan.plans.indicators.core.values import TargetPoint, YearValue
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import health_of
from autan.plans.indicators.queries.networks import trouble_figures
from autan.plans.plans.models import Plan
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import Cast
from tests.plans.indicators.conftest import SINCE
from tests.plans.indicators.making import made_own, series

TODAY = date(2026, 11, 26)
SOUND = series(10.0, 11.0, 12.5, 13.0, 15.0, 16.5, 18.0, start=2019)
"""An indicator that moves, up to the year before the check."""


def plant(
    place: Territory, label: str, values: Sequence[YearValue] = SOUND, *, has_target: bool = True, **given: object
) -> Indicator:
    """Follow an indicator of which all is in order but for what is given."""
    fields = {"owner_name": "Service", "action": f"Action {label}", "is_key": False} | given
    made = follow_own_indicator(
        by=None,
        territory=place,
        own=OwnDefinitionInput(**made_own(label, "km"), low=0.0),
        since=SINCE,
        indicator_input=IndicatorInput(**fields),
    )
    if has_target:
        set_targets(by=None, indicator=made, targets=[TargetPoint(series="plan", year=2030, value=25.0)])
    return give_all(made, values)


def give_all(indicator: Indicator, values: Sequence[YearValue]) -> Indicator:
    year_values = [GivenYearValue(indicator=indicator, value=value) for value in values]
    record_values(by=None, territory=indicator.territory, year_values=year_values)
    return indicator


def plant_alone(place: Territory, people: Cast) -> dict[str, str]:
    """Plant the troubles of one indicator; each rule with the indicator that it must find."""
    revised = plant(place, "revue")
    give_all(revised, series(13.0, start=2020))
    planted = {
        "no_target": plant(place, "sans cible", is_key=True, has_target=False),
        "no_link": plant(place, "sans lien", action=""),
        "never_updated": plant(place, "jamais", ()),
        "insensitive": plant(place, "immobile", series(9.0, 12.0, 12.0, 12.0, 12.0, start=2021)),
        "unmoved": plant(place, "insensible", series(1, 2, 3, 4, 5, 6, 7, 8, start=2018), action_began=2021),
        "method_changed": plant(
            place, "méthode", [*series(1, 2, start=2022, method="a"), *series(4, 7, start=2024, method="b")]
        ),
        "source_mixed": plant(place, "sources", [*series(1, 2, start=2022), *series(4, 7, start=2024, source="autre")]),
        "revised": revised,
        "lower_bounds": plant(place, "plancher", series(4, 5, start=2024, state=ValueState.LOWER_BOUND)),
        "out_of_bounds": plant(place, "bornes", series(4, -5, start=2024)),
        "no_owner": plant(place, "personne", owner_name=""),
        "owner_gone": plant(place, "partie", owner=people.officer),
        "jump": plant(place, "saut", series(5.1, 5200, 5300, start=2023)),
        "stray_zero": plant(place, "zéro", series(510, 0, 505, start=2023)),
        "gap": plant(place, "trou", [*series(5, 6, start=2018), *series(7, start=2025)]),
        "ahead": plant(place, "à venir", series(5, 6, 7, start=2025)),
        "stale": plant(place, "ancienne", series(1, 2, 4, start=2018)),
    }
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.officer))
    return {code: indicator.slug for code, indicator in planted.items()}


def test_each_planted_trouble_is_found_and_nothing_else(
    network: Network, people: Cast, here: Territory, there: Territory
):
    plan = Plan.objects.create(slug="plan-essai", title="PCAET d’essai", kind="pcaet")
    plan.subjects.add(here)
    planted = plant_alone(here, people)
    for rank in range(MOST_KEY + 1):
        plant(here, f"clé {rank}", is_key=True, plan=plan)
    for rank in range(MOST_BY_ACTION + 1):
        plant(here, f"même action {rank}", action="Plan vélo")
    plant(there, "tout va bien", is_key=True)
    expected = {(code, slug) for code, slug in planted.items()}
    expected |= {("too_many_key", plan.slug), ("too_many_for_action", here.siren)}

    findings = health_of([here, there], today=TODAY)

    assert {(finding.code, finding.subject) for finding in findings} == expected
    assert len(findings) == len(expected) == len(HEALTH_RULES)
    figures, _all = trouble_figures(network, today=TODAY)
    assert [(figure.value, figure.total) for figure in figures] == [(1, 2)] * len(Trouble)
