"""The register: columns, order, filters; the unknown stays, and comes last."""

import pytest

from autan.plans.network_plans.core.register import (
    COLUMNS,
    USUAL,
    RegisterColumn,
    RegisterFilter,
    register_order,
    register_rows,
)
from autan.plans.obligations.core.competences import Duty
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import StepKind
from tests.plans.plans.making import A, B, C, held, line, members

NAMES = {A: "Ysaure", B: "Malaure", C: "Orsanne"}
ADOPTED = held(
    line("steps", "adoption", status="done", date="2019"),
    line("budget", "1", amount="100 à 200 k€"),
    carrier="Pays d’Ysaure",
)
EARLIER = held(
    line("steps", "diagnosis", status="ongoing", date="2011"), slug="b", kind=PlanKind.PCET, scope=None, sirens=(B,)
)
PLANS = members({A: ADOPTED, B: EARLIER, C: None})


def rows(**fields):
    register_filter, duties = RegisterFilter(**fields), {A: Duty.BOUND, C: Duty.NOT_KNOWN}
    return register_rows(
        PLANS, NAMES, register_filter.columns, duties, register_order(PLANS, NAMES, register_filter, duties)
    )


def test_every_member_has_a_row_known_or_not():
    found = rows()
    assert [row.name for row in found] == ["Ysaure", "Malaure", "Orsanne"]
    assert [len(row.cells) for row in found] == [len(USUAL)] * 3
    plan, stage, start, adoption, duty, evaluation, filled = found[0].cells
    assert (plan.words.fr, stage.stage.kind, start.figure.value) == ("PCAET", StepKind.ADOPTION, 2019)
    assert (duty.words.fr, evaluation.is_known, filled.words.en[-1]) == ("obligée", False, "%")
    assert adoption.is_known
    assert [cell.is_known for cell in found[2].cells] == [False, False, False, False, True, False, False]
    assert found[2].cells[0].words.fr == "non renseigné"


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (MeasureKind.START, ["Malaure", "Ysaure", "Orsanne"]),
        (MeasureKind.BUDGET_TERRITORY, ["Ysaure", "Malaure", "Orsanne"]),
        (RegisterColumn.PLAN, ["Ysaure", "Malaure", "Orsanne"]),
        (RegisterColumn.DUTY, ["Ysaure", "Orsanne", "Malaure"]),
        (RegisterColumn.CARRIER, ["Ysaure", "Malaure", "Orsanne"]),
        (RegisterColumn.SCOPE, ["Ysaure", "Malaure", "Orsanne"]),
        (RegisterColumn.COMPLETENESS, ["Malaure", "Ysaure", "Orsanne"]),
        (RegisterColumn.STAGE, ["Malaure", "Ysaure", "Orsanne"]),
        ("colour", ["Ysaure", "Malaure", "Orsanne"]),
    ],
)
def test_rows_are_sorted_with_the_unknown_last(sort, names):
    assert [row.name for row in rows(order=sort)] == names


def test_a_plan_of_which_no_step_is_known_comes_after_the_others():
    plans = members({A: held(slug="a"), B: EARLIER, C: ADOPTED})
    for is_descending, first in ((False, [B, C]), (True, [C, B])):
        register_filter = RegisterFilter(order=f"{'-' if is_descending else ''}{RegisterColumn.STAGE}")
        assert register_order(plans, NAMES, register_filter, {}) == (*first, A)


def test_a_descending_order_leaves_the_unknown_last():
    assert [row.name for row in rows(order=f"-{MeasureKind.START}")] == ["Ysaure", "Malaure", "Orsanne"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"kind": PlanKind.PCET}, ["Malaure"]),
        ({"stage": StepKind.ADOPTION}, ["Ysaure"]),
        ({"text": "orsanne"}, ["Orsanne"]),
        ({"text": "a-pcaet"}, ["Ysaure"]),
        ({"text": "nulle part"}, []),
    ],
)
def test_rows_are_filtered(asked, names):
    assert [row.name for row in rows(**asked)] == names


def test_the_columns_are_those_asked_for_in_their_order():
    (first, second, _) = rows(
        columns=(RegisterColumn.SCOPE, RegisterColumn.CARRIER, "colour", MeasureKind.BUDGET_TERRITORY)
    )
    assert [cell.words.fr for cell in first.cells[:2]] == ["territoire", "Pays d’Ysaure"]
    assert first.cells[2].figure.value == 100_000
    assert [cell.is_known for cell in second.cells] == [False, False, False]
    assert set(USUAL) <= set(COLUMNS)


def test_what_an_address_asks_of_the_register_is_read_within_its_bounds():
    read = RegisterFilter.read({"texte": f" {'y' * 101}", "sorte": "pcet", "etape": "adoption", "tri": "-duty"})
    assert (read.text, read.kind, read.stage) == ("y" * 100, PlanKind.PCET, StepKind.ADOPTION)
    assert (read.sort, read.is_descending) == ("duty", True)
    other = RegisterFilter.read({"sorte": "lune", "etape": "lune", "tri": "lune"})
    assert (other, other.sort, other.is_descending) == (RegisterFilter(), "", False)
    assert (RegisterFilter.read({"tri": "plan"}).sort, RegisterFilter.read({"tri": "plan"}).is_descending) == (
        "plan",
        False,
    )
    assert set(COLUMNS) == {*RegisterColumn, *MeasureKind}
