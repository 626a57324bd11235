"""Intercommunal bodies as values: their kinds, what the register states of each, and how people call them."""

import re
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.labelled import Labelled


class EpciKind(Labelled):
    """Kinds of intercommunal body with own taxation, as the State codes them."""

    CC = "CC", "Communauté de communes", "Community of municipalities"
    CA = "CA", "Communauté d’agglomération", "Agglomeration community"
    CU = "CU", "Communauté urbaine", "Urban community"
    METRO = "METRO", "Métropole", "Metropolis"
    MET69 = "MET69", "Métropole de Lyon", "Lyon metropolis"
    EPT = "EPT", "Établissement public territorial", "Territorial public establishment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Epci:
    """One EPCI of one vintage.

    Attributes:
        population: municipal population, or None when the register has none.
        is_invented: True when it exists only to try the product: its numbers are made up with it.
    """

    siren: str
    name: str
    kind: str
    vintage: int
    population: int | None
    communes: int
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorialBody:
    """One of the bodies of Greater Paris, without own taxation: `communes` holds the INSEE codes of its members."""

    siren: str
    name: str
    communes: tuple[str, ...]


GREATER_PARIS = "200054781"
"""SIREN of the metropolis that these bodies are parts of."""
TERRITORIAL_BODIES_SINCE = date(2016, 1, 1)
"""First day of these bodies (code général des collectivités territoriales, L. 5219-2)."""
_STATUTE = re.compile(r"^(?:C[ACU])\s+(?:(?:de la|de l['’]|du|des|de|d['’])\s*)?(?=[A-ZÀ-Ý])")


def short_name_of(name: str) -> str:
    """Return the name of an EPCI without what says its kind, as people call it and as a map has room for.

    >>> short_name_of("CA Morlaix Communauté"), short_name_of("CC du Pays d'Iroise"), short_name_of("CA de l'Albigeois")
    ('Morlaix Communauté', "Pays d'Iroise", 'Albigeois')
    >>> short_name_of("Brest Métropole"), short_name_of("CC les Avant-Monts")
    ('Brest Métropole', 'CC les Avant-Monts')
    """
    return _STATUTE.sub("", name)


VINTAGES = tuple(range(2019, 2027))
"""Years of the official geographic code that the register holds."""
LATEST = VINTAGES[-1]
