"""The connectors of the yearly series that are declared, not written: see `definitions/series.yaml`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.opendata.producers.connectors.indicator_files import COUNTRY
from autan.opendata.producers.connectors.yearly_series import SeriesForm, series_connector

DECLARATIONS = Path(__file__).resolve().parent.parent / "definitions" / "series.yaml"
_CODES: Mapping[str, tuple[str, ...]] = {
    "commune": ("code_commune", "codgeo", "insee", "code_insee"),
    "epci": ("code_epci", "siren", "epci_code"),
    "departement": ("code_departement", "code_dep", "departement_code"),
    "region": ("code_region", "code_insee_region", "region_code"),
    COUNTRY: (),
}


def _forms(declared: dict[str, Any]) -> Iterator[SeriesForm]:
    """One form for each mesh that a declaration names."""
    meshes, condition = str(declared.pop("mesh")).split(), declared.pop("kept", None)
    year = () if "yearly" in declared or "year_of_all" in declared else ("annee", "year")
    rows = None if condition is None else pl.sql_expr(condition)
    if declared.pop("keeps_parts", False):
        rows = pl.col(declared["part"][0]).str.to_lowercase().str.strip_chars().is_in(list(declared["parts"]))
        declared["kept_columns"] = declared["part"]
    for mesh in meshes:
        yield SeriesForm(**{"code": _CODES[mesh], "year": year, **declared, "mesh": mesh, "kept": rows})


DECLARED_SERIES = tuple(
    series_connector(source, *(form for declared in forms for form in _forms(dict(declared))))
    for source, forms in read_shipped_yaml(DECLARATIONS.read_text(encoding="utf-8")).items()
)
