"""Lists of actions: who sees drafts and fields, what filters keep, orders and pages, what waits, what is counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import UnknownError
from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet, replace_sheets
from autan.plans.projects.core.choices import ActionScope, Disclosure, Priority
from autan.plans.projects.core.filters import NO_STATUS, ActionState, SheetFilter, SheetOrder
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet, Axis
from autan.plans.projects.presenters.published import PUBLISHED_ACTIONS
from autan.plans.projects.queries.figures import (
    actions_of_member,
    counted_actions,
    empty_plans_of,
    first_network_of,
    keepers_of,
    key_figures,
    listed,
    people_beside,
    sirens_of,
    waiting_of,
)
from autan.plans.projects.queries.projects import free_project_slug
from autan.plans.projects.queries.sheets import (
    actions_beside,
    axes_of,
    axis_path,
    axis_paths,
    find_sheet,
    level_of,
    list_sheets,
    member_names,
    page_of,
    parts_of,
    plans_with_actions,
    shared_sheets_of,
    sheets_named,
    sheets_of_plan,
    standing_sheets,
    status_counts,
    visible_in,
)
from autan.territories.networks.models import Membership, Network, Territory
from tests.cast import Cast
from tests.plans.projects.conftest import MURETAIN, SICOVAL, add

TODAY = date(2026, 11, 26)


def titles(sheet_filter: SheetFilter, reader: Any = OPERATOR) -> list[str]:
    return [sheet.title for sheet in list_sheets("essai", sheet_filter, reader=reader, today=TODAY)]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("coordinator", {"public", "draft", "of a draft plan"}),
        ("reader", {"public", "draft", "of a draft plan"}),
        ("officer", {"public", "draft"}),
        ("contributor", {"public", "draft"}),
        ("outsider", {"public"}),
    ],
)
def test_drafts_are_seen_by_the_network_and_who_carries_them(
    people: Cast, plan: Plan, elsewhere: Plan, who: str, seen: set[str]
):
    add(plan, "public")
    add(plan, "draft", out=False)
    add(elsewhere, "of a draft plan")
    assert set(titles(SheetFilter(), getattr(people, who))) == seen


def test_nobody_else_sees_a_draft(neighbour: Person, plan: Plan):
    add(plan, "public")
    draft = add(plan, "draft", out=False)
    for reader in (neighbour, PUBLIC):
        assert titles(SheetFilter(), reader) == ["public"]
        with pytest.raises(UnknownError, match=draft.slug):
            find_sheet(draft.slug, reader=reader)
    assert titles(SheetFilter(), OPERATOR) == ["public", "draft"]


@pytest.mark.parametrize(
    ("who", "level", "hidden"),
    [
        ("officer", Disclosure.TERRITORY, ()),
        ("contributor", Disclosure.TERRITORY, ()),
        ("coordinator", Disclosure.TERRITORY, ()),
        ("reader", Disclosure.NETWORK, ("officer",)),
        ("outsider", Disclosure.PUBLIC, ("officer", "notes")),
    ],
)
def test_each_reads_the_fields_of_their_level(
    people: Cast, sheet: ActionSheet, who: str, level: Disclosure, hidden: tuple[str, ...]
):
    content = find_sheet(sheet.slug, reader=getattr(people, who))
    assert (content.level, content.hidden) == (level, hidden)
    assert not set(hidden) & set(content.typed)
    assert ("officer" in content.reading.values) is (level is Disclosure.TERRITORY)
    assert content.axis == ("1. Mobilités", "1.1. Partager la voiture")


def test_the_public_and_another_network_read_public_fields(neighbour: Person, sheet: ActionSheet):
    for reader in (PUBLIC, neighbour):
        assert level_of(sheet, reader) is Disclosure.PUBLIC
        assert find_sheet(sheet.slug, reader=reader).hidden == ("officer", "notes")


def test_a_neighbour_of_the_network_reads_what_the_network_reads(people: Cast, elsewhere: Plan):
    theirs = add(elsewhere, "voisine")
    assert level_of(theirs, people.officer) is Disclosure.NETWORK
    Membership.objects.filter(territory__siren=MURETAIN).update(valid_to=date(2025, 1, 1))
    assert level_of(theirs, people.officer) is Disclosure.PUBLIC


FILTERED = {
    "vélo": {
        "status": "late",
        "status_reason": "marché",
        "themes": "mobility",
        "priority": "high",
        "scope": "territory",
    },
    "forêt": {"status": "done", "end": "2020", "themes": "forest, water", "scope": "estate"},
    "passée": {"status": "ongoing", "end": "2020", "priority": "low"},
    "fausse": {"budget": "cher"},
}


@pytest.mark.parametrize(
    ("sheet_filter", "kept"),
    [
        (SheetFilter(), ["vélo", "forêt", "passée", "fausse"]),
        (SheetFilter(text="VELO"), ["vélo"]),
        (SheetFilter(text="velo foret"), []),
        (SheetFilter(status="done"), ["forêt"]),
        (SheetFilter(status=NO_STATUS), ["fausse"]),
        (SheetFilter(theme=ActionTheme.WATER), ["forêt"]),
        (SheetFilter(theme=ActionTheme.MOBILITY), ["vélo"]),
        (SheetFilter(priority=Priority.LOW), ["passée"]),
        (SheetFilter(scope=ActionScope.ESTATE), ["forêt"]),
        (SheetFilter(priority=Priority.HIGH, scope=ActionScope.ESTATE), []),
        (SheetFilter(siren=SICOVAL), ["vélo", "forêt", "passée", "fausse"]),
        (SheetFilter(siren=MURETAIN), []),
        (SheetFilter(plan="sicoval-pcaet"), ["vélo", "forêt", "passée", "fausse"]),
        (SheetFilter(plan="autre"), []),
        (SheetFilter(state=ActionState.OVERDUE), ["vélo"]),
        (SheetFilter(state=ActionState.PASSED), ["passée"]),
        (SheetFilter(state=ActionState.PROBLEMS), ["fausse"]),
        (SheetFilter(state=ActionState.TO_FILL), ["vélo", "forêt", "passée", "fausse"]),
        (SheetFilter(state=ActionState.JOINT), []),
        (SheetFilter(state=ActionState.DRAFT), []),
        (SheetFilter(state=ActionState.REPLACED), []),
    ],
)
def test_a_filter_keeps_what_it_asks_for(plan: Plan, sheet_filter: SheetFilter, kept: list[str]):
    for title, typed in FILTERED.items():
        add(plan, title, **typed)
    assert titles(sheet_filter) == kept


def test_drafts_joint_and_replaced_actions_are_asked_for(
    plan: Plan, elsewhere: Plan, member: Territory, other: Territory
):
    old, new = add(plan, "ancienne"), add(plan, "nouvelle")
    add(plan, "brouillon", out=False)
    add(elsewhere, "d’un brouillon")
    add(None, "commune", carriers=[member, other])
    replace_sheets(by=None, before=[old], after=[new], on=TODAY)
    assert titles(SheetFilter(state=ActionState.REPLACED)) == ["ancienne"]
    assert "ancienne" not in titles(SheetFilter())
    assert titles(SheetFilter(state=ActionState.JOINT)) == ["commune"]
    assert titles(SheetFilter(state=ActionState.DRAFT)) == ["brouillon", "d’un brouillon"]
    assert titles(SheetFilter()).count("commune") == 1


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (SheetOrder.PLAN, ["b", "c", "a"]),
        (SheetOrder.TITLE, ["a", "b", "c"]),
        (SheetOrder.END, ["c", "a", "b"]),
        (SheetOrder.FILLED, ["b", "a", "c"]),
        (SheetOrder.CHANGED, ["a", "c", "b"]),
    ],
)
def test_an_order_puts_the_unknown_last(plan: Plan, order: SheetOrder, expected: list[str]):
    add(plan, "b")
    add(plan, "c", end="2025", status="done", lead="Ville")
    add(plan, "a", end="2026")
    for rank, title in enumerate("bca"):
        day = timezone.now() + timedelta(days=rank)
        ActionSheet.objects.filter(title=title).update(changed_at=day)
    assert titles(SheetFilter(order=order)) == expected


def test_a_page_holds_its_part_and_the_whole_count(plan: Plan, django_assert_num_queries: Any):
    for title in "abcde":
        add(plan, title)
    listed_sheets = list_sheets("essai", SheetFilter(), reader=OPERATOR, today=TODAY)
    with django_assert_num_queries(3):
        sheets, count = page_of(listed_sheets, 1, 3)
    assert ([sheet.title for sheet in sheets], count) == (["b", "c"], 5)
    assert ([sheet.title for sheet in page_of(listed_sheets, 4, 9)[0]], page_of(listed_sheets, 9, 12)) == (
        ["e"],
        ([], 5),
    )
    nothing = list_sheets("essai", SheetFilter(text="zzz"), reader=OPERATOR, today=TODAY)
    assert page_of(nothing, 0, 5) == ([], 0)


def test_statuses_are_counted_each_action_once(plan: Plan, member: Territory, other: Territory):
    add(plan, "a", status="done")
    add(None, "b", carriers=[member, other], status="done")
    add(plan, "c")
    assert status_counts(visible_in("essai", OPERATOR)) == {"done": 2, "": 1}


def test_a_member_that_left_shows_its_actions_here_no_more(plan: Plan, network: Network):
    add(plan, "a")
    assert [siren for siren, _name in member_names("essai")] == [SICOVAL, MURETAIN]
    Membership.objects.filter(territory__siren=SICOVAL).update(valid_to=date(2025, 1, 1))
    assert titles(SheetFilter()) == []
    assert [siren for siren, _name in member_names("essai")] == [MURETAIN]
    assert first_network_of(SICOVAL) == ""


def test_axes_are_told_from_the_first_to_their_own(plan: Plan, sheet: ActionSheet):
    bare = add(plan, "sans axe")
    assert axis_path(sheet.axis) == ("1. Mobilités", "1.1. Partager la voiture")
    assert axis_path(None) == ()
    paths = axis_paths([sheet, bare])
    assert (paths[sheet.axis_id], paths[None]) == (axis_path(sheet.axis), ())
    assert [axis.title for axis in axes_of(plan)] == [axis.title for axis in Axis.objects.all()]


def test_the_drafts_of_a_plan_are_for_who_writes_it(people: Cast, plan: Plan):
    add(plan, "a")
    add(plan, "b", out=False)
    for reader, expected in ((people.officer, ["a", "b"]), (people.reader, ["a"]), (PUBLIC, ["a"])):
        assert [one.title for one in sheets_of_plan(plan, reader=reader)] == expected


def test_parts_and_what_stands_beside(plan: Plan, member: Territory, other: Territory):
    whole, alone = add(plan, "tout"), add(plan, "seule")
    part = add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "partie"}, parent=whole))
    assert parts_of(whole) == [part]
    assert parts_of(alone) == []
    assert [one.title for one in actions_beside(whole)] == ["seule", "partie"]
    first = add(None, "libre", carriers=[member, other])
    second = add(None, "autre libre", carriers=[member])
    assert actions_beside(first) == [second]


def test_actions_shown_in_two_plans_are_for_who_may_read_them(people: Cast, plan: Plan, elsewhere: Plan):
    theirs = add(elsewhere, "voisine")
    theirs.also_in.add(plan)
    assert shared_sheets_of(plan, reader=people.coordinator) == [theirs]
    assert shared_sheets_of(plan, reader=PUBLIC) == []
    assert shared_sheets_of(elsewhere, reader=people.coordinator) == []


def test_plans_that_have_actions_are_listed_for_who_may_open_them(people: Cast, plan: Plan, elsewhere: Plan):
    assert plans_with_actions("essai", people.coordinator) == []
    add(plan, "a")
    add(plan, "b")
    add(elsewhere, "c")
    assert [title for _slug, title in plans_with_actions("essai", people.coordinator)] == [
        "PCAET du Sicoval", "PCAET voisin",
    ]  # fmt: skip
    for reader in (people.officer, people.outsider, PUBLIC):
        assert [title for _slug, title in plans_with_actions("essai", reader)] == ["PCAET du Sicoval"]


def test_named_sheets_are_those_of_the_network_that_one_may_open(people: Cast, plan: Plan):
    open_one, draft = add(plan, "a"), add(plan, "b", out=False)
    slugs = [draft.slug, open_one.slug, "nowhere"]
    assert sheets_named("essai", slugs, reader=people.reader) == [open_one, draft]
    assert sheets_named("essai", slugs, reader=PUBLIC) == [open_one]
    assert sheets_named("voisin", slugs, reader=people.reader) == []


def test_published_rows_hold_public_fields_alone(plan: Plan, sheet: ActionSheet):
    add(plan, "cachée", out=False)
    change = SheetInput(typed={}, disclosures={"budget": "network", "status": "territory"})
    change_sheet(by=None, sheet=sheet, sheet_input=change)
    ((_network, slug, title, plan_slug, sirens, status, themes, start, end, low, high, invented),) = (
        PUBLISHED_ACTIONS.rows("essai")
    )
    assert (slug, title, plan_slug, sirens) == (sheet.slug, sheet.title, plan.slug, SICOVAL)
    assert (status, low, high, invented) == (None, None, None, False)
    assert (themes, start, end) == ("mobility", date(2024, 1, 1), date(2025, 6, 30))


def test_standing_sheets_are_told_once_with_every_carrier(plan: Plan, member: Territory, other: Territory):
    add(None, "commune", carriers=[other, member])
    old, new = add(plan, "ancienne"), add(plan, "nouvelle")
    replace_sheets(by=None, before=[old], after=[new], on=TODAY)
    rows = list(standing_sheets("essai", PUBLIC))
    assert sorted(row[1] for row in rows) == ["commune", "nouvelle"]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    joint = next(row for row in rows if row[1] == "commune")
    assert {siren for siren, _is_invented in joint[5]} == {SICOVAL, MURETAIN}


def test_figures_count_what_is_published_and_stands(plan: Plan, elsewhere: Plan):
    add(plan, "a", status="late", end="2020")
    add(plan, "b", out=False)
    add(elsewhere, "c")
    assert [action.title for action in counted_actions([SICOVAL, MURETAIN])] == ["a"]
    figures = {figure.id.split(".")[2]: figure.value for figure in key_figures("essai", today=TODAY)}
    assert figures == {"count": 1, "overdue": 1, "to_fill": 1}
    assert [action.title for action in listed(f"{SICOVAL}/status/late")] == ["a"]
    assert listed(f"{SICOVAL}/status/done") == ()
    assert listed(f"{SICOVAL}/overdue/hier") == ()
    assert (sirens_of(SICOVAL), sirens_of("essai")) == ((SICOVAL,), (SICOVAL, MURETAIN))


def test_the_actions_of_a_member_are_those_one_may_open_by_plan(people: Cast, plan: Plan, member: Territory):
    add(plan, "a")
    add(plan, "b", out=False)
    add(None, "c", carriers=[member])
    for reader, count in ((people.officer, 3), (people.reader, 3), (people.outsider, 2), (PUBLIC, 2)):
        shown = actions_of_member(SICOVAL, SheetFilter(), reader=reader, today=TODAY)
        assert (shown.count, len(shown.sheets)) == (count, count)
        assert shown.plans == ((plan.slug, plan.title, count - 1),)


def test_who_did_not_sign_in_reads_a_member_in_one_query(plan: Plan, django_assert_num_queries: Any):
    add(plan, "a")
    with django_assert_num_queries(1):
        assert actions_of_member(SICOVAL, SheetFilter(), reader=PUBLIC, today=TODAY).count == 1


def test_plans_without_actions_are_told_to_who_may_add_some(people: Cast, plan: Plan, member: Territory):
    assert empty_plans_of(member, reader=people.officer) == ((plan.slug, plan.title, 0),)
    for reader in (people.contributor, people.reader, PUBLIC):
        assert empty_plans_of(member, reader=reader) == ()
    add(plan, "a")
    assert empty_plans_of(member, reader=people.officer) == ()


def test_who_stands_beside_an_action_may_open_it(people: Cast, plan: Plan):
    assert people_beside(add(plan, "a")) == [people.contributor, people.coordinator, people.officer, people.reader]


def test_what_waits_for_a_member_is_counted(plan: Plan):
    assert waiting_of(SICOVAL, today=TODAY) == (0, 0, 0)
    add(plan, "a", status="late", status_reason="x")
    add(plan, "b", status="ongoing", end="2020")
    add(plan, "c", status="done", end="2020")
    assert waiting_of(SICOVAL, today=TODAY) == (1, 1, 3)
    assert waiting_of(MURETAIN, today=TODAY) == (0, 0, 0)


def test_a_keeper_is_a_service_then_a_body_and_never_a_person(people: Cast, plan: Plan):
    add(plan, "a", department="Mobilités", lead="Ville", status="late")
    add(plan, "b", lead="Ville", officer="Ada")
    add(plan, "c", officer="Ada")
    assert keepers_of(SICOVAL, reader=people.officer, today=TODAY) == [("Mobilités", "late"), ("Ville", ""), ("", "")]
    change = SheetInput(typed={}, disclosures={"department": "network", "lead": "network"})
    change_sheet(by=None, sheet=ActionSheet.objects.get(title="a"), sheet_input=change)
    assert keepers_of(SICOVAL, reader=people.officer, today=TODAY)[0] == ("", "late")


def test_a_new_project_has_an_identifier_of_its_own(db: None):
    assert free_project_slug("Gare à énergie") == "gare-a-energie"
    assert free_project_slug("…") == "projet"
    assert len(free_project_slug("x" * 200)) <= 80
