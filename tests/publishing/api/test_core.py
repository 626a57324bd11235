"""Cursors and allowances: what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.publishing.api.core import Allowance, InvalidCursorError, read_cursor, write_cursor


@given(st.text(), st.integers())
def test_a_cursor_is_read_as_it_was_written(text: str, number: int) -> None:
    assert read_cursor(write_cursor([text, number]), [str, int]) == (text, number)


@given(st.text(max_size=40))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursorError):
        read_cursor(text, [str, int, str, int])


def test_the_next_minute_begins_anew_and_callers_are_counted_apart() -> None:
    allowance = Allowance()
    assert [allowance.seconds_to_wait("ada", limit=1, now=now) for now in (60.0, 61.0, 120.0)] == [0, 59, 0]
    assert allowance.seconds_to_wait("bob", limit=1, now=121.0) == 0


def test_counts_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autan.publishing.api.core._MOST_CALLERS", 3)
    allowance = Allowance()
    for caller in "abcd":
        allowance.seconds_to_wait(caller, limit=1, now=1.0)
    assert len(allowance.counts) == 1


def test_a_cursor_of_another_table_is_refused() -> None:
    with pytest.raises(InvalidCursorError):
        read_cursor(write_cursor(["ada", 1]), [int, str])
