"""What an analyst imports loads neither the site nor its database until a home is opened."""

import subprocess
import sys

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
    assert loaded(code) == "['polars']"
