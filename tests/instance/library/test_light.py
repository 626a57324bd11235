"""What an analyst imports loads neither the site nor its database until a home is opened."""

import json
import subprocess
import sys
from pathlib import Path

from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards
from autan.opendata.sources.lake.incoming import incoming_snapshot

CODE = """
import sys
{code}
print(sorted({{"django", "polars", "duckdb", "typer", "lxml"}} & set(sys.modules)))
"""


def loaded(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", CODE.format(code=code)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_import_loads_nothing() -> None:
    assert loaded("import autan") == "[]"
    assert loaded("import autan.plugins") == "[]"


def test_an_epci_of_today_needs_no_table() -> None:
    assert loaded("import autan; autan.epci('Castres')") == "[]"


def test_the_register_and_its_sums_need_no_site() -> None:
    code = "import autan; autan.communes(2019); autan.to_epci; autan.classify([1, 2, 3, 9, 10, 20], 'jenks', k=3)"
    assert loaded(code) == "['duckdb', 'polars']"


def test_the_light_install_plays_the_first_notebook_and_says_what_it_has_not(lake_folder: Path) -> None:
    card = shipped_cards()["ademe-dpe"]
    with incoming_snapshot(card=card, table=SHIPPED_TABLES / "ademe-dpe.parquet", adopted_at="2026-11-25"):
        pass
    played = Path(__file__).with_name("light.py")
    command = [sys.executable, played, lake_folder.parent]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    refused, _brace, told = done.stderr.partition('{"shown"')
    light = json.loads(f'{{"shown"{told}')
    assert light["shown"][0] == "('248100430', 'CA de Castres Mazamet', 14)"
    assert light["shown"][2] == (
        "([('243100518', 'Toulouse Métropole', 900.0, 1, 37), ('248100430', 'CA de Castres Mazamet', 120.0, 1, 14)], "
        "(('99999', ''),))"
    )
    assert light["shown"][5] == "['CA de Castres Mazamet', 'Toulouse Métropole']"
    assert light["shown"][7].startswith("[('heating_one_degree', -")
    assert light["loaded"] == []
    assert light["codes"] == {"start": 2, "demo --no-serve": 2, "--version": 0, "": 2}
    assert light["lake"] == {"tables": ["ademe_dpe"], "rows": [[3374]]}
    of_the_site, of_a_table, without_lake = light["refused"]
    assert of_the_site == without_lake
    assert "[server]" in of_the_site
    assert "ademe_dpe" in of_a_table
    assert "« autan start » demande le site" in refused
    assert '[server]"' in refused
    assert "Traceback" not in refused
