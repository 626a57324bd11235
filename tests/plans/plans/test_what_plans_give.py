"""What plans give to shared pages: the desk, days, a search, a step, open data, cards of evidence, a calendar."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import UnknownError
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.plans.plans.actions.imports import state_complete
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.core.deadlines import deadlines_of
from autan.plans.plans.core.needed import needed_sections
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.core.steps import steps_of
from autan.plans.plans.exporters import CalendarEntry, TableFormat, write_calendar, write_json, write_table, write_yaml
from autan.plans.plans.importers.definitions import find_section, rule_table
from autan.plans.plans.importers.plan_documents import read_plans
from autan.plans.plans.models import Plan
from autan.plans.plans.presenters.calendar import calendar_entries, deadline_label, deadline_table
from autan.plans.plans.presenters.evidence_kinds import describe_lines, describe_plans
from autan.plans.plans.presenters.published import PUBLISHED_PLANS
from autan.plans.plans.presenters.sections import plan_days, plan_lines, plans_step, search_lines, search_plans
from autan.plans.plans.presenters.words import amount_words, short_amount
from autan.plans.plans.queries.deadlines import plan_deadlines
from autan.plans.plans.queries.plans import find_plan, needed_in
from autan.plans.plans.queries.proposals import find_proposal, proposals_for
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL
from tests.plans.plans.making import B, C, heading, held, line

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _in_french():
    with in_language("fr"):
        yield


def plain(text: object) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", str(text))


def fill(plan: Plan, section: str, *, by: Person | None = None, **typed: str) -> None:
    evidence = [EvidenceRef(kind="fact", key="W1")] if typed.pop("fact", "") else None
    key = typed.pop("key", "")
    save_section(by=by, plan=plan, section=section, lines=[LineInput(key=key, typed=typed, evidence=evidence)])


def adopted(plan: Plan, years_ago: int, *, months: int = 0) -> date:
    """Say that a plan was adopted so long ago; return the day."""
    day = (TODAY.replace(day=1) - timedelta(days=30 * months)).replace(day=1)
    day = day.replace(year=day.year - years_ago)
    fill(plan, "steps", key="adoption", status="done", date=day.isoformat())
    return day


def publish(*plans: Plan) -> None:
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(is_published=True)
    for plan in plans:
        plan.refresh_from_db()


def begin(slug: str, siren: str = SICOVAL, **changes: Any) -> Plan:
    values = {"slug": slug, "title": slug.title(), "kind": PlanKind.PCAET, "scope": PlanScope.TERRITORY}
    return start_plan(
        by=None, heading=PlanHeading(**{**values, **changes}), subjects=[Territory.objects.get(siren=siren)]
    )


def test_the_desk_of_an_officer_says_what_is_past_and_what_falls_due_within_six_months(plan: Plan, people: Cast):
    assert list(plan_lines(people.officer)) == []
    adopted(plan, 5, months=8)  # the report is past, the update is due in four months
    past, soon = plan_lines(people.officer)
    assert plain(past.title) == "PCAET du Sicoval : Rapport à trois ans"
    assert plain(past.detail).startswith("échéance passée, suite non connue ici, le ")
    assert plain(soon.title) == "PCAET du Sicoval : Mise à jour à six ans"
    assert (past.url, past.rank, soon.rank) == (f"/plans/{plan.slug}/", 45, 45)
    fill(plan, "steps", key="midterm_report", status="not_done", date=TODAY.isoformat())
    assert [item.rank for item in plan_lines(people.officer)] == [25, 45], "a source says that it was not done"
    for person in (people.coordinator, people.contributor, people.reader, people.outsider):
        assert list(plan_lines(person)) == []


def test_the_days_of_an_officer_are_those_of_which_something_is_awaited(plan: Plan, people: Cast):
    day = adopted(plan, 2)
    due = {one.uid: one for one in plan_days(people.officer, TODAY)}
    assert set(due) == {f"plan-{plan.slug}-midterm_report", f"plan-{plan.slug}-revision"}
    report = due[f"plan-{plan.slug}-midterm_report"]
    assert (report.day, report.title, report.detail) == (
        day.replace(year=day.year + 3),
        "Rapport à trois ans",
        "PCAET du Sicoval",
    )
    fill(plan, "steps", key="midterm_report", status="done", date=TODAY.isoformat())
    assert [one.title for one in plan_days(people.officer, TODAY)] == ["Mise à jour à six ans"]
    assert list(plan_days(people.outsider, TODAY)) == []


def test_only_published_plans_are_found_by_their_title_and_by_what_their_lines_say(plan: Plan, people: Cast):
    fill(plan, "partners", name="Agence du bois", fact="yes")
    fill(plan, "people", role="elected_lead", name="Camille Exemple")
    assert (search_plans("pcaet sicoval", PUBLIC), search_lines("agence bois", people.officer)) == ([], [])
    publish(plan)
    fill(plan, "partners", key="2", name="Chambre d’agriculture")
    (hit,) = search_plans("sicoval", PUBLIC)
    assert (hit.title, hit.url, hit.ref) == ("PCAET du Sicoval", f"/plans/{plan.slug}/", f"plan:{plan.slug}")
    assert (hit.kind, hit.is_invented) == (PlanKind.PCAET.label.fr, False)
    (found,) = search_lines("agence du bois", PUBLIC)
    assert (found.url, found.ref) == (f"/plans/{plan.slug}/#partners", f"plan-line:{plan.slug}/partners/1")
    assert "Agence du bois" in found.excerpt
    assert found.score < 1, "what is in a plan stands under what has a page"
    assert search_lines("camille", PUBLIC) == [], "the name of a person is never searched"
    assert search_plans("", PUBLIC) == search_lines("", PUBLIC) == []


def test_the_step_of_a_network_says_which_members_and_sections_lack_and_what_is_to_come(plan: Plan, network: Network):
    step = plans_step("essai", PUBLIC)
    assert (step.is_done, step.known, step.days) == (False, "Aucun plan publié.", ())
    assert [plain(one) for one in step.lacks] == ["Aucun plan renseigné ici : Sicoval, Le Muretain Agglo."]
    day = adopted(plan, 1)
    state_complete(by=None, subject=plan, section="targets", on=TODAY, evidence=[EvidenceRef(kind="fact", key="W1")])
    publish(plan)
    step = plans_step("essai", PUBLIC)
    assert (step.is_done, step.known) == (True, "1 plan publié.")
    members, sections = (plain(one) for one in step.lacks)
    assert members == "Aucun plan renseigné ici : Le Muretain Agglo."
    assert find_section("people").label.fr in sections
    assert find_section("steps").label.fr not in sections
    assert find_section("targets").label.fr not in sections, "it is stated that there is none"
    assert [(one.day, one.what, one.who) for one in step.days] == [
        (day.replace(year=day.year + 3), "Rapport à trois ans", "Sicoval"),
        (day.replace(year=day.year + 6), "Mise à jour à six ans", "Sicoval"),
    ]
    publish(begin("autre", MURETAIN))
    assert plans_step("essai", PUBLIC).known == "2 plans publiés."
    empty = Network.objects.create(slug="vide", name_fr="Vide", name_en="Empty")
    assert plans_step(empty.slug, PUBLIC).lacks == ()


def test_open_data_holds_published_plans_alone_and_leaves_the_unknown_empty(plan: Plan, network: Network):
    columns = [column.name for column in PUBLISHED_PLANS.columns]
    assert list(PUBLISHED_PLANS.rows("essai")) == []
    adopted(plan, 1)
    bare = start_plan(by=None, heading=PlanHeading(slug="b", title="B", kind=PlanKind.OWN), network=network)
    publish(plan, bare)
    first, second = (dict(zip(columns, row, strict=True)) for row in PUBLISHED_PLANS.rows("essai"))
    assert (first["plan"], first["kind"], first["scope"]) == (plan.slug, "pcaet", "territory")
    assert (first["stage"], first["stage_status"]) == ("adoption", "done")
    unknown = {name for name, value in second.items() if value is None}
    assert {"scope", "stage", "stage_status"} <= unknown
    assert SICOVAL in first.values()
    assert second["plan"] == "b"


def test_a_line_is_told_with_its_author_to_who_writes_the_plan_alone(plan: Plan, people: Cast):
    fill(plan, "people", by=people.officer, role="elected_lead", name="Camille")
    fill(plan, "partners", name="ADEME")
    keys = [f"{plan.slug}/people/1", f"{plan.slug}/partners/1", f"{plan.slug}/partners/9", "x/steps/adoption"]
    cards = describe_lines(keys, PUBLIC)
    assert list(cards) == keys[:2]
    private, open_line = cards.values()
    assert "Camille" not in private.statement.fr
    assert people.officer.name not in private.recorded
    assert (open_line.title.fr.startswith("PCAET du Sicoval, "), "ADEME" in open_line.statement.fr) == (True, True)
    assert SYSTEM_NAME in open_line.recorded
    assert people.officer.name in describe_lines(keys, people.officer)[keys[0]].recorded
    assert list(describe_plans([plan.slug, "x"], PUBLIC)) == [plan.slug]
    assert describe_plans([plan.slug], PUBLIC)[plan.slug].note is None


def test_a_plan_meets_the_deadline_of_the_one_before_it_once_it_is_published(plan: Plan, people: Cast):
    first = begin("first", kind=PlanKind.PCET)
    fill(first, "steps", key="adoption", status="done", date="2012-03-29")
    second = begin("second", kind=PlanKind.OWN, follows="first")
    third = begin("third", follows="second")
    fill(third, "steps", key="adoption", status="done", date="2016-05-01")
    publish(first, third)

    def status(*plans: Plan) -> DeadlineStatus:
        found = plan_deadlines([one.as_core() for one in plans], today=date(2026, 1, 1))
        return next(one.status for one in found if one.plan == "first")

    assert status(first) is DeadlineStatus.PASSED, "a draft stands between them"
    assert status(first, second) is DeadlineStatus.MET, "who is given the draft sees through it"
    publish(second)
    assert status(first) is DeadlineStatus.MET
    assert plan_deadlines([], today=TODAY) == ()
    assert plan.slug not in [one.plan for one in plan_deadlines([first.as_core()], today=TODAY)]


def test_deadlines_of_several_plans_come_soonest_first(plan: Plan):
    other = begin("agenda", MURETAIN)
    for record, day in ((plan, "2020-01-01"), (other, "2019-01-01")):
        fill(record, "steps", key="adoption", status="done", date=day)
    found = plan_deadlines([plan.as_core(), other.as_core()], today=date(2021, 1, 1))
    assert [(one.plan, one.due.year) for one in found] == [
        ("agenda", 2022),
        (plan.slug, 2023),
        ("agenda", 2025),
        (plan.slug, 2026),
    ]


LATE = [
    line("steps", "adoption", status="done", date="2019-06-27"),
    line("opinions", "1", body="mrae", sent="2024-05-31", delay_months="3"),
    line("opinions", "2", body="mrae", sent="2020-05-31", delay_months="3", received="2020-06-30"),
]


def deadlines(today: date):
    rules = rule_table()
    return deadlines_of(
        slug="p",
        kind=PlanKind.PCAET,
        steps=steps_of(LATE),
        lines=LATE,
        rules=rules.delays,
        opinion_rules=rules.opinions,
        today=today,
    )


def test_a_table_of_deadlines_numbers_each_rule_once_and_sets_apart_what_was_met():
    table = deadline_table(deadlines(date(2024, 6, 15)), {"p": "Plan"})
    assert [view.label for _number, view in table["open"]][:1] == ["Rapport à trois ans"]
    assert [(view.status, view.accuses) for _number, view in table["met"]] == [(DeadlineStatus.MET, False)]
    assert len(set(table["rules"])) == len(table["rules"]) == 3
    for number, view in (*table["open"], *table["met"]):
        assert table["rules"][number - 1] == view.text
    assert (table["met_late"], table["taken_over"]) == ((), ())


def test_an_opinion_is_named_with_its_body_and_the_calendar_leaves_out_what_was_met():
    found = deadlines(date(2024, 6, 15))
    labels = [plain(deadline_label(one)) for one in found]
    assert sum(label.startswith("Avis demandé : ") for label in labels) == 2
    entries = calendar_entries(found, {"p": "Plan"})
    assert [entry.uid for entry in entries] == ["p-midterm_report", "p-opinion-1", "p-revision"]
    assert plain(entries[0].title) == "Plan : Rapport à trois ans"
    assert entries[0].description.endswith("échéance passée, suite non connue ici")
    assert "dans" not in entries[2].description.partition(" — ")[2], "months left would be wrong in a file that is kept"


def test_an_empty_calendar_holds_its_time_zone_and_a_full_one_its_events_alone():
    empty = write_calendar([], name="Réseau", stamp=date(2026, 1, 1), path="/p.ics").decode()
    assert "BEGIN:VTIMEZONE" in empty
    entry = CalendarEntry(uid="a", day=date(2026, 12, 31), title="T", description="D")
    full = write_calendar([entry], name="Réseau", stamp=date(2026, 1, 2), path="/p.ics").decode()
    assert "VTIMEZONE" not in full
    assert "DTSTAMP:20260102T000000Z" in full
    assert "DTEND;VALUE=DATE:20270101" in full
    assert full.rstrip().endswith("END:VCALENDAR")


def test_a_table_leaves_with_empty_cells_for_the_unknown_and_no_formula():
    rows = [("Membre", "Montant"), ("=1+1", None), ("Sicoval", 2.5)]
    data = write_table(rows, name="x" * 40, file_format=TableFormat.CSV)
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read[1:] == [["'=1+1", ""], ["Sicoval", "2.5"]]
    for file_format in (TableFormat.XLSX, TableFormat.ODS):
        assert write_table(rows, name="x" * 40, file_format=file_format)[:2] == b"PK"
    assert TableFormat.of("ods") is TableFormat.ODS
    with pytest.raises(UnknownError, match="aucun tableau au format"):
        TableFormat.of("doc")


def test_plans_written_as_json_or_yaml_are_read_again_the_same():
    plans = [{"slug": "a", "title": "Été", "kind": "own", "network": "n"}]
    for text in (write_json(plans), write_yaml(plans)):
        assert "Été" in text
        (plan,) = read_plans(text, "plans.yaml").plans
        assert (plan.heading.slug, plan.heading.title, plan.lines) == ("a", "Été", {})


@pytest.mark.parametrize(
    ("typed", "words", "short"),
    [
        ("240000", "240 000 €", "240 000 €"),
        ("240 000 € TTC", "240 000 € TTC", "240 000 € TTC"),
        ("1,5 M€", "1,5 M€ (= 1 500 000 €)", "1,5 M€"),
        ("plus de 5000 €", "plus de 5000 € (= 5 000 €)", "plus de 5000 €"),
        ("environ 5000 €", "environ 5000 € (= 5 000 €)", "environ 5000 €"),
    ],
)
def test_an_amount_is_said_as_it_was_typed_with_what_was_read_of_it(typed: str, words: str, short: str):
    amount = line("budget", "1", amount=typed).amount("amount")
    assert amount is not None
    assert (plain(amount_words(amount)), plain(short_amount(amount))) == (words, short)


def test_what_a_plan_lacks_is_what_others_say_and_what_most_say_comes_first():
    own = held(line("partners", "1", name="ADEME"), slug="a")
    staff = line("staff", "1", year="2024", fte="2")
    links = line("links", "scot", rating="done")
    others = [
        held(staff, links, slug="b", sirens=(B,)),
        held(staff, slug="c", sirens=(C,)),
        held(line("themes", "energy", coverage="treated"), slug="d"),  # of the same member: it is no other
    ]
    needed = needed_sections(own, others)
    assert [(one.section, one.others) for one in needed[:2]] == [("staff", 2), ("links", 1)]
    assert {one.section: one.others for one in needed}["themes"] == 0
    assert "partners" not in {one.section for one in needed}
    both = held(staff, slug="e", sirens=(B, C))
    assert needed_sections(own, [both])[0].others == 2, "a plan of two counts for each of them"
    mixed = held(line("budget", "1", amount="1 € HT"), line("budget", "2", amount="1 € TTC"), slug="a")
    assert "budget" not in {one.section for one in needed_sections(mixed, [])}, "it says something that does not add"


def test_a_plan_of_no_network_lacks_what_is_read_and_is_compared_with_nobody(db: None):
    place = Territory.objects.create(siren="123456789", name="Loin", short_name="Loin", kind="CC")
    alone = start_plan(by=None, heading=PlanHeading(slug="x", title="X", kind=PlanKind.OWN), subjects=[place])
    needed = needed_in(find_plan(alone.slug, reader=OPERATOR))
    assert {one.others for one in needed} == {0}
    assert needed[0].section == "steps"


def test_a_plan_of_a_network_itself_is_proposed_nothing(network: Network, people: Cast):
    plan = start_plan(by=None, heading=PlanHeading(slug="x", title="X", kind=PlanKind.OWN), network=network)
    content = find_plan(plan.slug, reader=OPERATOR)
    assert proposals_for(content, people.coordinator) == ()
    assert find_proposal(content, "fact:W1:steps", people.coordinator) is None


def test_a_heading_is_said_with_the_law_that_it_was_made_under():
    assert heading(kind=PlanKind.TEPOS).kind.regime.fr == "démarche volontaire"
    assert "2015" in PlanKind.PCAET.regime.fr
    assert [kind.short for kind in PlanKind] == ["PCAET", "SCoT-AEC", "PCET", "TEPOS", "Agenda 21", "Plan"]
    assert PlanScope.BOTH.label == Text(
        "patrimoine et territoire, comptés à part", "estate and territory, counted apart"
    )
