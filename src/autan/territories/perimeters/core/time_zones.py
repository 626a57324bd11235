"""The time of the places where there are EPCI: mainland France, and overseas."""

from collections.abc import Mapping

from autan.ground.wordings import Sentence, Text

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
