"""Series of municipalities and EPCI that are declared, not written: dwellings, homes, people, work, land, weather.

Each is a mesh, a column of places, and the heading of each category; the files are those that producers publish, or
the plain ones made of them (`docs/reference/data-sources.md`).
"""

from collections.abc import Mapping

import polars as pl

from autan.opendata.producers.connectors.yearly_series import SeriesForm, series_connector
from autan.opendata.sources.connectors.connector import Connector

COMMUNE = ("code_commune", "codgeo", "insee", "code_insee")
EPCI = ("code_epci", "siren", "epci_code")
DEPARTMENT = ("code_departement", "code_dep")
REGION = ("code_region", "code_insee_region")
_HEATING = {
    "gaz de ville ou réseau de chaleur": ("rp_gaz_ville_ou_reseau_chaleur_{year}", "p{yy}_rp_cgazv"),
    "fioul": ("rp_fioul_{year}", "p{yy}_rp_cfioul"),
    "électricité": ("rp_electricite_{year}", "p{yy}_rp_celec"),
    "gaz en bouteille ou citerne": ("rp_gaz_bouteille_citerne_{year}", "p{yy}_rp_cgazb"),
    "autre": ("rp_autre_{year}", "p{yy}_rp_caut"),
}
_PERIODS = {
    "avant 1919": "rp_construites_avant_1919_{year}",
    "1919 à 1945": "rp_construites_1919_1945_{year}",
    "1946 à 1970": "rp_construites_1946_1970_{year}",
    "1971 à 1990": "rp_construites_1971_1990_{year}",
    "1991 à 2005": "rp_construites_1991_2005_{year}",
    "2006 à 2019": "rp_construites_2006_2019_{year}",
}
_STOCK = {
    "résidences principales": "residences_principales_{year}",
    "résidences secondaires": "residences_secondaires_{year}",
    "logements vacants": "logements_vacants_{year}",
}
_SECTORS = {
    "agriculture": "agriculture",
    "industrie": "industrie",
    "tertiaire": "tertiaire",
    "logements": "residentiel",
    "secteur inconnu": "inconnu",
}
_LAND = {
    "sols artificiels": "artif_{year}_ha",
    "agriculture": "agri_{year}_ha",
    "forêts et milieux naturels": "foret_{year}_ha",
    "zones humides": "humid_{year}_ha",
    "eau": "surfeau_{year}_ha",
}
_DEGREE_DAYS = {
    "base 17, saison de chauffe": ("dju17_saison_chauffe",),
    "base 17, année": ("dju17_annee",),
    "base 18, saison de chauffe": ("dju18_saison_chauffe",),
    "base 18, année": ("dju18_annee",),
}
_SCOPES = {"1": "émissions directes", "2": "électricité, chaleur ou froid achetés", "3": "autres émissions indirectes"}
_SCOPES["2 chaleur ou froid"] = _SCOPES["2"]


def _places(yearly: Mapping[str, str]) -> tuple[SeriesForm, SeriesForm]:
    """Two forms of one series: by municipality, and by EPCI; a file with both codes is by municipality."""
    commune = SeriesForm(mesh="commune", code=COMMUNE, year=(), yearly=yearly)
    return commune, SeriesForm(mesh="epci", code=EPCI, year=(), yearly=yearly)


def _census(columns: Mapping[str, tuple[str, str]]) -> tuple[SeriesForm, ...]:
    """The plain forms of a table of the census, and that of its official file."""
    official = {category: names[1] for category, names in columns.items()}
    plain = {category: names[0] for category, names in columns.items()}
    department = SeriesForm(mesh="departement", code=DEPARTMENT, year=(), yearly=plain)
    return (*_places(plain), SeriesForm(mesh="commune", code=("codgeo",), year=(), yearly=official), department)


def _of_one_year(year: int, values: Mapping[str, tuple[str, ...]]) -> tuple[SeriesForm, SeriesForm]:
    """Two forms of a file that does not tell its year."""
    commune = SeriesForm(mesh="commune", code=COMMUNE, year=(), year_of_all=year, values=values)
    return commune, SeriesForm(mesh="epci", code=EPCI, year=(), year_of_all=year, values=values)


def _of_carrier(carrier: str) -> tuple[SeriesForm, SeriesForm]:
    return _of_one_year(2024, {name: (f"mwh_{carrier}_{word}",) for name, word in _SECTORS.items()})


_SOCIAL_OF_YEAR = SeriesForm(mesh="commune", code=COMMUNE, values={"": ("logements_sociaux",)})
LOCAL_SOURCES: tuple[Connector, ...] = (
    series_connector("indicator-insee-heating", *_census(_HEATING)),
    series_connector(
        "indicator-insee-building-periods",
        *_places(_PERIODS),
        SeriesForm(mesh="departement", code=DEPARTMENT, year=(), yearly=_PERIODS),
    ),
    series_connector("indicator-insee-stock", *_places(_STOCK)),
    series_connector("indicator-sdes-social-homes", *_places({"": "logements_sociaux_{year}"}), _SOCIAL_OF_YEAR),
    series_connector("indicator-lovac-vacancy", *_places({"": "vacants_2_ans_et_plus_{year}"})),
    series_connector("indicator-sitadel-homes", *_places({"": "logements_autorises_{year}"})),
    series_connector("indicator-insee-municipal-population", *_places({"": "population_municipale_{year}"})),
    series_connector("indicator-flores-posts", *_places({"": "postes_salaries_{year}"})),
    series_connector("indicator-agreste-area", *_places({"": "sau_{year}_ha"})),
    series_connector("indicator-corine-land", *_places(_LAND)),
    series_connector("indicator-commuting-distance", *_of_one_year(2022, {"": ("km_semaine",)})),
    series_connector("indicator-commuting-ghg", *_of_one_year(2022, {"": ("co2e_g_semaine",)})),
    series_connector("indicator-ore-sectors-electricity", *_of_carrier("electricite")),
    series_connector("indicator-ore-sectors-gas", *_of_carrier("gaz")),
    series_connector(
        "indicator-degree-days",
        SeriesForm(mesh="departement", code=DEPARTMENT, values=_DEGREE_DAYS, outside=("FRMETRO",)),
        SeriesForm(mesh="region", code=REGION, values=_DEGREE_DAYS, outside=("FRMETRO",)),
    ),
    series_connector(
        "indicator-ademe-beges",
        SeriesForm(
            mesh="epci",
            code=("code_territoire", "siren"),
            values={"": ("tco2e_total",)},
            part=("scope",),
            parts=_SCOPES,
            kept=(pl.col("type_collectivite") == "epci") & (pl.col("nature") == "declaration"),
            kept_columns=("type_collectivite", "nature"),
        ),
    ),
    series_connector(
        "indicator-eu-ets",
        SeriesForm(
            mesh="epci",
            code=("code_epci",),
            values={"": ("tco2e_verifiees",)},
            kept=pl.col("code_epci").str.contains(r"^\d{9}$"),
        ),
    ),
)
"""One connector for each series."""
