"""Sheets written, placed, removed, replaced and taken up: rows, lines of the journal, refusals that leave nothing."""

from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import ConflictError, DomainError, NotAllowedError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.joint import add_joint_sheet, share_sheet
from autan.plans.projects.actions.projects import add_state, keep_project
from autan.plans.projects.actions.reuse import add_models, begin_from, change_sheets, place_in_plans
from autan.plans.projects.actions.saved_views import forget_view, keep_view
from autan.plans.projects.actions.sheets import (
    MAX_LINES,
    AxisTree,
    SheetInput,
    StaleSheetError,
    add_sheet,
    change_sheet,
    change_sheets_apart,
    free_slugs,
    remove_sheet,
    replace_sheets,
)
from autan.plans.projects.core.bulk import BulkChange
from autan.plans.projects.core.fields import MAX_TYPED
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.core.projects import ProjectHeading, ProjectLine, ProjectState, ProjectTopic, StateKind
from autan.plans.projects.core.reuse import ModelAction
from autan.plans.projects.models import ActionSheet, ActionSuccession, Axis, Project, SavedView
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.projects.conftest import MURETAIN, SICOVAL

DAY = date(2025, 1, 1)


def given(**typed: str) -> SheetInput:
    return SheetInput(typed=typed)


def lines(act: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(act=act).order_by("pk"))


def again(sheet: ActionSheet) -> ActionSheet:
    return ActionSheet.objects.get(pk=sheet.pk)


@pytest.fixture
def elsewhere(other: Territory) -> Plan:
    """A published plan of the other member."""
    heading = PlanHeading(title="PCAET voisin", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=None, heading=heading, subjects=[other])
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    return plan


def test_what_is_added_is_signed_ranked_and_told(people: Cast, plan: Plan, member: Territory):
    first = add_sheet(by=people.officer, plan=plan, sheet_input=given(title="  Isoler   les toits "))
    second = add_sheet(by=people.officer, plan=plan, sheet_input=given(title="Trier"))
    assert (first.title, first.typed["title"]) == ("Isoler les toits", "Isoler   les toits")
    assert [(sheet.slug, sheet.rank, sheet.revision) for sheet in (first, second)] == [
        ("sicoval-pcaet-1", 1, 1), ("sicoval-pcaet-2", 2, 1),
    ]  # fmt: skip
    assert (first.changed_by_name, list(first.carriers.all())) == (people.officer.name, [member])
    line = lines("add_sheet")[0]
    assert (line.summary, line.network, line.object_id) == ("Action ajoutée : Isoler les toits", "essai", first.slug)
    assert line.details == {"title": "Isoler les toits"}


def test_identifiers_fill_the_gaps(plan: Plan):
    made = [add_sheet(by=None, plan=plan, sheet_input=given(title=title)) for title in "ABC"]
    remove_sheet(by=None, sheet=made[1])
    free = free_slugs("sicoval-pcaet")
    assert [next(free), next(free)] == ["sicoval-pcaet-2", "sicoval-pcaet-4"]
    assert add_sheet(by=None, plan=plan, sheet_input=given(title="D")).slug == "sicoval-pcaet-2"


def test_an_action_of_no_plan_is_named_after_who_carries_it(people: Cast, member: Territory):
    made = add_sheet(by=people.officer, sheet_input=SheetInput(typed={"title": "A"}, carriers=[member]))
    assert (made.slug, made.plan) == ("sicoval-action-1", None)
    with pytest.raises(NotAllowedError):
        add_sheet(by=people.contributor, sheet_input=SheetInput(typed={"title": "A"}, carriers=[member]))


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        (["A"], ["A"]),
        (["A", "B"], ["A", "B"]),
        ([" A ", " ", "B  c"], ["A", "B c"]),
        ([], []),
        ([" "], []),
    ],
)
def test_axes_are_made_where_they_lack(plan: Plan, path: list[str], titles: list[str]):
    axis = AxisTree(plan).place(path)
    assert [one.title for one in Axis.objects.filter(plan=plan).order_by("rank")] == titles
    assert (axis.title if axis else None) == (titles[-1] if titles else None)


