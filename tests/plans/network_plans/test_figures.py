"""Measures as figures: of a plan, of a member, of a network."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.arithmetic import NotSummableError
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Text
from autan.plans.network_plans.core.network_figures import (
    count_adopted,
    count_bound,
    count_evaluated,
    count_holders,
    count_met,
    count_plans,
    count_state,
    key_counts,
    network_sum,
    target_figure,
)
from autan.plans.obligations.core.competences import (
    AuthorityRecord,
    CompetenceLever,
    CompetenceReading,
    Duty,
    DutyReading,
    Holding,
    KnownPopulation,
    PerimeterMatch,
    read_competences,
)
from autan.plans.obligations.core.duty_status import DutyAct, DutyStatus
from autan.plans.obligations.importers.rules import obligation_rules, plan_competences
from autan.plans.plans.core.addresses import PlanAddress, PlanLineKey
from autan.plans.plans.core.figures import HeldPlan, member_figure, plan_figure
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.targets import TargetSum
from tests.plans.plans.making import A, B, C, held, line, members

FACT = EvidenceRef(kind="fact", key="W1")
WORDS = Text("compte", "count")


def test_an_address_is_written_as_it_is_read():
    text = "plans.dialogue-toulouse.current.state.links.scot.done"
    asked = PlanAddress.parse(FigureAddress.parse(text))
    assert (asked.place, asked.what, asked.details) == ("dialogue-toulouse", "state", ("links", "scot", "done"))
    assert str(asked) == text
    assert PlanAddress.parse(FigureAddress.parse("plans.243100518.pcet")) is None
    for key in ("sicoval-pcet", "sicoval-pcet/steps/adoption"):
        assert str(PlanLineKey.parse(key)) == key


def test_a_date_is_a_figure_with_its_period_and_its_proof():
    plan = held(line("steps", "adoption", [FACT], status="done", date="2018-09-25"))
    figure = plan_figure(plan, MeasureKind.ADOPTION)
    assert (figure.value, figure.unit.code, figure.state) == (2018, "year", ValueState.OBSERVED)
    assert figure.period.label == "2018-09-25"
    assert figure.evidence == (EvidenceRef(kind="plan-line", key="a-pcaet/steps/adoption"), FACT)
    assert figure.id == "plans.a-pcaet.plan.adoption"
    assert figure.has_evidence


@pytest.mark.parametrize(
    ("amounts", "state", "value", "ends"),
    [
        (["100 k€ HT"], ValueState.OBSERVED, 100_000, (None, None)),
        (["environ 100 k€ HT"], ValueState.ESTIMATED, 100_000, (None, None)),
        (["100 à 200 k€ HT"], ValueState.OBSERVED, None, (100_000, 200_000)),
        (["100 k€ HT", "beaucoup"], ValueState.LOWER_BOUND, 100_000, (None, None)),
        (["plus de 100 k€ HT"], ValueState.LOWER_BOUND, 100_000, (None, None)),
        (["beaucoup"], ValueState.MISSING, None, (None, None)),
        (["1 € HT", "2 € TTC"], ValueState.NOT_ESTABLISHED, None, (None, None)),
    ],
)
def test_money_says_how_well_it_is_known(amounts, state, value, ends):
    lines = [line("budget", str(rank), amount=text) for rank, text in enumerate(amounts, start=1)]
    plan = held(*lines, complete=("budget",))
    figure = plan_figure(plan, MeasureKind.BUDGET_TERRITORY)
    assert (figure.state, figure.value, (figure.low, figure.high)) == (state, value, ends)
    assert (figure.note is not None) == ("HT" in amounts[0])
    # a budget of which nobody said that there is nothing else is at least so much
    opened = plan_figure(held(*lines), MeasureKind.BUDGET_TERRITORY)
    at_least = value if ends[0] is None else ends[0]
    expected = state if at_least is None else ValueState.LOWER_BOUND
    assert (opened.state, opened.value, opened.high) == (expected, at_least, None)


def test_the_period_of_a_measure_is_that_of_the_plan_as_far_as_it_is_known():
    budget = line("budget", "1", amount="1 €")
    begun = line("steps", "adoption", status="done", date="2013-09")
    ended = line("steps", "implementation", status="done", date="2013", end="2017")
    backwards = line("steps", "implementation", status="done", date="2013", end="2011")
    periods = [
        plan_figure(held(budget, *steps), MeasureKind.BUDGET_TERRITORY).period.label
        for steps in ((), (begun,), (begun, ended), (backwards,))
    ]
    assert periods == ["", "", "2013-2017", ""]


def test_a_member_without_plan_is_not_known_and_an_invented_plan_says_so():
    plans = members({A: held(line("staff", "1", year="2024", fte="2"), is_invented=True), B: None})
    known, unknown = (member_figure(plans, siren, MeasureKind.STAFF) for siren in (A, B))
    assert (known.id, known.value) == (f"plans.{A}.current.staff", 2)
    assert "inventé" in known.note.fr
    assert (unknown.state, unknown.territories, unknown.known) == (ValueState.MISSING, (B,), 0)
    nothing = plan_figure(held(), MeasureKind.STAFF)
    assert (nothing.state, nothing.evidence) == (
        ValueState.MISSING,
        (EvidenceRef(kind="plan", key="a-pcaet"),),
    )


def money(amount: str, **changes):
    return held(line("budget", "1", amount=amount), complete=("budget",), **changes)


def test_a_sum_over_members_keeps_ranges_and_tells_who_is_missing():
    plans = members({A: money("100 k€ HT"), B: money("100 à 200 k€ HT", slug="b", sirens=(B,))})
    total = network_sum(plans, MeasureKind.BUDGET_TERRITORY)
    assert (total.low, total.high, total.known, total.total) == (200_000, 300_000, 2, 2)
    assert total.state is ValueState.OBSERVED
    partial = network_sum(members({**plans.plans, C: None}), MeasureKind.BUDGET_TERRITORY)
    assert (partial.value, partial.state, partial.known, partial.total) == (200_000, ValueState.LOWER_BOUND, 2, 3)
    none = network_sum(members({C: None}), MeasureKind.BUDGET_TERRITORY)
    assert (none.value, none.state) == (None, ValueState.MISSING)
    made_up = network_sum(members({A: money("1 €", is_invented=True)}), MeasureKind.BUDGET_TERRITORY)
    assert "inventé" in made_up.note.fr
    same = network_sum(members({A: money("1 €"), B: money("2 €", slug="b")}), MeasureKind.BUDGET_TERRITORY)
    assert (same.value, same.low, same.high, same.state, same.note) == (3, None, None, ValueState.OBSERVED, None)
    assert (same.id, len(same.inputs)) == ("plans.entente.current.budget_territory", 2)
    half = network_sum(members({A: held(line("budget", "1", amount="100 à 200 k€"))}), MeasureKind.BUDGET_TERRITORY)
    assert (half.value, half.low, half.high, half.state) == (100_000, None, None, ValueState.LOWER_BOUND)
    nil = network_sum(members({A: money("0 €")}), MeasureKind.BUDGET_TERRITORY)
    assert (nil.value, nil.known) == (0, 1)
    bounded = network_sum(members({A: money("plus de 1 € HT")}), MeasureKind.BUDGET_TERRITORY)
    assert (bounded.value, bounded.state) == (1, ValueState.LOWER_BOUND)


def test_two_tax_bases_or_a_share_are_not_summed():
    plans = members({A: money("100 k€ HT"), B: money("100 k€ TTC", slug="b", sirens=(B,))})
    total = network_sum(plans, MeasureKind.BUDGET_TERRITORY)
    assert (total.value, total.state) == (None, ValueState.MISSING)
    assert "HT et TTC" in total.note.fr
    with pytest.raises(NotSummableError):
        network_sum(plans, MeasureKind.OWN_SHARE)


def test_members_are_counted_among_those_that_are_known():
    adopted = held(line("steps", "adoption", status="done", date="2019"), line("links", "scot", rating="done"))
    begun = held(line("steps", "diagnosis", status="ongoing"), line("links", "scot", rating="absent"), slug="b")
    plans = members({A: adopted, B: begun, C: None}, which="pcaet")
    assert (count_plans(plans, WORDS).value, count_plans(plans, WORDS).known) == (2, 2)
    found = count_adopted(plans)
    assert (found.value, found.known, found.total, found.state) == (1, 1, 3, ValueState.LOWER_BOUND)
    planned = held(line("steps", "adoption", status="planned"), slug="d")
    assert count_adopted(members({A: adopted, B: planned})).known == 2
    without = replace(plans, without=frozenset({C}))
    assert (count_plans(without, WORDS).value, count_plans(without, WORDS).known) == (2, 3)
    assert EvidenceRef(kind="plan-line", key="a-pcaet/steps/adoption") in found.evidence
    linked = count_state(plans, "links", "scot", "done", WORDS)
    assert (linked.id, linked.value) == ("plans.entente.pcaet.state.links.scot.done", 1)
    assert count_state(plans, "links", "pdu", "done", WORDS).state is ValueState.MISSING
    assert found.note is None
    # an invented plan marks a count that it enters
    made_up = held(line("steps", "adoption", status="done"), slug="d", is_invented=True)
    counts = [
        count(members({A: adopted, B: other}))
        for count in (count_adopted, lambda plans: count_plans(plans, WORDS))
        for other in (made_up, held(slug="e", is_invented=True), held(slug="f"))
    ]
    assert ["inventé" in figure.note.fr if figure.note else False for figure in counts] == [
        *(True, False, False),
        *(True, True, False),
    ]
    assert (found.id, found.part.fr, found.unit.code) == (
        "plans.entente.pcaet.adopted",
        "collectivités",
        "territories",
    )
    both = replace(plans, without=frozenset({A, C}))  # one of which a plan came since is not counted twice
    assert (count_plans(both, WORDS).value, count_plans(both, WORDS).known) == (2, 3)
    everybody = count_adopted(members({A: adopted}))
    assert (everybody.value, everybody.state) == (1, ValueState.OBSERVED)


def test_a_code_of_a_list_is_counted_where_the_list_says_something():
    labelled = held(line("labels", "1", label="tepcv"))
    other = held(line("labels", "1", label="tepos"), slug="b")
    silent = held(slug="c", is_invented=True)
    state = count_state(members({A: labelled, B: other, C: silent}), "labels", "tepcv", "stated", WORDS)
    assert (state.value, state.known, state.total) == (1, 1, 3)
    whole = HeldPlan(heading=other.heading, digest=replace(other.digest, complete=("labels",)))
    state = count_state(members({A: labelled, B: whole, C: silent}), "labels", "tepcv", "stated", WORDS)
    assert (state.value, state.known) == (1, 2)


def test_devices_in_place_and_planned_are_counted_apart():
    in_place = held(line("evaluation", "report", status="in_place"), line("evaluation", "committee", status="planned"))
    planned = held(line("evaluation", "report", status="planned"), slug="b")
    absent = held(line("evaluation", "report", status="none"), slug="c", complete=("evaluation",))
    plans = members({A: in_place, B: planned, C: absent})
    counts = [count_evaluated(plans, is_in_place=flag) for flag in (True, False)]
    assert [(figure.value, figure.known) for figure in counts] == [(1, 2), (0, 2)]
    whole = held(line("evaluation", "report", status="planned"), slug="b", complete=("evaluation",))
    counts = [count_evaluated(members({A: in_place, B: whole, C: absent}), is_in_place=flag) for flag in (True, False)]
    assert [(figure.value, figure.known) for figure in counts] == [(1, 3), (1, 3)]
    assert [figure.id.rpartition(".")[2] for figure in counts] == ["in_place", "planned"]


def reading(siren: str, duty: Duty) -> DutyReading:
    known = KnownPopulation(inhabitants=60_000, year=2012, perimeter=PerimeterMatch.SAME, evidence=(FACT,))
    record = AuthorityRecord(siren=siren, populations=(known,))
    return DutyReading(siren=siren, rule=obligation_rules()[0], duty=duty, population=record.populations[0])


def test_only_sure_duties_are_counted():
    address = PlanAddress(place="entente", which="current", what="duty", details=("pcet_2012", "2012-12-31"))
    readings = [reading(A, Duty.BOUND), reading(B, Duty.LIKELY_BOUND), reading(C, Duty.NOT_BOUND)]
    bound = count_bound("entente", readings, address)
    assert (bound.value, bound.known, bound.total, bound.evidence) == (
        1, 2, 3, (EvidenceRef(kind="obligation-rule", key="pcet_2012"), FACT)
    )  # fmt: skip
    assert bound.state is ValueState.LOWER_BOUND
    assert count_bound("entente", readings[:1], address).state is ValueState.OBSERVED
    assert count_bound("entente", readings[1:2], address).state is ValueState.MISSING


def test_acts_that_are_known_are_counted_and_silence_says_nothing():
    address = PlanAddress(place="entente", which="current", what="met", details=("pcet_2012", "2012-12-31"))
    done = DutyAct(rule="pcet_2012", label=WORDS, when=None, evidence=(FACT,))
    acts = {A: done, B: replace(done, is_done=False, evidence=()), C: None}
    statuses = [DutyStatus(reading=reading(siren, Duty.BOUND), act=act) for siren, act in acts.items()]
    met = count_met(statuses, address)
    assert (met.value, met.known, met.total, met.state) == (1, 1, 3, ValueState.LOWER_BOUND)
    assert met.evidence == (EvidenceRef(kind="obligation-rule", key="pcet_2012"), FACT)
    assert (met.territories, met.id) == ((A, B, C), "plans.entente.current.met.pcet_2012.2012-12-31")
    assert count_met(statuses[1:], address).state is ValueState.MISSING


def test_a_network_of_nobody_counts_nothing():
    assert key_counts(members({})) == ()
    counts = key_counts(members({A: held()}))
    assert [(figure.label.fr, figure.value) for figure in counts] == [
        ("Membres dont un plan est connu", 1),
        ("Plans adoptés", None),
        ("Dispositif d’évaluation en place", None),
        ("Dispositif d’évaluation seulement prévu", None),
    ]


def test_a_sum_of_targets_tells_how_many_members_have_that_year():
    plans = members({A: held(line("targets", "1", [FACT])), B: None})
    address = PlanAddress(
        place="entente", which="current", what="target", details=("final_energy", "total", "territory", "2030")
    )
    total = TargetSum(value=100.0, unit=get_unit("GWh"), members=(A,), absent=(B,))
    figure = target_figure(plans, total, address, {A: "targets/1"})
    assert (figure.value, figure.known, figure.total, figure.state) == (100, 1, 2, ValueState.LOWER_BOUND)
    assert (figure.period.label, figure.evidence[-1]) == ("2030", FACT)
    whole = TargetSum(value=100.0, unit=get_unit("GWh"), members=(A,), absent=())
    assert target_figure(members({A: plans.plans[A]}), whole, address, {A: "targets/1"}).state is ValueState.MODELLED
    none = TargetSum(value=None, unit=get_unit("count"), members=(), absent=(A, B))
    assert target_figure(plans, none, address, {}).state is ValueState.MISSING


def test_a_competence_absent_from_the_base_is_not_declared_never_absent():
    scot = next(known for known in plan_competences() if known.code == "scot")
    base = EvidenceRef(kind="competence-base", key=A)
    stated = CompetenceReading(competence=scot, holding=Holding.NOT_HELD, is_by_hand=True)
    declared = read_competences([scot], ["4505"], {}, base)
    silent = read_competences([scot], [], {}, base)
    by_hand = read_competences([scot], None, {"scot": stated}, base)
    assert [each[0].holding for each in (declared, silent, by_hand)] == [
        Holding.HELD,
        Holding.NOT_DECLARED,
        Holding.NOT_HELD,
    ]
    assert (declared[0].evidence, silent[0].evidence) == ((base,), ())
    figure = count_holders("entente", "current", scot, {A: declared[0], B: silent[0], C: by_hand[0]})
    assert (figure.value, figure.known, figure.total) == (1, 2, 3)
    assert figure.state is ValueState.LOWER_BOUND
    assert count_holders("entente", "current", scot, {A: declared[0]}).state is ValueState.OBSERVED
    assert count_holders("entente", "current", scot, {B: silent[0]}).value is None
    assert all(word.label.fr for word in (*Holding, *CompetenceLever))
