"""Files that plans leave in: tables, calendars, documents."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import yaml
from django.conf import settings

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_ods, write_xlsx
from autan.ground.errors import known
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.plans import CompleteSection
from autan.plans.plans.core.sections import Layout, PlanSection, SectionLine
from autan.survey.formats.core.answer_files.cells import escape_formula

# Deadlines as an iCalendar file (RFC 5545).


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day of the calendar: a title, what explains it, and an identifier that stays the same."""

    uid: str
    day: date
    title: str
    description: str


def write_calendar(entries: Sequence[CalendarEntry], *, name: str, stamp: date, path: str) -> bytes:
    """Return the whole file; `stamp` is the day on which it is made, `path` the page that it comes from.

    A calendar in which nothing falls due holds its time zone: one without any component is refused by its readers.
    """
    from icalendar import Calendar, Event, Timezone  # no command needs it

    calendar, at = Calendar(), datetime.combine(stamp, time(), tzinfo=UTC)
    for field, value in (("prodid", "-//Autan//Plans//FR"), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(field, value)
    calendar.add("url", f"{settings.AUTAN_SITE}{path}")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@autan")
        event.add("dtstamp", at)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    if not entries:
        calendar.add_component(Timezone.from_tzid("Europe/Paris", first_date=stamp, last_date=stamp + timedelta(366)))
    return bytes(calendar.to_ical())


# Plans written as JSON or as YAML that the importer reads again, without the names of people.


_EVIDENCE = {"fact": "facts", "source": "sources"}


def plan_as_object(
    plan: HeldPlan,
    lines: Sequence[SectionLine],
    sections: Sequence[PlanSection],
    complete: Sequence[CompleteSection] = (),
) -> dict[str, Any]:
    """Return a plan as plain values, in the keys of a file of plans; what is empty is left out."""
    heading = plan.heading
    content: dict[str, Any] = {
        "slug": heading.slug,
        "title": heading.title,
        "kind": heading.kind.value,
        "scope": heading.scope.value if heading.scope else None,
        "subjects": list(heading.sirens),
        "network": heading.network,
        "carrier": heading.carrier,
        "follows": heading.follows,
        "is_published": heading.is_published,
        **_evidence(heading.evidence),
        "note": heading.note,
        "lines": {
            section.code: [_line(section, line) for line in lines if line.section == section.code]
            for section in sections
            if any(line.section == section.code for line in lines)
        },
        "complete": [
            {
                "section": complete_section.section,
                "on": complete_section.on.isoformat(),
                **_evidence(complete_section.evidence),
            }
            for complete_section in complete
        ],
    }
    return {name: value for name, value in content.items() if value not in (None, "", [], {})}


def _line(section: PlanSection, line: SectionLine) -> dict[str, Any]:
    private = {field.code for field in section.fields if field.is_private}
    keys = section.key_values(line.key) if section.layout is Layout.GRID else {}
    typed = {**keys, **line.typed}
    return {code: text for code, text in typed.items() if code not in private} | _evidence(line.evidence)


def _evidence(refs: Sequence[Any]) -> dict[str, list[str]]:
    keys_by_kind: dict[str, list[str]] = {}
    for ref in refs:
        if ref.kind in _EVIDENCE:
            keys_by_kind.setdefault(_EVIDENCE[ref.kind], []).append(ref.key)
    return keys_by_kind


def write_yaml(plans: Sequence[dict[str, Any]]) -> str:
    """Return plans as the text of a YAML file."""
    return yaml.safe_dump({"plans": list(plans)}, allow_unicode=True, sort_keys=False, width=120)


def write_json(plans: Sequence[dict[str, Any]]) -> str:
    """Return plans as the text of a JSON file."""
    return json.dumps({"plans": list(plans)}, ensure_ascii=False, indent=1) + "\n"


# The register as a file: XLSX, ODS or CSV.


type Cells = tuple[str | float | None, ...]


class TableFormat(StrEnum):
    """Formats of a table that leaves."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"

    @classmethod
    def of(cls, extension: str) -> "TableFormat":
        """Return the format of an extension. Raises UnknownError: no table leaves in it."""
        file_format = next((member for member in cls if member.value == extension), None)
        return known(file_format, "aucun tableau au format «\u202f{extension}\u202f»", extension=extension)

    @property
    def media_type(self) -> str:
        """Type of the file, for a browser."""
        return _TYPES[self]


_TYPES = {
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    TableFormat.CSV: "text/csv; charset=utf-8",
}


def write_table(rows: Sequence[Cells], *, name: str, file_format: TableFormat) -> bytes:
    """Return the whole file; the first row holds the headings, an unknown cell is empty."""
    if file_format is TableFormat.CSV:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
        return text.getvalue().encode("utf-8-sig")
    sheet = WorkbookSheet(name=name[:31], rows=tuple(rows))
    return write_xlsx([sheet]) if file_format is TableFormat.XLSX else write_ods([sheet])
