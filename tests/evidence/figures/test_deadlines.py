"""How a deadline stands on a day, in which words, and what is known of a subject that nobody states absent."""

from datetime import date

import pytest

from autan.evidence.figures.core.deadlines import (
    DeadlineStatus,
    JudgedDeadline,
    Presence,
    count_words,
    judge_deadline,
    months_between,
    presence_of,
)
from autan.evidence.figures.core.stated_facts import is_only_announced

TODAY = date(2026, 6, 15)
MET, LATE, DUE = DeadlineStatus.MET, DeadlineStatus.MET_LATE, DeadlineStatus.DUE


def day(month: int, number: int = 1, year: int = 2026) -> tuple[date, date]:
    return date(year, month, number), date(year, month, number)


YEAR_2025 = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("due", "done", "status", "months", "words"),
    [
        (day(6, 14), None, DeadlineStatus.DONE_UNDATED, (0, 0), "faite, date non connue ici"),
        (day(6, 15), None, MET, (0, 0), "tenue"),
        (day(5), day(5), MET, (0, 0), "tenue"),
        (day(5), day(5, 2), LATE, (0, 0), "tenue avec moins d’un mois de retard"),
        (day(3), day(6), LATE, (3, 3), "tenue avec 3 mois de retard"),
        (day(1, 31, 2024), YEAR_2025, LATE, (11, 23), "tenue avec 11 à 23 mois de retard"),
        (YEAR_2025, day(1, 2), LATE, (0, 12), "tenue avec 12 mois au plus de retard"),
        (YEAR_2025, day(3, 1, 2025), MET, (0, 0), "tenue, à la précision des dates connues"),
        (YEAR_2025, day(1, 1, 2025), MET, (0, 0), "tenue"),
    ],
)
def test_an_act_that_was_done_meets_its_deadline_or_is_late_by_months(due, done, status, months, words) -> None:
    judged = judge_deadline(due, today=TODAY, is_done=True, done_on=done)
    assert (judged.status, judged.months, judged.words.fr) == (status, months, words)


@pytest.mark.parametrize(
    ("due", "not_done", "status"),
    [
        (day(6, 14), None, DeadlineStatus.PASSED),
        (day(6, 15), None, DUE),
        (day(6, 13), day(6, 14), DeadlineStatus.NOT_DONE),
        (day(6, 13), day(6, 15), DeadlineStatus.NOT_DONE),
        (day(6, 13), day(6, 13), DeadlineStatus.PASSED),
        (day(6, 13), day(6, 16), DeadlineStatus.PASSED),
        (YEAR_2025, day(12, 31, 2025), DeadlineStatus.PASSED),
        (YEAR_2025, day(1), DeadlineStatus.NOT_DONE),
    ],
)
def test_what_is_not_done_is_accused_by_a_later_source_alone(due, not_done, status) -> None:
    judged = judge_deadline(due, today=TODAY, is_done=False, done_on=None, not_done=not_done)
    assert judged.status is status
    assert judged == judge_deadline(due, today=TODAY, is_done=False, done_on=day(1), not_done=not_done)


def test_an_act_that_may_be_done_by_today_is_done() -> None:
    this_year = (date(2026, 1, 1), date(2026, 12, 31))
    assert judge_deadline(day(9), today=TODAY, is_done=True, done_on=this_year) == JudgedDeadline(
        status=MET, is_rough=True
    )


def test_an_act_that_is_yet_to_come_is_not_done() -> None:
    later = judge_deadline(day(9), today=TODAY, is_done=True, done_on=day(6, 16))
    assert (later.status, later.months) == (DUE, (2, 2))
    assert judge_deadline(day(9), today=TODAY, is_done=True, done_on=day(6, 15)).status is MET


@pytest.mark.parametrize(
    ("due", "months", "is_soon", "words"),
    [
        (day(6, 15), (0, 0), True, "dans moins d’un mois"),
        (day(7, 15), (1, 1), True, "dans 1 mois"),
        (day(12, 15), (6, 6), True, "dans 6 mois"),
        (day(12, 16), (6, 6), False, "dans 6 mois"),
        ((date(2026, 1, 1), date(2026, 12, 31)), (0, 6), True, "dans 6 mois au plus"),
        ((date(2027, 1, 1), date(2027, 12, 31)), (6, 18), False, "dans 6 à 18 mois"),
    ],
)
def test_what_is_to_come_says_in_how_many_months(due, months, is_soon, words) -> None:
    judged = judge_deadline(due, today=TODAY, is_done=False, done_on=None)
    assert (judged.status, judged.months, judged.is_soon, judged.words.fr) == (DUE, months, is_soon, words)


def test_months_are_said_in_english_in_the_singular_and_the_plural() -> None:
    words = [JudgedDeadline(status=DUE, months=months).words.en for months in ((1, 1), (2, 2), (0, 1), (0, 2))]
    assert [text.removeprefix("in ") for text in words] == [
        "1 month",
        "2 months",
        "1 month at most",
        "2 months at most",
    ]
    assert JudgedDeadline(status=DeadlineStatus.PASSED, months=(1, 2)).words == DeadlineStatus.PASSED.label
    assert JudgedDeadline(status=DUE, months=(2, 2), is_rough=True).words.fr == "dans 2 mois"


def test_whole_months_alone_are_counted() -> None:
    ends = [date(2026, 6, 14), date(2026, 6, 15), date(2026, 7, 14), date(2026, 7, 15), date(2027, 6, 14)]
    assert [months_between(TODAY, end) for end in ends] == [0, 0, 0, 1, 11]
    assert months_between(TODAY, date(2020, 1, 1)) == 0


def test_what_nobody_states_complete_is_not_known() -> None:
    known = [presence_of(is_held=held, is_complete=whole) for held in (True, False) for whole in (True, False)]
    assert known == [Presence.PRESENT, Presence.PRESENT, Presence.ABSENT, Presence.NOT_KNOWN]
    assert [presence.is_known for presence in Presence] == [True, True, False]


@pytest.mark.parametrize(
    ("count", "unknown", "is_floor", "words"),
    [
        (3, 0, False, "3 sur 12"),
        (3, 0, True, "au moins 3 sur 12"),
        (0, 0, False, "0 sur 12"),
        (3, 1, False, "au moins 3 sur 12 ; 1 non connu"),
        (3, 2, False, "au moins 3 sur 12 ; 2 non connus"),
        (3, 4, True, "au moins 3 sur 12 ; 4 non connus"),
        (0, 4, False, "aucun cas connu ; 4 non connus sur 12"),
        (1.256, 0, False, "1,26 sur 12"),
    ],
)
def test_a_count_says_what_of_it_is_not_known(count, unknown, is_floor, words) -> None:
    said = count_words(count, total=12, unknown=unknown, is_floor=is_floor).fr
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == words


def test_an_event_is_only_announced_by_sources_that_are_all_older() -> None:
    event = (date(2017, 3, 11), date(2017, 3, 16))
    before, first = (date(2017, 3, 1), date(2017, 3, 10)), (date(2017, 3, 11), date(2017, 3, 11))
    assert is_only_announced(event, [before, before])
    for sources in ([before, first], [first], [before, None], []):
        assert not is_only_announced(event, sources)
