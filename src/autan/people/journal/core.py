"""What the journal tells, as values."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from autan.ground.errors import ConflictError

# What differs between two states of one object, field by field.


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after an act; an absent value is None."""

    field: str
    before: Any
    after: Any


def list_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields that differ, those of `before` first, then those that only `after` has.

    >>> list_changes({"title": "A", "budget_eur": 10}, {"title": "B", "budget_eur": 10})
    (FieldChange(field='title', before='A', after='B'),)
    """
    names = dict.fromkeys((*before, *after))
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return tuple(FieldChange(field=name, before=old, after=new) for name, old, new in pairs if old != new)


# Names of people taken out of texts.


_NUMBER = r"(?:t[ée]l(?:[ée]phone)?[. :]{0,3})?(?:0|\+33[ .]?)\d(?:[ .-]?\d{2}){4}(?!\d)"
_TELEPHONE = rf"(?:\s?\({_NUMBER}\)|[\s,:-]{{1,4}}{_NUMBER})?"
"""A number that stands just after a name or an address."""


_SIGNS = dict.fromkeys("'’‘ʼ`´", "['’‘ʼ`´]") | dict.fromkeys("-‐‑–", r"[-‐‑–\s]")


@cache
def _forms() -> Mapping[str, str]:
    """Every Latin letter with an accent, by the letter without it."""
    forms: dict[str, str] = {}
    for letter in map(chr, range(0xC0, 0x250)):
        plain = unicodedata.normalize("NFD", letter)[0].lower()
        forms[plain] = forms.get(plain, "") + letter
    return forms


def _as_written(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign)[0]
    return _SIGNS.get(sign, "") or rf"[{re.escape(sign + plain)}{_forms().get(plain.lower(), '')}][\u0300-\u036f]*"


@lru_cache(maxsize=64)
def name_pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name, or an address, in texts that people write, with the telephone written after it.

    Capitals, accents, apostrophes, hyphens and spaces do not count in a name, nor which of its words comes first.

    >>> bool(name_pattern("Zoé d’Ost-Léré").fullmatch("D'OST LERE  Zoe")), name_pattern("").search("Zoé")
    (True, None)
    """
    if "@" in name:
        return re.compile(rf"(?<![\w.+-]){re.escape(name)}(?![\w@-]){_TELEPHONE}", re.IGNORECASE)
    words = ["".join(map(_as_written, word)) for word in unicodedata.normalize("NFC", name).split()]
    orders = [r"\s+".join(words[rank:] + words[:rank]) for rank in range(len(words))]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(orders) or '(?!)'})(?![\w@-]){_TELEPHONE}", re.IGNORECASE)


def without_name(text: str, name: str, instead: str) -> str:
    """Return a text in which a name, or an address, stands nowhere as a whole: see `name_pattern`.

    >>> without_name("Jean Martin et Jean Martinet, JEAN MARTIN", "Jean Martin", "[…]")
    '[…] et Jean Martinet, […]'
    >>> without_name("anne.martin@ex.fr, martin@ex.fr.", "martin@ex.fr", "[…]")
    'anne.martin@ex.fr, […].'
    >>> without_name("Jean Martin (tél. 05 61 00 00 01), Zoé 05 61 00 00 02", "jean martin", "[…]")
    '[…], Zoé 05 61 00 00 02'
    """
    return name_pattern(name).sub(lambda _match: instead, text)


# Which object an act or a remark is about.


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One object of a room, known by its kind and identifier."""

    room: str
    kind: str
    key: str


def refs_to(room: str, kind: str, attribute: str = "slug") -> Callable[[Any], ObjectRef]:
    """Return what gives the reference of each object of a kind, known by one of its attributes.

    >>> refs_to("journal", "letter", "real")(3)
    ObjectRef(room='journal', kind='letter', key='3')
    """
    return lambda record: ObjectRef(room, kind, str(getattr(record, attribute)))


# The version that a form was made from, and what is said when something else stands by the time it is sent.


class ChangedSinceError(ConflictError):
    """Somebody changed the same thing after the form was shown: what stands now, by field; nothing is written."""

    def __init__(self, current: Mapping[str, Any]) -> None:
        self.current = dict(current)
        super().__init__("quelqu’un a changé ceci depuis que votre page a été ouverte\u202f; rien n’a été écrit")


def version_of(fields: Mapping[str, Any]) -> str:
    """Return a mark of the fields of a thing: two states that say the same have the same.

    >>> version_of({"nom": "A", "fin": None}) == version_of({"fin": None, "nom": "A"})
    True
    >>> version_of({"nom": "A"}) == version_of({"nom": "B"})
    False
    """
    # sorted: the order of fields says nothing
    return sha256(repr(sorted(fields.items())).encode()).hexdigest()[:16]


def require_version(seen: str, current: Mapping[str, Any]) -> None:
    """Refuse to write over what was not seen; without a version, such as on the command line, nothing is asked.

    Raises ChangedSinceError: what stands is not what the form was made from.
    """
    if seen and seen != version_of(current):
        raise ChangedSinceError(current)
