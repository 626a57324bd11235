"""The climate of a department for the rules of building: the eight zones of the thermal regulation of 2012.

Order of 26 October 2010, annex I (NOR DEVU1026270A): H1 to H3 tell winters, from the harshest to the mildest; a to d
tell summers, from the coolest to the hottest. The zones are mainland ones: overseas has its own rules.
"""

from enum import StrEnum


class ClimateZone(StrEnum):
    """One zone of the thermal regulation."""

    H1A = "H1a"
    H1B = "H1b"
    H1C = "H1c"
    H2A = "H2a"
    H2B = "H2b"
    H2C = "H2c"
    H2D = "H2d"
    H3 = "H3"

    @property
    def winter(self) -> str:
        """The part of the code that tells winters: `H1`, `H2` or `H3`."""
        return self.value[:2]


_DEPARTMENTS = {
    ClimateZone.H1A: "02 14 27 28 59 60 61 62 75 76 77 78 80 91 92 93 94 95",
    ClimateZone.H1B: "08 10 45 51 52 54 55 57 58 67 68 70 88 89 90",
    ClimateZone.H1C: "01 03 05 15 19 21 23 25 38 39 42 43 63 69 71 73 74 87",
    ClimateZone.H2A: "22 29 35 50 56",
    ClimateZone.H2B: "16 17 18 36 37 41 44 49 53 72 79 85 86",
    ClimateZone.H2C: "09 12 24 31 32 33 40 46 47 64 65 81 82",
    ClimateZone.H2D: "04 07 26 48 84",
    ClimateZone.H3: "06 11 13 2A 2B 30 34 66 83",
}
_BY_DEPARTMENT = {
    department: zone for zone, department_row in _DEPARTMENTS.items() for department in department_row.split()
}


def climate_zone(department: str) -> ClimateZone | None:
    """Return the zone of a department, or None overseas.

    >>> climate_zone("31").value, climate_zone("971")
    ('H2c', None)
    """
    return _BY_DEPARTMENT.get(department)
