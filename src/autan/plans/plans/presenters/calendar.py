"""What falls due, in words and as entries of a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.ground.texts.language import colon, day, words
from autan.plans.plans.core.deadlines import Deadline
from autan.plans.plans.exporters import CalendarEntry
from autan.plans.plans.presenters.words import choice_words

CLOSED = (DeadlineStatus.MET, DeadlineStatus.MET_LATE, DeadlineStatus.TAKEN_OVER)
"""Statuses of which nothing is awaited any more; each has its own fold."""
_PAST = (DeadlineStatus.PASSED, DeadlineStatus.NOT_DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """Something that falls due, in words; `accuses` when a source states that it was not done."""

    label: str
    due: str
    since: str
    status: DeadlineStatus
    state: str
    text: str
    accuses: bool
    slug: str
    plan: str


type NumberedDeadline = tuple[int, DeadlineView]


def deadline_table(deadlines: Sequence[Deadline], titles: Mapping[str, str]) -> dict[str, Any]:
    """Set what is to come or past apart from what was met; each rule is written once, and numbered."""
    views = deadline_views(deadlines, titles)
    ordered = sorted(views, key=lambda view: view.status in CLOSED)
    rules = list(dict.fromkeys(view.text for view in ordered))
    numbered = [(rules.index(view.text) + 1, view) for view in views]

    def of(*statuses: DeadlineStatus) -> tuple[NumberedDeadline, ...]:
        return tuple((number, view) for number, view in numbered if view.status in statuses)

    return {
        # what is to come, or past with an outcome or a date that is not known here
        "open": of(*(status for status in DeadlineStatus if status not in CLOSED)),
        "met": of(DeadlineStatus.MET),
        "met_late": of(DeadlineStatus.MET_LATE),
        "taken_over": of(DeadlineStatus.TAKEN_OVER),
        "rules": tuple(rules),
    }


def deadline_views(deadlines: Sequence[Deadline], titles: Mapping[str, str]) -> list[DeadlineView]:
    """Give deadlines in words, with the title of their plan."""
    return [
        DeadlineView(
            label=deadline_label(deadline),
            due=day(deadline.due),
            since=words(deadline.from_date.words()),
            status=deadline.status,
            state=words(deadline.judged.words),
            text=words(deadline.text),
            accuses=deadline.status is DeadlineStatus.NOT_DONE,
            slug=deadline.plan,
            plan=titles[deadline.plan],
        )
        for deadline in deadlines
    ]


def deadline_label(deadline: Deadline) -> str:
    """What falls due, in words, with the body whose opinion it is."""
    if not deadline.body:
        return words(deadline.label)
    return f"{words(deadline.label)}{colon()} {choice_words('opinions', 'body', deadline.body)}"


def calendar_entries(deadlines: Sequence[Deadline], titles: Mapping[str, str]) -> list[CalendarEntry]:
    """Give the deadlines that are to come as entries of a calendar, and the past ones of which more is to be known."""
    return [
        CalendarEntry(
            uid=f"{deadline.plan}-{deadline.code}",
            day=deadline.due,
            title=f"{titles[deadline.plan]}{colon()} {deadline_label(deadline)}",
            description=_description(deadline),
        )
        for deadline in deadlines
        if deadline.status in {DeadlineStatus.DUE, *_PAST}
    ]


def _description(deadline: Deadline) -> str:
    """The rule; of a past deadline, how it stands: the months left would be wrong in a file that is kept."""
    if deadline.status not in _PAST:
        return words(deadline.text)
    return f"{words(deadline.text)} — {words(deadline.judged.words)}"
