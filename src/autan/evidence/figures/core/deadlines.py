"""Silence states nothing: no deadline is met by it, nobody is late by it, and no absence is stated by it."""

from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text

type Days = tuple[date, date]
"""The first and the last day on which something may be: the same where a source gives the day."""

_SOON_DAYS = 183
_MONTHS = 12


class DeadlineStatus(Labelled):
    """How a deadline stands on a day; `NOT_DONE` alone accuses, and a source states it."""

    MET = "met", "tenue", "met"
    MET_LATE = "met_late", "tenue en retard", "met late"
    DONE_UNDATED = "done_undated", "faite, date non connue ici", "done, on a date not known here"
    DUE = "due", "à venir", "to come"
    PASSED = "passed", "échéance passée, suite non connue ici", "past, outcome not known here"
    NOT_DONE = "not_done", "échéance passée, non faite selon une source", "past, not done according to a source"
    TAKEN_OVER = "taken_over", "reprise par un plan suivant", "taken over by a later plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDeadline:
    """A deadline on a day.

    Attributes:
        months: whole months late, or left, at least and at most: two where a date is known to the month or the year.
        is_rough: True when it is met as far as the dates tell, which are too rough to exclude a delay.
        is_soon: True when it may fall due within six months.
    """

    status: DeadlineStatus
    months: tuple[int, int] = (0, 0)
    is_rough: bool = False
    is_soon: bool = False

    @property
    def words(self) -> Text:
        """The status as a reader takes it: « tenue avec 26 à 27 mois de retard », « dans 3 mois »."""
        if self.status is DeadlineStatus.MET_LATE:
            time = _month_words(*self.months)
            return Sentence("tenue avec {time} de retard", time=time)
        if self.status is DeadlineStatus.DUE:
            time = _month_words(*self.months)
            return Sentence("dans {time}", time=time)
        if self.status is DeadlineStatus.MET and self.is_rough:
            return Sentence("tenue, à la précision des dates connues")
        return self.status.label


def judge_deadline(
    due: Days, *, today: date, is_done: bool, done_on: Days | None, not_done: Days | None = None
) -> JudgedDeadline:
    """Judge a deadline by the act that satisfies it.

    Args:
        due: the days on which it may fall: one, or a month or a year where the date that it runs from is no surer.
        today: the day of the reader.
        is_done: a source states that the act was done.
        done_on: the days on which it may have been done; None when no source dates it.
        not_done: the days of a source that states that it is not done; one that is not surely later than the last day
            of the deadline says nothing of it.
    """
    if is_done and (done_on is None or done_on[0] <= today):
        return _judge_done(due, today, done_on)
    if not_done is not None and due[1] < not_done[0] <= today:
        return JudgedDeadline(status=DeadlineStatus.NOT_DONE)
    if due[1] < today:
        return JudgedDeadline(status=DeadlineStatus.PASSED)
    months = (months_between(today, due[0]), months_between(today, due[1]))
    is_soon = (due[0] - today).days <= _SOON_DAYS
    return JudgedDeadline(status=DeadlineStatus.DUE, months=months, is_soon=is_soon)


def _judge_done(due: Days, today: date, done_on: Days | None) -> JudgedDeadline:
    if done_on is None:
        return JudgedDeadline(status=DeadlineStatus.MET if today <= due[0] else DeadlineStatus.DONE_UNDATED)
    if done_on[0] > due[1]:
        months = (months_between(due[1], done_on[0]), months_between(due[0], done_on[1]))
        return JudgedDeadline(status=DeadlineStatus.MET_LATE, months=months)
    return JudgedDeadline(status=DeadlineStatus.MET, is_rough=done_on[1] > due[0])


def months_between(first: date, last: date) -> int:
    """Return the whole months from a day to another; 0 when the second is not later.

    >>> months_between(date(2017, 3, 29), date(2019, 6, 30)), months_between(date(2024, 1, 31), date(2024, 2, 29))
    (27, 0)
    """
    months = (last.year - first.year) * _MONTHS + last.month - first.month - (last.day < first.day)
    return max(0, months)


def _month_words(low: int, high: int) -> Text:
    if not high:
        return Sentence("moins d’un mois")
    if low == high:
        return Text(f"{high} mois", f"{high} month{'s' if high > 1 else ''}")
    if not low:
        return Text(f"{high} mois au plus", f"{high} month{'s' if high > 1 else ''} at most")
    return Sentence("{low} à {high} mois", low=low, high=high)


class Presence(Labelled):
    """What is known of a subject on one aspect."""

    PRESENT = "present", "énoncé présent", "stated present"
    ABSENT = "absent", "énoncé absent", "stated absent"
    NOT_KNOWN = "not_known", "non connu ici", "not known here"

    @property
    def is_known(self) -> bool:
        """True when a source or a person states it, one way or the other."""
        return self is not Presence.NOT_KNOWN


def presence_of(*, is_held: bool, is_complete: bool) -> Presence:
    """Say what is known: an empty list is absence only where somebody stated that nothing is missing from it.

    `is_complete`: a source, or a person on a day, states that there is nothing else.

    >>> presence_of(is_held=False, is_complete=False).value, presence_of(is_held=False, is_complete=True).value
    ('not_known', 'absent')
    """
    if is_held:
        return Presence.PRESENT
    return Presence.ABSENT if is_complete else Presence.NOT_KNOWN


def count_words(count: float, *, total: int, unknown: int, is_floor: bool = False) -> Text:
    """Say a count of which some parts are not known: « au moins 3 sur 12 ; 4 non connus ».

    >>> count_words(3, total=12, unknown=1).fr, count_words(3, total=12, unknown=0).en
    ('au moins 3 sur 12 ; 1 non connu', '3 of 12')
    """
    number = number_text(round(count, 2))
    of = Sentence("{number} sur {total}", number=number, total=total)
    if not unknown:
        return Sentence("au moins {of}", of=of) if is_floor else of
    plural = "s" if unknown > 1 else ""
    missing = Sentence("{unknown} non connu{plural}", unknown=unknown, plural=plural)
    if not count:
        return Sentence("aucun cas connu ; {missing} sur {total}", missing=missing, total=total)
    return Sentence("au moins {of} ; {missing}", of=of, missing=missing)
