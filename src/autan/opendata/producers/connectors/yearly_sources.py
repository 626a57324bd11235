"""The yearly series that can be read: which places each is about, in which columns, and how its words are ours."""

from collections.abc import Sequence

import polars as pl

from autan.opendata.producers.connectors.indicator_files import COUNTRY
from autan.opendata.producers.connectors.yearly_series import SeriesForm, series_connector

_DEPARTMENT = ("code_departement", "code_dep", "departement_code")
_REGION = ("code_region", "code_insee_region", "region_code")
_COMMUNE = ("code_commune", "insee", "code_insee")
_EPCI = ("code_epci", "siren", "epci_code")
_NO_REGION = ("Fr", "FR", "XX")
_SECTORS = {
    "agriculture": "agriculture",
    "industrie": "industrie",
    "tertiaire": "tertiaire",
    "residentiel": "logements",
    "résidentiel": "logements",
    "inconnu": "secteur inconnu",
}
_FINAL_SECTORS = {
    "residentiel": "logements",
    "tertiaire": "tertiaire",
    "transport": "transports",
    "industrie": "industrie",
    "agriculture_peche": "agriculture et pêche",
}
_PRICES = {
    "prix de l'électricité pour le secteur résidentiel (ttc)": "électricité",
    "prix du gaz naturel pcs pour le secteur résidentiel (ttc)": "gaz naturel (PCS)",
    "prix granulés en vrac pci au 1er trimestre pour une livraison de 5 tonnes jusqu'à 50 km (ttc)": "granulés en vrac "
    "(PCI)",
    "prix moyen du bois-énergie acheté par les ménages (marchés formel et informel)": "bois-énergie des ménages",
}
_LAND = {
    "cultures": "devenu cultures",
    "prairies": "devenu prairies",
    "forets": "devenu forêts",
    "vergers": "devenu vergers",
    "vignes": "devenu vignes",
    "zones_humides": "devenu zones humides",
    "sols_artificiels": "devenu sols artificiels",
    "autres": "devenu autres sols",
}
_WHOLE_FRANCE_FROM = 2011


def _by_sector(mesh: str, code: Sequence[str], carrier: str, outside: Sequence[str] = ()) -> SeriesForm:
    return SeriesForm(
        mesh=mesh,
        code=code,
        values={"": ("mwh", "conso_totale_mwh", "consommation_mwh")},
        part=("secteur", "code_grand_secteur"),
        parts=_SECTORS,
        kept=pl.col("filiere").str.to_lowercase().is_in([carrier]),
        kept_columns=("filiere",),
        outside=outside,
        masked_meshes=("mailles_secretisees", "nombre_de_mailles_secretisees"),
    )


def _final_energy(kind: str, carrier: str = "toutes") -> SeriesForm:
    """Final energy of France by sector, of all carriers or of one; the mainland alone before 2011."""
    where = pl.when(pl.col("annee").cast(pl.Int64, strict=False) < _WHOLE_FRANCE_FROM)
    perimeter = where.then(pl.lit("metropole")).otherwise(pl.lit("france"))
    return SeriesForm(
        mesh=COUNTRY,
        values={"": ("twh",)},
        part=("secteur",),
        parts=_FINAL_SECTORS,
        kept=(pl.col("type_donnee") == kind) & (pl.col("energie") == carrier) & (pl.col("perimetre") == perimeter),
        kept_columns=("type_donnee", "energie", "perimetre", "annee"),
    )


YEARLY_SOURCES = (
    *(
        series_connector(
            f"indicator-ore-{slug}",
            _by_sector("departement", _DEPARTMENT, carrier),
            _by_sector("region", _REGION, carrier, _NO_REGION),
        )
        for slug, carrier in (("electricity", "electricite"), ("gas", "gaz"))
    ),
    series_connector(
        "indicator-rte-electricity",
        SeriesForm(mesh="region", code=_REGION, values={"": ("twh_conso_nette_corrigee", "consommation_nette_twh")}),
    ),
    series_connector(
        "indicator-odre-renewables",
        SeriesForm(
            mesh="region",
            code=_REGION,
            values={
                "hydraulique": ("gwh_hydraulique_renouvelable", "production_hydraulique_renouvelable"),
                "bioénergies": ("gwh_bioenergies_renouvelable", "production_bioenergies_renouvelable"),
                "éolien": ("gwh_eolien", "production_eolienne_renouvelable"),
                "solaire": ("gwh_solaire", "production_solaire_renouvelable"),
            },
        ),
    ),
    series_connector(
        "indicator-odre-renewable-gas",
        SeriesForm(mesh="region", code=_REGION, values={"": ("gwh_gaz_renouvelable", "production_gaz_renouvelable")}),
    ),
    series_connector(
        "indicator-sdes-heat",
        SeriesForm(
            mesh="commune",
            code=_COMMUNE,
            values={"": ("conso_mwh", "consotot")},
            kept=pl.col("type").str.to_lowercase().is_in(["chaleur", "c"]),
            kept_columns=("type",),
            secret_flag=("valeur_secrete",),
        ),
    ),
    series_connector(
        "indicator-insee-census",
        SeriesForm(mesh="commune", code=_COMMUNE, year=(), yearly={"": "population_{year}"}),
    ),
    series_connector(
        "indicator-insee-population",
        SeriesForm(mesh="departement", code=_DEPARTMENT, values={"": ("population",)}),
    ),
    series_connector(
        "indicator-insee-incomes",
        SeriesForm(mesh="epci", code=_EPCI, values={"": ("niveau_vie_median_eur", "med19")}),
    ),
    series_connector(
        "indicator-aldo-land",
        SeriesForm(
            mesh="epci",
            code=_EPCI,
            year=(),
            year_of_all=2018,
            values={"": ("surface_ha",)},
            part=("occupation_2018",),
            parts=_LAND,
            kept=pl.col("occupation_2012") != pl.col("occupation_2018"),
            kept_columns=("occupation_2012",),
        ),
    ),
    series_connector(
        "indicator-biomethane",
        SeriesForm(
            mesh="commune",
            code=_COMMUNE,
            year=(),
            year_of_all=2026,
            values={"": ("capacite_gwh_pcs_an", "capacite_de_production_gwh_an")},
            kept=pl.col("ouvert") == "oui",
            kept_columns=("ouvert",),
        ),
    ),
    series_connector("indicator-sdes-energy", _final_energy("reelle")),
    series_connector("indicator-sdes-energy-climate", _final_energy("corrigee_climat")),
    series_connector("indicator-sdes-electricity", _final_energy("reelle", "electricite")),
    series_connector("indicator-sdes-gas", _final_energy("reelle", "gaz_naturel")),
    series_connector(
        "indicator-sdes-prices",
        SeriesForm(
            mesh=COUNTRY,
            values={"": ("prix",)},
            part=("libelle",),
            parts=_PRICES,
            kept=pl.col("libelle").str.to_lowercase().str.strip_chars().is_in(list(_PRICES)),
            kept_columns=("libelle",),
        ),
    ),
)
"""One connector for each series."""
