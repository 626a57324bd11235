"""Pages of a table and figures as programs get them: cells, filters, cursors, an unknown that is no zero."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import Fault, UnknownError
from autan.ground.extension_points import PublishedTable
from autan.ground.wordings import Sentence
from autan.publishing.api.core import InvalidCursorError, cell_text, content_digest, read_cursor, write_cursor
from autan.publishing.api.models import ReadKey
from autan.publishing.api.presenters.batches import fault_rows, write_operation
from autan.publishing.api.presenters.dictionary import present_operations, present_tables
from autan.publishing.api.presenters.pages import (
    csv_cell,
    cut_page,
    json_cell,
    keep_rows,
    key_lines,
    write_csv,
    write_page,
)
from autan.publishing.api.queries.embedded import pin_figure
from autan.publishing.api.queries.tables import find_table, find_writable, table_rows, why_withdrawn, writable_tables
from autan.publishing.api.renderers.files import forms_of, open_data_file
from autan.territories.networks.models import Network, Territory
from tests.evidence.figures.making import make_figure
from tests.plans.indicators.conftest import follow, give, here, network

__all__ = ["here", "network"]


@pytest.fixture
def table() -> PublishedTable:
    """The table of networks, whose key is their slug."""
    return find_table("networks")


def rows_of(table: PublishedTable, slugs: Sequence[str]) -> list[tuple[object, ...]]:
    names = [column.name for column in table.columns]
    return [tuple(slug if name == table.key[0] else None for name in names) for slug in slugs]


@pytest.mark.parametrize(
    ("value", "in_json", "in_csv"),
    [
        (None, None, ""),
        (0, 0, "0"),
        (2.5, 2.5, "2.5"),
        (True, True, "true"),
        (False, False, "false"),
        (date(2026, 2, 28), "2026-02-28", "2026-02-28"),
        ("", "", ""),
        ("a,b", "a,b", "a,b"),
    ],
)
def test_a_cell_is_empty_or_null_where_it_is_unknown_and_only_there(
    value: object, in_json: object, in_csv: str
) -> None:
    assert (json_cell(value), csv_cell(value)) == (in_json, in_csv)


def test_rows_are_written_with_commas_quotes_and_lines_of_the_standard() -> None:
    written = write_csv(["a", "b"], [['dit "oui"', None], ["deux\nlignes", 0]])
    assert written == b'a,b\r\n"dit ""oui""",\r\n"deux\nlignes",0\r\n'
    assert write_csv(["a"], []) == b"a\r\n"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1234.567, "1234,567"),
        (-0.5, "-0,5"),
        (2024, "2024"),
        ("", ""),
        (None, None),
        ("a\r\nb\vc", "a\nb\nc"),
    ],
)
def test_a_cell_of_a_batch_is_written_as_people_write_it(cell: str | float | None, text: str | None) -> None:
    assert cell_text(cell) == text


def test_the_digest_of_a_request_is_that_of_what_it_says_in_any_order() -> None:
    assert content_digest({"a": 1, "b": [2]}) == content_digest({"b": [2], "a": 1})
    assert len({content_digest(one) for one in ([1, 2], [2, 1], ["1", 2], [1, 2, None])}) == 4


@pytest.mark.parametrize("cursor", ["", "zorg", "WzFd!", write_cursor([1]), write_cursor(["a", "b"]), write_cursor([])])
def test_a_cursor_of_another_table_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursorError, match="curseur illisible"):
        read_cursor(cursor, [str])


def test_a_page_ends_where_it_is_asked_and_says_where_the_next_begins(table: PublishedTable) -> None:
    rows = rows_of(table, "abcde")
    first = cut_page(table, rows, after="", limit=2)
    second = cut_page(table, rows, after=first.next, limit=3)
    assert (list(first.rows), first.total, bool(first.next)) == (rows[:2], 5, True)
    assert (list(second.rows), second.total, second.next) == (rows[2:], 5, ""), "a page that is full may be the last"
    whole = cut_page(table, rows, after="", limit=None)
    assert (list(whole.rows), whole.next) == (rows, "")
    beyond = cut_page(table, rows, after=write_cursor(["z"]), limit=2)
    assert (list(beyond.rows), beyond.total, beyond.next) == ([], 5, "")
    between = cut_page(table, rows, after=write_cursor(["bb"]), limit=1)
    assert list(between.rows) == rows[2:3], "a row that is gone leaves its place"


def test_a_page_is_written_in_both_forms(table: PublishedTable) -> None:
    page = cut_page(table, rows_of(table, "ab"), after="", limit=1)
    read = json.loads(write_page(page, "json"))
    assert (read["table"], read["total"], read["count"], read["next"]) == ("networks", 2, 1, page.next)
    assert read["rows"][0][table.key[0]] == "a"
    assert set(read["rows"][0]) == {column.name for column in table.columns}
    last = json.loads(write_page(cut_page(table, rows_of(table, "a"), after="", limit=1), "json"))
    assert last["next"] is None
    lines = write_page(page, "csv").decode().split("\r\n")
    assert lines[0] == ",".join(column.name for column in table.columns)
    assert (lines[1].split(",")[0], lines[2:]) == ("a", [""])


