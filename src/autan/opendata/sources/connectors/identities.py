"""Names and EPCI that a table writes beside its commune codes: where they disagree, the row is at fault."""

from collections.abc import Iterable, Mapping

from autan.opendata.sources.connectors.headings import find_headings, plain_name
from autan.opendata.sources.core.readings import CommuneIdentities

COMPANIONS = {
    "name": ("nom_commune", "nom_de_la_commune", "libelle_commune", "libelle_de_la_commune", "nom_com", "commune_name"),
    "epci": ("code_epci", "codeepci", "epci_code", "siren_epci", "code_epci_code"),
}
"""Headings of a commune's name and of its EPCI, in the files of all producers."""


def companions_in(content: bytes, columns: Iterable[str]) -> dict[str, str]:
    """Headings of the names and EPCI of a table that its reader does not ask for itself."""
    read = set(columns)
    return {key: name for key, name in find_headings(content, COMPANIONS).items() if name not in read}


def foreign_names(pairs: Iterable[tuple[str, str]], identities: CommuneIdentities) -> set[str]:
    """Pairs of a code and a name where the name is that of another commune, as `code name`.

    A name that no commune has is a way of writing, not another place; neither is the beginning of the usual name.
    """
    strange = [
        (code, name)
        for code, name in pairs
        if code in identities.names
        and name not in identities.names[code]  # true of nearly every row: nothing to fold
        and not _is_name_of(_folded_name(name), map(_folded_name, identities.names[code]))
    ]
    every = {_folded_name(name) for names in identities.names.values() for name in names} if strange else set()
    return {f"{code} {name}" for code, name in strange if _folded_name(name) in every}


def _is_name_of(folded: str, names: Iterable[str]) -> bool:
    return any(name.startswith(folded) or folded.startswith(name) for name in names)


def foreign_epci(pairs: Iterable[tuple[str, str]], epci_by_commune: Mapping[str, frozenset[str]]) -> set[str]:
    """Pairs of a code and an EPCI of which it was a member in no vintage, as `code SIREN`."""
    every = set().union(*epci_by_commune.values()) if epci_by_commune else set()
    return {
        f"{code} {siren}"
        for code, siren in pairs
        if code in epci_by_commune and siren in every and siren not in epci_by_commune[code]
    }


def _folded_name(name: str) -> str:
    """A name without case, accents, signs or article, `saint` shortened.

    >>> _folded_name("Saint-Gaudens"), _folded_name("ST GAUDENS"), _folded_name("L’Isle-en-Dodon")
    ('stgaudens', 'stgaudens', 'isleendodon')
    """
    words = plain_name(name.replace("œ", "oe").replace("Œ", "oe").replace("’", " ")).split("_")
    main = words[1:] if len(words) > 1 and words[0] in {"l", "le", "la", "les"} else words
    return "".join({"saint": "st", "sainte": "ste"}.get(word, word) for word in main)
