"""Departments, regions, municipal districts (the official geographic code since 2016), and the time of places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from autan.ground.errors import known
from autan.ground.wordings import Sentence, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One region: its official code, its name, the codes of its departments."""

    code: str
    name: str
    departments: tuple[str, ...]


def _region(code: str, name: str, departments: str) -> Region:
    return Region(code=code, name=name, departments=tuple(departments.split()))


REGIONS = (
    _region("84", "Auvergne-Rhône-Alpes", "01 03 07 15 26 38 42 43 63 69 73 74"),
    _region("27", "Bourgogne-Franche-Comté", "21 25 39 58 70 71 89 90"),
    _region("53", "Bretagne", "22 29 35 56"),
    _region("24", "Centre-Val de Loire", "18 28 36 37 41 45"),
    _region("94", "Corse", "2A 2B"),
    _region("44", "Grand Est", "08 10 51 52 54 55 57 67 68 88"),
    _region("01", "Guadeloupe", "971"),
    _region("03", "Guyane", "973"),
    _region("32", "Hauts-de-France", "02 59 60 62 80"),
    _region("11", "Île-de-France", "75 77 78 91 92 93 94 95"),
    _region("04", "La Réunion", "974"),
    _region("02", "Martinique", "972"),
    _region("06", "Mayotte", "976"),
    _region("28", "Normandie", "14 27 50 61 76"),
    _region("75", "Nouvelle-Aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87"),
    _region("76", "Occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82"),
    _region("52", "Pays de la Loire", "44 49 53 72 85"),
    _region("93", "Provence-Alpes-Côte d’Azur", "04 05 06 13 83 84"),
)
"""Regions in the order of their names."""

_NAMES = (
    "01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche|"
    "08 Ardennes|09 Ariège|10 Aube|11 Aude|12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|"
    "16 Charente|17 Charente-Maritime|18 Cher|19 Corrèze|21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse|"
    "24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|2A Corse-du-Sud|2B Haute-Corse|"
    "30 Gard|31 Haute-Garonne|32 Gers|33 Gironde|34 Hérault|35 Ille-et-Vilaine|36 Indre|"
    "37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire|"
    "44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche|"
    "51 Marne|52 Haute-Marne|53 Mayenne|54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|"
    "59 Nord|60 Oise|61 Orne|62 Pas-de-Calais|63 Puy-de-Dôme|64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|"
    "66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône|71 Saône-et-Loire|72 Sarthe|"
    "73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|"
    "80 Somme|81 Tarn|82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|"
    "88 Vosges|89 Yonne|90 Territoire de Belfort|91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|"
    "94 Val-de-Marne|95 Val-d’Oise|971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte"
)
DEPARTMENTS = dict(named.split(" ", 1) for named in _NAMES.split("|"))
"""Name of each department, by code, in the order of the codes."""

_BY_DEPARTMENT = {department: region for region in REGIONS for department in region.departments}


LARGER_PLACES = {"departement": "dep-", "region": "reg-"}
"""What stands before the code of a department or of a region where places of all kinds are named."""
COUNTRY_CODE = "FR"


def name_larger_place(code: str) -> tuple[str, str]:
    """Name of a department, of a region or of France, in French and in English; nothing for another code.

    >>> name_larger_place("dep-31"), name_larger_place("reg-76")
    (('Haute-Garonne (département)', 'Haute-Garonne (department)'), ('Occitanie (région)', 'Occitanie (region)'))
    >>> name_larger_place("FR"), name_larger_place("31555")
    (('France', 'France'), ('', ''))
    """
    kind, _dash, number = code.partition("-")
    department = DEPARTMENTS.get(number, "") if kind == "dep" else ""
    region = next((region.name for region in REGIONS if region.code == number), "") if kind == "reg" else ""
    if department:
        return f"{department} (département)", f"{department} (department)"
    if region:
        return f"{region} (région)", f"{region} (region)"
    return ("France", "France") if code == COUNTRY_CODE else ("", "")


def department_of(insee_code: str) -> str:
    """Return the department of a commune: two signs, three overseas.

    >>> department_of("31555"), department_of("2A004"), department_of("97105")
    ('31', '2A', '971')
    """
    return insee_code[:3] if insee_code.startswith("97") else insee_code[:2]


def region_of(department: str) -> Region:
    """Return the region of a department.

    >>> region_of("31").name
    'Occitanie'
    """
    return known(_BY_DEPARTMENT.get(department), "aucun département n’a le code «\u202f{code}\u202f»", code=department)


DISTRICT_COMMUNES: Final = {"751": "75056", "132": "13055", "6938": "69123"}
"""Commune by the first signs of the codes of its districts."""
_NUMBERS = {"751": range(1, 21), "132": range(1, 17), "6938": range(1, 10)}

COMMUNE_BY_DISTRICT: Final = {
    start + str(number).zfill(5 - len(start)): commune
    for start, commune in DISTRICT_COMMUNES.items()
    for number in _NUMBERS[start]
}
"""Commune of each district, by INSEE code (`75101`, `13216`, `69389`)."""


MAINLAND = "Europe/Paris"
TIME_ZONES: Mapping[str, Text] = {
    MAINLAND: Sentence("Hexagone et Corse"),
    "America/Guadeloupe": Text("Guadeloupe", "Guadeloupe"),
    "America/Martinique": Text("Martinique", "Martinique"),
    "America/Cayenne": Sentence("Guyane"),
    "Indian/Reunion": Sentence("La Réunion"),
    "Indian/Mayotte": Text("Mayotte", "Mayotte"),
    "America/Miquelon": Sentence("Saint-Pierre-et-Miquelon"),
    "Pacific/Noumea": Sentence("Nouvelle-Calédonie"),
    "Pacific/Tahiti": Sentence("Polynésie française"),
}
"""Time zones that a network may have, by their name in the IANA table."""

_OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "976": "Indian/Mayotte",
}


def time_zone_of(department: str) -> str:
    """Return the time zone of a department.

    >>> time_zone_of("974"), time_zone_of("31")
    ('Indian/Reunion', 'Europe/Paris')
    """
    return _OVERSEAS.get(department, MAINLAND)
