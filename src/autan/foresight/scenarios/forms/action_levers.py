"""What an action sheet does, typed line by line: a lever, how much, from when to when, and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_noop

from autan.foresight.engine.core.choices import plain_number
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput
from autan.foresight.scenarios.models import ActionLever
from autan.ground.texts.core.notation import read_whole

EMPTY_LINES = 3
_UNREAD = gettext_noop("un levier, un nombre et deux années sont attendus")
_LONGEST = 300
_FIELDS = ("kind", "quantity", "start", "end", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverLine:
    """One line as it was typed, and what is wrong with it; empty when nothing is."""

    kind: str = ""
    quantity: str = ""
    start: str = ""
    end: str = ""
    source: str = ""
    problem: str = ""

    def refused(self, kind: str, problem: str) -> "LeverLine":
        """The same with what is wrong, when it is about this lever."""
        return replace(self, problem=problem) if self.kind == kind and not self.is_empty else self

    @property
    def is_empty(self) -> bool:
        """True when no lever was chosen and nothing was typed."""
        return not (self.kind or self.quantity.strip())


def lines_of(held: Sequence[ActionLever]) -> tuple[LeverLine, ...]:
    """Return what is kept as lines, and some empty ones."""
    kept = [
        LeverLine(kind=each.kind, quantity=f"{each.quantity:.15g}".replace(".", ","), start=str(each.start),
                  end=str(each.end), source=each.source)
        for each in held
    ]  # fmt: skip
    return (*kept, *(LeverLine() for _ in range(EMPTY_LINES)))


def read_lines(given: Mapping[str, str]) -> tuple[LeverLine, ...]:
    """Return the lines that were typed: `kind-0`, `quantity-0`…, in their order."""
    ranks = sorted(
        rank
        for name in given
        if name.startswith("kind-") and (rank := read_whole(name.removeprefix("kind-"))) is not None
    )
    return tuple(LeverLine(**{field: given.get(f"{field}-{rank}", "").strip() for field in _FIELDS}) for rank in ranks)


def check_lines(lines: Sequence[LeverLine]) -> tuple[tuple[LeverLine, ...], list[ActionLeverInput] | None]:
    """Return the lines with what is wrong in each, and what they give; None when one cannot be read."""
    told = [line for line in lines if not line.is_empty]
    given = [(line, _read(line)) for line in told]
    read = [each for _, each in given if each is not None]
    checked = [line if each is not None else replace(line, problem=gettext(_UNREAD)) for line, each in given]
    padded = (*checked, *(LeverLine() for _ in range(EMPTY_LINES)))
    return padded, read if len(read) == len(told) else None


def _read(line: LeverLine) -> ActionLeverInput | None:
    """A line as numbers; None when one of them is none."""
    try:
        return ActionLeverInput(
            kind=line.kind,
            quantity=plain_number(line.quantity),
            start=int(line.start),
            end=int(line.end),
            source=line.source[:_LONGEST],
        )
    except ValueError:
        return None
