"""Each query of the lake against plain Python: on the whole data folder, and on a few rows written by hand."""

import csv
from pathlib import Path

import polars as pl
import pytest

from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import SERVED_BY_GAS
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards, shipped_table_cards
from autan.opendata.updates.actions.snapshots import adopt_snapshot, write_table
from tests.opendata.observatory.making import EXPECTATION, read_file
from tests.oracles import observatory as oracle

pytestmark = pytest.mark.django_db
TOULOUSE, COMMINGES, RODEZ = "243100518", "200072643", "241200187"

# Two territories, a merger on each side, an empty cell, a secret, a partial energy.
EXCERPTS = {
    "ore-communes": (
        oracle.consumption,
        """\
code_commune,code_epci,annee,filiere,mwh_residentiel,points_residentiels,mwh_total,mailles_secretisees,gestionnaires
31555,243100518,2024,electricite,900,300,2500,7,Enedis
31069,243100518,2024,electricite,100,30,500,0,Enedis
31555,243100518,2024,gaz,700,200,1500,0,GRDF
12090,241200187,2024,electricite,40,10,90,0,Enedis
""",
    ),
    "igt-ghg": (
        oracle.emissions,
        """\
code_commune_2016,code_commune_2026,code_epci,annee,tco2e_agriculture,tco2e_autres_transports,\
tco2e_transports_internationaux,tco2e_co2_biomasse_hors_total,tco2e_dechets,tco2e_energie,\
tco2e_industrie_hors_energie,tco2e_residentiel,tco2e_routier,tco2e_tertiaire,\
tco2e_total_hors_biomasse_et_international
12020,12090,241200187,2016,4538,,,452,212,,,702,1101,295,6848
12090,12090,241200187,2016,1000,5,1,10,20,2,7,30,40,50,1154
31300,31300,200072643,2016,1416,,,93,17,2,7,37,,61,1540
""",
    ),
    "odre-register": (
        oracle.production,
        """\
code_commune,code_epci,registre_au,filiere,nb_installations,puissance_kw,mwh_injectes_12_mois,etat_energie
31555,243100518,2026-07-31,solaire photovoltaïque,125,762.3,288,partielle
31069,243100518,2026-07-31,solaire photovoltaïque,3,100.5,,inconnue
31555,243100518,2026-07-31,hydraulique,1,9000,34000,complete
12090,241200187,2026-07-31,hydraulique,1,110,1,complete
""",
    ),
}


def load(source: str, text: str, folder: Path) -> None:
    card = shipped_cards()[source]
    reading = read_file(card, text.encode(), file="excerpt.csv", expectation=EXPECTATION)
    write_table(reading.table, folder / f"{source}.parquet")
    adopted = card.for_edition(
        data_date=reading.data_date, retrieved_on=card.retrieved_on, republished_by="écrit à la main"
    )
    adopt_snapshot(by=None, card=adopted, table=folder / f"{source}.parquet")


def compare(ledger: oracle.Ledger, sirens: set[str]) -> int:
    compared = 0
    for siren in sirens:
        figures = figures_by_measure(siren)
        for measure in {code for place, code in ledger.known if place == siren}:
            figure, known = figures[measure], ledger.known[siren, measure]
            expected = ledger.totals[siren, measure] if known or (siren, measure) in ledger.totals else None
            assert figure.known == known, (siren, measure)
            if known:
                assert figure.value == pytest.approx(expected, abs=0.001), (siren, measure)
            else:
                assert figure.value is None, (siren, measure)
            compared += 1
    return compared


@pytest.mark.parametrize("source", sorted(EXCERPTS))
def test_an_excerpt_is_added_as_plain_python_adds_it(settings, tmp_path, source):
    settings.AUTAN_LAKE = tmp_path / "lake"
    compute, text = EXCERPTS[source]
    load(source, text, tmp_path)
    ledger = compute(text)
    assert compare(ledger, {siren for siren, _ in ledger.known}) >= 6


@pytest.mark.parametrize("name", sorted(oracle.FILES))
def test_a_whole_file_is_added_as_plain_python_adds_it(shipped, shared_data, name):
    with (shared_data / "perimetres" / "epci_dialogue_toulouse.csv").open(encoding="utf-8", newline="") as file:
        sirens = {row["code_epci"] for row in csv.DictReader(file)}
    assert len(sirens) == 13
    assert compare(oracle.ledger_of(shared_data, name), sirens) >= 26


def test_the_shipped_tables_is_what_the_connectors_make_of_the_data_folder(shared_data):
    from tools.build_shipped_tables import FILES, FILINGS, ROWS_MAY_BE_SET_ASIDE, SERIES, STOCK, read_source

    assert {*FILES, *SERIES, STOCK, *FILINGS} == set(shipped_table_cards())
    for source in (*FILES, *SERIES, STOCK, *FILINGS):
        reading = read_source(source, shared_data)
        assert reading.table.equals(pl.read_parquet(SHIPPED_TABLES / f"{source}.parquet")), source
        assert reading.data_date == shipped_cards()[source].data_date
        assert reading.all_remarks == shipped_cards()[source].remarks
        assert bool(reading.set_aside) <= (source in ROWS_MAY_BE_SET_ASIDE)


def test_every_measure_of_a_source_with_a_file_is_compared(shared_data):
    compared = {measure for name in oracle.FILES for _, measure in oracle.ledger_of(shared_data, name).known}
    shown = {code for code in MEASURES if code.startswith(("electricity", "gas", "ghg", "dpe", "production_", "pop"))}
    left_out = {code for code in shown - compared if hasattr(MEASURES[code], "boundary")}
    nobody_has = {f"production_{source}" for source in ("geothermal", "marine", "nuclear", "storage", "other")}
    assert left_out == nobody_has | {SERVED_BY_GAS}, "the rows of gas are compared; the communes they serve are counted"
