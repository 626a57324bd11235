"""What a decision became, read from an action or an indicator; when reminders leave; which decisions are asked for."""

from datetime import date, timedelta

import pytest

from autan.cooperation.working_group.core.bodies import (
    AgendaKind,
    AgendaPoint,
    MeetingSlot,
    SeatRole,
    SeatTerm,
    count_voices,
    list_candidates,
)
from autan.cooperation.working_group.core.decisions import Vote, date_problems
from autan.cooperation.working_group.core.figures import (
    FIGURES,
    CountedCommitment,
    GroupAddress,
    GroupRecord,
    ObjectiveState,
    count_group,
)
from autan.cooperation.working_group.core.mail_answers import MeetingAnswer, meeting_reminder_is_due
from autan.cooperation.working_group.core.progress import (
    IndicatorReading,
    ProgressState,
    action_progress,
    indicator_progress,
)
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.plans.projects.core.choices import ActionStatus

TODAY = date(2026, 11, 26)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
UNDER_WAY, LATE, STOPPED = ProgressState.UNDER_WAY, ProgressState.LATE, ProgressState.STOPPED


def test_each_state_is_open_done_or_neither():
    assert [state for state in ProgressState if state.is_done] == [ProgressState.CARRIED_OUT, ProgressState.AT_ONCE]
    assert [state for state in ProgressState if state.is_open] == [UNDER_WAY, LATE, ProgressState.UNKNOWN]


@pytest.mark.parametrize(
    ("status", "in_time", "past_due"),
    [
        (ActionStatus.PLANNED, UNDER_WAY, LATE),
        (ActionStatus.UNDER_DISCUSSION, UNDER_WAY, LATE),
        (ActionStatus.ONGOING, UNDER_WAY, LATE),
        (ActionStatus.LATE, LATE, LATE),
        (ActionStatus.BLOCKED, LATE, LATE),
        (ActionStatus.PAUSED, STOPPED, STOPPED),
        (ActionStatus.DROPPED, STOPPED, STOPPED),
        (ActionStatus.DONE, ProgressState.CARRIED_OUT, ProgressState.CARRIED_OUT),
        (None, ProgressState.UNKNOWN, ProgressState.UNKNOWN),
    ],
)
def test_an_action_is_late_after_the_due_date_of_the_decision_where_it_goes_on(
    status: ActionStatus | None, in_time: ProgressState, past_due: ProgressState
):
    for due, expected in ((None, in_time), (TOMORROW, in_time), (TODAY, in_time), (YESTERDAY, past_due)):
        assert action_progress(status, title="Trier", due=due, today=TODAY).state is expected


def test_every_status_of_an_action_is_read():
    for status in ActionStatus:
        progress = action_progress(status, title="Trier", due=None, today=TODAY)
        assert progress.state is not ProgressState.UNKNOWN
        assert progress.words.fr == f"« Trier » : {status.label.fr.lower()}"
        assert progress.words.en == f"“Trier”: {status.label.en.lower()}"
    unknown = action_progress(None, title="Trier", due=None, today=TODAY).words.fr
    assert unknown == "« Trier » : le statut de l’action n’est pas renseigné"


def reading(lies: Interval | None, **changes: object) -> IndicatorReading:
    values: dict[str, object] = {
        "year": 2024,
        "lies": lies,
        "written": Text("x", "x"),
        "target": 20.0,
        "target_year": 2030,
        "grows": True,
    }
    return IndicatorReading(**(values | changes))


@pytest.mark.parametrize(
    ("value", "grows", "state"),
    [
        (19.99, True, UNDER_WAY),
        (20.0, True, ProgressState.CARRIED_OUT),
        (20.01, True, ProgressState.CARRIED_OUT),
        (20.01, False, UNDER_WAY),
        (20.0, False, ProgressState.CARRIED_OUT),
        (0.0, False, ProgressState.CARRIED_OUT),
        (0.0, True, UNDER_WAY),
    ],
)
def test_a_target_is_reached_at_its_very_value(value: float, state: ProgressState, *, grows: bool):
    read = reading(Interval.exactly(value), grows=grows)
    assert indicator_progress(read, due=None, today=TODAY).state is state
    late = LATE if state is UNDER_WAY else state
    assert indicator_progress(read, due=YESTERDAY, today=TODAY).state is late
    assert indicator_progress(read, due=TODAY, today=TODAY).state is state


