"""What the preview of an import shows, on a page and on the terminal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.imports.core import Import, Outcome, Preview, PreviewItem, Question
from autan.ground.texts.core.texts import plural
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.people.journal.core import FieldChange

MOST_LINES = 200
"""Things listed for each outcome, questions for each group; the others are counted."""
DECIDED = "decided:"
"""What the names of the fields of questions start with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One thing of the file: its name, what it belongs to, its line, and the fields that differ, in words."""

    name: str
    group: str
    line: int | None
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """The things of one outcome.

    Attributes:
        items: the first of them; none where nothing is written and nothing differs.
        left: how many are not listed.
    """

    code: str
    title: str
    count: int
    items: tuple[ItemView, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What an import would write, as a page shows it.

    Attributes:
        outcomes: the things of the file, outcome by outcome, those without any left out.
        headings: outcomes that the table by group counts.
        groups: name of each group, and how many of its things meet each outcome; empty for a single group.
    """

    outcomes: tuple[OutcomeView, ...]
    headings: tuple[str, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    summary: str
    removals: int
    is_empty: bool
    questions: tuple[dict[str, Any], ...] = ()


def present_preview[T](preview: Preview[T], importing: Import[T]) -> PreviewView:
    """Return what an import would write, in the current language."""
    present = [outcome for outcome in Outcome if preview.count(outcome)]
    return PreviewView(
        outcomes=tuple(_outcome(outcome, preview, importing) for outcome in present),
        headings=tuple(words(outcome.label) for outcome in present),
        groups=_groups(preview, present),
        summary=describe_counts(preview),
        removals=preview.count(Outcome.REMOVED),
        is_empty=not preview.to_write,
        questions=question_groups(preview),
    )


def describe_counts[T](preview: Preview[T]) -> str:
    """Return how many things meet each outcome, as one line."""
    counted = [(number, outcome) for outcome, number in preview.counts.items() if number]
    texts = [f"{number} {words(plural(number, outcome.one, outcome.many))}" for number, outcome in counted]
    return ", ".join(texts) or words(Sentence("rien dans ce fichier"))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question, in words. `answer`: what the field holds: the decision, or what is proposed."""

    name: str
    id: str
    text: str
    value: str
    choices: tuple[tuple[str, str], ...]
    answer: str
    is_open: bool
    is_decided: bool


def question_groups[T](preview: Preview[T]) -> tuple[dict[str, Any], ...]:
    """Return what may be decided of a file, in the current language."""
    groups: dict[Text, list[Question]] = {}
    for question in preview.questions:
        groups.setdefault(question.group, []).append(question)
    return tuple(
        {
            "title": words(group),
            "questions": tuple(
                _question(question, f"q{rank}-{place}")
                for place, question in enumerate(sorted(own, key=lambda question: not question.is_open)[:MOST_LINES])
            ),
            "open": sum(question.is_open for question in own),
            "left": max(0, len(own) - MOST_LINES),
        }
        for rank, (group, own) in enumerate(groups.items())
    )


def _question(question: Question, place: str) -> QuestionView:
    return QuestionView(
        name=f"{DECIDED}{question.key}",
        id=place,
        text=words(Sentence(question.text)),
        value=question.value,
        choices=tuple((code, words(label)) for code, label in question.choices),
        answer=question.decision or question.proposal,
        is_open=question.is_open,
        is_decided=bool(question.decision),
    )


def _outcome[T](outcome: Outcome, preview: Preview[T], importing: Import[T]) -> OutcomeView:
    items = [item for item in preview.items if item.outcome is outcome]
    listed = () if outcome is Outcome.SAME else tuple(_item(item, importing) for item in items[:MOST_LINES])
    return OutcomeView(
        code=outcome.value,
        title=words(outcome.label),
        count=len(items),
        items=listed,
        left=len(items) - len(listed) if listed else 0,
    )


def _item[T](item: PreviewItem[T], importing: Import[T]) -> ItemView:
    changes = (
        FieldChange(
            field=words(importing.fields[change.field]) if change.field in importing.fields else change.field,
            before="" if item.current is None else importing.show(item, change.field, change.before),
            after=importing.show(item, change.field, change.after),
        )
        for change in item.changes
    )
    record = item.record
    return ItemView(name=words(record.name), group=words(record.group), line=record.line, changes=tuple(changes))


def _groups[T](preview: Preview[T], present: Sequence[Outcome]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counts: dict[str, Counter[Outcome]] = {}
    for item in preview.items:
        counts.setdefault(words(item.record.group), Counter())[item.outcome] += 1
    if len(counts) < 2:
        return ()
    return tuple((name, tuple(own[outcome] for outcome in present)) for name, own in counts.items())
