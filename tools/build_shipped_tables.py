"""Build the tables that ship with the observatory from the shared data folder, through the product's own connectors.

Usage: `python tools/build_shipped_tables.py ../shared/data`. Writes `src/autan/opendata/sources/tables/*.parquet` and
the checksum of each table into its card. Communal tables hold the territories of the data folder; others are regional
or national.
"""

import json
import os
import re
import sys
from datetime import date
from pathlib import Path

import django
import polars as pl
from django.conf import settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a script sees its own folder alone
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.instance.project.settings")
if not settings.configured:
    django.setup()

from autan.opendata.measures.queries.perimeter import known_commune_codes
from autan.opendata.producers.connectors.registry import read_editions
from autan.opendata.sources.core.readings import Expectation, Reading
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.snapshots import checksum_of
from autan.opendata.updates.actions.snapshots import write_table
from tools.filing_exports import filing_exports

REPOSITORY = Path(__file__).resolve().parent.parent
SMALLEST = 12  # compression level of what ships
SHIPPED_LIMIT = 1_500_000  # bytes, all tables together
FILES = {
    "ore-communes": "energie/conso_elec_gaz_commune_2024_dialogue_toulouse.csv",
    "ore-homes-epci": "energie/residentiel_electricite_epci_operateur_2023_france.csv",
    "odre-register": "energie/production_elec_commune_registre_2026-07_dialogue_toulouse.csv",
    "odre-capacity": "energie/registre_installations_commune_filiere_2024_france.csv",
    "igt-ghg": "ges/igt_commune_2016_dialogue_toulouse.csv",
    "insee-dwellings": "socio/pop_logement_commune_rp2021_dialogue_toulouse.csv",
    "aldo": "sequestration/aldo_peupleraies_epci.csv",
    "ademe-dpe": "socio/dpe_etiquettes_commune_2026-06_dialogue_toulouse.csv",
}
_ORE_BY_SECTOR = (
    "energie/conso_elec_gaz_departement_secteur_2011_2021_occitanie.csv",
    "energie/conso_elec_gaz_region_secteur_2011_2021_france.csv",
)
_FINAL_ENERGY = ("reference/sdes_conso_finale_secteur_energie_1990_2021.csv",)
_RENEWABLES = ("production/production_enr_region_filiere_2008_2024_france.csv",)
_HEAT = ("energie/reseaux_chaleur_froid_commune_2018_2023_france.csv",)
SERIES = {
    "indicator-ore-electricity": _ORE_BY_SECTOR,
    "indicator-ore-gas": _ORE_BY_SECTOR,
    "indicator-rte-electricity": ("energie/conso_elec_nette_corrigee_region_2006_2023_france.csv",),
    "indicator-odre-renewables": _RENEWABLES,
    "indicator-odre-renewable-gas": _RENEWABLES,
    "indicator-sdes-heat": _HEAT,
    "indicator-sdes-heat-production": _HEAT,
    "indicator-sdes-heat-power": _HEAT,
    "indicator-sdes-cold-power": _HEAT,
    "indicator-insee-census": ("socio/population_commune_1968_2022_dialogue_toulouse.csv",),
    "indicator-insee-population": ("socio/population_departement_1975_2023_france.csv",),
    "indicator-insee-incomes": ("socio/revenus_filosofi_epci_2014_2019_france.csv",),
    "indicator-aldo-land": ("sequestration/aldo_clc_changements_2012_2018_epci.csv",),
    "indicator-biomethane": ("production/biomethane_points_injection_2026_occitanie.csv",),
    "indicator-sdes-energy": _FINAL_ENERGY,
    "indicator-sdes-energy-climate": _FINAL_ENERGY,
    "indicator-sdes-electricity": _FINAL_ENERGY,
    "indicator-sdes-gas": _FINAL_ENERGY,
    "indicator-degree-days": ("reference/dju_departement_2018_2020.csv", "reference/dju_region_2016_2022.csv"),
    "indicator-ademe-beges": ("ges/beges_patrimoine_collectivites_2013_2020_dialogue_toulouse.csv",),
    "indicator-sdes-prices": ("reference/sdes_prix_energie_1990_2021.csv",),
}
"""Yearly series, and the files that each is read from."""

