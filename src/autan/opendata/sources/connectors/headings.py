"""The headings under which a producer publishes the columns that a connector reads.

A portal names the same column `Conso totale (MWh)` in a file taken by hand and `conso_totale_mwh` in its service.
Headings are compared without case, accents or signs, so that both are read alike.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from autan.ground.tables.importers.delimited import first_line

Names = Mapping[str, Sequence[str]]
"""For each column that a connector reads, the plain names that the producer has given to it, the usual one first."""


def plain_name(heading: str) -> str:
    """A heading without case, accents or signs.

    >>> plain_name("Conso totale (MWh)"), plain_name("Année"), plain_name("industrie_hors-énergie")
    ('conso_totale_mwh', 'annee', 'industrie_hors_energie')
    """
    letters = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def match_headings(content: bytes, names: Names) -> dict[str, str]:
    """The heading of a file for each column of a producer's table; empty when one is not there, or no table is.

    >>> match_headings("Année;Code Commune".encode(), {"year": ("annee",), "code": ("insee", "code_commune")})
    {'year': 'Année', 'code': 'Code Commune'}
    """
    headings = find_headings(content, names)
    return headings if len(headings) == len(names) else {}


def is_near(content: bytes, names: Names) -> bool:
    """True when a table has most of the columns of a producer's table: it is one, with some renamed or left out.

    >>> is_near(b"annee;insee;x", {"year": ("annee",), "code": ("insee",), "value": ("conso",)})
    True
    """
    headings = {plain_name(heading) for heading in first_line(content)}
    return 2 * sum(not headings.isdisjoint(name) for name in names.values()) > len(names)


def find_headings(content: bytes, names: Names) -> dict[str, str]:
    """The heading of each column that the table has."""
    headings = {plain_name(cell): cell.strip() for cell in first_line(content)}
    by_key = {
        key: next((headings[name] for name in spellings if name in headings), "") for key, spellings in names.items()
    }
    return {key: heading for key, heading in by_key.items() if heading}


def near_headings(content: bytes, names: Names) -> dict[str, str]:
    """The heading of each column of a producer's table; the usual name of one that is not there.

    >>> near_headings(b"Annee;x", {"year": ("annee",), "value": ("conso", "conso_mwh")})
    {'year': 'Annee', 'value': 'conso'}
    """
    return {key: name[0] for key, name in names.items()} | find_headings(content, names)
