"""Words and acronyms of the trade that pages explain where they stand."""

from dataclasses import dataclass

from autan.evidence.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that a reader may not know, and what it means.

    Attributes:
        code: name in addresses; that of the state where the word names one.
    """

    code: str
    label: Text
    meaning: Text
