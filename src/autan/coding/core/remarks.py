"""What a person must know beside a result: a warning, or something repaired while reading."""

from dataclasses import dataclass

from autan.evidence.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One sentence beside a result, which does not forbid it.

    Attributes:
        code: which remark it is, for programs (`few_segments`).
        text: the sentence.
        place: where it is about, as a reader of the file says it; empty for the whole.
    """

    code: str
    text: Text
    place: str = ""
