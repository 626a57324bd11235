"""What falls due, in words and as entries of a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.language import colon, day, words
from autan.plans.core.deadlines import Deadline, DeadlineState
from autan.plans.exporters.calendar_file import CalendarEntry
from autan.plans.presenters.words import choice_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """Something that falls due, in words; `is_late` when it is past and not met."""

    label: str
    due: str
    since: str
    state: str
    text: str
    is_late: bool
    slug: str
    plan: str


def deadline_views(deadlines: Sequence[Deadline], titles: Mapping[str, str]) -> list[DeadlineView]:
    """Give deadlines in words, with the title of their plan."""
    return [
        DeadlineView(
            label=deadline_label(deadline),
            due=day(deadline.due),
            since=words(deadline.from_date.words()),
            state=words(deadline.state.label),
            text=words(deadline.text),
            is_late=deadline.state is DeadlineState.PASSED,
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
    """Give the deadlines that are not met as entries of a calendar."""
    return [
        CalendarEntry(
            uid=f"{deadline.plan}-{deadline.code}",
            day=deadline.due,
            title=f"{titles[deadline.plan]}{colon()} {deadline_label(deadline)}",
            description=words(deadline.text),
        )
        for deadline in deadlines
        if deadline.state is not DeadlineState.MET
    ]
