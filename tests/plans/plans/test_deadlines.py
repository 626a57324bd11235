"""What falls due, and delays that no later law moves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates
from icalendar import Calendar

from autan.evidence.figures.core.deadlines import DeadlineStatus, judge_deadline
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.plans.core.deadlines import LaterPlan, OpinionRule, deadlines_of, frozen_delay
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import steps_of
from autan.plans.plans.exporters import CalendarEntry, write_calendar
from autan.plans.plans.importers.definitions import rule_table
from tests.plans.plans.making import line

TODAY = date(2024, 6, 1)


def due(*lines, kind=PlanKind.PCAET, today=TODAY, later=()):
    return deadlines_of(
        slug="p",
        kind=kind,
        steps=steps_of(lines),
        lines=lines,
        rules=rule_table().delays,
        opinion_rules=rule_table().opinions,
        later=later,
        today=today,
    )


def adopted(date="", kind=PlanKind.PCAET, status="done"):
    """A later plan, with its step of adoption."""
    (step,) = steps_of([line("steps", "adoption", status=status, **({"date": date} if date else {}))])
    return LaterPlan(kind=kind, adoption=step)


def words(deadlines):
    return {item.code: item.judged.words.fr for item in deadlines}


def test_the_report_and_the_update_run_from_the_adoption_and_nothing_accuses():
    report, update = due(line("steps", "adoption", status="done", date="2019-06"))
    assert (report.code, report.due, report.status) == ("midterm_report", date(2022, 6, 30), DeadlineStatus.PASSED)
    assert report.judged.words.fr == "échéance passée, suite non connue ici"
    assert (update.code, update.due, update.status) == ("revision", date(2025, 6, 30), DeadlineStatus.DUE)
    assert update.judged.words.fr == "dans 12 mois"
    assert "R. 229-51" in report.text.fr


def test_a_report_is_met_at_its_date_on_time_or_late():
    start = line("steps", "adoption", status="done", date="2019-06-27")

    def reported(**typed):
        return due(start, line("steps", "midterm_report", **typed))[0]

    assert reported(status="done", date="2022-06-27").judged.words.fr == "tenue"
    assert reported(status="done", date="2023-01-30").judged.words.fr == "tenue avec 7 mois de retard"
    assert reported(status="done", date="2022-07-02").judged.words.en == "met less than a month late"
    assert reported(status="done", date="2022").judged.words.fr == "tenue, à la précision des dates connues"
    assert reported(status="done").status is DeadlineStatus.DONE_UNDATED
    for status in ("planned", "ongoing"):
        assert reported(status=status, date="2022-01-10").status is DeadlineStatus.PASSED
    future = reported(status="done", date="2024-09-01")
    assert future.status is DeadlineStatus.PASSED


def test_only_a_source_later_than_the_deadline_says_that_nothing_was_done():
    start = line("steps", "adoption", status="done", date="2019-06-27")

    def denied(**typed):
        return due(start, line("steps", "midterm_report", status="not_done", **typed))[0].status

    assert denied(date="2023-03-01") is DeadlineStatus.NOT_DONE
    assert denied(date="2022-06-27") is denied(date="2022") is denied() is DeadlineStatus.PASSED


def test_an_update_is_met_by_the_adoption_of_a_plan_that_satisfies_it_alone():
    start = line("steps", "adoption", status="done", date="2012-03-29")

    def updated(*later, today=date(2026, 11, 26)):
        (update,) = due(start, kind=PlanKind.PCET, later=later, today=today)
        return update.judged

    assert updated(adopted("2017-03-29")).words.fr == "tenue"
    assert updated(adopted("2019-06")).words.fr == "tenue avec 26 à 27 mois de retard"
    assert updated(LaterPlan(kind=PlanKind.PCAET, adoption=None)).status is DeadlineStatus.PASSED
    for status in ("planned", "ongoing"):
        assert updated(adopted("2016-01-01", status=status)).status is DeadlineStatus.PASSED
    assert updated(adopted("2016-01-01", kind=PlanKind.OWN)).status is DeadlineStatus.PASSED
    assert updated(adopted()).status is DeadlineStatus.DONE_UNDATED
    assert updated(adopted(status="planned"), adopted("2016-05")).words.fr == "tenue"
    assert updated(adopted("2021-01-01", status="not_done")).status is DeadlineStatus.NOT_DONE


def test_a_successor_takes_over_what_falls_due_after_its_adoption_alone():
    start = line("steps", "adoption", status="done", date="2018-09-25")

    def statuses(date_of_successor):
        found = due(start, later=[adopted(date_of_successor)], today=date(2026, 11, 26))
        return [(item.code, item.status) for item in found]

    late, early = DeadlineStatus.PASSED, DeadlineStatus.TAKEN_OVER
    assert statuses("2020-01-10") == [("midterm_report", early), ("revision", DeadlineStatus.MET)]
    assert statuses("2023-01-10") == [("midterm_report", late), ("revision", DeadlineStatus.MET)]
    assert statuses("2025-01-10") == [("midterm_report", late), ("revision", DeadlineStatus.MET_LATE)]
    assert statuses("2021") == [("midterm_report", late), ("revision", DeadlineStatus.MET)]


def test_what_is_to_come_says_how_many_months_are_left():
    start = line("steps", "adoption", status="done", date="2019")
    assert words(due(start, today=date(2021, 6, 1)))["midterm_report"] == "dans 7 à 18 mois"
    assert words(due(start, today=date(2022, 3, 1)))["midterm_report"] == "dans 9 mois au plus"
    assert words(due(start, today=date(2022, 12, 20)))["midterm_report"] == "dans moins d’un mois"
    assert [item.judged.is_soon for item in due(start, today=date(2021, 8, 1))] == [True, False]


@given(
    due_on=dates(date(2000, 1, 1), date(2040, 1, 1)),
    done_on=dates(date(2000, 1, 1), date(2040, 1, 1)),
    today=dates(date(2000, 1, 1), date(2040, 1, 1)),
)
def test_a_deadline_is_met_only_by_what_is_done_by_its_day(due_on, done_on, today):
    judged = judge_deadline((due_on, due_on), today=today, is_done=True, done_on=(done_on, done_on))
    assert (judged.status is DeadlineStatus.MET) == (done_on <= today and done_on <= due_on)
    silent = judge_deadline((due_on, due_on), today=today, is_done=False, done_on=None)
    assert silent.status in {DeadlineStatus.DUE, DeadlineStatus.PASSED}


def test_a_delay_is_that_of_the_law_of_its_day():
    (update,) = due(line("steps", "adoption", status="done", date="2012-03-29"), kind=PlanKind.PCET)
    assert (update.code, update.due) == ("revision_pcet", date(2017, 3, 29))
    assert due(line("steps", "adoption", status="done", date="2016"), kind=PlanKind.PCET) == ()
    assert due(line("steps", "adoption", status="planned", date="2019")) == ()
    assert due(line("steps", "adoption", status="done", date="2012")) == ()


def test_an_opinion_is_due_after_the_delay_frozen_in_its_line():
    asked = line("opinions", "1", body="mrae", sent="2024-05-31", delay_months="3")
    met = line("opinions", "2", body="region", sent="2024-01-10", delay_months="2", verdict="tacit")
    late = line("opinions", "6", body="region", sent="2023-01-10", delay_months="2", received="2023-04-20")
    told = line("opinions", "7", body="region", sent="2023-02-10", delay_months="2", verdict="favourable")
    vague = line("opinions", "3", body="prefect", sent="2024-05", delay_months="2")
    endless = line("opinions", "4", body="other", sent="2024-05-01")
    strange = line("opinions", "5", body="other", sent="2024-05-01", delay_months="1")
    fourth, fifth, second, third, first = due(asked, met, vague, endless, strange, late, told)
    assert (first.due, first.status, first.body) == (date(2024, 8, 31), DeadlineStatus.DUE, "mrae")
    assert first.judged.is_soon
    assert (second.due, second.status) == (date(2024, 3, 10), DeadlineStatus.MET)
    assert fourth.judged.words.fr == "tenue avec 1 mois de retard"
    assert fifth.status is DeadlineStatus.DONE_UNDATED
    assert (third.due, third.text.fr) == (date(2024, 6, 1), "délai indiqué")


def test_the_delay_that_is_frozen_is_the_last_in_force_on_the_day():
    sent = PartialDate.parse("2024-05-31")
    assert frozen_delay("mrae", sent, rule_table().opinions) == 3
    assert frozen_delay("other", sent, rule_table().opinions) is None
    assert frozen_delay("mrae", PartialDate.parse("2010"), rule_table().opinions) is None
    later = OpinionRule(body="mrae", months=4, since=date(2024, 1, 1), text=Text("loi", "law"))
    assert frozen_delay("mrae", sent, [*rule_table().opinions, later]) == 4


def test_states_have_words():
    assert all(state.label.fr and state.label.en for state in DeadlineStatus)


def test_a_calendar_file_folds_and_escapes_as_the_standard_wants():
    entry = CalendarEntry(uid="p-revision", day=date(2025, 6, 30), title="Été, " * 30, description="a;b\\c\nd")
    text = write_calendar([entry], name="Réseau", stamp=TODAY, path="/plans/p/echeances.ics").decode()
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line_row.encode()) for line_row in lines) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:" + r"Été\, " * 30 in unfolded
    assert r"DESCRIPTION:a\;b\\c\nd" in unfolded
    assert "DTSTART;VALUE=DATE:20250630\r\nDTEND;VALUE=DATE:20250701" in text
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1


@pytest.mark.parametrize(
    "title", ["é" * 200, "\\" * 160, "a" * 60 + ";,\n" * 30, "x" * 66, "x" * 67, "Fin\r\n\tet suite"]
)
def test_what_a_calendar_file_says_is_read_back_by_another_program(title):
    entries = [CalendarEntry(uid=f"a/{rank};1", day=date(2024, 12, 31), title=title, description="") for rank in (1, 2)]
    calendar = Calendar.from_ical(write_calendar(entries, name="Réseau ; nord", stamp=TODAY, path="/p.ics"))
    read = [(str(event["uid"]), str(event["summary"]), event["dtend"].dt) for event in calendar.walk("VEVENT")]
    assert read == [(f"a/{rank};1@autan", title.replace("\r", ""), date(2025, 1, 1)) for rank in (1, 2)]