def test_what_is_not_known_of_an_indicator_stays_unknown_past_the_due_date():
    for read in (
        reading(None),
        reading(Interval.exactly(1.0), year=None),
        reading(Interval.exactly(1.0), target=None),
        reading(Interval.exactly(1.0), grows=None),
        reading(Interval(1.0)),
    ):
        assert indicator_progress(read, due=YESTERDAY, today=TODAY).state is ProgressState.UNKNOWN
    assert indicator_progress(reading(None), due=None, today=TODAY).words.fr == "l’indicateur n’a aucune valeur connue"


def test_a_target_of_zero_is_a_target():
    read = reading(Interval.exactly(0.0), target=0.0, grows=False)
    progress = indicator_progress(read, due=None, today=TODAY)
    assert progress.state is ProgressState.CARRIED_OUT
    assert progress.words.fr == "2024 : x, cible 2030 : 0"


@pytest.mark.parametrize(
    ("days_before", "written_before", "is_due"),
    [
        (8, 20, False),
        (7, 20, True),
        (7, 7, False),  # what left that very day stands for the reminder
        (7, 8, True),
        (3, 20, True),
        (3, 7, False),
        (2, 7, True),
        (2, 3, True),
        (2, 2, False),
        (0, 3, True),
        (0, 1, False),
        (-1, 20, False),
    ],
)
def test_a_reminder_leaves_a_week_then_two_days_before(days_before: int, written_before: int, *, is_due: bool):
    meets = date(2026, 12, 10)
    today, written = meets - timedelta(days=days_before), meets - timedelta(days=written_before)
    assert meeting_reminder_is_due(meets_on=meets, written_on=written, today=today) is is_due


def term(key: int = 1, **changes: object) -> SeatTerm:
    values: dict[str, object] = {"key": key, "name": "Ada", "has_vote": True, "since": None, "until": None}
    return SeatTerm(**(values | changes))


def test_a_seat_is_held_from_its_first_day_to_the_eve_of_its_last():
    held = term(since=TODAY, until=TOMORROW)
    assert [held.is_in_force_on(day) for day in (YESTERDAY, TODAY, TOMORROW)] == [False, True, False]
    assert held.absence_on(TODAY) is None
    before, after = held.absence_on(YESTERDAY), held.absence_on(TOMORROW)
    assert before is not None
    assert after is not None
    assert before.en == "Ada only joins the body on 26 November 2026"
    assert after.en == "Ada left the body on 27 November 2026"
    assert before.fr.replace("\u00a0", " ") == "Ada n’entre dans l’instance que le 26 novembre 2026"


def test_voices_are_those_of_seats_with_a_voice_held_that_day():
    terms = [term(1), term(2, has_vote=False), term(3, since=TOMORROW), term(4, until=TODAY), term(5, until=TOMORROW)]
    assert count_voices(terms, TODAY) == 2
    assert count_voices([], TODAY) == 0
    assert count_voices(iter(terms), TOMORROW) == 2


def test_who_chairs_or_writes_runs_meetings():
    assert [role for role in SeatRole if role.runs_meetings] == [SeatRole.CHAIR, SeatRole.SECRETARY]
    assert [answer.label.fr for answer in MeetingAnswer] == ["viendra", "sera représenté·e", "est excusé·e"]


@pytest.mark.parametrize(
    ("vote", "fr", "en", "is_carried"),
    [
        (Vote(in_favour=1), "1 voix pour, 0 contre", "1 in favour, 0 against", True),
        (Vote(in_favour=0), "0 voix pour, 0 contre", "0 in favour, 0 against", False),
        (Vote(in_favour=2, against=2, abstained=1), "2 voix pour, 2 contre, 1 abstention", "", False),
        (
            Vote(in_favour=3, against=2, not_taking_part=2),
            "3 voix pour, 2 contre, 2 ne prennent pas part au vote",
            "",
            True,
        ),
    ],
)
def test_a_vote_is_carried_by_more_voices_for_than_against(vote: Vote, fr: str, en: str, *, is_carried: bool):
    assert (vote.words.fr, vote.is_carried) == (fr, is_carried)
    assert vote.words.en.startswith(en)


def test_everybody_who_is_counted_is_in_the_total_of_a_vote():
    assert Vote(in_favour=1, against=20, abstained=300, not_taking_part=4000).total == 4321


def test_a_due_date_and_a_review_may_be_the_very_day():
    assert list(date_problems(TODAY, due=TODAY, review=TODAY)) == []
    assert list(date_problems(TODAY, due=None, review=None)) == []
    both = list(date_problems(TODAY, due=YESTERDAY, review=YESTERDAY))
    assert [text.en for text in both] == [
        "the due date (25 November 2026) is before the decision (26 November 2026)",
        "the review (25 November 2026) is before the decision (26 November 2026)",
    ]


