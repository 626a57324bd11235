"""What falls due, and delays that no later law moves."""

from datetime import date

from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.texts import Text
from autan.plans.plans.core.deadlines import DeadlineState, OpinionRule, deadlines_of, frozen_delay
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import steps_of
from autan.plans.plans.exporters.calendar_file import CalendarEntry, write_calendar
from autan.plans.plans.importers.definitions import rule_table
from tests.plans.plans.making import line

TODAY = date(2024, 6, 1)


def due(*lines, kind=PlanKind.PCAET, today=TODAY, is_succeeded=False):
    return deadlines_of(
        slug="p",
        kind=kind,
        steps=steps_of(lines),
        lines=lines,
        rules=rule_table().delays,
        opinion_rules=rule_table().opinions,
        is_succeeded=is_succeeded,
        today=today,
    )


def test_the_report_and_the_update_run_from_the_adoption():
    report, update = due(line("steps", "adoption", status="done", date="2019-06"))
    assert (report.code, report.due, report.state) == ("midterm_report", date(2022, 6, 30), DeadlineState.PASSED)
    assert (update.code, update.due, update.state) == ("revision", date(2025, 6, 30), DeadlineState.LATER)
    assert "R. 229-51" in report.text.fr


def test_a_report_that_was_made_is_met_and_a_successor_meets_the_update():
    adopted = line("steps", "adoption", status="done", date="2019-06-27")
    reported = line("steps", "midterm_report", status="done", date="2022")
    assert [item.state for item in due(adopted, reported)] == [DeadlineState.MET, DeadlineState.LATER]
    assert {item.state for item in due(adopted, is_succeeded=True)} == {DeadlineState.MET}
    assert due(adopted, today=date(2025, 3, 1))[1].state is DeadlineState.SOON


def test_a_delay_is_that_of_the_law_of_its_day():
    (update,) = due(line("steps", "adoption", status="done", date="2012-03-29"), kind=PlanKind.PCET)
    assert (update.code, update.due) == ("revision_pcet", date(2017, 3, 29))
    assert due(line("steps", "adoption", status="done", date="2016"), kind=PlanKind.PCET) == ()
    assert due(line("steps", "adoption", status="planned", date="2019")) == ()
    assert due(line("steps", "adoption", status="done", date="2012")) == ()


def test_an_opinion_is_due_after_the_delay_frozen_in_its_line():
    asked = line("opinions", "1", body="mrae", sent="2024-05-31", delay_months="3")
    met = line("opinions", "2", body="region", sent="2024-01-10", delay_months="2", verdict="tacit")
    vague = line("opinions", "3", body="prefect", sent="2024-05", delay_months="2")
    endless = line("opinions", "4", body="other", sent="2024-05-01")
    strange = line("opinions", "5", body="other", sent="2024-05-01", delay_months="1")
    second, third, first = due(asked, met, vague, endless, strange)
    assert (first.due, first.state, first.body) == (date(2024, 8, 31), DeadlineState.SOON, "mrae")
    assert (second.due, second.state) == (date(2024, 3, 10), DeadlineState.MET)
    assert (third.due, third.text.fr) == (date(2024, 6, 1), "délai indiqué")


def test_the_delay_that_is_frozen_is_the_last_in_force_on_the_day():
    sent = PartialDate.parse("2024-05-31")
    assert frozen_delay("mrae", sent, rule_table().opinions) == 3
    assert frozen_delay("other", sent, rule_table().opinions) is None
    assert frozen_delay("mrae", PartialDate.parse("2010"), rule_table().opinions) is None
    later = OpinionRule(body="mrae", months=4, since=date(2024, 1, 1), text=Text("loi", "law"))
    assert frozen_delay("mrae", sent, [*rule_table().opinions, later]) == 4


def test_states_have_words():
    assert all(state.label.fr and state.label.en for state in DeadlineState)


def test_a_calendar_file_folds_and_escapes_as_the_standard_wants():
    entry = CalendarEntry(uid="p-revision", day=date(2025, 6, 30), title="Été, " * 30, description="a;b\\c\nd")
    text = write_calendar([entry], name="Réseau", stamp=TODAY).decode()
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert max(len(each.encode()) for each in lines) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:" + r"Été\, " * 30 in unfolded
    assert r"DESCRIPTION:a\;b\\c\nd" in unfolded
    assert "DTSTART;VALUE=DATE:20250630\r\nDTEND;VALUE=DATE:20250701" in text
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1
