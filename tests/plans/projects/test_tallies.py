"""Counts, members that act and budgets: each figure at its edges, from actions made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.money import TaxBasis
from autan.plans.projects.core.addresses import ActionAddress
from autan.plans.projects.core.choices import ActionScope, ActionStatus
from autan.plans.projects.core.tallies import (
    FILLED_FROM,
    CountedAction,
    condition_of,
    count_acting_members,
    count_actions,
    label_of,
    sum_budgets,
)
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.presenters.dashboards import figure_rows, theme_rows, waiting_rows

BASE = CountedAction(
    slug="a", title="A", sirens=frozenset({"1"}), status=ActionStatus.ONGOING, themes=(ActionTheme.WASTE,),
    ends_on=None, filled=80, budget_low_eur=100, budget_high_eur=100, basis=TaxBasis.BEFORE_TAX,
    scope=ActionScope.TERRITORY, is_invented=False,
)  # fmt: skip
FLOOR, MISSING, OBSERVED = ValueState.LOWER_BOUND, ValueState.MISSING, ValueState.OBSERVED


def action(*sirens: str, **changes: object) -> CountedAction:
    return replace(BASE, **({"sirens": frozenset(sirens or {"1"})} | changes))


def of(what: str, detail: str = "") -> ActionAddress:
    return ActionAddress(place="x", what=what, detail=detail)


def whole(*sirens: str) -> dict[str, EvidenceRef]:
    return {siren: EvidenceRef(kind="completeness", key=f"{siren}/actions") for siren in sirens}


TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("what", "detail", "changes", "answer"),
    [
        ("count", "", {}, True),
        ("status", "ongoing", {}, True),
        ("status", "done", {}, False),
        ("status", "done", {"status": None}, None),
        ("theme", "waste", {}, True),
        ("theme", "water", {}, False),
        ("theme", "water", {"themes": ()}, None),
        ("members", "waste", {}, True),
        ("to_fill", "", {"filled": FILLED_FROM - 1}, True),
        ("to_fill", "", {"filled": FILLED_FROM}, False),
        ("overdue", "2026-11-26", {"status": ActionStatus.LATE}, True),
        ("overdue", "2026-11-26", {"status": ActionStatus.LATE, "ends_on": date(2020, 1, 1)}, True),
        ("overdue", "2026-11-26", {"status": None}, None),
        ("overdue", "2026-11-26", {}, False),
        ("overdue", "2026-11-26", {"ends_on": date(2026, 11, 25)}, None),
        ("overdue", "2026-11-26", {"ends_on": TODAY}, False),
        ("overdue", "2026-11-26", {"status": ActionStatus.DONE, "ends_on": date(2020, 1, 1)}, False),
    ],
)
def test_an_address_says_which_actions_count(
    what: str, detail: str, changes: dict[str, object], *, answer: bool | None
):
    condition = condition_of(of(what, detail))
    assert condition is not None
    assert condition(action(**changes)) is answer


@pytest.mark.parametrize(
    ("what", "detail"),
    [
        ("count", "x"),
        ("status", "moon"),
        ("status", ""),
        ("theme", "moon"),
        ("to_fill", "x"),
        ("moon", ""),
        ("budget", ""),
    ],
)
def test_an_address_of_nothing_counts_nothing(what: str, detail: str):
    assert condition_of(of(what, detail)) is None


def test_a_day_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="soon"):
        condition_of(of("overdue", "soon"))


@pytest.mark.parametrize(
    ("what", "detail", "fr", "en"),
    [
        ("count", "", "Actions renseignées ici", None),
        ("status", "done", "Actions : réalisé", "Actions: done"),
        ("theme", "waste", "Actions sur le thème : déchets", "Actions about: waste"),
        ("members", "waste", "Membres qui agissent : déchets", "Members that act on: waste"),
        ("to_fill", "", "Fiches renseignées à moins de la moitié", None),
        ("overdue", "2026-01-01", "Actions en retard", None),
    ],
)
def test_a_figure_is_named_in_both_languages(what: str, detail: str, fr: str, en: str | None):
    label = label_of(of(what, detail))
    assert label.fr.replace("\u00a0", " ") == fr
    assert label.en != label.fr
    assert en is None or label.en == en


@pytest.mark.parametrize(
    ("statuses", "value", "known", "state"),
    [
        (("done", "done"), 2, 2, OBSERVED),
        (("done", "ongoing"), 1, 2, OBSERVED),
        (("ongoing", "ongoing"), 0, 2, OBSERVED),
        (("done", None), 1, 1, FLOOR),
        (("ongoing", None), 0, 1, FLOOR),
        ((None, None), None, 0, MISSING),
        ((), None, 0, MISSING),
    ],
)
def test_what_is_unknown_of_some_makes_a_floor_and_of_all_nothing(
    statuses: Sequence[str | None], value: int | None, known: int, state: ValueState
):
    actions = [action(status=ActionStatus(status) if status else None) for status in statuses]
    figure = count_actions(of("status", "done"), ["1"], actions, {})
    assert (figure.value, figure.known, figure.total, figure.state) == (value, known, max(len(statuses), 1), state)


def test_a_count_leads_to_the_lists_of_the_territories_where_it_counts():
    actions = [action("1", "2", status=ActionStatus.DONE), action("3")]
    done = count_actions(of("status", "done"), ["1", "2", "3", "4"], actions, {})
    assert [ref.key for ref in done.evidence] == ["1/status/done", "2/status/done"]
    assert done.territories == ("1", "2", "3", "4")
    none = count_actions(of("status", "paused"), ["1", "2", "3", "4"], actions, {})
    assert (none.value, [ref.key for ref in none.evidence]) == (0, [f"{siren}/status/paused" for siren in "123"])


def test_a_count_with_an_invented_action_says_so():
    assert count_actions(of("count"), ["1"], [action()], {}).note is None
    note = count_actions(of("count"), ["1"], [action(), action(is_invented=True)], {}).note
    assert note is not None
    assert note.fr == "Actions inventées, pour essayer."


def test_no_action_is_nil_where_every_territory_states_that_it_has_no_other():
    nil = count_actions(of("count"), ["1", "2"], [], whole("1", "2", "3"))
    assert (nil.value, nil.known, nil.total, nil.state) == (0, 1, 1, ValueState.CONFIRMED_ZERO)
    assert [ref.key for ref in nil.evidence] == ["1/actions", "2/actions"]
    assert count_actions(of("count"), ["1", "2"], [], whole("1")).value is None
    assert count_actions(of("count"), ["1"], [action()], whole("1")).value == 1


@pytest.mark.parametrize(
    ("actions", "stated", "value", "known", "state"),
    [
        ([action("1")], (), 1, 1, FLOOR),
        ([action("1"), action("1")], (), 1, 1, FLOOR),
        ([action("1", "2")], (), 2, 2, FLOOR),
        ([action("1"), action("2", themes=(ActionTheme.WATER,))], (), 1, 2, FLOOR),
        ([action("1", themes=(ActionTheme.WATER,))], (), None, 1, MISSING),
        ([], (), None, 0, MISSING),
        ([action("1")], ("1", "2", "3"), 1, 3, OBSERVED),
        ([action("1")], ("1", "2"), 1, 1, FLOOR),
        ([action("1"), action("2", themes=())], ("1", "2", "3"), 1, 2, FLOOR),
        ([action("1", themes=(ActionTheme.WATER,))], ("1", "2", "3"), 0, 3, ValueState.CONFIRMED_ZERO),
        ([], ("1", "2", "3"), 0, 3, ValueState.CONFIRMED_ZERO),
        ([action("9")], (), None, 0, MISSING),  # it is carried by none of these
    ],
)
def test_members_that_act_are_counted_as_far_as_is_known(
    actions: list[CountedAction], stated: Sequence[str], value: int | None, known: int, state: ValueState
):
    figure = count_acting_members(of("members", "waste"), ["1", "2", "3"], actions, whole(*stated))
    assert (figure.value, figure.known, figure.total, figure.state) == (value, known, 3, state)
    assert figure.unit.code == "territories"


@pytest.mark.parametrize(
    ("budgets", "expected", "state"),
    [
        ([(100, 100)], (100, None, None), OBSERVED),
        ([(100, 100), (50, 50)], (150, None, None), OBSERVED),
        ([(100, 150)], (None, 100, 150), OBSERVED),
        ([(100, 150), (10, 10)], (None, 110, 160), OBSERVED),
        ([(100, None)], (100, None, None), FLOOR),  # « plus de 100 € »
        ([(100, None), (10, 20)], (110, None, None), FLOOR),
        ([(100, 100), (None, None)], (100, None, None), FLOOR),
        ([(None, None)], (None, None, None), MISSING),
        ([], (None, None, None), MISSING),
        ([(0, 0)], (0, None, None), OBSERVED),
    ],
)
def test_budgets_are_a_sum_a_range_or_a_floor(
    budgets: list[tuple[float | None, float | None]], expected: tuple[float | None, ...], state: ValueState
):
    actions = [action(budget_low_eur=low, budget_high_eur=high) for low, high in budgets]
    figure = sum_budgets(of("budget", "ht-territory"), ["1"], actions)
    assert figure is not None
    assert ((figure.value, figure.low, figure.high), figure.state) == (expected, state)
    known = sum(low is not None for low, _high in budgets)
    assert (figure.known, figure.total) == (known, max(len(budgets), 1))


def test_another_basis_leaves_a_floor_and_another_scope_is_another_sum():
    actions = [action(), action(basis=TaxBasis.WITH_TAX), action(scope=ActionScope.ESTATE), action(scope=None)]
    before = sum_budgets(of("budget", "ht-territory"), ["1"], actions)
    estate = sum_budgets(of("budget", "ht-estate"), ["1"], actions)
    assert before is not None
    assert (before.value, before.known, before.total, before.state) == (100, 1, 2, FLOOR)
    assert estate is not None
    assert (estate.value, estate.known, estate.total, estate.state) == (100, 1, 1, OBSERVED)
    assert estate.boundary == "actions_budget_ht-estate"
    assert before.label != estate.label


@pytest.mark.parametrize("detail", ["", "ht", "-territory", "moon-territory", "ht-moon"])
def test_a_budget_has_a_basis_and_a_scope(detail: str):
    assert sum_budgets(of("budget", detail), ["1"], [action()]) is None


def test_an_address_and_the_key_of_a_list_are_read_back():
    address = ActionAddress.parse(FigureAddress.parse("actions.essai.theme.mobility"))
    assert address == ActionAddress(place="essai", what="theme", detail="mobility")
    assert str(ActionAddress(place="essai", what="count")) == "actions.essai.count"
    assert ActionAddress.of_list("1/theme/mobility") == ActionAddress(place="1", what="theme", detail="mobility")
    assert ActionAddress.of_list("1/count/") == ActionAddress(place="1", what="count", detail="")
    assert ActionAddress.of_list("1") == ActionAddress(place="1", what="", detail="")


def test_themes_stand_against_members_and_a_rare_one_is_known_for_sure():
    actions = [action("1", "2"), action("1"), action("2", themes=(ActionTheme.WATER, ActionTheme.WASTE))]
    for stated, is_rare in (((), False), (("1", "2"), True)):
        figures = [
            count_acting_members(of("members", theme.value), ["1", "2"], actions, whole(*stated))
            for theme in ActionTheme
        ]
        rows = {row["code"]: row for row in theme_rows(figures, actions, ["1", "2"])}
        assert (rows["waste"]["cells"], rows["water"]["cells"]) == (("2", "2"), ("—", "1"))
        assert rows["forest"]["cells"] == ("—", "—")
        assert rows["water"]["is_rare"] is is_rare
        assert rows["forest"]["is_rare"] is False


def test_a_theme_of_three_members_is_not_rare():
    actions = [action("1", "2", "3")]
    figures = [
        count_acting_members(of("members", theme.value), ["1", "2", "3"], actions, whole("1", "2", "3"))
        for theme in ActionTheme
    ]
    rows = {row["code"]: row["is_rare"] for row in theme_rows(figures, actions, ["1", "2", "3"])}
    assert not rows["waste"]


def test_choices_that_no_action_has_are_left_out():
    actions = [action(), action(status=ActionStatus.DONE)]
    figures = [count_actions(of("status", status.value), ["1"], actions, {}) for status in ActionStatus]
    assert [row["query"] for row in figure_rows("statut", ActionStatus, figures)] == ["statut=ongoing", "statut=done"]


def test_who_has_most_late_actions_comes_first():
    keepers = [("B", "late"), ("A", "ongoing"), ("A", "late"), ("C", "ongoing"), ("D", "done"), ("E", "late")]
    rows = waiting_rows(keepers)
    assert [(row["name"], row["late"], row["ongoing"]) for row in rows] == [
        ("A", 1, 1), ("B", 1, 0), ("E", 1, 0), ("C", 0, 1),
    ]  # fmt: skip
    assert waiting_rows([]) == []
