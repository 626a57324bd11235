"""The page of one plan: its heading, its sections in words, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import Reader, describe_evidence
from autan.ground.texts.language import in_french, words
from autan.plans.plans.core.completeness import completeness_of
from autan.plans.plans.core.figures import plan_figure
from autan.plans.plans.core.measures import MeasureKind, plan_problems
from autan.plans.plans.core.sections import FieldKind, Layout, PlanSection, SectionLine, lines_of
from autan.plans.plans.importers.definitions import find_section, plan_sections
from autan.plans.plans.presenters.completeness import statement_words
from autan.plans.plans.presenters.words import line_title, value_words
from autan.plans.plans.queries.plans import PlanContent

_KEY_MEASURES = (
    MeasureKind.START,
    MeasureKind.ADOPTION,
    MeasureKind.BUDGET_TERRITORY,
    MeasureKind.BUDGET_ESTATE,
    MeasureKind.GRANTED,
    MeasureKind.OWN_SHARE,
    MeasureKind.STUDIES,
    MeasureKind.STAFF,
    MeasureKind.MEETINGS,
    MeasureKind.PARTICIPANTS,
    MeasureKind.EVALUATION_IN_PLACE,
    MeasureKind.EVALUATION_PLANNED,
)


_VALUE, _UNIT = "value", "unit"
_FEWEST_ROWS, _MOST_COLUMNS = 3, 6
"""A section stands as a table from so many lines, where its fields fit a page."""
_MOST_OPEN = 14
"""Lines of the longest section that stands open: the grid of links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPageLine:
    """One line of a plan in words: its title, its other fields, what is wrong in it, and what states it.

    In a section that stands as a table, `cells` are the label and value of each column, empty where it says nothing.
    """

    title: str
    details: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    cards: tuple[EvidenceCard, ...]
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of a plan in words; `filled` and `wanted` count its lines, `table` heads its columns if it is one.

    `complete` says on which day it is stated that there is nothing else in it; empty when nobody does.
    """

    code: str
    label: str
    lines: tuple[PlanPageLine, ...]
    problems: tuple[str, ...]
    filled: int
    wanted: int
    complete: str = ""
    matrix: dict[str, Any] | None = None
    table: tuple[str, ...] = ()

    @property
    def is_grid(self) -> bool:
        """True when each line says one thing: they then stand in columns."""
        return all(len(line.details) <= 1 and not line.cards for line in self.lines)

    @property
    def is_open(self) -> bool:
        """True when it is read at once: it is short, or something in it is to be corrected."""
        return len(self.lines) <= _MOST_OPEN or bool(self.problems) or any(line.problems for line in self.lines)


def key_figures(content: PlanContent) -> list[Figure]:
    """Return the measures of a plan of which something is stated."""
    measures = content.held.digest.measures
    return [plan_figure(content.held, kind) for kind in _KEY_MEASURES if kind in measures]


def problem_views(content: PlanContent) -> list[dict[str, Any]]:
    """Give everything that is wrong in a plan, in the order of its lines."""
    lines = {line.ref: line for line in content.lines}
    views = []
    for problem in plan_problems(content.held.heading, content.lines):
        section = find_section(problem.section)
        line = lines.get(f"{problem.section}/{problem.key}")
        field = words(section.field(problem.field).label) if problem.field else ""
        parts = [words(section.label), line_title(section, line) if line else "", field]
        views.append({"place": ", ".join(filter(None, parts)), "message": words(problem.message)})
    return views


def section_views(content: PlanContent, reader: Reader, *, may_write: bool) -> list[SectionView]:
    """Give the sections of a plan; names of people only to whoever writes it. One query a kind of evidence."""
    refs = [ref for line in content.lines for ref in line.evidence]
    cards = describe_evidence(list(dict.fromkeys(refs)), reader=reader)
    problems = plan_problems(content.held.heading, content.lines)
    views = []
    parts = completeness_of(plan_sections(), content.lines, problems)
    for section, part in zip(plan_sections(), parts, strict=True):
        lines = lines_of(content.lines, section.code)
        own = [problem for problem in problems if problem.section == section.code]
        shown = tuple(
            PlanPageLine(
                title=line_title(section, line),
                details=_details(section, line, may_write=may_write),
                problems=tuple(words(problem.message) for problem in own if problem.key == line.key),
                cards=tuple(card for ref in line.evidence if (card := cards[ref])),
            )
            for line in _in_order(section, lines)
        )
        columns = _columns(shown)
        key_label = next((words(field.label) for field in section.fields if section.keys and field.is_required), "")
        views.append(
            SectionView(
                code=section.code,
                label=words(section.label),
                lines=tuple(replace(line, cells=_cells(line, columns, key_label)) for line in shown),
                problems=tuple(words(problem.message) for problem in own if not problem.key),
                filled=part.filled,
                wanted=part.wanted,
                complete=statement_words(content.complete.get(section.code), may_write=may_write),
                matrix=_matrix(section, lines),
                table=tuple(label or key_label for label in columns),
            )
        )
    return views


def _columns(lines: Sequence[PlanPageLine]) -> tuple[str, ...]:
    """The labels of the fields of several lines, as columns; none where lines are few, or say one thing each."""
    labels = tuple(dict.fromkeys(label for line in lines for label, _value in line.details))
    return labels if len(lines) >= _FEWEST_ROWS and 1 < len(labels) <= _MOST_COLUMNS else ()


def _cells(line: PlanPageLine, columns: Sequence[str], key_label: str) -> tuple[tuple[str, str], ...]:
    """What a line says in each column; what a grid asks, which needs no label elsewhere, has that of its field."""
    texts = dict(line.details)
    return tuple((label or key_label, texts.get(label, "")) for label in columns)


def _matrix(section: PlanSection, lines: Sequence[SectionLine]) -> dict[str, Any] | None:
    """The lines of a grid of two keys as a table; None for another section, or without lines."""
    if len(section.keys) != 2 or not lines:
        return None
    down, across = (section.field(key).choices for key in section.keys)
    field = next(field for field in section.fields if field.is_required)
    stated = {line.key: value_words(section, line, field.code) for line in lines}
    return {
        "heads": tuple(words(label) for label in across.values()),
        "rows": tuple(
            (words(label), tuple(stated.get(f"{row}-{column}", "") for column in across)) for row, label in down.items()
        ),
    }


def _in_order(section: PlanSection, lines: Sequence[SectionLine]) -> Sequence[SectionLine]:
    """Lines of a grid in the order of its keys, those of a list as they were added."""
    if section.layout is Layout.LIST:
        return lines
    order = section.grid_keys()
    return sorted(lines, key=lambda line: order.index(line.key))


def _details(section: PlanSection, line: SectionLine, *, may_write: bool) -> tuple[tuple[str, str], ...]:
    """Label and value of each field but those that name the line; what a grid asks needs no label."""
    keys = section.keys or (section.fields[0].code,)
    return tuple(
        ("" if section.keys and field.is_required else words(field.label), _value_with_unit(section, line, field.code))
        for field in section.fields
        if field.code in line.typed and field.code not in {*keys, _UNIT} and (may_write or not field.is_private)
    )


def _value_with_unit(section: PlanSection, line: SectionLine, field: str) -> str:
    """What a field says, its unit behind it where the line has one."""
    unit = f"\u00a0{value_words(section, line, _UNIT)}" if field == _VALUE and _UNIT in line.typed else ""
    text = f"{value_words(section, line, field)}{unit}"
    return in_french(text) if section.field(field).kind in {FieldKind.TEXT, FieldKind.PROSE} else text
