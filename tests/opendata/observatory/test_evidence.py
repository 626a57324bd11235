"""The trace of a figure ends at the rows of a named source."""

import pytest
from django.utils import translation

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.updates.actions.snapshots import adopt_shipped_tables

COMMINGES, RODEZ = "200072643", "241200187"


def card_of(siren, measure):
    (ref,) = figures_by_measure(siren)[measure].evidence
    return describe_one(ref, reader=OPERATOR)


def test_the_card_names_source_snapshot_and_rows(shipped):
    card = card_of(COMMINGES, "gas_total")
    assert card.citation.source.producer == "Agence ORE"
    assert card.citation.source.licence.startswith("Licence Ouverte")
    assert "10 lignes" in card.citation.locator
    assert card.table.total_rows == len(card.table.rows) == 10
    assert card.table.columns == ("Code", "Commune", "Valeur (MWh)", "État", "Alerte")
    assert "rouages" in card.recorded
    assert "Nouvelle méthode" in card.note.fr


def test_the_rows_add_up_to_the_figure(shipped):
    card = card_of(RODEZ, "ghg_road_transport")
    values = [int(row[2].replace("\u202f", "")) for row in card.table.rows]
    assert sum(values) == figures_by_measure(RODEZ)["ghg_road_transport"].value
    assert ("12020", "12020 (Druelle Balsac)") in {row[:2] for row in card.table.rows}


def test_alerts_stand_beside_their_rows_and_in_the_note(shipped):
    card = card_of(COMMINGES, "gas_total")
    flagged = {row[0]: row[4] for row in card.table.rows if row[4]}
    assert list(flagged) == ["31483"]
    assert flagged["31483"].startswith("Un site pèse sur tout le territoire\u00a0: 218\u202f963\u00a0MWh")
    assert "1 alerte signalée" in card.note.fr
    merged = card_of(RODEZ, "ghg_road_transport")
    assert "fusionné" in merged.note.fr


def test_an_unknown_cell_is_empty_with_its_state(shipped):
    rows = {row[0]: row for row in card_of(COMMINGES, "ghg_road_transport").table.rows}
    assert rows["31300"][2:4] == ("", "non renseigné")


def test_rows_by_operator_are_named_by_operator(shipped):
    card = card_of(COMMINGES, "electricity_residential_second_source")
    assert card.table.columns[:2] == ("SIREN", "Gestionnaire")
    assert card.table.rows[0][1] == "Enedis (31)"
    assert "1 ligne sur" in card.citation.locator


def test_the_card_speaks_english(shipped):
    with translation.override("en"):
        card = card_of(COMMINGES, "dpe_g")
        assert card.table.columns[1] == "Municipality"
        assert "few certificates" in " ".join(row[4] for row in card.table.rows).lower()


def test_a_source_without_rows_is_an_empty_table(shipped):
    card = card_of(RODEZ, "production_nuclear")
    assert card.table.rows == ()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "ademe-dpe",
        "ademe-dpe/2026-06-30-00000000/200072643/dpe_g",
        "../../etc/passwd/x",
        "{edition}/200072643/nothing",
        "{edition}/200072643/ghg_per_inhabitant",
    ],
)
def test_what_is_gone_has_no_card(shipped, key):
    edition = figures_by_measure(COMMINGES)["dpe_g"].evidence[0].key.rpartition("/200072643")[0]
    assert describe_one(EvidenceRef(kind="lake", key=key.format(edition=edition)), reader=OPERATOR) is None


def test_the_record_says_when_the_copy_was_taken_and_where(shipped):
    assert card_of(COMMINGES, "gas_total").recorded.startswith(
        "copie du 24\u00a0novembre\u00a02026 (MayetSoft/rouages.fr"
    )
    with translation.override("en"):
        assert card_of(COMMINGES, "gas_total").recorded.startswith("copy of 24 November 2026 (MayetSoft")


def test_the_cache_folder_may_be_emptied(shipped, settings, tmp_path):
    settings.AUTAN_CACHE = tmp_path / "cache"
    before = card_of(COMMINGES, "gas_residential").table
    for path in settings.AUTAN_CACHE.iterdir():
        path.unlink()
    settings.AUTAN_LAKE = tmp_path / "another"
    adopt_shipped_tables(by=None)
    assert card_of(COMMINGES, "gas_residential").table == before