STOCK = "indicator-insee-stock"
"""Dwellings at three censuses, of which the municipalities of the folder alone ship."""

FILINGS = ("pcaet-v1", "pcaet-v2", "pcaet-deposits")
"""Sources whose cells the data folder holds one a row: `tools/filing_exports.py` writes them as ADEME exports them."""

COLLECTED_ON = date(2026, 11, 24)
ROWS_MAY_BE_SET_ASIDE = frozenset({"odre-capacity"})  # one row without a capacity


def read_source(source: str, data: Path) -> Reading:
    """Read what the data folder has of a source, as it ships."""
    skip_bad_rows = source in ROWS_MAY_BE_SET_ASIDE
    expectation = Expectation(today=COLLECTED_ON, communes=known_commune_codes(), skip_bad_rows=skip_bad_rows)
    if source in FILES:
        files = _files(data, FILES[source])
    elif source in SERIES:
        files = _files(data, *SERIES[source])
    elif source == STOCK:
        files = {"logements.csv": _stock(data)}
    else:
        files = filing_exports(source, data / "pcaet")
    (reading,) = read_editions(shipped_cards()[source], files, expectation=expectation)
    return reading


def _stock(data: Path) -> bytes:
    """The three censuses of dwellings, of the municipalities whose dwellings ship."""
    codes = pl.read_csv(data / FILES["insee-dwellings"], infer_schema_length=0)["code_commune"]
    table = pl.read_parquet(data / "socio/logements_rp_2011_2016_2021_commune_france.parquet")
    columns = pl.col("code_commune", "^(residences_principales|residences_secondaires|logements_vacants)_.*$")
    return table.filter(pl.col("code_commune").is_in(codes.implode())).select(columns).write_csv().encode()


def _files(data: Path, *names: str) -> dict[str, bytes]:
    return {name.rpartition("/")[2]: (data / name).read_bytes() for name in names}


def build_shipped_tables(data: Path, tables: Path, cards: Path) -> int:
    """Write every table and its checksum; return the bytes written."""
    tables.mkdir(exist_ok=True)
    written = 0
    for source in (*FILES, *SERIES, STOCK, *FILINGS):
        reading = read_source(source, data)
        table = tables / f"{source}.parquet"
        write_table(reading.table, table, compression_level=SMALLEST)
        _note_edition(cards / f"{source}.yaml", checksum_of(table), reading)
        written += table.stat().st_size
        print(f"{source:30} {reading.table.height:6} rows {table.stat().st_size:8} bytes")
        for fault in reading.aside:
            print(f"    set aside: row {fault.row}, {fault.column} = {fault.value}")
    return written


def _note_edition(card: Path, checksum: str, reading: Reading) -> None:
    """Write the last lines of a card: what the reader repaired or set aside, and the checksum of the table."""
    kept = card.read_text(encoding="utf-8").partition("\nremarks:")[0].partition("\nchecksum:")[0].rstrip("\n")
    kept = re.sub(r"^data_date: .*$", f'data_date: "{reading.data_date}"', kept, flags=re.MULTILINE)
    lines = json.dumps(list(reading.all_remarks), ensure_ascii=False)
    card.write_text(f'{kept}\nremarks: {lines}\nchecksum: "{checksum}"\n', encoding="utf-8")


def main() -> None:
    """Build the tables from the folder given."""
    room = REPOSITORY / "src" / "autan" / "opendata" / "sources"
    written = build_shipped_tables(Path(sys.argv[1]), room / "tables", room / "definitions" / "sources")
    print(f"{written} bytes in all")
    if written > SHIPPED_LIMIT:
        sys.exit(f"more than {SHIPPED_LIMIT} bytes: too much to ship")


if __name__ == "__main__":
    main()