def test_axes_are_made_once_and_keep_their_order(plan: Plan):
    tree = AxisTree(plan)
    first, same = tree.place(["Énergie", "Bois"]), AxisTree(plan).place(["energie", "BOIS"])
    assert first == same
    assert tree.place(["Énergie"]) == first.parent if first else None
    tree.place(["Eau"])
    assert [(axis.title, axis.rank) for axis in Axis.objects.filter(plan=plan)] == [
        ("Énergie", 1), ("Bois", 2), ("Eau", 3),
    ]  # fmt: skip
    assert AxisTree(None).place(["Énergie"]) is None


def test_a_title_of_an_axis_is_cut_at_what_its_column_holds(plan: Plan):
    axis = AxisTree(plan).place(["x" * 501])
    assert axis is not None
    assert Axis.objects.get().title == "x" * 500


def test_what_is_not_given_is_left_and_what_is_given_empty_is_emptied(sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"notes": "", "results": " dix "}))
    kept = again(sheet)
    assert "notes" not in kept.typed
    assert (kept.typed["results"], kept.typed["budget"]) == ("dix", "150 k€ HT")
    assert kept.axis is not None
    change_sheet(by=None, sheet=kept, sheet_input=SheetInput(typed={}, axis=[]))
    assert again(sheet).axis is None


def test_lines_are_replaced_section_by_section(sheet: ActionSheet):
    first = {"steps": [{"name": "Étude"}], "documents": [{"title": "Plan"}]}
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, lines=first))
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, lines={"steps": [{"name": "Travaux"}]}))
    assert again(sheet).lines == {"steps": [{"name": "Travaux"}], "documents": [{"title": "Plan"}]}
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, lines={"steps": []}))
    assert again(sheet).lines == {"documents": [{"title": "Plan"}]}


def test_who_may_read_a_field_is_told_in_the_journal(people: Cast, sheet: ActionSheet):
    change_sheet(
        by=people.officer, sheet=sheet, sheet_input=SheetInput(typed={}, disclosures={"budget": "network", "lead": ""})
    )
    assert again(sheet).disclosures == {"budget": "network"}
    (change,) = lines("change_sheet")[0].changes
    assert (change.field, change.before) == ("Qui peut lire", "")
    assert change.after == "Budget prévisionnel total : le réseau"


def test_publishing_is_a_change_of_its_own(people: Cast, sheet: ActionSheet):
    changes = change_sheet(by=people.officer, sheet=sheet, sheet_input=SheetInput(typed={}, is_published=False))
    assert [(change.field, change.before, change.after) for change in changes] == [("Publiée", "oui", "non")]
    assert not again(sheet).is_published


def test_names_of_people_stay_out_of_the_journal(people: Cast, sheet: ActionSheet):
    changes = change_sheet(by=people.officer, sheet=sheet, sheet_input=given(officer="", elected="Ada Exemple"))
    told = {change.field: (change.before, change.after) for change in changes}
    assert told == {"Personne pilote": ("nom renseigné", None), "Élu·e référent·e": (None, "nom renseigné")}
    assert "Ada" not in str(lines("change_sheet")[0].details)


