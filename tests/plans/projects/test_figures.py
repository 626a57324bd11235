"""Figures of actions: each action once, unknown never nil, every count with the lists that it rests on."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import PUBLIC, UnknownFigureError, describe_evidence, find_figure
from autan.ground.texts.core.money import TaxBasis
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.core.addresses import ActionAddress
from autan.plans.projects.core.choices import ActionScope, ActionStatus
from autan.plans.projects.core.tallies import CountedAction, count_acting_members, count_actions, label_of, sum_budgets
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.dashboards import waiting_rows
from autan.territories.networks.models import Territory
from tests.plans.projects.conftest import MURETAIN, SICOVAL

PLAIN = CountedAction(
    slug="a", title="A", sirens=frozenset({"1", "2"}), status=ActionStatus.ONGOING, themes=(ActionTheme.WASTE,),
    ends_on=None, filled=80, budget_low_eur=100, budget_high_eur=100, basis=TaxBasis.BEFORE_TAX,
    scope=ActionScope.TERRITORY, is_invented=False,
)  # fmt: skip


def of(what: str, detail: str = "") -> ActionAddress:
    return ActionAddress(place="x", what=what, detail=detail)


def test_a_joint_action_counts_once_and_acts_for_each_member():
    assert count_actions(of("count"), ["1", "2"], [PLAIN], {}).value == 1
    members = count_acting_members(of("members", "waste"), ["1", "2", "3"], [PLAIN], {})
    assert (members.value, members.known, members.total, members.state) == (2, 2, 3, ValueState.LOWER_BOUND)
    assert [ref.key for ref in members.evidence] == ["1/members/waste", "2/members/waste"]


def test_what_nobody_said_is_no_nil():
    unknown = replace(PLAIN, status=None, themes=())
    figure = count_actions(of("status", "done"), ["1"], [PLAIN, unknown], {})
    assert (figure.value, figure.known, figure.total, figure.state) == (0, 1, 2, ValueState.LOWER_BOUND)
    assert count_actions(of("status", "done"), ["1"], [unknown], {}).state is ValueState.MISSING
    assert count_actions(of("theme", "waste"), ["1"], [unknown], {}).value is None
    assert count_actions(of("count"), ["1"], [], {}).state is ValueState.MISSING
    assert count_acting_members(of("members", "water"), ["1"], [PLAIN], {}).state is ValueState.MISSING
    assert count_actions(of("unknown"), ["1"], [PLAIN], {}).state is ValueState.MISSING


def test_nothing_is_nil_but_where_each_territory_says_that_it_has_no_other_action():
    whole = {siren: EvidenceRef(kind="completeness", key=f"{siren}/actions") for siren in ("1", "2")}
    nil = count_actions(of("count"), ["1", "2"], [], whole)
    assert (nil.value, nil.state, nil.evidence) == (0, ValueState.CONFIRMED_ZERO, tuple(whole.values()))
    assert count_actions(of("count"), ["1", "3"], [], whole).value is None
    water = count_acting_members(of("members", "water"), ["1", "2"], [PLAIN], whole)
    assert (water.value, water.known, water.total, water.state) == (0, 2, 2, ValueState.CONFIRMED_ZERO)
    waste = count_acting_members(of("members", "waste"), ["1", "2"], [PLAIN], whole)
    assert (waste.value, waste.known, waste.state) == (2, 2, ValueState.OBSERVED)
    unread = count_acting_members(of("members", "water"), ["1", "2"], [PLAIN, replace(PLAIN, themes=())], whole)
    assert unread.value is None


def test_budgets_of_one_basis_and_scope_are_added():
    taxed = replace(PLAIN, basis=TaxBasis.WITH_TAX)
    figure = sum_budgets(of("budget", "ht-territory"), ["1"], [PLAIN, taxed])
    assert figure is not None
    assert (figure.value, figure.known, figure.total, figure.state) == (100, 1, 2, ValueState.LOWER_BOUND)
    ranged = sum_budgets(of("budget", "ht-territory"), ["1"], [replace(PLAIN, budget_high_eur=150)])
    assert ranged is not None
    assert (ranged.low, ranged.high, ranged.state) == (100, 150, ValueState.OBSERVED)
    assert sum_budgets(of("budget", "ht-moon"), ["1"], [PLAIN]) is None
    missing = sum_budgets(of("budget", "ttc-estate"), ["1"], [replace(PLAIN, is_invented=True)])
    assert missing is not None
    assert (missing.state, missing.note is not None) == (ValueState.MISSING, True)


def test_late_and_hardly_filled_actions_are_counted():
    late = replace(PLAIN, ends_on=date(2025, 1, 1), filled=10, status=ActionStatus.LATE)
    past, silent = replace(late, status=ActionStatus.ONGOING), replace(PLAIN, status=None)
    figure = count_actions(of("overdue", "2026-01-01"), ["1"], [PLAIN, late, past, silent], {})
    assert (figure.value, figure.known, figure.state) == (1, 2, ValueState.LOWER_BOUND)
    assert count_actions(of("overdue", "2026-01-01"), ["1"], [past, silent], {}).value is None
    assert count_actions(of("to_fill"), ["1"], [PLAIN, late], {}).value == 1
    labels = [
        label_of(of(what, detail)).en
        for what, detail in (
            ("overdue", ""),
            ("to_fill", ""),
            ("theme", "waste"),
            ("members", "waste"),
            ("status", "done"),
        )
    ]
    assert len(set(labels)) == 5
    assert ActionAddress.parse(FigureAddress.parse("actions.x")) is None


def test_each_figure_has_its_trace(client: Client, sheet: ActionSheet, plan: Plan, other: Territory):
    joint = add_sheet(
        by=None,
        plan=plan,
        sheet_input=SheetInput(
            typed={"title": "Composter", "scope": "territory", "budget": "10 € HT", "status": "late"}
        ),
    )
    change_sheet(by=None, sheet=joint, sheet_input=SheetInput(typed={}, carriers=[*joint.carriers.all(), other]))
    for address, value in (
        ("actions.essai.count", 2), (f"actions.{MURETAIN}.count", 1), ("actions.essai.members.waste", 2),
        (f"actions.{SICOVAL}.budget.ht-territory", 10), ("actions.essai.status.ongoing", 1),
        ("actions.essai.overdue.2026-11-26", 1),
    ):  # fmt: skip
        address = address.replace(".budget.", ".budget.")
        figure = find_figure(address, reader=PUBLIC)
        assert figure.value == value, address
        cards = describe_evidence(figure.evidence, reader=PUBLIC)
        assert all(card and card.table and card.table.rows and card.whole_list for card in cards.values())
        assert client.get(reverse("evidence:trace", kwargs={"figure_id": address})).status_code == 200
    for wrong in (
        "actions.essai.moons",
        "actions.essai.status.moon",
        "actions.essai.overdue.soon",
        "actions.nowhere.count",
    ):
        with pytest.raises(UnknownFigureError):
            find_figure(wrong, reader=PUBLIC)


def test_dashboards_show_who_acts_and_what_waits(client: Client, sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"department": "Mobilités"}))
    page = client.get(reverse("projects:dashboard", kwargs={"network": "essai"})).content.decode()
    assert "chez quelques-uns seulement" not in page  # nobody said that the actions of the other member are all here
    assert "—" in page
    page = client.get(reverse("projects:member", kwargs={"siren": SICOVAL})).content.decode()
    assert "Développer le covoiturage" in page
    assert "Camille" not in page
    rows = waiting_rows([("A", "late"), ("A", "ongoing"), ("B", "done"), ("", "ongoing")])
    assert [(row["name"], row["late"], row["ongoing"]) for row in rows] == [("A", 1, 1), ("", 0, 1)]
