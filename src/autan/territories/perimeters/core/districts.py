"""Municipal districts of Paris, Marseille and Lyon: codes that some tables use in the place of the commune."""

from typing import Final

DISTRICT_COMMUNES: Final = {"751": "75056", "132": "13055", "6938": "69123"}
"""Commune by the first signs of the codes of its districts."""
_NUMBERS = {"751": range(1, 21), "132": range(1, 17), "6938": range(1, 10)}

COMMUNE_BY_DISTRICT: Final = {
    start + str(number).zfill(5 - len(start)): commune
    for start, commune in DISTRICT_COMMUNES.items()
    for number in _NUMBERS[start]
}
"""Commune of each district, by INSEE code (`75101`, `13216`, `69389`)."""
