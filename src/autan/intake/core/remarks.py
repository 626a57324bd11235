"""What a person must know beside a result: a warning, or something repaired while reading."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.notation import set_typography
from autan.evidence.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRemark:
    """One sentence beside a result, which does not forbid it.

    Attributes:
        code: which remark it is, for programs (`few_segments`).
        text: the sentence.
        place: where it is about, as a reader of the file says it; empty for the whole.
    """

    code: str
    text: Text
    place: str = ""

    @classmethod
    def of(cls, code: str, french: str, english: str, *, place: str = "") -> Self:
        """Make a remark of typed sentences, which are set as their language wants."""
        text = Text(set_typography(french, language="fr"), set_typography(english, language="en"))
        return cls(code=code, text=text, place=place)
