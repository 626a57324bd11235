"""Writes into the lake leave a line in the journal, or nothing at all."""

import pytest

from autan.evidence.figures.models import Source
from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.registry import UnknownSourceError
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards, shipped_table_cards
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.actions.snapshots import adopt_shipped_tables, adopt_snapshot
from autan.people.journal.actions import Act
from autan.people.journal.models import JournalEntry
from tests.opendata.observatory.making import FILES, add_file, cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dpe.csv"
    path.write_text(FILES["ademe-dpe"])
    return path


def test_the_shipped_tables_is_adopted_once(lake_folder):
    assert len(adopt_shipped_tables(by=None)) == len(shipped_table_cards())
    lines = JournalEntry.objects.filter(act="adopt_snapshot").count()
    assert lines == len(shipped_table_cards())
    adopt_shipped_tables(by=None)
    assert JournalEntry.objects.filter(act="adopt_snapshot").count() == lines


def test_the_sources_of_the_shipped_tables_are_known_to_the_pages_of_proof(shipped):
    assert set(Source.objects.values_list("slug", flat=True)) >= set(shipped_table_cards())


def test_an_adoption_says_what_came_in(shipped):
    entry = JournalEntry.objects.get(act="adopt_snapshot", object_id__startswith="igt-ghg/")
    assert (entry.room, entry.kind) == ("observatory", "snapshot")
    assert "2016" in entry.summary
    assert entry.details["checksum"] == shipped_cards()["igt-ghg"].checksum


def test_a_journal_that_fails_leaves_no_doubt_about_the_database(lake_folder, monkeypatch):
    def fail(*_words, **_values):
        raise RuntimeError

    monkeypatch.setattr(Act, "record", fail)
    card = shipped_cards()["ademe-dpe"]
    with pytest.raises(RuntimeError):
        adopt_snapshot(by=None, card=card, table=SHIPPED_TABLES / "ademe-dpe.parquet")
    assert not Source.objects.filter(slug="ademe-dpe").exists()
    assert snapshots.list_snapshots() == ()


def test_a_file_of_the_user_becomes_the_current_edition_of_its_date(shipped, file):
    snapshot = add_file(source="ademe-dpe", file=file, keeps_others=False)
    assert snapshot.rows == 14
    assert snapshot.card.data_date == "2026-06-30"
    assert "dpe.csv" in snapshot.card.republished_by
    assert snapshot in snapshots.current_snapshots()
    assert len(snapshots.list_snapshots()) == len(shipped_table_cards()) + 1


def test_a_bad_file_leaves_the_last_good_snapshot_in_use(shipped, file):
    before = snapshots.list_snapshots()
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"))
    with pytest.raises(ImportFileError) as caught:
        add_file(source="ademe-dpe", file=file)
    assert caught.value.file == "dpe.csv"
    assert snapshots.list_snapshots() == before


def test_faulty_rows_are_set_aside_when_asked_for_and_the_card_says_so(shipped, file):
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"))
    snapshot = add_file(source="ademe-dpe", file=file, skip_bad_rows=True, keeps_others=False)
    assert snapshot.rows == 14  # the row whose amounts are faulty stays, without any
    assert snapshot.card.remarks[0] == "1 ligne fautive mise de côté (nb_dpe_a)"
    assert "lignes ou lieux perdus" in snapshot.card.remarks[1]


def test_a_source_that_nobody_reads_is_refused(lake_folder, file):
    with pytest.raises(UnknownSourceError):
        add_file(source="nowhere", file=file)
