"""When a duty falls due, from the day of its text, a former act, a creation or a crossing; and which act meets it."""

from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.obligations.core.competences import AuthorityRecord, Duty, DutyReading, KnownPopulation
from autan.plans.obligations.core.duty_status import DutyAct, DutyStatus, due_days, status_of
from autan.plans.obligations.core.rules import ObligationRule
from autan.plans.obligations.importers.rules import find_obligation

SIREN = "200000001"
NOBODY = AuthorityRecord(siren=SIREN)
TODAY = date(2026, 11, 30)


def rule(code: str) -> ObligationRule:
    known = find_obligation(code)
    assert known is not None
    return known


def act(when: str, *, is_done: bool = True, of: str = "beges") -> DutyAct:
    return DutyAct(rule=of, label=Text(when, when), when=PartialDate.parse(when), is_done=is_done)


def stand(code: str, *acts: DutyAct, duty: Duty = Duty.BOUND, day: date = TODAY) -> DutyStatus:
    reading = DutyReading(siren=SIREN, rule=rule(code), duty=duty)
    return status_of(reading, NOBODY, {code: acts}, day)


def state_of(standing: DutyStatus) -> DeadlineStatus | None:
    return standing.judged.status if standing.judged else None


@pytest.mark.parametrize(
    ("when", "is_known"),
    [("2026-11-29", True), ("2026-11-30", True), ("2026-12-01", False), ("2026-11", True), ("2026-12", False)],
)
def test_an_act_is_known_from_the_first_day_that_it_may_be_of(when, is_known):
    for standing in (stand("pcaet_2016", act(when)), stand("pcaet_2016", act(when), duty=Duty.NOT_BOUND)):
        assert (standing.act is not None, standing.is_done) == (is_known, is_known)


def test_the_first_act_meets_a_duty_of_once_and_the_last_one_that_is_due_again():
    acts = (act("2019"), act("2016-06-30"), act("2018-02-01"))
    once = stand("pcaet_2016", *acts)
    assert once.act is acts[1]
    assert state_of(once) is DeadlineStatus.MET
    late = stand("pcaet_2016", acts[2])
    assert state_of(late) is DeadlineStatus.MET_LATE
    again = stand("beges", act("2020-01-01"), act("2024-06-30"), act("2022"))
    assert again.act is not None
    assert (str(again.act.when), again.due) == ("2024-06-30", (date(2027, 6, 30),) * 2)
    assert state_of(again) is DeadlineStatus.DUE
    overdue = stand("beges", act("2020-01-01"))
    assert (overdue.is_done, state_of(overdue)) == (True, DeadlineStatus.PASSED)


def test_an_act_of_no_known_date_meets_a_duty_without_saying_when():
    undated = DutyAct(rule="pcaet_2016", label=Text("PCAET", "PCAET"), when=None)
    assert state_of(stand("pcaet_2016", undated)) is DeadlineStatus.DONE_UNDATED
    assert state_of(stand("pcaet_2016", undated, act("2016"))) is DeadlineStatus.MET  # a date is read before none


def test_a_source_accuses_when_it_is_later_than_the_day_and_nothing_was_done():
    denied = act("2017-01-01", is_done=False)
    accused = stand("pcaet_2016", denied)
    assert (accused.act, accused.accuses, accused.is_done) == (denied, True, False)
    early = stand("pcaet_2016", act("2016-12-31", is_done=False))
    assert (state_of(early), early.accuses) == (DeadlineStatus.PASSED, False)
    undated = DutyAct(rule="pcaet_2016", label=Text("", ""), when=None, is_done=False)
    assert not stand("pcaet_2016", undated).accuses
    assert not stand("pcaet_2016").accuses
    done = stand("pcaet_2016", denied, act("2018"))
    assert (done.accuses, done.is_done, state_of(done)) == (False, True, DeadlineStatus.MET_LATE)


@pytest.mark.parametrize("duty", [Duty.NOT_BOUND, Duty.LIKELY_NOT_BOUND, Duty.NOT_KNOWN, Duty.NOT_IN_FORCE])
def test_what_does_not_bind_has_no_day_and_keeps_its_last_act(duty: Duty):
    acts = act("2015"), act("2019"), act("2024", is_done=False)
    standing = stand("pcaet_2016", *acts, duty=duty)
    assert (standing.is_binding, standing.due, standing.judged, standing.act) == (False, None, None, acts[1])
    assert stand("pcaet_2016", acts[2], duty=duty).act is None


def test_an_option_binds_nobody():
    for duty in (Duty.BOUND, Duty.LIKELY_BOUND):
        assert stand("pcaet_2016", duty=duty).is_binding
        option = stand("pcaet_via_scot", act("2019"), duty=duty)
        assert (option.is_binding, option.due, option.is_done) == (False, None, True)


def test_a_duty_of_no_known_day_is_not_judged():
    standing = stand("plh", act("2019", is_done=False))
    assert (standing.due, standing.judged, standing.accuses) == (None, None, False)


ONE_DAY = (date(2012, 12, 31),) * 2


