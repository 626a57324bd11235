"""The rules of the group: times that exist, seats of a day, voices that add up, progress that is read."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from autan.cooperation.working_group.core.bodies import (
    AgendaKind,
    AgendaPoint,
    MeetingSlot,
    SeatRole,
    SeatTerm,
    count_voices,
    hour_change,
    list_candidates,
    local_moment,
    slot_of,
)
from autan.cooperation.working_group.core.decisions import (
    DecisionDraft,
    DecisionMode,
    InvalidDecisionError,
    Reservation,
    Vote,
    find_problems,
)
from autan.cooperation.working_group.core.figures import (
    CountedCommitment,
    GroupAddress,
    GroupRecord,
    ObjectiveState,
    count_group,
)
from autan.cooperation.working_group.core.mail_answers import GOOD_FOR, Attendance, MailLinkState, link_state
from autan.cooperation.working_group.core.progress import (
    IndicatorReading,
    ProgressState,
    action_progress,
    indicator_progress,
)
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from autan.plans.projects.core.choices import ActionStatus

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
DAY, TODAY = date(2026, 5, 21), date(2026, 11, 26)


def term(key: int = 1, **changes: object) -> SeatTerm:
    values = {"key": key, "name": f"N{key}", "has_vote": True, "since": date(2026, 1, 1), "until": None}
    return SeatTerm(**(values | changes))


FOUR = (term(1), term(2), term(3), term(4, has_vote=False), term(5, until=date(2026, 3, 1)))


def problems(terms: tuple[SeatTerm, ...] = FOUR, quorum: int | None = None, **changes: object) -> str:
    draft = DecisionDraft(**({"title": "Trier", "decided_on": DAY, "text": "Oui"} | changes))
    found = find_problems(draft, terms=terms, quorum=quorum, today=TODAY)
    assert all(each.en for each in found)
    return " ; ".join(each.fr for each in found).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("day", "hour", "says"),
    [(date(2026, 3, 29), time(2, 30), "n’existe pas"), (date(2026, 10, 25), time(2, 30), "existe deux fois")],
)
def test_an_hour_that_is_none_is_refused(day: date, hour: time, says: str):
    with pytest.raises(DomainError, match=says):
        local_moment(day, hour, PARIS)
    assert local_moment(day, hour, REUNION).utcoffset() == timedelta(hours=4)


@pytest.mark.parametrize(
    ("day", "offset"),
    [(date(2026, 3, 28), 1), (date(2026, 3, 29), 2), (date(2026, 10, 24), 2), (date(2026, 10, 25), 1)],
)
def test_an_hour_of_the_place_stays_its_hour_over_both_changes(day: date, offset: int):
    slot = slot_of(day, time(14), time(16), PARIS)
    assert slot.begins_at is not None
    assert (slot.begins_at.hour, slot.begins_at.utcoffset()) == (14, timedelta(hours=offset))


def test_both_hours_or_none():
    assert slot_of(DAY, None, None, PARIS) == MeetingSlot(day=DAY)
    late = slot_of(DAY, time(22), time(1), PARIS)
    assert late.ends_at is not None
    assert late.ends_at.date() == date(2026, 5, 22)
    for begins, ends in ((time(9), None), (None, time(9)), (time(9), time(9))):
        with pytest.raises(DomainError):
            slot_of(DAY, begins, ends, PARIS)


def test_a_move_over_a_change_of_hour_is_said():
    before, after = (slot_of(day, time(14), time(16), PARIS) for day in (date(2026, 10, 22), date(2026, 11, 5)))
    said = hour_change(before, after, PARIS)
    assert said is not None
    assert "14:00 sur place, 13:00 en temps universel (12:00" in said.fr
    assert hour_change(before, before, PARIS) is None
    assert hour_change(before, MeetingSlot(day=DAY), PARIS) is None
    assert hour_change(MeetingSlot(day=DAY), before, PARIS) is None


def test_seats_are_those_of_a_day():
    assert [each.key for each in FOUR if each.is_in_force_on(DAY)] == [1, 2, 3, 4]
    assert (count_voices(FOUR, DAY), count_voices(FOUR, date(2026, 2, 1))) == (3, 4)
    assert term(since=None).is_in_force_on(date(1900, 1, 1))
    gone, to_come = FOUR[4].absence_on(DAY), term(since=date(2027, 1, 1)).absence_on(DAY)
    assert gone is not None
    assert to_come is not None
    assert "a quitté l’instance" in gone.fr
    assert "n’entre dans l’instance" in to_come.fr
    assert term().absence_on(DAY) is None
    assert SeatRole.CHAIR.runs_meetings
    assert not SeatRole.MEMBER.runs_meetings


def test_a_decision_without_fault_is_kept():
    assert problems() == ""
    vote = Vote(in_favour=2, against=0, abstained=1)
    assert problems(mode=DecisionMode.VOTE, vote=vote, present=3, owner=1, quorum=2, due_on=DAY, review_on=DAY) == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": " "}, "une décision a un texte"),
        ({"decided_on": date(2026, 12, 1)}, "prise avant d’être enregistrée"),
        ({"due_on": date(2026, 5, 1)}, "l’échéance (1ᵉʳ mai 2026) est avant la décision (21 mai 2026)"),
        ({"review_on": date(2026, 5, 1)}, "le réexamen (1ᵉʳ mai 2026) est avant"),
        ({"owner": 9}, "cette instance n’a pas ce membre"),
        ({"owner": 5}, "au jour de la décision, N5 a quitté l’instance le 1ᵉʳ mars 2026"),
        ({"reservations": (Reservation(seat=9, text="Non"),)}, "cette instance n’a pas ce membre"),
        ({"terms": (FOUR[3],)}, "aucun membre avec voix le 21 mai 2026"),
        ({"present": 4}, "4 voix présentes pour 3 membres"),
        ({"present": 0}, "à une voix présente ou représentée, au moins"),
        ({"vote": Vote(in_favour=1, against=-1)}, "un consensus n’a pas de voix comptées"),
        ({"quorum": 2}, "dites combien de voix étaient présentes"),
        ({"quorum": 3, "present": 2}, "2 voix présentes ou représentées pour un quorum de 3"),
        ({"mode": DecisionMode.VOTE}, "un vote a des voix"),
        ({"mode": DecisionMode.VOTE, "vote": Vote(in_favour=0)}, "un vote a des voix"),
        ({"mode": DecisionMode.VOTE, "vote": Vote(in_favour=4)}, "4 voix comptées pour 3 membres avec voix"),
        ({"mode": DecisionMode.VOTE, "vote": Vote(in_favour=3), "present": 2}, "3 voix comptées pour 2 voix présentes"),
        ({"mode": DecisionMode.VOTE, "vote": Vote(in_favour=1, against=1)}, "ne l’emportent pas"),
        ({"mode": DecisionMode.VOTE, "vote": Vote(in_favour=2, against=-1)}, "un nombre de voix n’est pas négatif"),
        ({"vote": Vote(in_favour=2)}, "un consensus n’a pas de voix comptées"),
    ],
)
def test_each_fault_is_said_in_words(changes: dict[str, object], says: str):
    assert says in problems(**changes)


def test_every_fault_is_said_at_once_and_a_vote_in_words():
    said = problems(text="", owner=9, due_on=date(2026, 1, 1), present=9)
    assert said.count(" ; ") >= 3
    error = InvalidDecisionError([Text("une", "one"), Text("deux", "two")])
    assert str(error) == "une ; deux"
    vote = Vote(in_favour=3, against=0, abstained=2, not_taking_part=1)
    assert vote.words.fr == "3 voix pour, 0 contre, 2 abstentions, 1 ne prend pas part au vote"
    assert Vote(in_favour=1).words.en == "1 in favour, 0 against"


@pytest.mark.parametrize(
    ("status", "due", "state"),
    [
        (ActionStatus.DONE, None, ProgressState.CARRIED_OUT),
        (ActionStatus.ONGOING, None, ProgressState.UNDER_WAY),
        (ActionStatus.ONGOING, date(2026, 1, 1), ProgressState.LATE),
        (ActionStatus.LATE, date(2030, 1, 1), ProgressState.LATE),
        (ActionStatus.DROPPED, date(2026, 1, 1), ProgressState.STOPPED),
        (None, date(2026, 1, 1), ProgressState.UNKNOWN),
    ],
)
def test_progress_is_that_of_the_action(status: ActionStatus | None, due: date | None, state: ProgressState):
    progress = action_progress(status, title="Trier", due=due, today=TODAY)
    assert progress.state is state
    assert "Trier" in progress.words.fr


def reading(**changes: object) -> IndicatorReading:
    values = {"year": 2024, "target": 20.0, "target_year": 2030, "grows": True, "unit": Text("km", "km")}
    values |= {"lies": Interval.exactly(12.5), "written": Text("12,5 km", "12.5 km")}
    return IndicatorReading(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, ProgressState.UNDER_WAY),
        ({"lies": Interval.exactly(20.0)}, ProgressState.CARRIED_OUT),
        ({"lies": Interval(20.0)}, ProgressState.CARRIED_OUT),
        ({"lies": Interval(12.5)}, ProgressState.UNKNOWN),
        ({"lies": Interval(20.0), "grows": False}, ProgressState.UNKNOWN),
        ({"grows": False}, ProgressState.CARRIED_OUT),
        ({"lies": Interval.exactly(25.0), "grows": False}, ProgressState.UNDER_WAY),
        ({"lies": None, "year": None}, ProgressState.UNKNOWN),
        ({"target": None, "target_year": None}, ProgressState.UNKNOWN),
        ({"grows": None}, ProgressState.UNKNOWN),
    ],
)
def test_progress_is_that_of_the_indicator(changes: dict[str, object], state: ProgressState):
    assert indicator_progress(reading(**changes), due=None, today=TODAY).state is state


def test_an_indicator_says_its_value_and_its_target():
    late = indicator_progress(reading(), due=date(2026, 1, 1), today=TODAY)
    assert late.state is ProgressState.LATE
    assert late.words.fr == "2024 : 12,5 km, cible 2030 : 20 km"
    assert late.words.en == "2024: 12.5 km, target 2030: 20 km"
    without = indicator_progress(reading(target=None), due=None, today=TODAY).words
    assert without.fr.endswith("aucune cible à atteindre")
    assert without.en.endswith("no target to reach")
    assert ProgressState.UNKNOWN.is_open
    assert not ProgressState.STOPPED.is_open


def test_an_agenda_is_drawn_from_what_is_open():
    def matter(kind: AgendaKind, key: str, due: date | None = None) -> AgendaPoint:
        return AgendaPoint(kind=kind, key=key, title=key, due_on=due)

    agenda_point = AgendaPoint(kind=AgendaKind.TASK, key="held", title="Autres mots")
    matters = [
        matter(AgendaKind.OBJECTIVE, "o"),
        matter(AgendaKind.TASK, "b"),
        matter(AgendaKind.TASK, "a", DAY),
        matter(AgendaKind.REVIEW, "r", TODAY),
        matter(AgendaKind.TASK, "held", DAY),
    ]
    assert [candidate.key for candidate in list_candidates(matters, [agenda_point])] == ["r", "a", "b", "o"]


def test_a_link_serves_once_and_fourteen_days():
    sent = datetime(2026, 5, 1, 9, tzinfo=UTC)
    assert timedelta(days=14) == GOOD_FOR
    assert link_state(sent_at=sent, used_at=None, now=sent + timedelta(days=13)) is MailLinkState.GOOD
    assert link_state(sent_at=sent, used_at=sent, now=sent + timedelta(days=1)) is MailLinkState.USED
    assert link_state(sent_at=sent, used_at=None, now=sent + timedelta(days=14)) is MailLinkState.EXPIRED
    assert [each for each in Attendance if each.has_voice] == [Attendance.PRESENT, Attendance.REPRESENTED]


def record(*states: ProgressState, objectives: tuple[CountedCommitment, ...] = ()) -> GroupRecord:
    decisions = [
        CountedCommitment(year=2025 + rank, state=state, evidence=(EvidenceRef(kind="decision", key=f"d{rank}"),))
        for rank, state in enumerate(states)
    ]
    return GroupRecord(sirens=("1",), decisions=decisions, objectives=objectives, is_invented=True)


def count(text: str, group_record: GroupRecord) -> tuple[float | None, int, int, ValueState]:
    asked = GroupAddress.parse(FigureAddress.parse(text))
    assert asked is not None
    assert str(asked) == text
    figure = count_group(asked, group_record)
    return figure.value, figure.known, figure.total, figure.state


def test_decisions_carried_out_are_counted_with_what_is_known():
    held = record(ProgressState.AT_ONCE, ProgressState.LATE, ProgressState.UNKNOWN, ProgressState.CARRIED_OUT)
    assert count("group.n.decisions", held) == (4, 4, 4, ValueState.OBSERVED)
    assert count("group.n.carried_out", held) == (2, 3, 4, ValueState.LOWER_BOUND)
    assert count("group.n.late", held) == (1, 3, 4, ValueState.LOWER_BOUND)
    assert count("group.n.carried_out.2025", held) == (1, 1, 1, ValueState.OBSERVED)
    assert count("group.n.carried_out.2027", held) == (None, 0, 1, ValueState.MISSING)
    assert count("group.n.decisions.1999", held) == (None, 0, 1, ValueState.MISSING)


def test_objectives_reached_are_counted_among_those_that_are_settled():
    fact = EvidenceRef(kind="fact", key="S176")
    counted_objectives = tuple(
        CountedCommitment(year=2026, state=state, evidence=(fact,))
        for state in (ObjectiveState.OPEN, ObjectiveState.REACHED, ObjectiveState.DROPPED)
    )
    assert count("group.n.objectives_reached.2026", record(objectives=counted_objectives)) == (
        1,
        2,
        3,
        ValueState.LOWER_BOUND,
    )
    only_open = record(objectives=counted_objectives[:1])
    assert count("group.n.objectives_reached", only_open) == (None, 0, 1, ValueState.MISSING)
    for text in ("group.n.nothing", "group.n.late.soon", "group.n.late.2026.x"):
        assert GroupAddress.parse(FigureAddress.parse(text)) is None
