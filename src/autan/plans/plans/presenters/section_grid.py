"""The grid of a section of a plan: its lines as they stand, with what tells of each, and room for others."""

from collections.abc import Mapping

from autan.evidence.figures.queries.registry import Reader, describe_evidence
from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.texts.language import colon, words
from autan.plans.plans.core.sections import FieldKind, Layout, PlanSection, lines_of
from autan.plans.plans.presenters.section_forms import SectionFormRow, section_form
from autan.plans.plans.queries.plans import PlanContent

_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.QUANTITY})


def section_grid(content: PlanContent, section: PlanSection, *, reader: Reader) -> Grid:
    """Return the grid of a section; what cannot be read in a line is kept, and said beside it."""
    columns = tuple(
        GridColumn(code=field.code, label=field.label, choices=field.choices, is_number=field.kind in _NUMBERS)
        for field in section.fields
        if field.code not in section.keys
    )
    origins = _origins(content, section, reader=reader)
    rows = [_row(row, columns[0].code, origins.get(row.key, "")) for row in section_form(content, section).rows]
    return Grid(columns=columns, rows=rows, is_open=section.layout is Layout.LIST)


def _row(row: SectionFormRow, first: str, origin: str) -> GridRow:
    return GridRow(
        key=row.key,
        label=row.title,
        typed={field.name.partition(":")[2]: field.value for field in row.fields},
        origins={first: origin},
        revision=row.revision,
        alert=" ".join(f"{field.label}{colon()} {problem}" for field in row.fields for problem in field.problems),
    )


def _origins(content: PlanContent, section: PlanSection, *, reader: Reader) -> Mapping[str, str]:
    """Titles of what tells of each line. One query a kind of evidence."""
    lines = lines_of(content.lines, section.code)
    cards = describe_evidence(list(dict.fromkeys(ref for line in lines for ref in line.evidence)), reader=reader)
    return {line.key: ", ".join(words(card.title) for ref in line.evidence if (card := cards[ref])) for line in lines}
