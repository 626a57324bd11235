"""What can be coded? A survey answer, the notes of a workshop, a text of a plan: any kind that a room registers."""

from dataclasses import dataclass

from autan.coding.core.anchors import text_version
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CodableKind:
    """A kind of text that a room registers.

    Attributes:
        code: identifier (`survey-answer`).
        label: wording shown to readers, in the plural.
        is_answer: True for an answer to a survey; only these enter « 7 of 11 that answered », others are counted apart.
    """

    code: str
    label: Text
    is_answer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodableText:
    """One text to be coded.

    Attributes:
        key: identifier that its kind understands.
        kind: what it is.
        text: the words as they stand.
        siren: territory that says them; empty when no one territory does.
        title: how a reader recognises it.
        evidence: where it is among the evidence.
    """

    key: str
    kind: CodableKind
    text: str
    siren: str
    title: Text
    evidence: EvidenceRef

    @property
    def version(self) -> str:
        """Version of the words as they stand."""
        return text_version(self.text)