def test_a_second_click_changes_nothing(people: Cast, sheet: ActionSheet):
    asked = SheetInput(typed={"results": "dix"}, revision=1)
    assert change_sheet(by=people.officer, sheet=sheet, sheet_input=asked)
    assert again(sheet).revision == 2
    with pytest.raises(StaleSheetError, match="relisez-la"):
        change_sheet(by=people.officer, sheet=again(sheet), sheet_input=asked)
    assert change_sheet(by=people.officer, sheet=again(sheet), sheet_input=replace(asked, revision=2)) == ()
    assert (again(sheet).revision, len(lines("change_sheet"))) == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (given(title=" "), "une action a un titre"),
        (given(nothing="x"), "champ inconnu"),
        (given(notes="x" * (MAX_TYPED + 1)), "20000|20 000"),
        (SheetInput(typed={}, lines={"steps": [{"name": "b"}] * (MAX_LINES + 1)}), "au plus 200 lignes"),
        (SheetInput(typed={}, lines={"moon": []}), "rubrique connue"),
        (SheetInput(typed={}, disclosures={"budget": "friends"}), "lecteurs inconnus.*friends"),
        (SheetInput(typed={}, carriers=[]), "au moins une collectivité"),
    ],
)
def test_what_is_refused_leaves_the_sheet_as_it_was(sheet: ActionSheet, wrong: SheetInput, said: str):
    with pytest.raises(DomainError, match=said):
        change_sheet(by=None, sheet=sheet, sheet_input=replace(wrong, typed={"results": "dix", **wrong.typed}))
    kept = again(sheet)
    assert ("results" in kept.typed, kept.revision, list(kept.carriers.all()) != []) == (False, 1, True)
    assert lines("change_sheet") == []


def test_the_longest_text_and_the_most_lines_are_kept(sheet: ActionSheet):
    most = SheetInput(typed={"notes": "x" * MAX_TYPED}, lines={"steps": [{"name": "b"}] * MAX_LINES})
    assert change_sheet(by=None, sheet=sheet, sheet_input=most)
    assert (len(again(sheet).typed["notes"]), len(again(sheet).lines["steps"])) == (MAX_TYPED, MAX_LINES)


def test_several_sheets_are_changed_apart_all_or_none(people: Cast, sheet: ActionSheet, plan: Plan):
    second = add_sheet(by=None, plan=plan, sheet_input=given(title="Trier"))
    asked = [(sheet, given(results="dix")), (second, given(title="Trier")), (second, given(results="onze"))]
    assert change_sheets_apart(by=people.officer, sheet_inputs=asked) == 2
    with pytest.raises(DomainError):
        change_sheets_apart(
            by=people.officer, sheet_inputs=[(sheet, given(results="mille")), (second, given(title=""))]
        )
    assert again(sheet).typed["results"] == "dix"


def test_a_part_stands_in_the_plan_of_its_whole(sheet: ActionSheet, elsewhere: Plan):
    stranger = add_sheet(by=None, plan=elsewhere, sheet_input=given(title="Ailleurs"))
    with pytest.raises(DomainError, match="du même plan"):
        change_sheet(by=None, sheet=stranger, sheet_input=SheetInput(typed={}, parent=sheet))
    with pytest.raises(DomainError, match="partie d’elle-même"):
        change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, parent=sheet))
    assert (again(stranger).parent, again(sheet).parent) == (None, None)


def test_what_is_removed_is_kept_by_the_journal_without_names(people: Cast, sheet: ActionSheet):
    remove_sheet(by=people.officer, sheet=sheet)
    assert not ActionSheet.objects.exists()
    (line,) = lines("remove_sheet")
    assert (line.summary, line.network) == ("Action retirée : Développer le covoiturage", "essai")
    assert line.details["typed"]["budget"] == "150 k€ HT"
    assert "officer" not in line.details["typed"]


def test_an_action_replaced_is_dated_and_told(people: Cast, sheet: ActionSheet, plan: Plan):
    parts = [add_sheet(by=None, plan=plan, sheet_input=given(title=title)) for title in ("A", "B")]
    replace_sheets(by=people.officer, before=[sheet], after=parts, on=DAY)
    assert list(ActionSuccession.objects.values_list("before", "after", "on")) == [
        (sheet.pk, part.pk, DAY) for part in parts
    ]
    assert [line.summary for line in lines("replace_sheets")] == ["Action remplacée : Développer le covoiturage → A, B"]


@pytest.mark.parametrize(("before", "after"), [((), (0,)), ((0,), ()), ((0,), (0,)), ((0, 1), (1,))])
def test_an_action_is_replaced_by_others(
    sheet: ActionSheet, plan: Plan, before: tuple[int, ...], after: tuple[int, ...]
):
    sheets = [sheet, add_sheet(by=None, plan=plan, sheet_input=given(title="B"))]
    with pytest.raises(DomainError, match="remplacée par"):
        replace_sheets(by=None, before=[sheets[n] for n in before], after=[sheets[n] for n in after], on=DAY)
    assert not ActionSheet.objects.filter(replaced_on__isnull=False).exists()