def test_filters_keep_the_rows_whose_cells_are_as_asked(table: PublishedTable) -> None:
    rows = rows_of(table, "aba")
    key = table.key[0]
    assert keep_rows(table, rows, {}) == rows
    assert keep_rows(table, rows, {key: "a"}) == [rows[0], rows[2]]
    assert keep_rows(table, rows, {key: "z"}) == []
    assert keep_rows(table, rows, {"zorg": "a"}) == rows


def test_a_table_that_is_not_there_is_refused_with_those_that_are(network: Network) -> None:
    with pytest.raises(UnknownError, match="aucune table «\u202fzorg\u202f»\u202f; il y a\u00a0: networks"):
        find_table("zorg")
    with pytest.raises(UnknownError, match="rien ne s’écrit sous «\u202fzorg\u202f»"):
        find_writable("zorg")
    territories, networks = find_table("territories"), find_table("networks")
    assert set(forms_of(territories)) - set(forms_of(networks)) == {"gpkg", "geojson"}
    with pytest.raises(UnknownError, match="n’a pas de fichier «\u202fgpkg\u202f»"):
        open_data_file(networks, "essai", "gpkg")
    with pytest.raises(UnknownError):
        open_data_file(networks, "zorg", "csv")
    assert (why_withdrawn("editions", "zorg"), why_withdrawn("networks", "essai")) == ("", "")


def test_each_table_that_is_written_is_described_with_an_example_of_its_columns() -> None:
    for name, table in writable_tables().items():
        described = write_operation(table)
        assert described["operationId"] == f"write_{name}"
        rows = described["requestBody"]["content"]["application/json"]["schema"]["properties"]["rows"]
        assert (rows["minItems"], rows["maxItems"]) == (1, 10_000)
        (example,) = described["requestBody"]["content"]["application/json"]["example"]["rows"]
        assert set(rows["items"]["required"]) <= set(example) | set(table.columns)
        assert set(example) <= set(rows["items"]["properties"])
        assert {"400", "401", "403", "409", "412", "422"} <= set(described["responses"])
    (shown, *others) = present_operations({"paths": {"/a": {"get": {"responses": {}}, "post": write_operation(table)}}})
    assert (shown["method"], json.loads(shown["example"])["rows"][0] != {}, len(others)) == ("POST", True, 1)


def test_faults_are_told_at_their_rows() -> None:
    faults = [Fault(row=3, column="value", value="x", expected=Sentence("un nombre")), Fault(expected="b")]
    assert fault_rows(faults) == [
        {"row": 3, "column": "value", "value": "x", "expected": "un nombre"},
        {"row": None, "column": None, "value": None, "expected": "b"},
    ]


def test_each_table_of_the_dictionary_has_its_key_and_its_columns_in_words() -> None:
    for shown in present_tables():
        assert any(column["is_key"] for column in shown["columns"]), shown["name"]
        assert all(column["title"] and column["kind"] for column in shown["columns"]), shown["name"]
        assert shown["forms"][:3] == ("csv", "json", "parquet")


def test_keys_are_listed_by_the_words_of_their_table_and_network() -> None:
    today = date(2026, 6, 1)
    keys = [
        ReadKey(network="essai", act="indicator_values", expires_on=date(2026, 6, 2)),
        ReadKey(network="parti", act="zorg", expires_on=today),
    ]
    first, second = key_lines(keys, {"essai": "Réseau d’essai"}, today=today)
    assert (first["network"], first["table"], first["is_open"]) == ("Réseau d’essai", "Valeurs d’indicateurs", True)
    assert (second["network"], second["table"], second["is_open"]) == ("parti", "zorg", False)


def test_a_figure_is_shown_as_it_was_printed_or_is_unknown_and_never_nil() -> None:
    figure = make_figure(10.0, known=3, total=4)
    printed = {"value": 12, "low": None, "high": None, "unit": "MWh", "state": "estimated", "known": 1, "total": 2}
    pinned = pin_figure(figure, printed)
    assert (pinned.value, pinned.state, pinned.known, pinned.total) == (12, ValueState.ESTIMATED, 1, 2)
    assert (pinned.id, pinned.label) == (figure.id, figure.label)
    for lost in (None, {**printed, "unit": "GWh"}):
        unknown = pin_figure(replace(figure, low=None), lost)
        assert (unknown.value, unknown.low, unknown.high, unknown.known) == (None, None, None, 0)
        assert (unknown.state, unknown.total) == (ValueState.MISSING, 4)


def test_the_rows_of_a_network_are_read_again_once_something_is_written(network: Network, here: Territory) -> None:
    table = find_table("indicators")
    before = table_rows(table, "essai")
    indicator = give(follow(here, "energy_total"), 12.5)
    after = table_rows(table, "essai")
    names = [column.name for column in table.columns]
    assert len(after) == len(before) + 1
    assert any(indicator.slug in row or here.siren in row for row in after if row not in before)
    key = [names.index(name) for name in table.key]
    assert list(after) == sorted(after, key=lambda row: [row[place] for place in key])
