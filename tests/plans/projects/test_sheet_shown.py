"""What pages show of actions, in words: fields, lines, what lacks, lists, trees, days, the desk, evidence, projects."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.projects import keep_project
from autan.plans.projects.actions.remarks import remark_on_sheet
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.fields import BY_CODE, FIELDS, read_field
from autan.plans.projects.core.projects import (
    ProjectHeading,
    ProjectLine,
    ProjectState,
    ProjectTopic,
    StateKind,
    years_of,
)
from autan.plans.projects.models import ActionSheet, Axis, Project
from autan.plans.projects.presenters.evidence_kinds import (
    describe_actions,
    describe_list,
    describe_projects,
    project_hits,
    project_rows,
    state_views,
    topic_views,
)
from autan.plans.projects.presenters.listing import (
    action_days,
    board_columns,
    calendar_entries,
    plan_tree,
    sheet_rows,
)
from autan.plans.projects.presenters.sections import action_lines, catalogue_figures, mention_lines
from autan.plans.projects.presenters.sheet_form import bulk_inputs, input_groups, line_inputs
from autan.plans.projects.presenters.sheet_page import (
    budget_grid,
    field_words,
    group_views,
    lines_views,
    missing_words,
    own_share_words,
    remark_words,
    saved_words,
    status_words,
)
from autan.plans.projects.queries.projects import projects_of_territory, search_projects, sheets_serving
from autan.plans.projects.queries.sheets import (
    SheetContent,
    all_sheets,
    axes_of,
    content_of,
    find_sheet,
    sheets_of_plan,
)
from autan.territories.networks.models import Membership, Network, Territory
from tests.cast import Cast
from tests.plans.projects.conftest import SICOVAL

TODAY = date(2026, 11, 26)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def add(plan: Plan, title: str, *, axis: Sequence[str] = (), parent: ActionSheet | None = None, **typed: str):
    sheet_input = SheetInput(typed={"title": title, **typed}, axis=list(axis), parent=parent)
    return add_sheet(by=None, plan=plan, sheet_input=sheet_input)


def content(sheet: ActionSheet, reader: Any = PUBLIC) -> SheetContent:
    return find_sheet(sheet.slug, reader=reader)


@pytest.mark.parametrize(
    ("code", "text", "fr", "en"),
    [
        ("status", "done", "Réalisé", "Done"),
        ("themes", "waste, water", "Déchets, Eau", "Waste, Water"),
        ("partners", "Région; ADEME", "Région, ADEME", "Région, ADEME"),
        ("is_continuous", "oui", "oui", "yes"),
        ("is_continuous", "non", "non", "no"),
        ("start", "06/2025", "juin 2025", "June 2025"),
        ("staff_fte", "0,5", "0,5", "0.5"),
        ("title", "Deux\n mots", "Deux mots", "Deux mots"),
        ("description", "Deux\nlignes", "Deux\nlignes", "Deux\nlignes"),
    ],
)
def test_a_value_is_said_in_both_languages(code: str, text: str, fr: str, en: str):
    value = read_field(BY_CODE[code], text)
    assert value is not None
    assert plain(field_words(code, value)) == fr
    with translation.override("en"):
        assert plain(field_words(code, value)) == en


def test_a_status_is_said_even_where_nobody_said_it():
    assert status_words(ActionStatus.LATE) == status_words("late") == "En retard"
    assert {status_words(unknown) for unknown in ("", None, "unknown")} == {"statut non renseigné"}


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        (0, "La fiche est enregistrée."),
        (1, "La fiche est enregistrée. 1 valeur n’est pas lue"),
        (2, "La fiche est enregistrée. 2 valeurs ne sont pas lues"),
    ],
)
def test_what_is_saved_says_what_is_not_read(problems: int, said: str):
    assert plain(saved_words(problems)).startswith(said)
    assert (plain(saved_words(problems)) == said) is (problems == 0)


@pytest.mark.parametrize(
    ("names", "unknown", "said"),
    [
        ([], [], "Commentaire ajouté."),
        (["Ada", "Zoé"], [], "Commentaire ajouté, pour Ada, Zoé."),
        ([], ["Max"], "Commentaire ajouté. Personne ici ne s’appelle Max : choisissez dans la liste."),
        (["Ada"], ["Max"], "Commentaire ajouté, pour Ada. Personne ici ne s’appelle Max : choisissez dans la liste."),
    ],
)
def test_a_comment_says_for_whom_it_is(names: list[str], unknown: list[str], said: str):
    assert plain(remark_words(names, unknown)) == said


def test_fields_stand_in_their_part_with_who_reads_them(people: Cast, sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"spent": "cher"}))
    shown = {
        field["label"]: field for group in group_views(content(sheet, people.officer)) for field in group["fields"]
    }
    assert shown["Personne pilote"]["readers"] == "la collectivité"
    assert (shown["Partenaires"]["readers"], shown["Partenaires"]["words"]) == ("", "Région, Tisséo")
    assert shown["Notes de suivi"]["is_long"]
    assert (shown["Dépensé à ce jour"]["words"], bool(shown["Dépensé à ce jour"]["problem"])) == ("cher", True)
    assert not {"Titre de l’action", "Descriptif", "Statut"} & set(shown)
    public = {field["label"] for group in group_views(content(sheet)) for field in group["fields"]}
    assert not {"Personne pilote", "Notes de suivi"} & public
    assert all(group["fields"] for group in group_views(content(sheet)))


def test_lines_show_the_columns_that_are_used_and_what_is_wrong(sheet: ActionSheet):
    lines = {"steps": [{"name": "Étude", "state": "done"}, {"name": "Travaux", "state": "planned"}],
             "funding": [{"funder": "ADEME", "granted": "cher"}]}  # fmt: skip
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, lines=lines))
    steps, funding = lines_views(content(sheet))
    assert (steps["label"], steps["headings"]) == ("Étapes", ("Étape", "État"))
    assert steps["rows"] == (("Étude", "faite"), ("Travaux", "à faire"))
    assert steps["problems"] == ()
    assert len(funding["problems"]) == 1
    assert plain(funding["problems"][0]).startswith("ADEME : ")


def test_what_lacks_most_is_named_and_not_what_is_kept_back(sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"lead": "Ville"}, disclosures={"lead": "network"}))
    public = missing_words(content(sheet))
    assert len(public) == 6
    assert "Structure pilote" not in public
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"lead": ""}))
    assert missing_words(content(sheet))[0] == "Structure pilote"


@pytest.mark.parametrize(
    ("budget", "granted", "share"),
    [
        ("100 k€ HT", ["30 k€ HT"], "70 %"),
        ("100 k€ HT", ["30 k€ HT", "20 k€ HT"], "50 %"),
        ("100 k€ HT", ["30 à 40 k€ HT"], "60–70 %"),
        ("100 k€ HT", ["30 k€ TTC"], ""),
        ("100 k€ HT", [], ""),
        ("plus de 100 k€ HT", ["30 k€ HT"], ""),
        ("", ["30 k€ HT"], ""),
    ],
)
def test_an_own_share_is_said_where_every_part_is_known(
    sheet: ActionSheet, budget: str, granted: list[str], share: str
):
    sheet.typed = {**sheet.typed, "budget": budget}
    sheet.lines = {"funding": [{"funder": "ADEME", "granted": text} for text in granted]}
    shown = content_of(sheet, find_sheet(sheet.slug, reader=PUBLIC).level)
    assert plain(own_share_words(shown)) == share


def test_a_grid_of_budgets_keeps_what_cannot_be_read(sheet: ActionSheet):
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"spent": "cher"}))
    grid = budget_grid([sheet])
    (row,) = grid.rows
    assert [column.code for column in grid.columns] == ["budget", "spent", "staff_fte"]
    assert row.typed == {"budget": "150 k€ HT", "spent": "cher", "staff_fte": ""}
    assert set(row.origins) == {"budget", "spent"}
    assert plain(row.alert).startswith("Dépensé à ce jour : « cher »")
    assert (row.key, row.revision) == (sheet.slug, sheet.revision)


def test_the_form_holds_every_field_with_what_was_typed():
    groups = input_groups({"title": "A", "status": "Terminé", "themes": "Eau, Déchets", "end": "demain"}, {})
    fields = {field["code"]: field for group in groups for field in group["fields"]}
    assert set(fields) == {field.code for field in FIELDS}
    assert [code for code, _label, is_chosen in fields["status"]["choices"] if is_chosen] == ["done"]
    assert {code for code, _label, is_chosen in fields["themes"]["choices"] if is_chosen} == {"water", "waste"}
    assert [code for code, *_rest in fields["is_continuous"]["choices"]] == ["yes", "no"]
    assert (fields["end"]["value"], bool(fields["end"]["problem"]), bool(fields["start"]["problem"])) == (
        "demain", True, False,
    )  # fmt: skip
    assert {field["widget"] for field in fields.values()} == {"line", "prose", "choice", "choices"}
    assert (bool(fields["budget"]["hint"]), fields["title"]["hint"]) == (True, "")
    assert {group["code"]: group["filled"] for group in groups}["presentation"] == 2


@pytest.mark.parametrize(
    ("code", "readers", "reader"),
    [
        ("budget", ["public", "network", "territory"], "public"),
        ("notes", ["network", "territory"], "network"),
        ("officer", ["territory"], "territory"),
    ],
)
def test_a_field_offers_the_readers_that_it_may_have(code: str, readers: list[str], reader: str):
    fields = {field["code"]: field for group in input_groups({}, {}) for field in group["fields"]}
    assert [level for level, _words in fields[code]["readers"]] == readers
    assert fields[code]["reader"] == reader


def test_lines_of_the_form_end_with_two_blank_ones():
    sections = {section["code"]: section for section in line_inputs({"steps": [{"name": "Étude"}]})}
    assert list(sections) == ["steps", "funding", "documents"]
    assert (len(sections["steps"]["rows"]), sections["steps"]["filled"]) == (3, 1)
    assert (len(sections["funding"]["rows"]), sections["funding"]["filled"]) == (2, 0)
    assert [field["value"] for field in bulk_inputs(["status", "end"])] == ["", ""]


def test_a_row_says_its_status_its_due_date_as_stated_and_what_is_not_known(plan: Plan, member: Territory):
    add(plan, "a", status="ongoing", end="2020", themes="waste")
    add(plan, "b", status="done", end="06/2020")
    add(plan, "c", end="31/12/2026")
    rows = sheet_rows(all_sheets().order_by("rank"), today=TODAY)
    assert [(row.status, plain(row.due), row.is_past) for row in rows] == [
        ("En cours", "2020", True),
        ("Réalisé", "juin 2020", False),
        ("statut non renseigné", "31 décembre 2026", False),
    ]
    assert (rows[0].themes, rows[0].carriers) == ("Déchets", ((SICOVAL, member.short_name),))
    assert [row.is_draft for row in rows] == [False] * 3
    Plan.objects.update(is_published=False)
    assert sheet_rows(all_sheets().order_by("rank"), today=TODAY)[0].is_draft


def test_a_board_has_the_statuses_that_some_action_has_the_unknown_last(plan: Plan):
    done, bare = add(plan, "a", status="done"), add(plan, "b")
    columns = board_columns({"done": 4, "": 1, "late": 0}, {"done": [done], "": [bare]}, today=TODAY)
    assert [(column["code"], column["count"], len(column["rows"])) for column in columns] == [
        ("done", 4, 1), ("unknown", 1, 1),
    ]  # fmt: skip


def test_a_calendar_holds_the_ends_that_are_known(plan: Plan, member: Territory):
    add(plan, "a", end="06/2026", status="ongoing")
    add(plan, "b")
    (entry,) = calendar_entries(all_sheets())
    assert (entry.day, plain(entry.title)) == (date(2026, 6, 30), f"{member.short_name} : a")
    assert entry.description == "Fin prévue de l’action, en cours."


def test_a_tree_has_its_axes_in_order_then_what_stands_on_none(plan: Plan):
    whole = add(plan, "tout", axis=["1. Bâtir", "1.1. Isoler"])
    add(plan, "partie", axis=["1. Bâtir", "1.1. Isoler"], parent=whole)
    add(plan, "libre")
    Axis.objects.create(plan=plan, title="2. Vide", key="2 vide", rank=3)
    top = plan_tree(axes_of(plan), sheets_of_plan(plan, reader=PUBLIC), today=TODAY)
    assert [(view.title, view.level, len(view.rows)) for view in top] == [
        ("1. Bâtir", 2, 0),
        ("2. Vide", 2, 0),
        ("", 2, 1),
    ]
    (below,) = top[0].below
    assert (below.title, below.level) == ("1.1. Isoler", 3)
    ((row, parts),) = below.rows
    assert (row.sheet.title, [part.sheet.title for part in parts]) == ("tout", ["partie"])
    assert plan_tree([], [], today=TODAY) == []


def test_a_part_whose_whole_is_not_shown_stands_alone(plan: Plan):
    whole = add(plan, "tout")
    add(plan, "partie", parent=whole)
    ActionSheet.objects.filter(pk=whole.pk).update(is_published=False)
    (loose,) = plan_tree([], sheets_of_plan(plan, reader=PUBLIC), today=TODAY)
    assert [(row.sheet.title, parts) for row, parts in loose.rows] == [("partie", [])]


def test_days_of_a_person_are_ends_and_steps_to_do(people: Cast, plan: Plan):
    steps = [
        {"name": "Étude", "due": "2026-03"},
        {"name": "Faite", "due": "2026-02", "state": "done"},
        {"name": "Sans date"},
    ]
    sheet = add(plan, "a", end="06/2026", status="ongoing")
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, lines={"steps": steps}))
    days = [(day.uid, day.day, str(day.title)) for day in action_days(people.officer, TODAY)]
    assert [(uid, day) for uid, day, _title in days] == [
        (f"action-{sheet.slug}", date(2026, 6, 30)), (f"action-{sheet.slug}-1", date(2026, 3, 31)),
    ]  # fmt: skip
    assert "Étude" in days[1][2]
    assert list(action_days(people.reader, TODAY)) == []


def test_the_desk_leads_to_what_is_late_past_and_to_fill_in(people: Cast, plan: Plan, member: Territory):
    assert list(action_lines(people.officer)) == []
    add(plan, "a", status="late", status_reason="marché")
    add(plan, "b", status="ongoing", end="2020")
    lines = [(plain(line.title), line.url.partition("?")[2]) for line in action_lines(people.officer)]
    name = member.short_name
    assert lines == [
        (f"1 action en retard : {name}", f"membre={SICOVAL}&etat=overdue"),
        (f"1 action dont l’échéance est passée : {name}", f"membre={SICOVAL}&etat=passed"),
        (f"2 fiches à compléter : {name}", f"membre={SICOVAL}&etat=to_fill&tri=filled"),
    ]
    for person in (people.coordinator, people.reader, people.outsider):
        assert list(action_lines(person)) == []
    Membership.objects.update(valid_to=date(2025, 1, 1))
    assert list(action_lines(people.officer)) == []


def test_the_desk_tells_a_comment_for_a_month(people: Cast, sheet: ActionSheet):
    remark = remark_on_sheet(by=people.officer, sheet=sheet, text="Oui ?", chosen=[str(people.reader.pk)])
    (line,) = mention_lines(people.reader)
    assert line.title == f"{people.officer.name} vous écrit sur une action"
    assert line.url.endswith(f"#commentaire-{remark.pk}")
    type(remark).objects.update(at=timezone.now() - timedelta(days=31))
    assert list(mention_lines(people.reader)) == []


def test_texts_may_quote_counts_and_budgets_of_a_network(plan: Plan):
    add(plan, "a", status="done", themes="waste", budget="10 k€ HT", scope="territory")
    figures = {figure.id.removeprefix("actions.essai."): figure.value for figure in catalogue_figures("essai")}
    assert (figures["count"], figures["status.done"], figures["members.waste"]) == (1, 1, 1)
    assert (figures["budget.ht-territory"], figures["budget.ttc-estate"]) == (10_000, None)


def test_an_action_as_evidence_says_who_changed_it_to_its_own_alone(
    people: Cast, neighbour: Person, sheet: ActionSheet
):
    change_sheet(by=people.officer, sheet=sheet, sheet_input=SheetInput(typed={"results": "dix"}))
    for reader, is_told in ((people.reader, True), (people.officer, True), (neighbour, False), (PUBLIC, False)):
        card = describe_actions([sheet.slug, "nowhere"], reader)[sheet.slug]
        assert (people.officer.name in str(card.recorded)) is is_told
        assert (card.title.fr, card.statement, card.note) == (sheet.title, Text("En cours", "Under way"), None)


def test_a_list_as_evidence_holds_the_actions_of_one_territory(plan: Plan):
    for rank in range(31):
        add(plan, f"Action {rank}", status="done")
    card = describe_list(f"{SICOVAL}/status/done")
    assert card is not None
    assert card.table is not None
    assert (len(card.table.rows), card.table.total_rows) == (30, 31)
    assert card.table.rows[0] == ("Action 0", "Réalisé")
    assert card.whole_list.endswith(f"?membre={SICOVAL}")
    assert describe_list("000000000/count/") is None


FACT = (EvidenceRef(kind="fact", key="S108"),)


def state(label: str, since: int | None, until: int | None = None) -> ProjectState:
    return ProjectState(
        kind=StateKind.STUDIED, label=Text(label, label), since=since, until=until, evidence=FACT
    )  # fmt: skip


HEADING = ProjectHeading(
    slug="gare", name=Text("Gare sobre", "Frugal station"), ambition=Text("Une gare", "A station"), commune="",
    sirens=(SICOVAL,),
    lines=(
        ProjectLine(topic=ProjectTopic.WORKSHOP, text=Text("Atelier", "Workshop"), evidence=FACT),
        ProjectLine(topic=ProjectTopic.ORIGIN, text=Text("Origine", "Origin"), evidence=FACT),
    ),
    states=(state("Étude", 2013, 2015), state("Travaux", 2016), state("Sans date", None)), evidence=FACT,
)  # fmt: skip


@pytest.fixture
def project(network: Network, sheet: ActionSheet) -> Project:
    return keep_project(by=None, network=network, heading=HEADING, sheets=[sheet.slug])


@pytest.mark.parametrize(
    ("year", "labels"),
    [
        (None, ["Étude", "Travaux", "Sans date"]),
        (2012, []),
        (2013, ["Étude"]),
        (2015, ["Étude"]),
        (2016, ["Travaux"]),
        (2030, ["Travaux"]),
    ],
)
def test_a_project_shows_its_states_of_a_year(project: Project, year: int | None, labels: list[str]):
    (row,) = project_rows([project], year, PUBLIC)
    assert [view["label"] for view in row["states"]] == labels
    assert (row["name"], row["ambition"], [siren for siren, _name in row["places"]]) == (
        "Gare sobre", "Une gare", [SICOVAL],
    )  # fmt: skip
    assert years_of([HEADING]) == (2013, 2016)


def test_states_say_their_years(project: Project):
    views = state_views(HEADING.states, PUBLIC)
    assert [(view["years"], view["is_past"]) for view in views] == [
        ("2013–2015", True), ("depuis 2016", False), ("sans date", False),
    ]  # fmt: skip
    assert views[0]["kind"] == "étudié"
    assert state_views([], PUBLIC) == ()


def test_topics_stand_in_their_order(project: Project):
    assert [text for _topic, text, _cards in topic_views(HEADING, PUBLIC)] == ["Origine", "Atelier"]


def test_a_project_is_found_in_either_language_best_first(project: Project, network: Network):
    second = replace(HEADING, slug="halle", name=Text("Halle", "Hall"), ambition=Text("Près d’une gare", "Near"))
    keep_project(by=None, network=network, heading=second)
    assert [one.slug for one, _score in search_projects("gare")] == ["gare", "halle"]
    assert [one.slug for one, _score in search_projects("frugal")] == ["gare"]
    assert search_projects("zzz") == []
    (hit, _other) = project_hits("gare", PUBLIC)
    assert (hit.title, hit.url, hit.ref, hit.is_invented) == ("Gare sobre", "/projets/gare/", "project:gare", False)


def test_a_project_is_served_by_published_actions_that_stand(project: Project, sheet: ActionSheet):
    assert sheets_serving(project) == [sheet]
    ActionSheet.objects.update(is_published=False)
    assert sheets_serving(project) == []
    assert projects_of_territory(SICOVAL) == [project]
    assert projects_of_territory("000000000") == []
    card = describe_projects(["gare", "nowhere"], PUBLIC)["gare"]
    assert (card.title, card.statement) == (Text("Gare sobre", "Frugal station"), Text("Une gare", "A station"))