@pytest.mark.parametrize(
    ("acts", "day", "due"),
    [
        ([], date(2015, 12, 31), ONE_DAY),
        ([], date(2016, 1, 1), None),  # the text gives that day no more
        ([act("2014-05")], date(2016, 1, 1), (date(2017, 5, 1), date(2017, 5, 31))),
        ([act("2014-05"), act("2013")], date(2016, 1, 1), (date(2017, 5, 1), date(2017, 5, 31))),
        ([act("2014"), act("2014-05")], date(2016, 1, 1), (date(2017, 1, 1), date(2017, 12, 31))),
        ([act("2014-05")], date(2014, 5, 30), ONE_DAY),  # it may be of the day after
        ([act("2014-05")], date(2014, 5, 31), (date(2017, 5, 1), date(2017, 5, 31))),
        ([act("2014-05", is_done=False)], date(2014, 6, 1), ONE_DAY),
        ([DutyAct(rule="beges", label=Text("", ""), when=None)], date(2014, 6, 1), ONE_DAY),
    ],
)
def test_a_duty_that_comes_again_runs_from_its_last_act(acts, day: date, due):
    assert due_days(rule("beges"), NOBODY, {"beges": acts}, day) == due


def test_a_delay_runs_from_the_act_of_another_rule():
    acts = {
        "pcaet_2018": [act("2019-03-01", of="pcaet_2018")],
        "pcaet_revision_6": [act("2024", of="pcaet_revision_6")],
    }
    assert due_days(rule("pcaet_revision_6"), NOBODY, acts, TODAY) == (date(2025, 3, 1),) * 2
    assert due_days(rule("pcaet_revision_6"), NOBODY, {"pcaet_revision_6": acts["pcaet_revision_6"]}, TODAY) is None
    assert due_days(rule("plh"), NOBODY, {}, TODAY) is None


def test_a_duty_of_once_keeps_the_day_of_its_text_whatever_was_done():
    acts = {"pcaet_2016": [act("2014", of="pcaet_2016")]}
    assert due_days(rule("pcaet_2016"), NOBODY, acts, TODAY) == (date(2016, 12, 31),) * 2


PCAET = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ({}, (PCAET, PCAET)),
        ({"created_on": date(2020, 3, 15)}, (date(2022, 3, 15),) * 2),
        ({"created_on": date(2020, 2, 29)}, (date(2022, 2, 28),) * 2),
        ({"created_on": date(2014, 1, 1)}, (PCAET, PCAET)),
        ({"existed_since": date(2003, 1, 1)}, (PCAET, PCAET)),
        ({"existed_since": date(2018, 6, 30)}, (PCAET, date(2020, 6, 30))),
        ({"registered_by": (date(2021, 1, 2), date(2022, 1, 1))}, (date(2023, 1, 2), date(2024, 1, 1))),
        # What a source says comes before the years of the register.
        (
            {"created_on": date(2020, 3, 15), "registered_by": (date(2021, 1, 2), date(2022, 1, 1))},
            (date(2022, 3, 15),) * 2,
        ),
    ],
)
def test_a_delay_runs_from_the_creation_where_it_is_later_than_the_text(known, due):
    assert due_days(rule("pcaet_2018"), AuthorityRecord(siren=SIREN, **known), {}, TODAY) == due


@pytest.mark.parametrize(
    ("inhabitants", "due"),
    [
        ({2019: 19_000, 2020: 21_000}, (date(2022, 1, 1),) * 2),  # two years in a row give the day
        ({2019: 20_000, 2020: 20_001}, (date(2022, 1, 1),) * 2),  # the threshold itself is below
        ({2017: 19_000, 2020: 21_000}, (date(2019, 1, 2), date(2022, 1, 1))),
        ({2016: 19_000, 2017: 21_000}, (date(2019, 1, 1),) * 2),
        ({2019: 19_000, 2020: 40_000}, (date(2022, 1, 1),) * 2),
        ({2018: 21_000, 2019: 22_000, 2020: 19_000, 2021: 21_000, 2022: 23_000}, (date(2023, 1, 1),) * 2),  # the last
        ({2026: 21_000, 2025: 19_000}, (date(2028, 1, 1),) * 2),  # in whatever order
        ({2026: 19_000, 2027: 21_000}, (PCAET, PCAET)),  # not yet
        ({2019: 19_000, 2020: 20_000}, (PCAET, PCAET)),
        # Never known below: surely above before too, or not.
        ({2020: 30_000}, (PCAET, PCAET)),
        ({2020: 29_999}, (PCAET, date(2022, 1, 1))),
    ],
)
def test_a_delay_runs_from_the_last_crossing_of_the_threshold(inhabitants, due):
    populations = tuple(KnownPopulation(inhabitants=count, year=year) for year, count in inhabitants.items())
    assert due_days(rule("pcaet_2018"), AuthorityRecord(siren=SIREN, populations=populations), {}, TODAY) == due


def test_the_later_of_creation_and_crossing_counts_and_a_rule_without_threshold_has_no_crossing():
    populations = tuple(
        KnownPopulation(inhabitants=count, year=year) for year, count in ((2019, 19_000), (2020, 21_000))
    )
    crossed = AuthorityRecord(siren=SIREN, populations=populations, created_on=date(2019, 5, 1))
    assert due_days(rule("pcaet_2018"), crossed, {}, TODAY) == (date(2022, 1, 1),) * 2
    for branches in ((), tuple(replace(branch, above=None) for branch in rule("pcaet_2018").branches)):
        open_to_all = replace(rule("pcaet_2018"), branches=branches)
        assert due_days(open_to_all, crossed, {}, TODAY) == (date(2021, 5, 1),) * 2
