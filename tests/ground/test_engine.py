"""SQL over Parquet files: each is shown by a name, quoted whatever it is, on a connection that each thread keeps."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from autan.ground.engine import (
    EngineError,
    connect,
    connection_to,
    file_rows,
    is_pandas,
    literal,
    quoted,
    show_file,
    show_frame,
)


def parquet(path: Path, **columns: list[object]) -> Path:
    pl.DataFrame(columns).write_parquet(path)
    return path


@pytest.fixture
def file(tmp_path) -> Path:
    return parquet(tmp_path / 'l\'eau "2026".parquet', siren=["1", "2"], valeur=[0.5, None])


def test_a_file_answers_a_query_whatever_its_name(file):
    assert file_rows(file, "SELECT siren, valeur FROM file ORDER BY siren") == [("1", 0.5), ("2", None)]
    assert file_rows(file, "SELECT count(*), count(valeur) FROM file") == [(2, 1)]


@pytest.mark.parametrize("name", ["communes", 'a "b" c', "select", "l'été", "a; DROP TABLE b"])
def test_a_name_and_a_text_are_quoted_as_sql_does(file, name):
    connection = connect()
    show_file(connection, name, file)
    rows = connection.sql(f"FROM {quoted(name)}").project(f"siren, {literal(name)}").order("siren")
    assert rows.fetchall() == [("1", name), ("2", name)]


def test_quotes_are_doubled():
    assert (quoted('a"b'), literal("l'eau")) == ('"a""b"', "'l''eau'")


def test_a_connection_is_kept_and_shows_the_file_that_stands_now(tmp_path):
    first = connection_to({"t": parquet(tmp_path / "a.parquet", a=[1])})
    assert first.sql("SELECT a FROM t").fetchall() == [(1,)]
    again = connection_to({"t": parquet(tmp_path / "b.parquet", a=[2])})
    assert again is first
    assert again.sql("SELECT a FROM t").fetchall() == [(2,)]


def test_tables_shown_before_stay_beside_new_ones(tmp_path):
    connection_to({"avant": parquet(tmp_path / "a.parquet", a=[1])})
    connection = connection_to({"apres": parquet(tmp_path / "b.parquet", b=[2])})
    assert connection.sql("SELECT a, b FROM avant, apres").fetchall() == [(1, 2)]


def test_small_and_large_questions_have_each_their_connection(tmp_path):
    files = {"t": parquet(tmp_path / "a.parquet", a=[1])}
    small, large = connection_to(files), connection_to(files, is_large=True)
    assert small is not large
    assert connection_to(files, is_large=True) is large
    assert small.sql("SELECT current_setting('threads')").fetchall() == [(1,)]
    assert large.sql("SELECT a FROM t").fetchall() == [(1,)]


def test_each_thread_has_a_connection_of_its_own():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(connection_to, {}).result() is not connection_to({})


def test_a_file_that_does_not_stand_or_is_none_says_so(tmp_path):
    (tmp_path / "b.parquet").write_bytes(b"rien")
    for path in (tmp_path / "absent.parquet", tmp_path / "b.parquet"):
        with pytest.raises(EngineError):
            file_rows(path, "SELECT * FROM file")


def test_nothing_is_fetched_from_elsewhere():
    assert connect().sql("SELECT current_setting('autoinstall_known_extensions')").fetchall() == [(False,)]


def test_a_frame_is_read_by_its_name():
    connection = connect()
    show_frame(connection, "plans", pl.DataFrame({"a": ["x", None], "b": [1, 2]}))
    assert connection.sql("SELECT a, b FROM plans ORDER BY b").fetchall() == [("x", 1), (None, 2)]


def test_a_frame_is_known_by_where_its_kind_comes_from():
    kind = type("DataFrame", (), {"__module__": "pandas.core.frame"})
    assert (is_pandas(kind()), is_pandas(pl.DataFrame())) == (True, False)
    other = type("DataFrame", (), {"__module__": "pandasaurus.frame"})
    assert not is_pandas(other())
