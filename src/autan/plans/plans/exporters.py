"""Files that plans leave in: tables, calendars, documents."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import yaml

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks.ods import write_ods
from autan.ground.documents.renderers.workbooks.xlsx import write_xlsx
from autan.ground.errors import known
from autan.plans.plans.core.documents import CompleteSection
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.sections import Layout, PlanSection, SectionLine
from autan.survey.formats.core.answer_files.cells import escape_formula

# Deadlines as an iCalendar file (RFC 5545).


_LONGEST = 73  # octets of a line before it is folded, its break apart


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day of the calendar: a title, what explains it, and an identifier that stays the same."""

    uid: str
    day: date
    title: str
    description: str


def write_calendar(entries: Sequence[CalendarEntry], *, name: str, stamp: date) -> bytes:
    """Return the whole file; `stamp` is the day on which it is made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Autan//Plans//FR", f"X-WR-CALNAME:{_escaped(name)}"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}@autan",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"DESCRIPTION:{_escaped(entry.description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each but the first after a blank; no letter is cut."""
    part, room = "", _LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", _LONGEST
        part, room = part + letter, room - size
    yield part


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
        """Return the format of an extension.

        Raises:
            UnknownError: no table leaves in it.
        """
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
