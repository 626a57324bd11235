"""Columns read quickly say what the careful reading says, cell for cell."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.opendata.sources.connectors.columns import CELL, read_each, read_numbers
from autan.opendata.sources.connectors.csv_tables import open_table
from autan.opendata.sources.core import cells

LETTERS = "0123456789 ,.-+eE\u00a0\u202fsecretnaif"
TEXTS = st.lists(
    st.none()
    | st.sampled_from(["12", "1 234,5", "secret", "S", "", " 7 ", "nan", "inf", "1e3"])
    | st.text(LETTERS, max_size=9)
)


@given(TEXTS)
def test_numbers_are_those_of_the_careful_reading(texts):
    column = pl.Series(CELL, texts, dtype=pl.String)
    frame = column.to_frame()
    read = read_numbers(column)
    careful = frame.select(cells.number(CELL)).to_series()
    plain = frame.select(
        pl.col(CELL).str.contains(r"^[+-]?(\d+\.|\.\d+)([eE][+-]?\d+)?$").fill_null(value=False)
    ).to_series()
    assert read.value.filter(~plain).to_list() == careful.filter(~plain).to_list()  # « 5. » and « .5 » are plain enough
    assert read.is_secret.to_list() == frame.select(cells.is_secret(CELL)).to_series().to_list()
    filled = frame.select(cells.trimmed(CELL).is_not_null()).to_series()
    assert read.is_filled.to_list() == filled.to_list()


@given(TEXTS)
def test_what_is_said_of_each_cell_is_what_is_said_of_the_whole_column(texts):
    column = pl.Series(CELL, texts * 3, dtype=pl.String)
    answers = {"code": cells.insee_code(CELL), "lost": cells.has_lost_zero(CELL)}
    assert read_each(column, **answers).equals(column.to_frame().select(**answers))
    one = {"code": cells.insee_code(CELL)}
    assert read_each(column, **one)["code"].to_list() == column.to_frame().select(**one)["code"].to_list()


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("a,b\n1,2\n", True),
        ("a,b\n1, 2\n", False),
        ("a,b\n1,2 \n", False),
        ("a,b\n 1,2\n", False),
        ('a,b\n1,"2"\n', False),
        ("a,b\n1\u00a0,2\n", False),
        ("a,b\r\n1,2\r\n", True),
        ("a,b\n1,\t2\n", False),
        ("a\tb\n1\t2\n", True),
        ("a,b\nmot à mot,2\n", True),
    ],
)
def test_a_table_is_plain_when_nothing_is_to_be_trimmed(text, is_plain):
    opened = open_table(text.encode(), file="x.csv", columns=["a", "b"])
    assert opened.is_plain is is_plain
    if is_plain:
        trimmed = opened.frame.select(cells.trimmed("a"), cells.trimmed("b"))
        assert trimmed.equals(opened.frame.select("a", "b"))
