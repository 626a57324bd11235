"""Snapshots come in whole, are never edited, and are what their card says."""

import subprocess
import sys
from dataclasses import replace
from threading import Thread

import polars as pl
import pytest

from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards
from autan.opendata.sources.lake import engine, incoming, snapshots

CARD = shipped_cards()["ademe-dpe"]
TABLE = SHIPPED_TABLES / "ademe-dpe.parquet"


def adopt(card=CARD, table=TABLE, adopted_at="2026-11-25T10:00:00+00:00"):
    with incoming.incoming_snapshot(card=card, table=table, adopted_at=adopted_at) as adopted:
        return adopted


def test_a_snapshot_is_a_folder_with_a_table_and_a_card(lake_folder):
    snapshot, is_new = adopt()
    assert is_new
    assert snapshot.folder.parent == lake_folder / "ademe-dpe"
    assert snapshot.name == f"2026-06-30-{CARD.checksum[:8]}"
    assert sorted(path.name for path in snapshot.folder.iterdir()) == ["card.json", "data.parquet"]
    assert snapshot.rows == 3374
    assert snapshots.list_snapshots() == (snapshot,)


def test_the_same_content_twice_is_one_snapshot(lake_folder):
    first, _ = adopt()
    again, is_new = adopt(adopted_at="2027-01-01T00:00:00+00:00")
    assert (again, is_new) == (first, False)


def test_nothing_is_left_of_a_table_that_is_not_the_one_of_its_card(lake_folder):
    with pytest.raises(snapshots.DamagedSnapshotError) as caught:
        adopt(card=replace(CARD, checksum="0" * 64))
    assert caught.value.expected == "0" * 64
    assert snapshots.list_snapshots() == ()
    assert not list(lake_folder.rglob("*.parquet"))


def test_nothing_is_left_of_a_copy_that_fails(lake_folder, monkeypatch):
    def truncate(_source, target):
        target.write_bytes(b"PAR1")

    monkeypatch.setattr("shutil.copyfile", truncate)
    with pytest.raises(snapshots.DamagedSnapshotError):
        adopt()
    assert snapshots.list_snapshots() == ()
    assert [path for path in lake_folder.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_the_last_edition_adopted_of_a_date_is_the_current_one(lake_folder, tmp_path):
    first, _ = adopt()
    changed = tmp_path / "changed.parquet"
    pl.read_parquet(TABLE).with_columns(certificates=pl.col("certificates") + 1).write_parquet(changed)
    second, _ = adopt(replace(CARD, checksum=""), changed, "2026-11-26T10:00:00+00:00")
    older, _ = adopt(replace(CARD, checksum="", data_date="2025-06-30"), changed, "2026-11-27T10:00:00+00:00")
    assert snapshots.list_snapshots() == (older, first, second)
    assert snapshots.current_snapshots() == (older, second)


def test_a_table_changed_by_hand_is_refused_at_its_first_use(lake_folder):
    snapshot, _ = adopt()
    snapshot.table.write_bytes(snapshot.table.read_bytes() + b" ")
    with pytest.raises(snapshots.DamagedSnapshotError) as caught:
        engine.run_query("SELECT * FROM ademe_dpe", {"ademe_dpe": snapshot})
    assert caught.value.path == snapshot.table


def test_a_table_that_is_gone_is_refused(lake_folder):
    snapshot, _ = adopt()
    snapshot.table.unlink()
    with pytest.raises(snapshots.DamagedSnapshotError):
        snapshots.verify_snapshot(snapshot)


def test_a_query_takes_parameters_and_answers_a_frame(lake_folder):
    snapshot, _ = adopt()
    sql = "SELECT sum(certificates) AS n FROM ademe_dpe WHERE energy_label = ?"
    assert engine.run_query(sql, {"ademe_dpe": snapshot}, ["g"])["n"].item() > 1000
    assert engine.run_query("SELECT 1 AS one", {}).to_dicts() == [{"one": 1}]


@pytest.mark.parametrize("text", ["l'autan", "'; DROP TABLE t; --", "\\'", "a\0b", "é\n", ""])
def test_a_parameter_is_only_a_value(text):
    row = engine.run_query("SELECT ? AS text, ? + 1 AS number, ? AS is_so", {}, [text, 2024, True])
    assert row.to_dicts() == [{"text": text, "number": 2025, "is_so": True}]


def test_a_parameter_loads_no_pandas():
    code = "import sys; from autan.opendata.sources.lake import engine; engine.run_query('SELECT ? AS n', {}, ['a']); "
    code += "print('duckdb' in sys.modules, 'pandas' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "True False"


def test_each_thread_has_its_own_connection(lake_folder):
    snapshot, _ = adopt()
    counts: list[int] = []

    def count() -> None:
        sql = "SELECT count(*) AS n FROM ademe_dpe"
        counts.extend(engine.run_query(sql, {"ademe_dpe": snapshot})["n"].item() for _ in range(20))

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3374] * 80


def test_a_quote_in_the_path_of_the_lake_is_only_a_quote(settings, tmp_path):
    settings.AUTAN_LAKE = tmp_path / "l'autan"
    snapshot, _ = adopt()
    assert engine.run_query("SELECT count(*) AS n FROM t", {"t": snapshot})["n"].item() == 3374


@pytest.mark.parametrize(("source", "edition"), [("ademe-dpe", "nowhere"), ("..", "elsewhere"), ("../..", "etc")])
def test_a_snapshot_that_is_not_there_is_not_found(lake_folder, source, edition):
    adopt()
    (lake_folder.parent / "elsewhere").mkdir()
    (lake_folder.parent / "elsewhere" / "card.json").write_text("{}")
    assert snapshots.find_snapshot(source, edition) is None


def test_the_lake_needs_no_pyarrow():
    code = "import sys; sys.modules['pyarrow'] = None; import duckdb, polars; "
    code += f"print(polars.DataFrame(duckdb.read_parquet('{TABLE}')).height)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3374"