def test_one_that_was_replaced_takes_the_place_of_none(sheet: ActionSheet, plan: Plan):
    second, third = (add_sheet(by=None, plan=plan, sheet_input=given(title=title)) for title in ("B", "C"))
    replace_sheets(by=None, before=[sheet], after=[second], on=DAY)
    with pytest.raises(DomainError, match="pas deux fois"):
        replace_sheets(by=None, before=[third], after=[again(sheet)], on=DAY)
    assert ActionSuccession.objects.count() == 1


def test_a_change_of_many_is_written_and_told_of_each(people: Cast, sheet: ActionSheet, plan: Plan):
    add_sheet(by=None, plan=plan, sheet_input=given(title="Trier"))
    sheets = list(ActionSheet.objects.prefetch_related("carriers").order_by("pk"))
    change = BulkChange(values={"status": "done", "end": "2026"})
    assert change_sheets(by=people.officer, sheets=sheets, change=change, expected=2) == 2
    kept = list(ActionSheet.objects.order_by("pk"))
    assert [(one.status, one.ends_on, one.revision, one.changed_by_name) for one in kept] == [
        ("done", date(2026, 12, 31), 2, people.officer.name)
    ] * 2
    assert kept[0].typed["budget"] == "150 k€ HT"
    told = lines("change_sheets")
    assert [line.object_id for line in told] == [one.slug for one in kept]
    assert told[0].network == "essai"
    assert [(one.field, one.before, one.after) for one in told[1].changes] == [
        ("Statut", "", "done"), ("Date de fin", "", "2026"),
    ]  # fmt: skip


def test_a_change_that_says_what_stands_writes_nothing(people: Cast, sheet: ActionSheet):
    sheets = list(ActionSheet.objects.prefetch_related("carriers"))
    assert change_sheets(by=people.officer, sheets=sheets, change=BulkChange(values={"status": "ongoing"})) == 0
    assert (again(sheet).revision, lines("change_sheets")) == (1, [])


def test_a_preview_that_no_longer_holds_is_refused(people: Cast, sheet: ActionSheet):
    sheets = list(ActionSheet.objects.prefetch_related("carriers"))
    for expected in (0, 2):
        with pytest.raises(ConflictError, match="vérifiez de nouveau"):
            change_sheets(
                by=people.officer, sheets=sheets, change=BulkChange(values={"status": "done"}), expected=expected
            )
    remove_sheet(by=None, sheet=again(sheet))
    with pytest.raises(ConflictError):
        change_sheets(by=None, sheets=sheets, change=BulkChange(values={"status": "done"}))


def model(key: str, title: str, **more: object) -> ModelAction:
    return ModelAction(**({"key": key, "typed": {"title": title}} | more))


def test_models_are_added_as_drafts_once(people: Cast, plan: Plan, sheet: ActionSheet):
    models = [model("a", "Isoler", axis=("Bâtir",)), model("b", "DÉVELOPPER le covoiturage"), model("c", "Trier")]
    assert add_models(by=people.officer, plan=plan, models=models) == 2
    added = list(ActionSheet.objects.exclude(pk=sheet.pk).order_by("rank"))
    assert [(one.title, one.is_published, one.rank) for one in added] == [("Isoler", False, 2), ("Trier", False, 3)]
    assert [one.axis.title if one.axis else "" for one in added] == ["Bâtir", ""]
    assert [place.siren for place in added[0].carriers.all()] == [SICOVAL]
    (line,) = lines("add_models")
    assert line.details == {"slugs": [one.slug for one in added], "models": ["a", "c"]}
    assert add_models(by=people.officer, plan=plan, models=models) == 0
    assert len(lines("add_models")) == 1


