"""Takes in the targets and the diagnosis of a national filing: previewed, then written in one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.units import convert, get_unit
from autan.evidence.imports.core import SKIPS, Import, Outcome, Preview, Record, Upload, compare
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence, Text
from autan.people.journal.actions import Actor
from autan.plans.action_files.core.national_filing import form_columns
from autan.plans.action_files.importers.national_filing import FilingValue, read_grids
from autan.plans.plans.actions.plans import save_sections
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import read_lines

TARGETS, OBSERVATIONS = "targets", "observations"
RENEWABLE_YEARS = "renewable_years"
"""Choice made with the file: the years of the targets of renewable output, one a period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledLine:
    """A target or an observed value of a plan, as a filing says it or as it stands.

    `key`: key of the line that stands; empty for a new one.
    """

    section: str
    typed: dict[str, str]
    key: str = ""


def filing_import(plan: Plan) -> Import[FiledLine]:
    """Return how a plan takes in its targets and its diagnosis from a file of national filings."""

    def read(upload: Upload) -> Preview[FiledLine]:
        sirens = frozenset(plan.subjects.values_list("siren", flat=True))
        years = tuple(upload.options.get(RENEWABLE_YEARS, ()))
        values, faults = read_grids(upload.data, upload.file, sirens=sirens, renewable_years=years)
        existing = read_lines(PlanLine.objects.filter(plan=plan, section__in=(TARGETS, OBSERVATIONS)))
        current = {record.key: record for record in _current_records(existing)}
        return Preview(
            file=upload.file,
            items=compare(_filed_records(values, upload.file), current),
            faults=tuple(faults),
            skips_faults=bool(upload.options.get(SKIPS)),
        )

    return Import(
        kind=f"filing/{plan.slug}",
        read=read,
        write=lambda by, preview: _write(by, plan, preview),
        fields={"value": Sentence("Valeur"), "unit": Sentence("Unité"), "base": Sentence("Référence")},
    )


def _filed_records(values: Sequence[FilingValue], file: str) -> Iterator[Record[FiledLine]]:
    bases = {(one.cell.quantity, one.cell.part): one for one in values if one.cell.year_column}
    for one in values:
        cell, number = one.cell, f"{one.value:.12g}"
        typed = {"quantity": cell.quantity, "part": cell.part, "value": number, "unit": cell.unit}
        if cell.year_column:
            source = f"Dépôt national ({file})"
            typed |= {"year": str(one.year), "source": source}
            yield _record(FiledLine(section=OBSERVATIONS, typed=typed), one.value, cell.unit, row=one.line)
            continue
        typed |= {"kind": "level", "horizon": str(one.year)}
        if base := bases.get((cell.quantity, cell.part)):
            typed |= {"base_year": str(base.year), "base_value": f"{base.value:.12g}"}
        yield _record(FiledLine(section=TARGETS, typed=typed), one.value, cell.unit, row=one.line)


def _record(line: FiledLine, value: float, unit: str, *, row: int | None = None) -> Record[FiledLine]:
    typed = line.typed
    year = typed.get("horizon") or typed.get("year", "")
    section = find_section(line.section)
    words = [_label(section.field(code).choices.get(typed.get(code, ""))) for code in ("quantity", "part")]
    base = f"{typed['base_year']} : {typed['base_value']}" if typed.get("base_value") else None
    fields = {"value": value, "unit": unit, **({"base": base} if base else {})}
    name = Text(*(f"{', '.join(filter(None, parts))}, {year}" for parts in zip(*words, strict=True)))
    return Record(
        key="/".join((line.section, typed.get("quantity", ""), typed.get("part") or "total", year)),
        name=name,
        group=section.label,
        fields=fields,
        content=line,
        line=row,
    )


def _label(label: Text | None) -> tuple[str, str]:
    return (label.fr, label.en) if label else ("", "")


def _current_records(lines: Sequence[SectionLine]) -> Iterator[Record[FiledLine]]:
    """What stands of the territory, which the form is about, in the units of the form where it converts into them."""
    units = {cell.quantity: cell.unit for cell in form_columns().values()}
    for line in lines:
        is_level = line.section == OBSERVATIONS or line.text("kind") == "level"
        value, unit = line.number("value"), line.text("unit")
        if not is_level or value is None or line.text("scope") not in {"", "territory"}:
            continue
        try:
            own = units.get(line.text("quantity"), unit)
            value, unit = float(convert(value, from_unit=get_unit(unit), to_unit=get_unit(own))), own
        except DomainError:
            pass  # it stands in a unit that the form does not know: the two are shown side by side
        yield _record(FiledLine(section=line.section, typed=dict(line.typed), key=line.key), value, unit)


def _write(by: Actor | None, plan: Plan, preview: Preview[FiledLine]) -> None:
    """Write what a preview says."""
    sections: dict[str, list[LineInput]] = {}
    for item in preview.to_write:
        existing = item.current.content if item.current and item.outcome is Outcome.CHANGED else None
        typed = {**(existing.typed if existing else {}), **item.record.content.typed}
        key = existing.key if existing else ""
        sections.setdefault(item.record.content.section, []).append(LineInput(key=key, typed=typed))
    save_sections(by=by, plan=plan, sections=sections)