def test_candidates_are_ranked_by_kind_then_date_then_title_and_those_on_the_agenda_left_out():
    def point(kind: AgendaKind, key: str, due: date | None = None, title: str = "t") -> AgendaPoint:
        return AgendaPoint(kind=kind, key=key, title=title, due_on=due)

    matters = [
        point(AgendaKind.PROPOSAL, "p"),
        point(AgendaKind.TASK, "undated"),
        point(AgendaKind.TASK, "b", TODAY, "Zoom"),
        point(AgendaKind.TASK, "a", TODAY, "Abri"),
        point(AgendaKind.TASK, "old", YESTERDAY),
        point(AgendaKind.REVIEW, "old", TOMORROW),
    ]
    assert [(matter.kind.value, matter.key) for matter in list_candidates(matters, ())] == [
        ("review", "old"),
        ("task", "old"),
        ("task", "a"),
        ("task", "b"),
        ("task", "undated"),
        ("proposal", "p"),
    ]
    agenda = [point(AgendaKind.TASK, "old"), AgendaPoint(kind=AgendaKind.FREE, title="Libre")]
    kept = [(matter.kind.value, matter.key) for matter in list_candidates(matters, agenda)]
    assert ("task", "old") not in kept
    assert ("review", "old") in kept, "the same key of another kind is another thing"
    free = AgendaPoint(kind=AgendaKind.FREE, title="Libre")
    assert list_candidates([free], [free]) == (free,), "a free point has no key: it is never the same"


def figure_of(what: str, record: GroupRecord, year: int | None = None):
    return count_group(GroupAddress(network="n", what=what, year=year), record)


def commitment(state: ProgressState | ObjectiveState, key: str, year: int = 2026) -> CountedCommitment:
    return CountedCommitment(year=year, state=state, evidence=(EvidenceRef(kind="decision", key=key),))


def test_nothing_recorded_is_missing_and_never_zero():
    empty = GroupRecord(sirens=("1", "2"), decisions=[])
    for what in FIGURES:
        figure = figure_of(what, empty)
        assert (figure.value, figure.known, figure.total, figure.state) == (None, 0, 1, ValueState.MISSING)
        assert (figure.territories, figure.evidence, figure.note) == (("1", "2"), (), None)
    assert figure_of("late", GroupRecord(sirens=(), decisions=[], is_invented=True)).note is not None


def test_a_known_zero_is_zero_and_its_evidence_is_what_is_known():
    record = GroupRecord(
        sirens=(),
        decisions=[commitment(UNDER_WAY, "a"), commitment(ProgressState.UNKNOWN, "b"), commitment(UNDER_WAY, "a")],
    )
    figure = figure_of("carried_out", record)
    assert (figure.value, figure.known, figure.total) == (0, 2, 3)
    assert [ref.key for ref in figure.evidence] == ["a"], "told once, without what is not known"
    unknown = figure_of("late", GroupRecord(sirens=(), decisions=[commitment(ProgressState.UNKNOWN, "b")]))
    assert (unknown.value, [ref.key for ref in unknown.evidence]) == (None, ["b"])
    assert figure_of("decisions", record).value == 3


def test_figures_of_a_year_are_of_its_period():
    record = GroupRecord(
        sirens=(), decisions=[commitment(LATE, "a", 2025), commitment(LATE, "b"), commitment(LATE, "c")]
    )
    figure = figure_of("late", record, 2026)
    assert (figure.value, figure.id, figure.unit.code) == (2, "group.n.late.2026", "count")
    assert (str(figure.period.start), str(figure.period.end)) == ("2026-01-01", "2026-12-31")
    assert figure_of("late", record).value == 3
    assert figure_of("late", record).period.start is None


def test_objectives_are_counted_apart_from_decisions():
    record = GroupRecord(
        sirens=(),
        decisions=[commitment(LATE, "d")],
        objectives=[commitment(ObjectiveState.DROPPED, "o"), commitment(ObjectiveState.OPEN, "p")],
    )
    reached = figure_of("objectives_reached", record)
    assert (reached.value, reached.known, reached.total, reached.part.fr) == (0, 1, 2, "objectifs")
    assert figure_of("late", record).part.fr == "décisions"
    assert reached.boundary == "group_objectives_reached"


def test_a_meeting_has_a_day_and_maybe_hours():
    slot = MeetingSlot(day=TODAY)
    assert (slot.begins_at, slot.ends_at) == (None, None)