def test_models_need_a_choice_and_the_right(people: Cast, neighbour: Person, plan: Plan):
    with pytest.raises(DomainError, match="au moins une action"):
        add_models(by=people.officer, plan=plan, models=[])
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            add_models(by=person, plan=plan, models=[model("a", "Isoler")])
    assert not ActionSheet.objects.exists()


def test_a_plan_begun_from_another_keeps_parts_under_their_whole(people: Cast, plan: Plan, member: Territory):
    models = [
        model("part", "Partie", parent="whole"),
        model("whole", "Tout"),
        model("lost", "Orpheline", parent="gone"),
    ]
    new = begin_from(by=people.officer, source=plan, title="Suite", place=member, models=models)
    sheets = {one.title: one for one in new.action_sheets.all()}
    assert sheets["Partie"].parent == sheets["Tout"]
    assert (sheets["Tout"].parent, sheets["Orpheline"].parent) == (None, None)
    assert [one.title for one in new.action_sheets.order_by("rank")] == ["Tout", "Orpheline", "Partie"]
    assert (new.is_published, new.kind) == (False, plan.kind)
    (line,) = lines("begin_from")
    assert (line.summary, line.network) == ("3 actions reprises de « PCAET du Sicoval »", "essai")
    assert line.details == {"source": plan.slug, "actions": 3}


def test_who_begins_a_plan_reads_the_first_and_leads_the_place(
    people: Cast, neighbour: Person, plan: Plan, member: Territory
):
    for person in (people.contributor, people.reader, neighbour):
        with pytest.raises(NotAllowedError):
            begin_from(by=person, source=plan, title="Suite", place=member, models=[])
    Plan.objects.filter(pk=plan.pk).update(is_published=False)
    plan.refresh_from_db()
    with pytest.raises(NotAllowedError):
        begin_from(by=neighbour, source=plan, title="Suite", place=member, models=[])
    assert Plan.objects.count() == 1


def test_an_action_is_placed_in_another_plan_and_taken_out(people: Cast, sheet: ActionSheet, elsewhere: Plan):
    place_in_plans(by=people.coordinator, sheet=sheet, plans=[elsewhere], among=[elsewhere])
    place_in_plans(by=people.coordinator, sheet=sheet, plans=[elsewhere], among=[elsewhere])
    assert list(sheet.also_in.all()) == [elsewhere]
    place_in_plans(by=people.coordinator, sheet=sheet, plans=[], among=[])  # of which nothing is said
    assert list(sheet.also_in.all()) == [elsewhere]
    place_in_plans(by=people.coordinator, sheet=sheet, plans=[], among=[elsewhere])
    assert list(sheet.also_in.all()) == []
    assert [line.summary for line in lines("place_in_plans")] == [
        "Action placée aussi dans « PCAET voisin »", "Action retirée de « PCAET voisin »",
    ]  # fmt: skip
    with pytest.raises(DomainError, match="déjà dans son plan"):
        place_in_plans(by=people.coordinator, sheet=sheet, plans=[sheet.plan], among=[])
    with pytest.raises(NotAllowedError):
        place_in_plans(by=people.officer, sheet=sheet, plans=[elsewhere], among=[elsewhere])


def test_a_joint_action_is_asked_of_each_that_carries_it(
    people: Cast, member: Territory, other: Territory, sheet: ActionSheet
):
    for carriers in ([], [member], [member, member]):
        with pytest.raises(DomainError, match="au moins deux"):
            add_joint_sheet(by=people.coordinator, title="Voie verte", carriers=carriers)
    made = add_joint_sheet(by=people.coordinator, title="Voie verte", carriers=[member, other])
    assert (made.is_published, made.plan, {place.siren for place in made.carriers.all()}) == (
        False, None, {SICOVAL, MURETAIN},
    )  # fmt: skip
    with pytest.raises(NotAllowedError, match="ne porte une action que si"):
        share_sheet(by=people.officer, sheet=made, carriers=[member])
    assert share_sheet(by=people.coordinator, sheet=made, carriers=[member])
    assert not share_sheet(by=people.officer, sheet=made, carriers=[member])
    assert [place.siren for place in made.carriers.all()] == [SICOVAL]


