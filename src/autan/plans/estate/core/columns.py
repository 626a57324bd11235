"""Columns of a table of assets, read and written alike."""

from collections.abc import Mapping

ASSET_COLUMNS: Mapping[str, str] = {
    "sorte": "kind",
    "nom": "name",
    "site": "site",
    "usage": "use",
    "tertiaire": "is_tertiary",
    "surface_m2": "area_m2",
    "annee_construction": "built_year",
    "puissance_kw": "hvac_kw",
    "bacs": "has_bacs",
    "annee_reference": "reference_year",
    "points_lumineux": "points",
    "vehicules": "vehicles",
    "part_faibles_pct": "low_share_pct",
    "part_tres_faibles_pct": "very_low_share_pct",
    "annee_parts": "share_year",
    "autobus": "buses",
    "places": "places",
    "plein_air": "is_outdoor",
    "concede": "is_conceded",
    "equipe": "is_equipped",
    "source": "source",
    "remarque": "note",
}
"""Columns of a table, and the field of an asset that each holds."""
ENERGY_COLUMNS: Mapping[str, str] = {"energie": "carrier", "annee": "year", "mwh": "mwh", "cout_eur": "cost_eur"}
WORKS_COLUMNS: Mapping[str, str] = {
    "travaux": "what",
    "travaux_annee": "year",
    "travaux_eur": "cost_eur",
    "travaux_m2": "renovated_m2",
}
COLUMNS = (*ASSET_COLUMNS, *ENERGY_COLUMNS, *WORKS_COLUMNS)
REQUIRED = ("sorte", "nom")
