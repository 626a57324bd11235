"""The tables that ship, written again in the form of their producers' files, to plant defects in."""

import polars as pl

from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.producers.connectors.igt_ghg import COLUMNS as IGT_COLUMNS
from autan.opendata.producers.connectors.insee_dwellings import VALUE_COLUMNS
from autan.opendata.sources.importers import SHIPPED_TABLES

_GASES = {
    "agriculture": "agriculture",
    "other_transport": "autres_transports",
    "international_transport": "transports_internationaux",
    "biomass_co2": "co2_biomasse_hors_total",
    "waste": "dechets",
    "energy_industry": "energie",
    "industry_excl_energy": "industrie_hors_energie",
    "residential": "residentiel",
    "road_transport": "routier",
    "tertiary": "tertiaire",
    "total": "total_hors_biomasse_et_international",
}


def produced(source: str) -> list[dict[str, str]]:
    """Rows of the file of a source, as texts, with the name and the EPCI of each commune."""
    table = pl.read_parquet(SHIPPED_TABLES / f"{source}.parquet")
    return [_identified(row) for row in _WRITERS[source](table)]


def _identified(row: dict[str, object]) -> dict[str, str]:
    perimeter = current_perimeter()
    code = str(row.get("code_commune") or row.get("code_commune_2016"))
    epci = perimeter.holders[code]
    name = perimeter.names.get(code, "")
    fields = {"nom_commune": name, "code_epci": epci} | row
    return {key: "" if value is None else str(value) for key, value in fields.items()}


def _consumption(table: pl.DataFrame) -> list[dict[str, object]]:
    rows = {}
    for row in table.to_dicts():
        key = row["insee_code"], row["carrier"]
        made = rows.setdefault(
            key,
            {
                "code_commune": row["insee_code"],
                "annee": row["year"],
                "filiere": "gaz" if row["carrier"] == "natural_gas" else "electricite",
            },
        )
        is_home = row["sector"] == "residential"
        made["mwh_residentiel" if is_home else "mwh_total"] = row["consumption_mwh"]
        if is_home:
            made["points_residentiels"] = row["delivery_points"]
        made |= {"mailles_secretisees": row["masked_meshes"], "gestionnaires": row["operators"]}
    return list(rows.values())


def _emissions(table: pl.DataFrame) -> list[dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for row in table.to_dicts():
        blank = dict.fromkeys(IGT_COLUMNS) | {"code_commune_2016": row["insee_code"], "annee": row["year"]}
        made = rows.setdefault(row["insee_code"], blank)
        made[f"tco2e_{_GASES[row['sector']]}"] = row["emissions_tco2e"]
    return list(rows.values())


def _census(table: pl.DataFrame) -> list[dict[str, object]]:
    return [
        {"code_commune": row["insee_code"], "annee": row["year"]}
        | {column: row[name] for column, name in VALUE_COLUMNS.items()}
        for row in table.to_dicts()
    ]


def _labels(table: pl.DataFrame) -> list[dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for row in table.to_dicts():
        made = rows.setdefault(row["insee_code"], {"code_commune": row["insee_code"], "base_au": row["register_date"]})
        made[f"nb_dpe_{row['energy_label']}"] = row["certificates"]
    return list(rows.values())


_WRITERS = {
    "ore-communes": _consumption,
    "igt-ghg": _emissions,
    "insee-dwellings": _census,
    "ademe-dpe": _labels,
}
