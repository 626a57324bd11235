"""Intercommunal bodies as values: their kinds, what the register states of each, and their SIREN codes."""

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

    >>> short_name_of("CA Morlaix Communauté"), short_name_of("CC du Pays d’Iroise"), short_name_of("CA de l'Albigeois")
    ('Morlaix Communauté', 'Pays d’Iroise', 'Albigeois')
    >>> short_name_of("Brest Métropole"), short_name_of("CC les Avant-Monts")
    ('Brest Métropole', 'CC les Avant-Monts')
    """
    return _STATUTE.sub("", name)


_FEMININE = r"(?:C[ACU]|[Cc]ommunauté|[Mm]étropole|[Rr]égie)\b"
_MASCULINE = r"(?:PETR|SI[A-ZÉ]+|SM[A-ZÉ]*|SDE[A-Z0-9 ]*|[Ss]yndicat|[Pp]ôle|[Pp]arc|[Dd]épartement)\b"
_ELIDED = r"(?:EPT|EPCI|[Ee]urométropole|[ÉEée]tablissement|[Aa]gglomération)\b"
_ARTICLES = {"du": "le ", "le": "le ", "des": "les ", "les": "les ", "de la": "la ", "la": "la "}


def name_in_sentence(name: str, official: str) -> str:
    """Return a name with the article that a French sentence gives it: that of its kind, or of its official name.

    >>> name_in_sentence("EPT Plaine Commune", ""), name_in_sentence("CA du Sicoval", ""), name_in_sentence("SIEDA", "")
    ('l’EPT Plaine Commune', 'la CA du Sicoval', 'le SIEDA')
    >>> [name_in_sentence(*names) for names in (("Grand Cahors", "CA du Grand Cahors"), ("Albi", "CA d'Albi"))]
    ['le Grand Cahors', 'Albi']
    >>> name_in_sentence("Albigeois", "CA de l'Albigeois (C2A)"), name_in_sentence("Plaine Commune", "Plaine Commune")
    ('l’Albigeois', 'Plaine Commune')
    """
    for kind, article in ((_ELIDED, "l’"), (_FEMININE, "la "), (_MASCULINE, "le ")):
        if re.match(kind, name):
            return article + name
    before = re.search(rf"(?i)(?:^|\s)(du|des|de la|le|la|les|(?:de )?l['’])\s*{re.escape(name)}", official)
    return _ARTICLES.get(before[1].lower(), "l’") + name if before else name


def name_after_de(name: str) -> str:
    """Return a name as it follows « de » in French, contracted or elided.

    >>> [name_after_de(name) for name in ("l’EPT Plaine Commune", "le Sicoval", "les Avant-Monts", "Albi", "Rodez")]
    ['de l’EPT Plaine Commune', 'du Sicoval', 'des Avant-Monts', 'd’Albi', 'de Rodez']
    """
    article, _space, rest = name.partition(" ")
    if contracted := {"le": "du ", "les": "des "}.get(article.lower()):
        return contracted + rest
    return f"d’{name}" if name[:1].upper() in "AEIOUYÉÈÊÎÔ" else f"de {name}"


VINTAGES = tuple(range(2019, 2027))
"""Years of the official geographic code that the register holds."""
LATEST = VINTAGES[-1]


_DIGITS = 9


def is_siren(text: str) -> bool:
    """Say whether a text is written as a SIREN, nine digits, whatever their check digit.

    >>> is_siren("31555")
    False
    """
    return len(text) == _DIGITS and text.isascii() and text.isdecimal()


def is_possible_siren(siren: str) -> bool:
    """Say whether a text can be a SIREN: nine digits whose last one is their check digit.

    The check digit is that of Luhn (ISO/IEC 7812-1), which INSEE gives every SIREN: from the right, every second digit
    is doubled, the digits of the result are added, and the sum of all is a multiple of ten.

    >>> is_possible_siren("243100518")  # Toulouse Métropole
    True
    >>> is_possible_siren("999000016")  # an invented territory
    False
    """
    if not is_siren(siren):
        return False
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(siren)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
