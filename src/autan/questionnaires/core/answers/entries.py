"""What is an entry: what a person typed in the fields of a question, kept to the letter?

The fields of a question are its *parts*, by name. `entry_reading` reads them into a value in the form that `values`
gives; `entry_parts` puts a value back in them.

| kind | parts |
|---|---|
| open, short_text, number, percentage, scale, date, year | `value` |
| half_open | `choice`, `text` |
| single, multiple | `choice` (several for multiple), `other` |
| ranking | `rank.<choice>` |
| split | `part.<choice>` |
| table | `cell.<row number>.<column>` |
| matrix | `cell.<row>.<column>` |
| file | `name`, `link` |
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autan.evidence.core.texts import Text
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState

type Parts = Mapping[str, tuple[str, ...]]

MAX_SOURCE = 300
STATES_IN_PLACE = (AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one screen says of one question.

    Attributes:
        question: its code.
        based_on: revision of the answer that the screen showed; 0 when there was none.
        parts: what its fields hold, to the letter.
        state: what stands in place of a value, or None.
        source_document: where the answer comes from, as typed.
        confidence: how sure the person is, or None.
        contested: the newer revision that the person was shown beside this one, or 0.
        keeps_theirs: what the person chose then: True for the other answer, False for this one, None for neither yet.
        shows_kept: True when the screen showed what the person had typed before and could not be recorded.
    """

    question: str
    based_on: int
    parts: Parts
    state: AnswerState | None = None
    source_document: str = ""
    confidence: AnswerConfidence | None = None
    contested: int = 0
    keeps_theirs: bool | None = None
    shows_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFault:
    """One fault of an entry: the part it stands in, and what to do about it."""

    part: str
    message: Text


def normalise_parts(parts: Parts) -> dict[str, tuple[str, ...]]:
    r"""Return parts in the form in which they are compared: trimmed, empty ones away, line ends alike.

    >>> normalise_parts({"text": (" a\r\nb ",), "choice": ("",)})
    {'text': ('a\nb',)}
    """
    trimmed = {
        name: tuple(sorted(value for value in (_normal(text) for text in texts) if value))
        for name, texts in parts.items()
    }
    return {name: texts for name, texts in sorted(trimmed.items()) if texts}


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def row_numbers(parts: Iterable[str]) -> list[int]:
    """Return the numbers of the rows of a table that some parts name, in order.

    >>> row_numbers(["cell.0.title", "cell.12.title", "cell.12.year", "value"])
    [0, 12]
    """
    found = {name.split(".")[1] for name in parts if name.startswith("cell.") and name.count(".") == 2}
    return sorted(int(number) for number in found if number.isdecimal() and len(number) < 6)
