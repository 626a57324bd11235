"""Who reads, writes and comments on actions and projects: each of the cast, of each kind of action."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry, Remark
from autan.people.mail.models import OutgoingMessage
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.projects import keep_project
from autan.plans.projects.actions.remarks import remark_on_sheet
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.core.projects import ProjectHeading
from autan.plans.projects.models import ActionSheet, Project
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from tests.cast import Cast
from tests.plans.projects.conftest import SICOVAL

SITE = "https://autan.exemple.fr"
EVERYBODY = {"coordinator", "officer", "contributor", "reader", "outsider", "neighbour", "nobody"}
INSIDE = {"coordinator", "officer", "contributor", "reader"}
WRITERS = {"coordinator", "officer", "contributor"}
LEADERS = {"coordinator", "officer"}


@pytest.fixture
def everybody(people: Cast, neighbour: Person) -> dict[str, Person | AnonymousUser]:
    cast = {name: getattr(people, name) for name in ("coordinator", "officer", "contributor", "reader", "outsider")}
    return cast | {"neighbour": neighbour, "nobody": AnonymousUser()}


def holders(everybody: dict[str, Person | AnonymousUser], right: str, on: object) -> set[str]:
    return {name for name, person in everybody.items() if person.has_perm(right, on)}


@pytest.mark.parametrize(
    ("right", "who"),
    [
        ("projects.read_action", EVERYBODY),
        ("projects.write_action", WRITERS),
        ("projects.read_network_fields", INSIDE),
        ("projects.read_own_fields", WRITERS),
    ],
)
def test_a_published_action_is_read_by_all_and_written_by_its_own(
    everybody: dict[str, Person], sheet: ActionSheet, right: str, who: set[str]
):
    assert holders(everybody, right, sheet) == who


@pytest.mark.parametrize("hidden", ["sheet", "plan"])
def test_a_draft_is_read_by_who_holds_a_role_here(everybody: dict[str, Person], sheet: ActionSheet, hidden: str):
    if hidden == "sheet":
        ActionSheet.objects.update(is_published=False)
    else:
        Plan.objects.update(is_published=False)
    draft = ActionSheet.objects.select_related("plan").get(pk=sheet.pk)
    assert holders(everybody, "projects.read_action", draft) == INSIDE


def test_an_action_of_no_plan_is_that_of_who_carries_it(everybody: dict[str, Person], member: Territory):
    alone = add_sheet(by=None, sheet_input=SheetInput(typed={"title": "A"}, carriers=[member]))
    assert holders(everybody, "projects.write_action", alone) == WRITERS
    assert holders(everybody, "projects.add_action", member) == LEADERS
    ActionSheet.objects.update(is_published=False)
    assert holders(everybody, "projects.read_action", ActionSheet.objects.get()) == INSIDE


def test_an_action_of_another_member_is_read_by_the_network_and_written_by_its_own(
    everybody: dict[str, Person], other: Territory
):
    theirs = add_sheet(by=None, sheet_input=SheetInput(typed={"title": "A"}, carriers=[other]))
    assert holders(everybody, "projects.write_action", theirs) == {"coordinator"}
    assert holders(everybody, "projects.read_network_fields", theirs) == INSIDE
    assert holders(everybody, "projects.read_own_fields", theirs) == {"coordinator"}
    ActionSheet.objects.update(is_published=False)
    assert holders(everybody, "projects.read_action", ActionSheet.objects.get()) == {"coordinator", "reader"}


def test_a_joint_action_is_written_by_each_that_carries_it(
    everybody: dict[str, Person], member: Territory, other: Territory
):
    joint = add_sheet(by=None, sheet_input=SheetInput(typed={"title": "A"}, carriers=[member, other]))
    assert holders(everybody, "projects.write_action", joint) == WRITERS


def test_a_role_that_ended_gives_nothing(everybody: dict[str, Person], people: Cast, sheet: ActionSheet):
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.officer))
    ActionSheet.objects.update(is_published=False)
    draft = ActionSheet.objects.get()
    fresh = Person.objects.get(pk=people.officer.pk)
    for right in ("read_action", "write_action", "read_network_fields", "read_own_fields"):
        assert not fresh.has_perm(f"projects.{right}", draft)


def test_a_closed_account_holds_no_right(people: Cast, sheet: ActionSheet):
    Person.objects.filter(pk=people.officer.pk).update(is_active=False)
    closed = Person.objects.get(pk=people.officer.pk)
    ActionSheet.objects.update(is_published=False)
    sheet.refresh_from_db()
    assert not closed.has_perm("projects.read_action", sheet)
    assert not closed.has_perm("projects.read_network_fields", sheet)
    assert not closed.has_perm("projects.write_action", sheet)


def test_a_member_that_left_is_no_longer_of_the_network(everybody: dict[str, Person], sheet: ActionSheet):
    Membership.objects.filter(territory__siren=SICOVAL).update(valid_to=date(2025, 1, 1))
    ActionSheet.objects.update(is_published=False)
    draft = ActionSheet.objects.select_related("plan").get()
    assert holders(everybody, "projects.read_action", draft) == {"officer", "contributor"}


@pytest.mark.parametrize(
    "right", ["read_action", "write_action", "read_network_fields", "read_own_fields", "add_action"]
)
def test_nobody_holds_a_right_on_nothing(everybody: dict[str, Person], right: str):
    assert holders(everybody, f"projects.{right}", None) == set()


FACT = (EvidenceRef(kind="fact", key="S108"),)


def test_a_project_is_written_by_the_coordination_and_who_carries_it(
    everybody: dict[str, Person], network: Network, member: Territory
):
    heading = ProjectHeading(
        slug="gare", name=Text("Gare", "Station"), ambition=Text("Sobre", "Frugal"), commune="", sirens=(SICOVAL,),
        lines=(), states=(), evidence=FACT,
    )  # fmt: skip
    keep_project(by=None, network=network, heading=heading)
    assert holders(everybody, "projects.write_project", Project.objects.get()) == WRITERS
    with pytest.raises(NotAllowedError):  # a new one is of the coordination alone
        keep_project(by=everybody["officer"], network=network, heading=replace(heading, slug="autre"))


@pytest.mark.parametrize("right", ["projects.tell_columns", "projects.change_together"])
def test_who_takes_part_in_a_network_works_on_its_actions(everybody: dict[str, Person], network: Network, right: str):
    assert holders(everybody, right, network) == WRITERS


def test_a_comment_is_kept_once_and_told_in_the_journal(people: Cast, sheet: ActionSheet):
    for _click in range(2):
        remark_on_sheet(by=people.reader, sheet=sheet, text="  Bien vu ", site=SITE)
    remark = Remark.objects.get()
    assert (remark.text, remark.by_name, remark.object_id) == ("Bien vu", people.reader.name, sheet.slug)
    assert JournalEntry.objects.filter(room="projects", act="remark_on_sheet", network="essai").exists()
    with pytest.raises(DomainError):
        remark_on_sheet(by=people.reader, sheet=sheet, text="  ", site=SITE)
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("who", ["outsider", "neighbour"])
def test_who_is_not_of_the_network_says_nothing(everybody: dict[str, Person], sheet: ActionSheet, who: str):
    with pytest.raises(NotAllowedError, match="commentent une fiche"):
        remark_on_sheet(by=everybody[who], sheet=sheet, text="Bien", site=SITE)
    assert not Remark.objects.exists()


def told(remark: Remark) -> tuple[set[str], set[str]]:
    """Names of those whom a comment is meant for, and the addresses written to."""
    messages = OutgoingMessage.objects.filter(kind="projects.mention")
    return {one.name for one in remark.mentioned.all()}, {message.to for message in messages}


def test_who_is_chosen_or_called_is_written_to_once(people: Cast, sheet: ActionSheet):
    text = f"@{people.coordinator.name} et @Personne, on avance ?"
    chosen = [str(people.contributor.pk), str(people.outsider.pk), str(people.officer.pk)]
    remark = remark_on_sheet(by=people.officer, sheet=sheet, text=text, chosen=chosen, site=SITE)
    names, addresses = told(remark)
    assert names == {people.coordinator.name, people.contributor.name}  # not oneself, nor who does not read it
    assert addresses == {people.coordinator.email, people.contributor.email}
    remark_on_sheet(by=people.officer, sheet=sheet, text=text, chosen=chosen, site=SITE)
    assert len(told(remark)[1]) == 2


def test_without_an_address_that_others_reach_the_comment_stays(people: Cast, sheet: ActionSheet):
    remark = remark_on_sheet(
        by=people.officer, sheet=sheet, text="Oui ?", chosen=[str(people.reader.pk)], site="http://localhost:8000"
    )
    assert told(remark) == ({people.reader.name}, set())


def test_a_neighbour_of_the_network_is_not_told_of_a_draft(people: Cast, sheet: ActionSheet, other: Territory):
    Mandate.objects.create(
        person=people.outsider, role=Mandate.Role.MEMBER_OFFICER, territory=other, valid_from=timezone.localdate()
    )
    chosen = [str(people.outsider.pk)]
    first = remark_on_sheet(by=people.officer, sheet=sheet, text="Un", chosen=chosen, site=SITE)
    assert told(first)[0] == {people.outsider.name}
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, is_published=False))
    second = remark_on_sheet(by=people.officer, sheet=sheet, text="Deux", chosen=chosen, site=SITE)
    assert told(second)[0] == set()
