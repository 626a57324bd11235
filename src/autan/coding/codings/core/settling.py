"""The codings that are kept once coders have settled their disagreements; what each of them gave stays beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.coding.codings.core.codings import CoderReading, Coding
from autan.ground.texts.core.labelled import Labelled


class DisagreementOutcome(Labelled):
    """What was decided of one idea in one text."""

    PRESENT = "present", "l’idée y est", "the idea is there"
    ABSENT = "absent", "l’idée n’y est pas", "the idea is not there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What was decided of one idea in one text on which coders disagreed."""

    text: str
    code: str
    decision: DisagreementOutcome
    by: str
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledCodings:
    """What is kept of the codings of several people.

    Attributes:
        codings: those on which they agree, those that were decided, and those of texts that one person read.
        undecided: text and code of each disagreement that is still open, in order: not counted, and not absent.
    """

    codings: tuple[Coding, ...]
    undecided: tuple[tuple[str, str], ...]


def settle_codings(readings: Sequence[CoderReading], settlements: Sequence[Settlement]) -> SettledCodings:
    """Put together what several people coded, without changing what they gave.

    The last settlement for a text and a code holds. Returns the codings kept, in the order of the readings, under their
    own keys.
    """
    decided = {(settled.text, settled.code): settled.decision for settled in settlements}
    gave: dict[tuple[str, str], set[str]] = {}
    for reading in readings:
        for coding in reading.codings:
            gave.setdefault((coding.text, coding.code), set()).add(reading.coder.key)
    undecided = []
    kept = set()
    for unit, coders in gave.items():
        # who coded a text without marking it read still counts as its reader
        readers = {reading.coder.key for reading in readings if unit[0] in reading.read} | coders
        if coders == readers or decided.get(unit) is DisagreementOutcome.PRESENT:
            kept.add(unit)
        elif unit not in decided:
            undecided.append(unit)
    return SettledCodings(
        codings=tuple(
            coding for reading in readings for coding in reading.codings if (coding.text, coding.code) in kept
        ),
        undecided=tuple(undecided),
    )
