"""Dates as sources give them: a year, a month, or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from autan.ground.texts.core.notation import MONTHS_EN, MONTHS_FR, date_text
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_FRENCH = re.compile(r"(?:(\d{1,2})/)?(?:(\d{1,2})/)?(\d{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date known to the year, to the month or to the day; what is not known is 0."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `2012`, `2012-03`, `2012-03-29`, `29/03/2012` or `03/2012`; None when it is no possible date.

        >>> PartialDate.parse("29/3/2012")
        PartialDate(year=2012, month=3, day=29)
        >>> PartialDate.parse("2012-02-30") is None
        True
        """
        plain = text.strip()
        if written := _WRITTEN.fullmatch(plain):
            parts = tuple(int(part or 0) for part in written.groups())
        elif french := _FRENCH.fullmatch(plain):
            first, second, year = (int(part or 0) for part in french.groups())
            parts = (year, second or first, first if second else 0)
        else:
            return None
        year, month, day = parts
        return cls(year=year, month=month, day=day) if _is_possible(plain, year, month, day) else None

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The earliest day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def period(self) -> Period:
        """The days that it may be."""
        return Period(start=self.first_day, end=self.last_day)

    def years_later(self, years: int) -> Self:
        """The same date after some years, known as precisely; 29 February becomes 28.

        >>> str(PartialDate.parse("2020-02-29").years_later(3))
        '2023-02-28'
        """
        year = self.year + years
        day = min(self.day, calendar.monthrange(year, self.month)[1]) if self.day else 0
        return type(self)(year=year, month=self.month, day=day)

    def words(self) -> Text:
        """The date as a reader says it.

        >>> PartialDate.parse("2012-03").words().fr, PartialDate.parse("2012").words().en
        ('mars 2012', '2012')
        """
        if self.day:
            return date_text(self.first_day)
        if self.month:
            name = self.month - 1
            return Text(f"{MONTHS_FR[name]} {self.year}", f"{MONTHS_EN[name]} {self.year}")
        return Text(str(self.year), str(self.year))


def _is_possible(plain: str, year: int, month: int, day: int) -> bool:
    """Say whether the parts make a day of the calendar; a part that was written may not be 0."""
    written = len(re.findall(r"\d+", plain))
    if not FIRST_YEAR <= year <= LAST_YEAR or sum(part > 0 for part in (year, month, day)) != written or month > 12:
        return False
    return not day or day <= calendar.monthrange(year, month)[1]


def months_later(day: date, months: int) -> date:
    """Return the day some months later; the last of the month when it has no such day.

    >>> months_later(date(2024, 12, 31), 2)
    datetime.date(2025, 2, 28)
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
