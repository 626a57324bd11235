"""Files that plans leave in: tables, calendars, documents."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    from icalendar import Calendar, Timezone  # no command needs it

    calendar = Calendar()
    for field, value in (("prodid", "-//Autan//Plans//FR"), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(field, value)
    calendar.add("url", f"{settings.AUTAN_SITE}{path}")
    if not entries:
        calendar.add_component(Timezone.from_tzid("Europe/Paris", first_date=stamp, last_date=stamp + timedelta(366)))
    head, end, tail = calendar.to_ical().rpartition(b"END:VCALENDAR")
    # twenty thousand events as objects of icalendar cost seven seconds
    lines = (line for entry in entries for line in _event_lines(entry, stamp))
    return b"".join((head, *(_fold_line(line.encode()) for line in lines), end, tail))


_LINE_BYTES = 74
"""Of a line, and of each of those that go on with it behind a blank (RFC 5545, 3.1)."""


_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})
"""What a text of a calendar cannot hold as it is (RFC 5545, 3.3.11)."""


def _event_lines(entry: CalendarEntry, stamp: date) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"SUMMARY:{entry.title.translate(_ESCAPED)}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
        f"UID:{entry.uid.translate(_ESCAPED)}@autan",
        f"DESCRIPTION:{entry.description.translate(_ESCAPED)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _fold_line(line: bytes) -> bytes:
    pieces = []
    while len(line) > _LINE_BYTES:
        piece = line[:_LINE_BYTES].decode(errors="ignore").encode()  # a letter is not cut
        piece = piece.removesuffix(b"\\") or piece  # nor what is escaped
        pieces.append(piece)
        line = line[len(piece) :]
    return b"\r\n ".join((*pieces, line)) + b"\r\n"


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
