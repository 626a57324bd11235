"""What waits for a person: actions in her name, soon due, to fill in; comments for her; models and plans beside."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.remarks import remark_on_sheet
from autan.plans.projects.actions.saved_views import erase_named
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.working import (
    dated_sheets,
    mentions_to,
    models_of_plan,
    places_led_beside,
    plans_written_beside,
    sheets_naming,
    territories_kept_by,
    working_lists,
)
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.projects.conftest import add

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("officer", "is_hers"),
    [
        ("Member_officer", True),
        ("member_officer, Ada", True),
        ("Ada", False),
        ("Member", False),
        ("", False),
    ],
)
def test_what_names_a_person_is_hers(people: Cast, plan: Plan, member: Territory, officer: str, *, is_hers: bool):
    add(plan, "a", officer=officer)
    lists = {one.code: one for one in working_lists(people.officer, [member], today=TODAY, most=5)}
    assert lists["mine"].count == int(is_hers)


@pytest.mark.parametrize(
    ("officers", "is_hers"),
    [
        ("Zoé Rey", True),
        ("ZOE REY", True),
        ("Rey Zoé", True),
        ("Ada Lovelace ; Zoé Rey (direction)", True),
        ("Zoé Martin, Ada Rey", False),  # a first name and a last one, of two people
        ("Zoé", False),
        ("Zoé-Anne Reynaud", False),
    ],
)
def test_a_name_is_that_of_one_person(people: Cast, plan: Plan, member: Territory, officers: str, *, is_hers: bool):
    Person.objects.filter(pk=people.officer.pk).update(name="Zoé Rey")
    add(plan, "a", officer=officers)
    lists = working_lists(Person.objects.get(pk=people.officer.pk), [member], today=TODAY, most=5)
    assert next(one.count for one in lists if one.code == "mine") == int(is_hers)


@pytest.mark.parametrize(
    ("end", "status", "is_soon"),
    [
        ("26/11/2026", "ongoing", True),
        ("25/11/2026", "ongoing", False),
        ("24/02/2027", "ongoing", True),
        ("25/02/2027", "ongoing", False),
        ("31/12/2026", "planned", True),
        ("31/12/2026", "done", False),
        ("31/12/2026", "", False),
    ],
)
def test_what_ends_within_three_months_is_soon(
    people: Cast, plan: Plan, member: Territory, end: str, status: str, *, is_soon: bool
):
    add(plan, "a", end=end, status=status)
    lists = {one.code: one for one in working_lists(people.officer, [member], today=TODAY, most=5)}
    assert lists["soon"].count == int(is_soon)


def test_a_working_list_is_cut_and_counts_all(people: Cast, plan: Plan, member: Territory):
    for title in "abc":
        add(plan, title)
    lists = {one.code: one for one in working_lists(people.officer, [member], today=TODAY, most=2)}
    assert (lists["to_fill"].count, len(lists["to_fill"].sheets)) == (3, 2)
    assert all(one.count == 0 for one in working_lists(people.officer, [], today=TODAY, most=2))


def test_who_acts_for_a_territory_keeps_its_days(people: Cast, plan: Plan, member: Territory):
    add(plan, "a", status="ongoing")
    add(plan, "b", status="done")
    add(plan, "c")
    for person in (people.officer, people.contributor):
        assert territories_kept_by(person) == [member]
        assert [one.title for one in dated_sheets(person)] == ["a", "c"]
    for person in (people.coordinator, people.reader, people.outsider):
        assert (territories_kept_by(person), dated_sheets(person)) == ([], [])


def test_a_mention_is_read_by_who_may_open_the_action(people: Cast, plan: Plan):
    sheet, since = add(plan, "a"), timezone.now() - timedelta(days=1)
    remark = remark_on_sheet(by=people.officer, sheet=sheet, text="Oui ?", chosen=[str(people.reader.pk)])
    assert mentions_to(people.reader, since=since) == [(remark, sheet)]
    assert mentions_to(people.coordinator, since=since) == []
    assert mentions_to(people.reader, since=timezone.now() + timedelta(days=1)) == []


def test_models_hold_what_their_reader_may_read(people: Cast, plan: Plan):
    change = {"title": "a", "lead": "Ville", "status": "done", "objectives": "Cent toits"}
    whole = add(plan, **change)
    part = SheetInput(typed={"title": "b"}, parent=whole, axis=["Bâtir"])
    add_sheet(by=None, plan=plan, sheet_input=part)
    change_sheet(by=None, sheet=whole, sheet_input=SheetInput(typed={}, disclosures={"objectives": "territory"}))
    own = models_of_plan(plan, reader=people.officer)
    assert [(one.key, one.parent, one.axis) for one in own] == [
        (whole.slug, "", ()), (f"{plan.slug}-2", whole.slug, ("Bâtir",)),
    ]  # fmt: skip
    assert own[0].typed == {"title": "a", "lead": "Ville", "objectives": "Cent toits"}
    assert models_of_plan(plan, reader=people.reader)[0].typed == {"title": "a"}


def test_places_and_plans_beside_are_those_one_leads(
    people: Cast, plan: Plan, elsewhere: Plan, sheet: ActionSheet, member: Territory, other: Territory
):
    assert places_led_beside([member], people.coordinator) == [member, other]
    assert places_led_beside([member], people.officer) == [member]
    assert places_led_beside([member], people.contributor) == []
    assert plans_written_beside(sheet, people.coordinator) == [elsewhere]
    assert plans_written_beside(sheet, people.officer) == []
    theirs = add(elsewhere, "voisine")
    assert plans_written_beside(theirs, people.officer) == [plan]


@pytest.mark.parametrize(
    ("words", "officers", "is_named"),
    [
        (["Zoe Rey"], "Zoé Rey", True),
        (["Zoe Rey"], "REY  Zoé, Ada", True),
        (["Zoe Rey"], "Zoé Reynaud", False),
        (["zoe@exemple.fr"], "Zoé Rey (ZOE@exemple.fr)", True),
        (["zoe@exemple.fr"], "anne.zoe@exemple.fr", False),
        (["zoe@exemple.fr", "Zoe Rey"], "Zoé Rey", True),
        ([], "Zoé Rey", False),
    ],
)
def test_sheets_that_name_somebody_are_found_by_name_or_address(
    plan: Plan, words: list[str], officers: str, *, is_named: bool
):
    sheet = add(plan, "a", officer=officers)
    add(plan, "Zoe Rey zoe@exemple.fr")  # a title names nobody
    assert list(sheets_naming(words)) == ([sheet] if is_named else [])


def test_what_names_somebody_is_taken_out_and_the_others_stay(plan: Plan):
    sheet = add(plan, "a", officer="Ada Exemple, Zoé Rey (zoe@exemple.fr), Max", elected="Zoé Rey")
    subject = DataSubject(email="zoe@exemple.fr", names=("Zoé Rey",))
    assert erase_named(subject) == 1
    kept = ActionSheet.objects.get(pk=sheet.pk)
    assert (kept.typed["officer"], "elected" in kept.typed, kept.revision) == ("Ada Exemple, Max", False, 2)
    assert erase_named(subject) == 0