def test_a_view_kept_again_takes_the_place_of_its_name(people: Cast, network: Network):
    keep_view(by=people.officer, network=network, name=" En  retard ", sheet_filter=SheetFilter(status="late"))
    keep_view(by=people.officer, network=network, name="En retard", sheet_filter=SheetFilter(status="done"))
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("En retard", "statut=done")
    long = keep_view(by=people.officer, network=network, name="x" * 90, sheet_filter=SheetFilter(text="é" * 99))
    assert (len(SavedView.objects.get(pk=long.pk).name), len(long.query)) == (80, 500)
    assert not forget_view(by=people.coordinator, network=network, name="En retard")
    assert forget_view(by=people.officer, network=network, name="En retard")
    assert not forget_view(by=people.officer, network=network, name="En retard")
    for name, asked, said in (
        (" ", SheetFilter(status="late"), "a un nom"),
        ("A", SheetFilter(), "ce que la vue montre"),
    ):
        with pytest.raises(DomainError, match=said):
            keep_view(by=people.officer, network=network, name=name, sheet_filter=asked)


FACT = (EvidenceRef(kind="fact", key="S108"),)
STATE = ProjectState(kind=StateKind.STUDIED, label=Text("Étude", "Study"), since=2020, evidence=FACT)
HEADING = ProjectHeading(
    slug="gare", name=Text("Gare", "Station"), ambition=Text("Sobre", "Frugal"), commune="", sirens=(SICOVAL,),
    lines=(ProjectLine(topic=ProjectTopic.WATER, text=Text("Pluie", "Rain"), evidence=FACT),), states=(STATE,),
    evidence=FACT,
)  # fmt: skip


def test_a_project_is_kept_whole_with_its_actions_and_told_once(people: Cast, network: Network, sheet: ActionSheet):
    project = keep_project(by=people.coordinator, network=network, heading=HEADING, sheets=[sheet.slug])
    assert (list(project.sheets.all()), [place.siren for place in project.carriers.all()]) == ([sheet], [SICOVAL])
    assert project.as_core() == HEADING
    keep_project(by=people.officer, network=network, heading=HEADING, sheets=[])
    assert list(Project.objects.get().sheets.all()) == []
    assert [line.summary for line in lines("keep_project")] == ["Projet enregistré : Gare"]
    keep_project(by=people.officer, network=network, heading=replace(HEADING, states=()))
    assert Project.objects.get().as_core().states == ()
    assert len(lines("keep_project")) == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sirens": ()}, "porté par des territoires"),
        ({"sirens": (SICOVAL, "999999999")}, "porté par des territoires"),
        ({"states": (replace(STATE, evidence=()),)}, "a une source"),
        ({"lines": (replace(HEADING.lines[0], evidence=()),)}, "a une source"),
    ],
)
def test_a_project_without_what_it_rests_on_is_refused(network: Network, member: Territory, changes: dict, said: str):
    with pytest.raises(DomainError, match=said):
        keep_project(by=None, network=network, heading=replace(HEADING, **changes))
    assert not Project.objects.exists()


def test_a_state_is_added_after_the_others_and_told(people: Cast, network: Network, member: Territory):
    project = keep_project(by=None, network=network, heading=HEADING)
    later = replace(STATE, kind=StateKind.IN_SERVICE, label=Text("Ouverte", "Open"), since=2024)
    add_state(by=people.officer, project=project, state=later)
    assert [state.rank for state in project.states.all()] == [1, 2]
    (line,) = lines("add_state")
    assert (line.summary, line.network, line.object_id) == ("État ajouté : en service, 2024, Ouverte", "essai", "gare")
    for wrong in ({"since": None}, {"label": Text(" ", "x")}, {"evidence": ()}):
        with pytest.raises(DomainError, match="une année, des mots et une source"):
            add_state(by=people.officer, project=project, state=replace(later, **wrong))
    assert project.states.count() == 2
