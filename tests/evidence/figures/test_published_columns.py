"""Columns of published tables, as rooms write them in `definitions/published.csv`."""

import csv

import pytest

from autan.evidence.figures.importers import figure_columns, read_columns
from autan.ground.extension_points import PublishedColumnKind, PublishedTable
from autan.ground.registry import registered
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text
from tests.repo.tree import REPOSITORY

FILES = sorted((REPOSITORY / "src" / "autan").glob("*/*/definitions/published.csv"))


class Stage(Labelled):
    DONE = "done", "faite", "done"


def test_a_shared_column_is_called_by_its_name_and_a_figure_brings_its_own() -> None:
    names = [column.name for column in read_columns("observatory", "accounts")]
    assert names[:3] == ["network", "siren", "measure"]
    assert names[3:-3] == [column.name for column in figure_columns()]
    assert names[-3:] == ["source", "licence", "is_invented"]


def test_codes_come_from_a_closed_list_or_a_mapping() -> None:
    by_name = {c.name: c for c in read_columns("plans", "plans", {"kind": Stage, "stage": {"x": Text("é", "e")}})}
    assert by_name["kind"].codes == {"done": Text("faite", "done")}
    assert by_name["stage"].codes == {"x": Text("é", "e")}
    assert (by_name["completeness_pct"].kind, by_name["completeness_pct"].unit) == (PublishedColumnKind.INTEGER, "pct")
    assert by_name["plan"].is_filter
    assert not by_name["title"].is_filter


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_each_row_is_of_a_table_that_is_published_and_is_said_in_both_languages(path) -> None:
    published = {table.name for table in registered(PublishedTable)} | {"shared", "figure"}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = [row[name] for name in ("kind", "title_fr", "title_en", "description_fr", "description_en")]
            assert row["table"] in published
            assert all(told) or not any(told), row
