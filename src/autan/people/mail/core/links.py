"""Links that must not leave: those that lead nowhere, and those that a name would smuggle."""

import re

_LOCAL = re.compile(
    r"https?://(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?=[:/?#\s]|$)[^\s<>\"]*", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S*(?:://|\bwww\.|@)\S*|[\w-]{2,}\.(?:[a-z]{2,}|[A-Z]{2,})\b\S*")


def find_local_links(text: str) -> tuple[str, ...]:
    """Return the links of a text that lead to the machine of its reader.

    >>> find_local_links("voir http://localhost:8000/compte/ ou https://exemple.fr/")
    ('http://localhost:8000/compte/',)
    """
    return tuple(_LOCAL.findall(text))


def find_addresses(name: str) -> tuple[str, ...]:
    """Return what a mail program would turn into a link in the name of a person: web addresses, sites, e-mails.

    >>> find_addresses("Mme A. Dupont, gagnez sur exemple.fr/prix")
    ('exemple.fr/prix',)
    >>> find_addresses("J.-P. O’Neill (S.C.O.T)")
    ()
    """
    return tuple(_ADDRESS.findall(name))
