"""The time that a value is about."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import MONTHS_EN, MONTHS_FR, date_text
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` to `end`, both days included; both None when the source gives no date."""

    start: date | None
    end: date | None

    @classmethod
    def year(cls, year: int) -> Self:
        """The calendar year."""
        return cls(start=date(year, 1, 1), end=date(year, 12, 31))

    @classmethod
    def day(cls, day: date) -> Self:
        """One day: the state of a register or of a list."""
        return cls(start=day, end=day)

    @classmethod
    def months_before(cls, day: date) -> Self:
        """The twelve months that end on a day."""
        is_leap_day = (day.month, day.day) == (2, 29)
        eve = date(day.year - 1, 2, 28) if is_leap_day else day.replace(year=day.year - 1)
        return cls(start=eve + timedelta(days=1), end=day)

    @classmethod
    def undated(cls) -> Self:
        """No date is known; such a value is never placed on a timeline."""
        return cls(start=None, end=None)

    def words(self) -> Text:
        r"""The period as a reader says it: years, a month, a day, twelve months, or its two ends; empty when undated.

        >>> Period.parse("2026-07-31").words().en, Period.parse("2012-2013").words().fr
        ('on 31 July 2026', '2012–2013')
        >>> Period.parse("2019-06-01/2019-06-30").words().fr, Period.parse("2025-08-01/2026-07-31").words().en
        ('juin 2019', 'twelve months to 31 July 2026')
        >>> Period.parse("2022-12-01/2028-12-31").words().fr
        'du 1ᵉʳ\xa0décembre\xa02022 au 31\xa0décembre\xa02028'
        """
        if self.start is None or self.end is None:
            return NO_TEXT
        if self.start == self.end:
            return date_text(self.end, "au {}", "on {}")
        if "/" not in self.label:
            years = self.label.replace("-", "–")
            return Text(years, years)
        if self == Period.months_before(self.end):
            return date_text(self.end, "douze mois jusqu’au {}", "twelve months to {}")
        if self._is_month:
            name = self.start.month - 1
            return Text(f"{MONTHS_FR[name]} {self.start.year}", f"{MONTHS_EN[name]} {self.start.year}")
        first, last = date_text(self.start, "du {}", "{}"), date_text(self.end, " au {}", " to {}")
        return Text(first.fr + last.fr, first.en + last.en)

    @property
    def _is_month(self) -> bool:
        if self.start is None or self.end is None or self.start.day != 1:
            return False
        return self.end == date(self.end.year, self.end.month, monthrange(self.end.year, self.end.month)[1]) and (
            (self.start.year, self.start.month) == (self.end.year, self.end.month)
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `label` writes: `2013`, `2012-2013`, an ISO day, two joined by a slash, or nothing.

        Raises DomainError: the text is none of these, or is not a possible date.

        >>> Period.parse("2012-2013").label
        '2012-2013'
        """
        if not text:
            return cls.undated()
        years = _YEARS.fullmatch(text)
        try:
            if years is None:
                first, _, last = text.partition("/")
                return cls(start=date.fromisoformat(first), end=date.fromisoformat(last or first))
            return cls(start=date(int(years[1]), 1, 1), end=date(int(years[2] or years[1]), 12, 31))
        except ValueError:
            message = f"{text!r} is not a period: expected a year, two years joined by a hyphen, or an ISO date"
            raise DomainError(message) from None

    @classmethod
    def reads(cls, text: str) -> bool:
        """Say whether `parse` reads a text."""
        try:
            cls.parse(text)
        except DomainError:
            return False
        return True

    @property
    def label(self) -> str:
        """Compact, language-free wording: `2024`, `2012-2013`, `2026-07-31`, or empty."""
        if self.start is None or self.end is None:
            return ""
        if self.start == self.end:
            return self.start.isoformat()
        whole_years = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        if not whole_years:
            return f"{self.start.isoformat()}/{self.end.isoformat()}"
        if self.start.year == self.end.year:
            return str(self.start.year)
        return f"{self.start.year}-{self.end.year}"
