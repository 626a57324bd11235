"""Departments and regions of communes: the closed lists of the official geographic code since 2016."""

from dataclasses import dataclass

from autan.errors import UnknownError


class UnknownDepartmentError(UnknownError):
    """No department has this code.

    Attributes:
        code: what was asked for.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"aucun département n’a le code {code!r}")


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

_BY_DEPARTMENT = {department: region for region in REGIONS for department in region.departments}


def department_of(insee_code: str) -> str:
    """Return the department of a commune: two signs, three overseas.

    >>> department_of("31555"), department_of("2A004"), department_of("97105")
    ('31', '2A', '971')
    """
    return insee_code[:3] if insee_code.startswith("97") else insee_code[:2]


def region_of(department: str) -> Region:
    """Return the region of a department.

    Raises:
        UnknownDepartmentError: there is none of this code.

    >>> region_of("31").name
    'Occitanie'
    """
    try:
        return _BY_DEPARTMENT[department]
    except KeyError:
        raise UnknownDepartmentError(department) from None
