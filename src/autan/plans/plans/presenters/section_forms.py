"""The form of a section, a row for each of its lines with what is wrong with it, and its grid."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from autan.evidence.figures.queries.registry import Reader, describe_evidence
from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.texts.language import colon, semicolon, words
from autan.ground.web.presenters import opening_address
from autan.plans.plans.core.completeness import completeness_of
from autan.plans.plans.core.measures import plan_problems
from autan.plans.plans.core.needed import NeededSection
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.core.sections import FieldKind, Layout, LineProblem, PlanSection, SectionLine, lines_of
from autan.plans.plans.importers.definitions import find_section, plan_sections
from autan.plans.plans.presenters.completeness import statement_words
from autan.plans.plans.presenters.words import line_title, typed_words
from autan.plans.plans.queries.plans import PlanContent

_NEW_ROWS = 2


def needed_views(needed: Sequence[NeededSection]) -> list[dict[str, Any]]:
    """Give what a plan lacks and others read, in the language of the page."""
    return [
        {
            "code": missing.section,
            "label": words(find_section(missing.section).label),
            "read": f"{semicolon()} ".join(words(kind.label).lower() for kind in missing.kinds),
            "others": missing.others,
        }
        for missing in needed
    ]


def section_forms(
    content: PlanContent, first: Sequence[str] = (), *, refused: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Give the form of each section of a plan, some of them first; those that were refused are open."""
    problems = plan_problems(content.held.heading, content.lines)
    sections = sorted(
        plan_sections(), key=lambda section: first.index(section.code) if section.code in first else len(first)
    )
    opened = {*first[:1], *refused}
    return [_form(content, section, problems, is_open=section.code in opened) for section in sections]


def section_address(slug: str, section: str) -> str:
    """Address of the form of a plan, one section open."""
    return opening_address(reverse("plans:fill", args=[slug]), QueryDict(), section)


def section_form(content: PlanContent, section: PlanSection) -> dict[str, Any]:
    """Give the form of one section, open."""
    return _form(content, section, plan_problems(content.held.heading, content.lines), is_open=True)


def typed_anew(
    content: PlanContent, typed: Mapping[str, Sequence[LineInput]]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the lines typed, by section, that are not those of the plan: what is lost if nothing is saved."""
    stored = {line.ref: dict(line.typed) for line in content.lines}
    return [
        typed_words(find_section(code), line.key, line.typed)
        for code, lines in typed.items()
        for line in lines
        if (texts := {field: text.strip() for field, text in line.typed.items() if text.strip()})
        and texts != stored.get(f"{code}/{line.key}")
    ]


def _form(
    content: PlanContent, section: PlanSection, problems: Sequence[LineProblem], *, is_open: bool
) -> dict[str, Any]:
    (part,) = completeness_of([section], content.lines, problems)
    own = [problem for problem in problems if problem.section == section.code]
    to_mend = ngettext("%(counter)s point à corriger", "%(counter)s points à corriger", len(own))
    lines = {line.key: line for line in lines_of(content.lines, section.code)}
    if section.layout is Layout.GRID:
        keys: Sequence[str] = section.grid_keys()
    else:
        last = max((int(key) for key in lines), default=0)
        keys = [*lines, *(str(last + rank) for rank in range(1, _NEW_ROWS + 1))]
    return {
        "code": section.code,
        "label": words(section.label),
        "rows": tuple(
            _row(section, key, lines.get(key), content.revisions.get(f"{section.code}/{key}", 0), own) for key in keys
        ),
        "problems": (refusals := tuple(words(problem.message) for problem in own if not problem.key)),
        "progress": f"{part.filled} / {part.wanted}" + (f" · {to_mend % {'counter': len(own)}}" if own else ""),
        "is_open": is_open or bool(refusals),
        "complete": statement_words(content.complete.get(section.code), may_write=True),
    }


def _row(
    section: PlanSection, key: str, line: SectionLine | None, revision: int, problems: Sequence[LineProblem]
) -> dict[str, Any]:
    codes = section.key_values(key)
    labels = [words(section.field(field).choices[code]) for field, code in codes.items()]
    return {
        "key": key,
        "title": ", ".join(labels) or (line_title(section, line) if line else ""),
        "revision": revision,
        "fields": field_views(section, key, line, problems),
    }


def field_views(
    section: PlanSection, key: str, line: SectionLine | None, problems: Sequence[LineProblem]
) -> tuple[dict[str, Any], ...]:
    """Give the fields of a line, those that name it left out; those of an empty row have no problem."""
    return tuple(
        {
            "name": f"{key}:{field.code}",
            "kind": field.kind.value,
            "label": words(field.label),
            "value": line.typed.get(field.code, "") if line else "",
            "choices": tuple((code, words(label)) for code, label in field.choices.items()),
            "problems": tuple(
                words(problem.message)
                for problem in problems
                if line and (problem.key, problem.field) == (line.key, field.code)
            ),
        }
        for field in section.fields
        if field.code not in section.keys
    )


_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.QUANTITY})


def section_grid(content: PlanContent, section: PlanSection, *, reader: Reader) -> Grid:
    """Return the grid of a section; what cannot be read in a line is kept, and said beside it."""
    columns = tuple(
        GridColumn(code=field.code, label=field.label, choices=field.choices, is_number=field.kind in _NUMBERS)
        for field in section.fields
        if field.code not in section.keys
    )
    origins = _origins(content, section, reader=reader)
    rows = [
        _grid_row(row, columns[0].code, origins.get(row["key"], "")) for row in section_form(content, section)["rows"]
    ]
    return Grid(columns=columns, rows=rows, is_open=section.layout is Layout.LIST)


def _grid_row(row: dict[str, Any], first: str, origin: str) -> GridRow:
    return GridRow(
        key=row["key"],
        label=row["title"],
        typed={field["name"].partition(":")[2]: field["value"] for field in row["fields"]},
        origins={first: origin},
        revision=row["revision"],
        alert=" ".join(
            f"{field['label']}{colon()} {problem}" for field in row["fields"] for problem in field["problems"]
        ),
    )


def _origins(content: PlanContent, section: PlanSection, *, reader: Reader) -> Mapping[str, str]:
    """Titles of what tells of each line. One query a kind of evidence."""
    lines = lines_of(content.lines, section.code)
    cards = describe_evidence(list(dict.fromkeys(ref for line in lines for ref in line.evidence)), reader=reader)
    return {line.key: ", ".join(words(card.title) for ref in line.evidence if (card := cards[ref])) for line in lines}
