"""The time of the places where there are EPCI: mainland France, and overseas."""

from collections.abc import Mapping

from autan.ground.texts.core.texts import Text

MAINLAND = "Europe/Paris"
TIME_ZONES: Mapping[str, Text] = {
    MAINLAND: Text("Hexagone et Corse", "Mainland France and Corsica"),
    "America/Guadeloupe": Text("Guadeloupe", "Guadeloupe"),
    "America/Martinique": Text("Martinique", "Martinique"),
    "America/Cayenne": Text("Guyane", "French Guiana"),
    "Indian/Reunion": Text("La Réunion", "Réunion"),
    "Indian/Mayotte": Text("Mayotte", "Mayotte"),
    "America/Miquelon": Text("Saint-Pierre-et-Miquelon", "Saint Pierre and Miquelon"),
    "Pacific/Noumea": Text("Nouvelle-Calédonie", "New Caledonia"),
    "Pacific/Tahiti": Text("Polynésie française", "French Polynesia"),
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
