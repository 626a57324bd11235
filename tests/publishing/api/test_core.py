"""Cursors: what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.publishing.api.core import InvalidCursorError, read_cursor, write_cursor


@given(st.text(), st.integers())
def test_a_cursor_is_read_as_it_was_written(text: str, number: int) -> None:
    assert read_cursor(write_cursor([text, number]), [str, int]) == (text, number)


@given(st.text(max_size=40))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursorError):
        read_cursor(text, [str, int, str, int])


def test_a_cursor_of_another_table_is_refused() -> None:
    with pytest.raises(InvalidCursorError):
        read_cursor(write_cursor(["ada", 1]), [int, str])
