"""Writing action sheets: by whom, what is kept, what is refused, what the journal says."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import ConflictError, DomainError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.queries import subject_of_person
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.remarks import remark_on_sheet
from autan.plans.projects.actions.reuse import change_sheets
from autan.plans.projects.actions.saved_views import erase_named
from autan.plans.projects.actions.sheets import (
    SheetInput,
    StaleSheetError,
    add_sheet,
    change_sheet,
    remove_sheet,
    replace_sheets,
)
from autan.plans.projects.core.bulk import BulkChange
from autan.plans.projects.models import ActionSheet, Axis
from autan.plans.projects.queries.working import export_held
from autan.territories.networks.models import Territory
from tests.cast import Cast


def given(**typed: str) -> SheetInput:
    return SheetInput(typed=typed)


def test_an_action_stands_in_the_tree_of_its_plan(sheet: ActionSheet, plan: Plan):
    assert sheet.axis is not None
    assert sheet.axis.parent is not None
    assert [axis.title for axis in Axis.objects.filter(plan=plan)] == ["1. Mobilités", "1.1. Partager la voiture"]
    assert list(sheet.carriers.all()) == list(plan.subjects.all())
    assert (sheet.status, sheet.ends_on, sheet.themes) == ("ongoing", date(2025, 6, 30), "|mobility|")
    second = add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "B"}, axis=["1. mobilités"]))
    assert (second.slug, second.rank, second.axis) == ("sicoval-pcaet-2", 2, sheet.axis.parent)


def test_who_writes(people: Cast, neighbour: Person, sheet: ActionSheet, plan: Plan):
    for person in (people.coordinator, people.officer, people.contributor):
        change_sheet(by=person, sheet=sheet, sheet_input=given(results=person.name))
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            change_sheet(by=person, sheet=sheet, sheet_input=given(results="x"))
        with pytest.raises(NotAllowedError):
            add_sheet(by=person, plan=plan, sheet_input=given(title="x"))
        with pytest.raises(NotAllowedError):
            remove_sheet(by=person, sheet=sheet)


def test_a_change_is_told_field_by_field_in_the_journal(people: Cast, sheet: ActionSheet):
    lines = {"steps": [{"name": "Étude", "state": "done"}]}
    change_sheet(
        by=people.officer, sheet=sheet, sheet_input=SheetInput(typed={"status": "done", "end": ""}, lines=lines)
    )
    entry = JournalEntry.objects.filter(act="change_sheet").get()
    told = {change["field"]: (change["before"], change["after"]) for change in entry.details["changes"]}
    assert told == {
        "Statut": ("ongoing", "done"),
        "Date de fin": ("30/06/2025", None),
        "Étapes": (None, "Étude · done"),
    }
    assert change_sheet(by=people.officer, sheet=sheet, sheet_input=given(status="done")) == ()
    assert sheet.ends_on is None


def test_a_sheet_that_somebody_else_changed_is_not_written_over(sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=given(results="un"))
    with pytest.raises(StaleSheetError):
        change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"results": "deux"}, revision=1))


@pytest.mark.parametrize(
    "wrong",
    [
        given(title=" "),
        given(nothing="x"),
        given(title="A", notes="x" * 20_001),
        SheetInput(typed={"title": "A"}, lines={"unknown": [{"a": "b"}]}),
        SheetInput(typed={"title": "A"}, lines={"steps": [{"name": "b"}] * 201}),
        SheetInput(typed={"title": "A"}, disclosures={"budget": "friends"}),
    ],
)
def test_what_makes_no_sheet_is_refused_whole(plan: Plan, wrong: SheetInput):
    with pytest.raises(DomainError):
        add_sheet(by=None, plan=plan, sheet_input=wrong)
    assert not ActionSheet.objects.exists()


def test_an_action_has_a_territory_and_an_identifier_of_its_own(sheet: ActionSheet, plan: Plan, member: Territory):
    with pytest.raises(DomainError, match="au moins une collectivité"):
        add_sheet(by=None, sheet_input=given(title="A"))
    with pytest.raises(DomainError, match="au moins une collectivité"):
        change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, carriers=[]))
    with pytest.raises(DomainError, match="identifiant"):
        add_sheet(by=None, plan=plan, sheet_input=given(title="A"), slug=sheet.slug)
    alone = add_sheet(by=None, sheet_input=SheetInput(typed={"title": "A"}, carriers=[member], axis=["B"]))
    assert (alone.plan, alone.axis) == (None, None)


def test_a_joint_action_is_one_action(sheet: ActionSheet, member: Territory, other: Territory):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, carriers=[member, other]))
    assert ActionSheet.objects.filter(carriers__in=[member, other]).distinct().count() == 1
    assert {place.siren for place in sheet.carriers.all()} == {member.siren, other.siren}
    assert "Muretain" in JournalEntry.objects.filter(act="change_sheet").get().details["changes"][0]["after"]


def test_a_plan_that_has_actions_is_not_deleted(sheet: ActionSheet, plan: Plan):
    Plan.objects.filter(pk=plan.pk).update(is_published=False)
    with pytest.raises(DomainError, match="fiches-actions"):
        take(PLAN, "delete_plan", Plan.objects.get(pk=plan.pk), by=None, at=timezone.now())
    remove_sheet(by=None, sheet=sheet)
    take(PLAN, "delete_plan", Plan.objects.get(pk=plan.pk), by=None, at=timezone.now())
    assert not Axis.objects.exists()


def test_a_part_keeps_its_action(sheet: ActionSheet, plan: Plan):
    part = add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Partie"}, parent=sheet))
    with pytest.raises(DomainError, match="sous-actions"):
        remove_sheet(by=None, sheet=sheet)
    with pytest.raises(DomainError, match="une partie d’elle-même"):
        change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, parent=part))
    remove_sheet(by=None, sheet=part)
    remove_sheet(by=None, sheet=sheet)
    assert JournalEntry.objects.filter(act="remove_sheet").last().details["typed"]["title"]


def test_merged_and_split_actions_are_kept(people: Cast, sheet: ActionSheet, plan: Plan):
    parts = [add_sheet(by=None, plan=plan, sheet_input=given(title=title)) for title in ("A", "B")]
    day = date(2025, 1, 1)
    with pytest.raises(NotAllowedError):
        replace_sheets(by=people.reader, before=[sheet], after=parts, on=day)
    replace_sheets(by=people.officer, before=[sheet], after=parts, on=day)
    sheet.refresh_from_db()
    assert sheet.replaced_on == day
    assert [held.after.title for held in sheet.became.all()] == ["A", "B"]
    with pytest.raises(DomainError, match="déjà remplacée"):
        replace_sheets(by=None, before=[sheet], after=[parts[0]], on=day)
    with pytest.raises(DomainError, match="remplacée par"):
        replace_sheets(by=None, before=parts, after=parts, on=day)


def test_a_change_of_many_is_one_act(people: Cast, neighbour: Person, sheet: ActionSheet, plan: Plan):
    add_sheet(by=None, plan=plan, sheet_input=given(title="B", status="done"))
    sheets = list(ActionSheet.objects.prefetch_related("carriers"))
    change = BulkChange(values={"status": "done"})
    with pytest.raises(NotAllowedError):
        change_sheets(by=neighbour, sheets=sheets, change=change)
    with pytest.raises(ConflictError):
        change_sheets(by=people.officer, sheets=sheets, change=change, expected=2)
    change_sheet(by=None, sheet=ActionSheet.objects.get(pk=sheet.pk), sheet_input=given(priority="high"))
    with pytest.raises(ConflictError):
        change_sheets(by=people.officer, sheets=sheets, change=change, expected=1)
    sheets = list(ActionSheet.objects.prefetch_related("carriers"))
    assert change_sheets(by=people.officer, sheets=sheets, change=change, expected=1) == 1
    sheet.refresh_from_db()
    assert (sheet.status, sheet.typed["status"], sheet.revision) == ("done", "done", 3)
    assert JournalEntry.objects.filter(act="change_sheets").count() == 1


def test_people_of_the_network_remark_on_an_action(people: Cast, neighbour: Person, sheet: ActionSheet):
    assert remark_on_sheet(by=people.reader, sheet=sheet, text="Bien").text == "Bien"
    with pytest.raises(NotAllowedError):
        remark_on_sheet(by=neighbour, sheet=sheet, text="Bien")


def test_somebody_is_exported_and_erased_from_the_sheets_that_name_her(people: Cast, sheet: ActionSheet):
    told = f"Ada Exemple, {people.officer.name}, {people.officer.email}"
    change_sheet(by=people.officer, sheet=sheet, sheet_input=given(officer=told))
    subject = subject_of_person(people.officer)
    fields = export_held(subject)
    assert [field["fields"] for field in fields if "fields" in field] == [["Personne pilote"]]
    assert [field["act"] for field in fields if "act" in field] == ["change_sheet"]
    told = JournalEntry.objects.filter(act="change_sheet").get().details["changes"]
    assert "Ada" not in str(told)
    assert erase_named(subject) == 1
    sheet.refresh_from_db()
    assert sheet.typed["officer"] == "Ada Exemple"
    assert not [field for field in export_held(subject) if "fields" in field]
    assert erase_named(DataSubject(email="x@exemple.fr")) == 0


def test_what_sources_announce_is_not_called_done_on_their_word(demo_network):
    sheet = ActionSheet.objects.get(slug="muretain-maison-habitat")
    with pytest.raises(DomainError, match="plus anciennes que mars 2017"):
        change_sheet(by=None, sheet=sheet, sheet_input=given(status="done"))
    sheet.refresh_from_db()
    assert sheet.status == "planned"
    later = (EvidenceRef(kind="fact", key="W117"), EvidenceRef(kind="fact", key="W202"))  # December 2016, November 2024
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"status": "done"}, evidence=later))
    assert ActionSheet.objects.get(pk=sheet.pk).status == "done"


def test_what_is_added_as_done_rests_on_a_later_source_or_on_a_person(demo_network, cast: Cast):
    carriers = list(ActionSheet.objects.get(slug="muretain-maison-habitat").carriers.all())
    announced = [EvidenceRef(kind="fact", key="W117")]  # December 2016
    typed = {"title": "Ouverte", "status": "done", "end": "03/2017"}
    done = SheetInput(typed=typed, carriers=carriers, evidence=announced)
    with pytest.raises(DomainError, match="plus anciennes que mars 2017"):
        add_sheet(by=None, sheet_input=done)
    assert not ActionSheet.objects.filter(title="Ouverte").exists()
    assert add_sheet(by=cast.coordinator, sheet_input=done).status == "done"
    planned = replace(done, typed={**typed, "title": "Annoncée", "status": "planned"})
    assert add_sheet(by=None, sheet_input=planned).status == "planned"


def test_a_step_is_not_called_done_on_the_word_of_an_older_source(demo_network):
    plan, announced = Plan.objects.get(slug="carcassonne-pcaet"), [EvidenceRef(kind="fact", key="W191")]  # July 2019
    done = LineInput(key="adoption", typed={"status": "done", "date": "2020-02"}, evidence=announced)
    with pytest.raises(DomainError, match="plus anciennes que février 2020"):
        save_section(by=None, plan=plan, section="steps", lines=[done])
    assert not plan.lines.filter(section="steps", key="adoption").exists()
    save_section(by=None, plan=plan, section="steps", lines=[replace(done, typed={**done.typed, "date": "2019-06"})])
    assert plan.lines.filter(section="steps", key="adoption").exists()
