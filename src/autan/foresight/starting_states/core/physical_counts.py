"""What is counted of a territory: homes by heating, commuting, work, farms, land, energy delivered by sector.

Each column has its year. Homes are told by main heating: gas holds heat networks too, and wood is in the others.
"""

from dataclasses import dataclass

from autan.foresight.engine.core.axes import Sector
from autan.ground.wordings import Sentence, Text

COVERED, WHOLE = "homes_covered_pct", 100.0
"""Share of the main residences whose heating is told, and all of them."""
SURE = 90.0
"""Share from which the homes that are told stand for all of them, as a stock that levers treat."""
_HOMES = "homes"
_ENERGY = {"electricity": Sentence("Électricité livrée"), "gas": Sentence("Gaz livré")}
_UNKNOWN_SECTOR = Sentence("secteur inconnu")


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseColumn:
    """One column of the table: what it counts, in which unit, of which year.

    Attributes:
        is_unit: True when the unit is one of those that convert.
        is_of_homes: True for a count of main residences.
    """

    label: Text
    unit: str
    year: int
    is_unit: bool = True
    is_of_homes: bool = False


def column_of(name: str) -> BaseColumn:
    """Return a column of the table by its name.

    >>> column_of("homes_oil").year, column_of("gas_tertiary").unit, column_of("electricity_unknown").label.en
    (2022, 'MWh_unstated', 'Electricity delivered, unknown sector')
    """
    if name.startswith(_HOMES):
        return BaseColumn(label=_LABELS[name], unit="dwellings", year=2022, is_of_homes=True)
    carrier, _, sector = name.partition("_")
    if carrier in _ENERGY:
        of_sector = _UNKNOWN_SECTOR if sector == "unknown" else Sector(sector).label
        words, unit = _ENERGY[carrier], {"electricity": "MWh", "gas": "MWh_unstated"}[carrier]
        return BaseColumn(label=Sentence.joined(", ", (words, of_sector)), unit=unit, year=2024)
    return _OTHERS[name]


_LABELS = {
    "homes": Sentence("Résidences principales"),
    "homes_gas_or_network": Sentence("Logements chauffés au gaz ou par un réseau"),
    "homes_oil": Sentence("Logements chauffés au fioul"),
    "homes_electricity": Sentence("Logements chauffés à l’électricité"),
    "homes_bottled_gas": Sentence("Logements chauffés au gaz en bouteille ou citerne"),
    "homes_other_heating": Sentence("Logements chauffés au bois ou autrement"),
    "homes_before_1919": Sentence("Logements d’avant 1919"),
    "homes_1919_1945": Sentence("Logements de 1919 à 1945"),
    "homes_1946_1970": Sentence("Logements de 1946 à 1970"),
    "homes_1971_1990": Sentence("Logements de 1971 à 1990"),
    "homes_1991_2005": Sentence("Logements de 1991 à 2005"),
    "homes_2006_2019": Sentence("Logements de 2006 à 2019"),
}


def _plain(fr: str, en: str, unit: str, year: int) -> BaseColumn:
    return BaseColumn(label=Text(fr, en), unit=unit, year=year, is_unit=False)


_OTHERS = {
    "commuters": _plain("Actifs qui vont travailler", "Residents who go to work", "actifs", 2022),
    "commuting_km_week": _plain("Trajets domicile-travail d’une semaine", "Commuting in a week", "km", 2022),
    "posts": _plain("Postes salariés", "Salaried posts", "postes", 2022),
    "jobs_farming_pct": _plain("Emplois, agriculture", "Jobs, farming", "%", 2022),
    "jobs_industry_pct": _plain("Emplois, industrie", "Jobs, industry", "%", 2022),
    "jobs_building_pct": _plain("Emplois, construction", "Jobs, building", "%", 2022),
    "jobs_trade_services_pct": _plain("Emplois, commerce et services", "Jobs, trade and services", "%", 2022),
    "jobs_public_services_pct": _plain("Emplois, services publics", "Jobs, public services", "%", 2022),
    "farms": _plain("Exploitations agricoles", "Farms", "exploitations", 2020),
    "farmed_ha": _plain("Surface agricole, par siège", "Farmed area, by seat", "ha", 2020),
    "people": BaseColumn(label=Text("Population municipale", "Population"), unit="inhabitants", year=2022),
    "land_urban_ha": _plain("Tissu urbain", "Urban fabric", "ha", 2018),
    "land_activities_ha": _plain("Zones d’activités", "Zones of activity", "ha", 2018),
    "land_arable_ha": _plain("Terres arables", "Arable land", "ha", 2018),
    "land_permanent_crops_ha": _plain("Cultures permanentes", "Permanent crops", "ha", 2018),
    "land_meadows_ha": _plain("Prairies", "Meadows", "ha", 2018),
    "land_mixed_farming_ha": _plain("Agriculture hétérogène", "Mixed farming", "ha", 2018),
    "land_forest_ha": _plain("Forêts", "Forests", "ha", 2018),
    "land_shrub_ha": _plain("Arbustes et herbes", "Shrub and grass", "ha", 2018),
    "land_open_ha": _plain("Espaces ouverts", "Open land", "ha", 2018),
}
