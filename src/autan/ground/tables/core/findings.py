"""What the reading of a file finds wrong, gathered up to a bound; and what is said beside a result."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.core.notation import set_typography
from autan.ground.wordings import Sentence, Text

MAX_FAULTS = 1_000
MAX_SHOWN = 80
"""Signs of a value that a fault shows."""


@dataclass(frozen=False, slots=True, kw_only=True)
class Findings:
    """What a reading found: faults forbid the file, warnings do not. Grows during one reading only.

    Invariant: at most `MAX_FAULTS` of each; one more says that the others were left out.

    Attributes:
        refused: how many faults were found, be they kept or not.
        stops: False to read on once no more fault is kept: what is wrong is left out, the rest is wanted.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    refused: int = 0
    stops: bool = True

    @property
    def is_full(self) -> bool:
        """True when no more fault is kept: what remains of the file need not be read."""
        return self.refused > MAX_FAULTS

    def refuse(
        self,
        expected: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        sheet: str | None = None,
    ) -> None:
        """Note a fault at its place; `expected` is the end of « attendu : … »."""
        shown = value if value is None or isinstance(value, Sentence) else str(value)[:MAX_SHOWN]
        self.add(Fault(expected=expected, row=row, column=column, value=shown, sheet=sheet or None))

    def add(self, *faults: Fault) -> None:
        """Keep faults, as long as there is room."""
        self.refused += len(faults)
        _fill(self.faults, faults)

    def warn(self, *warnings: Fault) -> None:
        """Keep warnings, as long as there is room."""
        _fill(self.warnings, warnings)

    def until_full[T](self, rows: Iterable[T]) -> Iterator[T]:
        """Give rows until no more fault is kept."""
        for row in rows:
            if self.stops and self.is_full:
                return
            yield row

    def require_none(self, file: str) -> None:
        """Refuse a file that has faults, with every one that was kept (`ImportFileError`)."""
        if self.faults:
            raise ImportFileError(file, self.faults)


def _fill(collected: list[Fault], faults: Iterable[Fault]) -> None:
    for fault in faults:
        if len(collected) < MAX_FAULTS:
            collected.append(fault)
        elif len(collected) == MAX_FAULTS:
            collected.append(
                Fault(
                    expected=Sentence(
                        "au plus {max_faults} défauts : les suivants ne sont pas relevés", max_faults=MAX_FAULTS
                    )
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRemark:
    """One sentence beside a result, which does not forbid it.

    Attributes:
        code: which remark it is, for programs (`few_segments`).
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
