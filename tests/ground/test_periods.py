"""The time that a value is about: its ends, its one written form, and how a reader says it."""

from datetime import date

import pytest

from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text

NB = "\u00a0"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2012-2013", date(2012, 1, 1), date(2013, 12, 31)),
        ("2026-07-31", date(2026, 7, 31), date(2026, 7, 31)),
        ("2025-08-01/2026-07-31", date(2025, 8, 1), date(2026, 7, 31)),
        ("", None, None),
    ],
)
def test_a_period_is_from_its_first_day_to_its_last(text: str, start: date | None, end: date | None) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.label) == (start, end, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [("2013-01-01/2013-12-31", "2013"), ("2013-2013", "2013"), ("2013-04-01/2013-04-01", "2013-04-01")],
)
def test_one_period_has_one_written_form(text: str, label: str) -> None:
    assert Period.parse(text).label == label


def test_years_and_days_are_made_of_themselves() -> None:
    assert Period.year(2020) == Period.parse("2020")
    assert Period.day(date(2020, 2, 29)) == Period.parse("2020-02-29")
    assert Period.undated() == Period.parse("")


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2026, 7, 31), date(2025, 8, 1)),
        (date(2026, 1, 1), date(2025, 1, 2)),
        (date(2025, 12, 31), date(2025, 1, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2024, 3, 29), date(2023, 3, 30)),
        (date(2024, 1, 29), date(2023, 1, 30)),
    ],
)
def test_twelve_months_begin_on_the_day_after_that_of_the_year_before(last: date, first: date) -> None:
    period = Period.months_before(last)
    assert (period.start, period.end) == (first, last)


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("", "", ""),
        ("2013", "2013", "2013"),
        ("2012-2013", "2012–2013", "2012–2013"),
        ("2026-07-31", f"au 31{NB}juillet{NB}2026", "on 31 July 2026"),
        ("2025-08-01/2026-07-31", f"douze mois jusqu’au 31{NB}juillet{NB}2026", "twelve months to 31 July 2026"),
        ("2019-06-01/2019-06-30", "juin 2019", "June 2019"),
        ("2024-02-01/2024-02-29", "février 2024", "February 2024"),
        (
            "2024-02-01/2024-02-28",
            f"du 1ᵉʳ{NB}février{NB}2024 au 28{NB}février{NB}2024",
            "1 February 2024 to 28 February 2024",
        ),
        ("2019-06-02/2019-06-30", f"du 2{NB}juin{NB}2019 au 30{NB}juin{NB}2019", "2 June 2019 to 30 June 2019"),
        ("2019-06-01/2019-07-31", f"du 1ᵉʳ{NB}juin{NB}2019 au 31{NB}juillet{NB}2019", "1 June 2019 to 31 July 2019"),
        ("2019-06-01/2020-06-30", f"du 1ᵉʳ{NB}juin{NB}2019 au 30{NB}juin{NB}2020", "1 June 2019 to 30 June 2020"),
        (
            "2019-01-02/2019-12-31",
            f"du 2{NB}janvier{NB}2019 au 31{NB}décembre{NB}2019",
            "2 January 2019 to 31 December 2019",
        ),
    ],
)
def test_a_period_is_said_by_what_it_is(text: str, french: str, english: str) -> None:
    assert Period.parse(text).words() == Text(french, english)


@pytest.mark.parametrize("text", ["2013-02-30", "13", "printemps 2013", "0000", "2013/", "/2013-01-01"])
def test_what_is_no_period_is_known_beforehand_and_refused(text: str) -> None:
    assert not Period.reads(text)
    with pytest.raises(DomainError, match="expected a year"):
        Period.parse(text)


def test_what_is_read_is_said_to_be() -> None:
    assert all(map(Period.reads, ("", "2013", "2012-2013", "2026-07-31")))
