"""Closed lists whose members carry their wording in both languages."""

from enum import StrEnum
from typing import Self

from autan.ground.wordings import Text


class Labelled(StrEnum):
    """A closed list: each member is its code, then its wording in French and in English.

    >>> class Season(Labelled):
    ...     WINTER = "winter", "hiver", "winter"
    >>> Season("winter").label, Season.WINTER.value
    (Text(fr='hiver', en='winter'), 'winter')
    """

    _value_: str
    label: Text

    def __new__(cls, code: str, fr: str = "", en: str = "") -> Self:
        """Make a member from its code and its wording."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Text(fr, en)
        return member
