"""A damaged table is passed over for the last good one, and everybody is told."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.instance.cli.data import app
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.sources.lake import incoming, snapshots
from tests.opendata.observatory.making import add_file, cell

pytestmark = pytest.mark.django_db
SOURCE, TOULOUSE = "ademe-dpe", "243100518"


def current():
    (found,) = [snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == SOURCE]
    return found


@pytest.fixture
def newer(shipped, tmp_path):
    """An edition added after that of the shipped, for the same day."""
    file = tmp_path / "dpe.csv"
    file.write_text(cell(SOURCE, 2, "nb_dpe_a", "11"))
    return add_file(source=SOURCE, file=file, keeps_others=False)


def test_the_last_good_edition_is_used_in_place_of_a_damaged_one_and_says_so(newer):
    old = next(
        snapshot for snapshot in snapshots.list_snapshots() if snapshot.card.source == SOURCE and snapshot != newer
    )
    assert current() == newer
    newer.table.write_bytes(newer.table.read_bytes()[:-40])
    assert current() == old
    assert snapshots.damaged_snapshots() == (newer,)
    figure = figures_by_measure(TOULOUSE)["dpe_a"]
    assert figure.is_known
    described = describe_one(figure.evidence[0], reader=OPERATOR)
    assert f"{newer.name} est endommagée, celle-ci reste en usage" in described.recorded


def test_a_table_that_comes_back_is_used_again(newer):
    content = newer.table.read_bytes()
    newer.table.unlink()
    assert current() != newer
    newer.table.write_bytes(content)
    assert current() == newer
    assert snapshots.damaged_snapshots() == ()


def test_the_status_tells_what_is_damaged(newer):
    newer.table.write_bytes(b"PAR1")
    done = CliRunner().invoke(app, ["status"])
    assert done.exit_code == 0
    assert f"Attention : {SOURCE}, l’édition {newer.name} est endommagée" in done.output
    rows = json.loads(CliRunner().invoke(app, ["status", "--json"]).output)
    assert [row["edition"] for row in rows if row["is_damaged"]] == [newer.name]


def test_the_same_content_added_again_repairs_it_and_the_damaged_one_is_put_apart(newer, tmp_path):
    newer.table.write_bytes(b"")
    again = add_file(source=SOURCE, file=tmp_path / "dpe.csv", keeps_others=False)
    assert (again.name, snapshots.is_whole(again)) == (newer.name, True)
    assert current().name == newer.name
    assert len(list((newer.folder.parent / incoming.DAMAGED).rglob("data.parquet"))) == 1


def test_a_card_that_cannot_be_read_is_no_edition(newer):
    (newer.folder / snapshots.CARD).write_text("{")
    assert current() != newer
    assert snapshots.find_snapshot(SOURCE, newer.name) is None


def test_a_big_table_is_judged_by_its_two_ends(newer, monkeypatch):
    monkeypatch.setattr(snapshots, "CHECKED_AT_FIRST_USE", 10)
    snapshots._is_whole.cache_clear()
    assert snapshots.is_whole(newer)
    newer.table.write_bytes(newer.table.read_bytes()[:-4])
    assert not snapshots.is_whole(newer)
    snapshots._is_whole.cache_clear()


def test_the_status_of_a_network_names_the_members_that_an_edition_lacks(newer, demo_network):
    rows = json.loads(CliRunner().invoke(app, ["status", "--network", "dialogue-toulouse", "--json"]).output)
    found = {row["edition"]: row for row in rows}
    assert TOULOUSE in found[newer.name]["members_covered"]
    assert "241200187" in found[newer.name]["members_missing"]
    assert pl.read_parquet(newer.table).height == newer.rows
    output = CliRunner().invoke(app, ["status", "--network", "dialogue-toulouse"], env={"COLUMNS": "220"}).output
    assert "1 sur 11" in output or "2 sur 11" in output
