"""What falls due, in words and as entries of a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.ground.texts.language import colon, day, words
from autan.plans.plans.core.deadlines import Deadline, DeadlineState
from autan.plans.plans.exporters.calendar_file import CalendarEntry
from autan.plans.plans.presenters.words import choice_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """Something that falls due, in words; `is_late` when it is past and not met, `is_met` when it was done."""

    label: str
    due: str
    since: str
    state: str
    text: str
    is_late: bool
    is_met: bool
    slug: str
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineTable:
    """What falls due, each with the number of its rule; `rules` are the texts, in the order of their numbers."""

    to_come: tuple[tuple[int, DeadlineView], ...]
    met: tuple[tuple[int, DeadlineView], ...]
    rules: tuple[str, ...]


def deadline_table(deadlines: Sequence[Deadline], titles: Mapping[str, str]) -> DeadlineTable:
    """Set what is to come or past apart from what was met; each rule is written once, and numbered."""
    views = deadline_views(deadlines, titles)
    ordered = sorted(views, key=lambda view: view.is_met)
    rules = list(dict.fromkeys(view.text for view in ordered))
    numbered = [(rules.index(view.text) + 1, view) for view in views]
    return DeadlineTable(
        to_come=tuple(each for each in numbered if not each[1].is_met),
        met=tuple(each for each in numbered if each[1].is_met),
        rules=tuple(rules),
    )


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
            is_met=deadline.state is DeadlineState.MET,
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
