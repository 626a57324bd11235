"""Under which headings does a producer publish the columns that a connector reads.

A portal names the same column `Conso totale (MWh)` in a file taken by hand and `conso_totale_mwh` in its service.
Headings are compared without case, accents or signs, so that both are read alike.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence

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
    headings = {plain_name(heading): heading.strip() for heading in first_line(content)}
    found = {key: next((headings[name] for name in given if name in headings), "") for key, given in names.items()}
    return found if all(found.values()) else {}


def first_line(content: bytes) -> list[str]:
    r"""Cells of the first line of a table, whatever its separator; empty when it is no table.

    >>> first_line("\ufeffa;b c\n1;2".encode())
    ['a', 'b c']
    """
    end = content.find(b"\n")
    line = (content[:end] if end >= 0 else content).decode("utf-8-sig", errors="replace").strip("\r")
    try:
        return next(csv.reader([line], delimiter=max(",;\t|", key=line.count)), [])
    except csv.Error:
        return []
