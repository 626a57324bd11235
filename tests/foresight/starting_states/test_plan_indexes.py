"""What plans aim at, as indexes: whole territory, one base year, whose plan it is, and who may read it."""

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.foresight.starting_states.queries.plan_indexes import plan_aims, plan_indexes
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory
from tests.cast import HERE, THERE, make_network
from tests.kept_rows import written_again

BOTH = (HERE, THERE)


@pytest.fixture(autouse=True)
@written_again
def network(db):
    return make_network()


def target(**changes):
    """A line that wants 40 % less of greenhouse gases in 2030 than in 2015."""
    values = {"quantity": "ghg", "part": "total", "kind": "change", "value": "-40", "unit": "pct"}
    return values | {"base_year": "2015", "horizon": "2030"} | changes


def aim(*lines, sirens=(HERE,), is_published=True):
    """A plan of some territories with these targets."""
    heading = PlanHeading(title="Plan", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    subjects = [Territory.objects.get(siren=siren) for siren in sirens]
    plan = start_plan(by=None, heading=heading, subjects=subjects)
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed=line) for line in lines])
    if is_published:
        take(PLAN, "publish_plan", Plan.objects.get(pk=plan.pk), by=None, at=timezone.now())
    return plan.slug


def indexes_of(siren=HERE, reader=PUBLIC):
    return [(item.quantity, item.index) for item in plan_indexes(BOTH, reader=reader)[siren]]


def test_targets_of_one_base_year_make_an_index_in_the_order_of_their_years():
    slug = aim(target(value="-75", horizon="2050"), target())
    assert indexes_of() == [("ghg", ((2015, 100.0), (2030, 60.0), (2050, 25.0)))]
    assert indexes_of(THERE) == []
    (item,) = plan_indexes(BOTH, reader=PUBLIC)[HERE]
    assert (item.plan, item.title) == (slug, "Plan")


def test_gases_come_before_energy_whatever_their_order_in_the_plan():
    aim(target(quantity="final_energy", value="-20"), target())
    assert indexes_of() == [("ghg", ((2015, 100.0), (2030, 60.0))), ("final_energy", ((2015, 100.0), (2030, 80.0)))]


@pytest.mark.parametrize(
    "lines",
    [
        [target(), target(base_year="2010", horizon="2050")],
        [target(part="residential")],
        [target(kind="level", value="120000", unit="tCO2e", base_year="")],
        [target(quantity="renewable_share", kind="share", value="32")],
        [target(base_year="")],
        [],
    ],
    ids=["two base years", "a sector", "a level", "a share", "no base year", "nothing"],
)
def test_what_cannot_be_counted_from_one_year_for_the_whole_makes_no_index(lines):
    aim(*lines)
    assert indexes_of() == []


def test_a_sector_beside_the_whole_does_not_spoil_it():
    aim(target(), target(part="residential", base_year="2010"))
    assert indexes_of() == [("ghg", ((2015, 100.0), (2030, 60.0)))]


def test_a_plan_of_several_is_an_index_of_each_and_its_targets_are_of_none_alone():
    aim(target(), sirens=BOTH)
    assert indexes_of(HERE) == indexes_of(THERE) != []
    (aims,) = plan_aims(BOTH, reader=PUBLIC)
    assert [item.siren for item in aims.targets] == [""]


def test_a_target_of_one_territory_bears_its_number():
    slug = aim(target(), sirens=(THERE,))
    (aims,) = plan_aims((THERE,), reader=PUBLIC)
    assert [(item.siren, item.plan, item.value) for item in aims.targets] == [(THERE, slug, -40)]
    assert plan_aims((HERE,), reader=PUBLIC) == ()


def test_a_draft_is_an_index_for_those_who_read_it_alone():
    aim(target(), is_published=False)
    assert indexes_of() == []
    assert indexes_of(reader=OPERATOR) != []


def test_an_act_on_plans_is_seen_at_once():
    assert indexes_of() == []
    aim(target())
    assert indexes_of() != []
