"""One line of a file as an action: each cell read, every fault at its place, the value kept in one way of writing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from autan.errors import Fault
from autan.intake.core.findings import MAX_SHOWN
from autan.intake.core.tables import CellValue, text_of
from autan.projects.core.axes import SEPARATOR, number_fault
from autan.projects.core.fields import (
    BY_CODE,
    MAX_TITLE,
    MAX_TYPED,
    SheetFieldKind,
    expected_in,
    read_field,
    value_code,
)
from autan.projects.core.worksheets import AXES, PART, SLUG, STEPS

_FIRST_SERIAL, _LAST_SERIAL = 18_264, 91_312  # 1950 and 2150, as spreadsheets count days
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_CENTURY = 2000
FUNDERS = 3
"""Funders that the national template has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """An action as a line of a file gives it.

    Attributes:
        line: line of the file.
        sheet: worksheet, or empty.
        title: its title; that of the action that it is part of, for a part.
        part: title of the part; empty for an action.
        axis: titles from the first axis to its own.
        typed: what it says in each field that is filled in.
        funding: funders and amounts, as typed.
        steps: its steps, as typed.
        slug: identifier that the file gives, or empty.
    """

    line: int
    sheet: str
    title: str
    part: str
    axis: tuple[str, ...]
    typed: Mapping[str, str]
    funding: tuple[dict[str, str], ...] = ()
    steps: tuple[dict[str, str], ...] = ()
    slug: str = ""


def read_cell(code: str, value: CellValue) -> str:
    """Return a cell of a field as a sheet keeps it: ISO dates, amounts with their basis, codes of choices.

    >>> read_cell("end", 47727.0), read_cell("start", "12/14/20"), read_cell("budget", 50000.0)
    ('2030-09-01', '14/12/2020', '50000 € HT')
    """
    kind, text = BY_CODE[code].kind, text_of(value).replace("\r\n", "\n")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind is SheetFieldKind.MONEY and is_number:
        return f"{text} € HT"
    if kind is SheetFieldKind.DATE:
        return _date_text(text)
    return text


def _date_text(text: str) -> str:
    """A date as it is kept: a number of days since 1900 as its day; month before day where only that makes a date."""
    if text.isdecimal() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return str(date(1899, 12, 30) + timedelta(days=int(text)))
    if found := _SHORT_DATE.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        day, month = (second, first) if second > 12 else (first, second)
        return f"{day:02}/{month:02}/{year + _CENTURY if year < 100 else year}"
    return text.partition(" 00:00")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """A line read: the action, or None when it says none; what is wrong; what is only strange."""

    row: ActionRow | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def read_row(
    said: Mapping[str, CellValue], *, line: int, sheet: str, above: tuple[str, ...], headings: Mapping[str, str]
) -> RowReading:
    """Read one line.

    Args:
        said: what it says in each column, by what the column holds.
        line: line of the file.
        sheet: worksheet.
        above: the axis that holds where the line gives none.
        headings: heading of each column, for the faults.
    """
    given = [title for code in AXES for title in text_of(said.get(code)).split(SEPARATOR)]
    axis = tuple(" ".join(title.split()) for title in given if title) or above
    title, part = (" ".join(text_of(said.get(code)).split()) for code in ("title", PART))
    faults: list[Fault] = []

    def wrong(code: str, value: str, expected: str) -> Fault:
        return Fault(
            sheet=sheet or None, row=line, column=headings.get(code, code), value=value[:MAX_SHOWN], expected=expected
        )

    if not title:
        faults.append(wrong("title", part, "le titre de l’action"))
    for code, name in (("title", title), (PART, part)):
        if len(name) > MAX_TITLE:
            faults.append(wrong(code, name, f"un titre d’au plus {MAX_TITLE} signes, espaces compris"))
    typed = {code: read_cell(code, value) for code, value in said.items() if code in BY_CODE and code != "title"}
    for code, text in typed.items():
        if len(text) > MAX_TYPED:
            faults.append(wrong(code, text, f"un texte d’au plus {MAX_TYPED} signes"))
        value = read_field(BY_CODE[code], text)
        if value is None:
            faults.append(wrong(code, text, expected_in(BY_CODE[code]).fr))
        else:
            typed[code] = value_code(value)
    funding, of_funding = _funding(said, wrong)
    disordered = number_fault(axis)
    row = ActionRow(
        line=line,
        sheet=sheet,
        title=title,
        part=part,
        axis=axis,
        typed={"title": part or title, **typed},
        funding=funding,
        steps=_steps(text_of(said.get(STEPS))),
        slug=text_of(said.get(SLUG)),
    )
    return RowReading(
        row=None if faults or of_funding else row,
        faults=(*faults, *of_funding),
        warnings=(wrong("axis2", axis[-1], disordered),) if disordered else (),
    )


def _funding(
    said: Mapping[str, CellValue], wrong: Callable[[str, str, str], Fault]
) -> tuple[tuple[dict[str, str], ...], list[Fault]]:
    lines, faults = [], []
    for rank in range(1, FUNDERS + 1):
        funder, amount = text_of(said.get(f"funder{rank}")), said.get(f"amount{rank}")
        text = read_cell("budget", amount)
        if text and read_field(BY_CODE["budget"], text) is None:
            faults.append(wrong(f"amount{rank}", text, expected_in(BY_CODE["budget"]).fr))
        filled = {code: told for code, told in (("funder", funder), ("amount", text)) if told}
        if filled:
            lines.append(filled)
    return tuple(lines), faults


def _steps(text: str) -> tuple[dict[str, str], ...]:
    return tuple({"name": name} for line in text.split("\n") if (name := line.strip(" -–•\t")))
