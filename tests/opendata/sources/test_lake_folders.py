"""Folders of the lake: names of editions, years of one edition, raw answers, refused rows, one writer at a time."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import polars as pl
import pytest

from autan.ground.errors import Fault
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards
from autan.opendata.sources.lake import incoming, snapshots
from autan.opendata.sources.lake.engine import run_query
from autan.opendata.sources.lake.locks import COMING, lock_source
from autan.opendata.sources.lake.quarantine import QUARANTINE_HEADINGS, keep_quarantine, latest_quarantine
from autan.opendata.sources.lake.raw_responses import RawResponses, keep_responses

CARD = shipped_cards()["ademe-dpe"]
TABLE = SHIPPED_TABLES / "ademe-dpe.parquet"
AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
INDICATOR = replace(
    next(card for source, card in shipped_cards().items() if source.startswith("indicator-")),
    checksum="",
    data_date="2022",
)


@pytest.fixture
def small(tmp_path) -> Path:
    path = tmp_path / "small.parquet"
    pl.DataFrame({"year": [2021, 2022], "x": [1, 2]}).write_parquet(path)
    return path


OWN_CARD = replace(CARD, checksum="")


def adopt(table: Path, card=OWN_CARD, at: str = "2026-11-25T10:00:00+00:00", *, again: bool = False):
    with incoming.incoming_snapshot(card=card, table=table, adopted_at=at, again=again) as adopted:
        return adopted


def another(table: Path) -> Path:
    path = table.with_name("other.parquet")
    pl.read_parquet(table).with_columns(x=pl.col("x") + 1).write_parquet(path)
    return path


def test_content_that_was_replaced_comes_back_only_when_it_is_asked_for_again(lake_folder, small):
    first, _ = adopt(small, at="2026-11-25T10:00:00+00:00")
    second, _ = adopt(another(small), at="2026-11-26T10:00:00+00:00")
    same, is_new = adopt(small, at="2026-11-27T10:00:00+00:00")
    assert (same, is_new) == (first, False)
    assert snapshots.current_snapshots() == (second,)
    back, is_new = adopt(small, at="2026-11-28T10:00:00+00:00", again=True)
    assert is_new
    assert back.name == f"{first.name}-2"
    assert snapshots.current_snapshots() == (back,)


def test_content_that_is_in_use_is_not_written_again_even_when_asked(lake_folder, small):
    first, _ = adopt(small)
    assert adopt(small, at="2026-11-28T10:00:00+00:00", again=True) == (first, False)


def test_each_return_has_a_name_of_its_own_and_the_one_in_use_is_told(lake_folder, small):
    other = another(small)
    first, _ = adopt(small, at="2026-11-25T10:00:00+00:00")
    adopt(other, at="2026-11-26T10:00:00+00:00")
    second, _ = adopt(small, at="2026-11-27T10:00:00+00:00", again=True)
    assert adopt(small, at="2026-11-28T10:00:00+00:00", again=True) == (second, False)
    adopt(other, at="2026-11-29T10:00:00+00:00", again=True)
    third, _ = adopt(small, at="2026-11-30T10:00:00+00:00", again=True)
    assert [third.name, second.name] == [f"{first.name}-3", f"{first.name}-2"]


def test_nothing_is_left_of_an_edition_whose_block_fails(lake_folder, small):
    with (
        pytest.raises(RuntimeError, match="journal"),
        incoming.incoming_snapshot(card=replace(CARD, checksum=""), table=small, adopted_at="x"),
    ):
        raise RuntimeError("journal")
    assert snapshots.list_snapshots() == ()
    assert not list(lake_folder.rglob("*.parquet"))


def test_a_damaged_edition_is_put_apart_when_its_content_comes_again(lake_folder, small):
    first, _ = adopt(small)
    first.table.write_bytes(b"PAR1")
    again, is_new = adopt(small)
    assert is_new
    assert again.folder == first.folder
    assert snapshots.is_whole(again)
    (apart,) = (first.folder.parent / incoming.DAMAGED).glob("*/*/data.parquet")
    assert apart.read_bytes() == b"PAR1"


def test_a_year_of_an_edition_of_many_is_found_by_its_name(lake_folder, small):
    snapshot, _ = adopt(small, INDICATOR)
    year = snapshots.of_year(snapshot, 2015)
    assert year.name == f"2015-{snapshot.name.partition('-')[2]}"
    assert year.card.data_date == "2015"
    assert year.table == snapshot.table
    assert snapshots.find_snapshot(INDICATOR.source, year.name) == year
    assert snapshots.find_snapshot(INDICATOR.source, snapshot.name) == snapshot


@pytest.mark.parametrize("name", ["2015-00000000", "15-x", "abcd-x", "²015-x", ""])
def test_a_name_that_is_no_year_of_an_edition_finds_nothing(lake_folder, small, name):
    adopt(small, INDICATOR)
    assert snapshots.find_snapshot(INDICATOR.source, name) is None


def test_a_source_that_is_no_indicator_has_no_years(lake_folder, small):
    snapshot, _ = adopt(small)
    assert snapshots.find_snapshot(CARD.source, snapshots.of_year(snapshot, 2015).name) is None


def test_a_name_never_leads_out_of_the_lake(lake_folder, small, tmp_path):
    snapshot, _ = adopt(small)
    outside = tmp_path / "dehors"
    snapshot.folder.rename(outside)
    assert snapshots.find_snapshot("..", "dehors") is None
    assert snapshots.find_snapshot(CARD.source, "../../dehors") is None


def test_editions_are_listed_by_source_date_and_time_of_adoption(lake_folder, small):
    late, _ = adopt(small, replace(CARD, checksum="", data_date="2026-06-30"))
    early, _ = adopt(small, replace(CARD, checksum="", data_date="2025-06-30"), "2026-12-01T00:00:00+00:00")
    other, _ = adopt(small, INDICATOR)
    assert snapshots.list_snapshots() == (early, late, other)
    assert snapshots.list_snapshots(lake_folder.parent / "nulle-part") == ()
    assert snapshots.list_snapshots(lake_folder) == (early, late, other)


def test_a_query_reads_a_snapshot_or_a_file(lake_folder, small):
    snapshot, _ = adopt(small)
    for table in (snapshot, small):
        assert run_query("SELECT x FROM t WHERE year = ?", {"t": table}, [2022])["x"].to_list() == [2]
    assert run_query("SELECT ? AS said, ? AS yes", {"t": small}, ["d’un « l'autre »\0", True]).row(0) == (
        "d’un « l'autre »\0",
        True,
    )
    with pytest.raises(TypeError, match="float"):
        run_query("SELECT ?", {"t": small}, [1.5])


def responses(*bodies: bytes, content: bytes = b"") -> RawResponses:
    return RawResponses(
        name="x.csv",
        content=content,
        data_date="2024",
        responses=[(f"https://exemple.fr/{rank}", body) for rank, body in enumerate(bodies)],
        geography_vintage=2025,
        remarks=["dit"],
    )


def test_raw_answers_are_kept_as_they_came_with_their_addresses(lake_folder):
    folder = keep_responses(responses(b' {"a": 1}', b"a;b", content=b"tout"), model=CARD, taken_at=AT)
    assert folder.parent == lake_folder / CARD.source / "raw"
    assert folder.name.startswith("20261125T100000-")
    assert sorted(path.name for path in folder.iterdir()) == ["0001.json", "0002.csv", "card.json", "x.csv"]
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    assert card["answers"] == [
        {"file": "0001.json", "url": "https://exemple.fr/0"},
        {"file": "0002.csv", "url": "https://exemple.fr/1"},
    ]
    assert (card["source"], card["data_date"], card["taken_at"]) == (CARD.source, "2024", "2026-11-25T10:00:00+00:00")
    assert (folder / "0002.csv").read_bytes() == b"a;b"


def test_one_answer_is_the_file_and_is_kept_once(lake_folder):
    folder = keep_responses(responses(b"a;b", content=b"a;b"), model=CARD, taken_at=AT)
    assert sorted(path.name for path in folder.iterdir()) == ["0001.csv", "card.json"]
    assert keep_responses(responses(b"a;b", content=b"a;b"), model=CARD, taken_at=AT) == folder
    other = keep_responses(responses(b"a;c"), model=CARD, taken_at=AT)
    assert sorted((lake_folder / CARD.source / "raw").iterdir()) == sorted([folder, other])


def test_raw_answers_are_no_edition(lake_folder):
    keep_responses(responses(b"a;b"), model=CARD, taken_at=AT)
    assert snapshots.list_snapshots() == ()


def refused(*faults: Fault, file: str = "Mon fichier (1).csv", content: bytes = b"a;b\r\n=1;2\r\n", at=AT):
    path = keep_quarantine(source=CARD.source, file=file, faults=faults, content=content, at=at)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return path, list(csv.reader(lines, delimiter=";"))


def test_refused_rows_are_kept_with_their_reason_and_their_line(lake_folder):
    path, (headings, row) = refused(Fault(row=2, column="a", value="-x", expected="un nombre"))
    assert path.name == "20261125T100000000000-Mon-fichier-1-.csv"
    assert tuple(headings) == QUARANTINE_HEADINGS
    assert row == ["Mon fichier (1).csv", "2", "a", "'-x", "un nombre", "'=1;2"]
    assert latest_quarantine(CARD.source) == path


@pytest.mark.parametrize(
    ("value", "shown"), [("=A1", "'=A1"), ("@x", "'@x"), ("+1", "'+1"), ("-5", "-5"), ("5", "5"), ("-", "'-")]
)
def test_a_cell_that_a_spreadsheet_would_run_is_shown_as_text(lake_folder, value, shown):
    _, (_, row) = refused(Fault(row=2, column="a", value=value, expected="x"))
    assert row[3] == shown


def test_a_fault_of_the_whole_file_or_beyond_its_lines_has_no_line(lake_folder):
    _, (_, whole, beyond) = refused(Fault(expected="un tableau"), Fault(row=40, column="a", value="x", expected="y"))
    assert whole == ["Mon fichier (1).csv", "", "", "", "un tableau", ""]
    assert beyond[5] == ""


def test_the_last_refusal_is_told_and_none_where_nothing_was_refused(lake_folder):
    assert latest_quarantine(CARD.source) is None
    refused(Fault(expected="x"))
    last, _ = refused(Fault(expected="x"), file="()", at=AT.replace(hour=11))
    assert last.name.endswith("-fichier.csv")
    assert latest_quarantine(CARD.source) == last


def test_what_a_killed_process_left_is_swept_by_the_next_writer(lake_folder):
    left = lake_folder / CARD.source / f"{COMING}abc"
    raw = lake_folder / CARD.source / "raw" / f"{COMING}def"
    for folder in (left, raw):
        folder.mkdir(parents=True)
    kept = lake_folder / CARD.source / "2024-abc"
    kept.mkdir()
    with lock_source(CARD.source):
        assert not left.exists()
        assert not raw.exists()
        assert kept.is_dir()


def test_a_writer_waits_for_another_and_never_for_itself(lake_folder):
    order = []

    def write() -> None:
        with lock_source(CARD.source):
            order.append("other")

    with lock_source(CARD.source):
        thread = Thread(target=write)
        thread.start()
        with lock_source(CARD.source):
            thread.join(0.05)
            order.append("first")
        assert order == ["first"]
    thread.join()
    assert order == ["first", "other"]
