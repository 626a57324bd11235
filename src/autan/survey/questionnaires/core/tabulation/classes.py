"""Many numbers put in round classes, where there are too many to be looked at one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor, log10

from autan.ground.texts.core.notation import format_number
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.tabulation.points import Points
from autan.survey.questionnaires.core.tabulation.results import CountRow, count_row
from autan.survey.questionnaires.core.wordings import verbatim

_WANTED = 7  # most classes, but for the one that the highest number may begin
_NEAR = 1e-9  # 0.3 / 0.1 is a little under 3
_ROUND = (1, 2, 2.5, 5, 10)


def class_step(low: float, high: float, *, is_whole: bool) -> float:
    """Return a round width (1, 2, 2.5 or 5 times a power of ten) that cuts a span into about so many classes.

    >>> class_step(0, 5000, is_whole=True), class_step(2000, 2025, is_whole=True), class_step(3, 3, is_whole=True)
    (1000, 5, 1)
    >>> class_step(0, 2, is_whole=False), class_step(0, 2, is_whole=True)
    (0.5, 1)
    """
    if high <= low:
        return 1
    power = 10 ** floor(log10((high - low) / _WANTED))
    widths = [power * times for times in _ROUND]
    if is_whole:
        widths = [width for width in widths if float(width).is_integer()] or [1]
    width: float = next((step for step in widths if (high - low) / step <= _WANTED), widths[-1])
    return int(width) if float(width).is_integer() else width


def count_classes(points: Points) -> tuple[CountRow, ...]:
    """Count the members whose number falls in each round class, lower end included; empty classes are kept.

    Classes are numbered from the lowest: `class_1`, `class_2`…
    """
    values = points.values
    if not values:
        return ()
    starts, step = _starts(values)
    counts = Counter(floor((value - starts[0]) / step + _NEAR) for value in values)
    is_year = points.unit.code == "year"
    return tuple(
        count_row(points.responses, f"class_{rank + 1}", label=label, value=counts[rank], known=len(values))
        for rank, label in enumerate(_labels(starts, step, is_year=is_year))
    )


def _starts(values: Sequence[float]) -> tuple[list[float], float]:
    is_whole = all(float(value).is_integer() for value in values)
    step = class_step(min(values), max(values), is_whole=is_whole)
    first, last = (floor(end / step + _NEAR) for end in (min(values), max(values)))
    return [rank * step for rank in range(first, last + 1)], step


def _labels(starts: Sequence[float], step: float, *, is_year: bool) -> Iterator[Text]:
    for start in starts:
        if is_year:
            end = start + step - 1
            yield (Sentence("{start:.0f} à {end:.0f}", start=start, end=end) if step > 1 else verbatim(f"{start:.0f}"))
        else:
            ends = [[_number(end, language) for end in (start, start + step)] for language in ("fr", "en")]
            yield Text(f"de {ends[0][0]} à moins de {ends[0][1]}", f"{ends[1][0]} to under {ends[1][1]}")


def _number(value: float, language: str) -> str:
    decimals = len(f"{value:.3f}".rstrip("0").partition(".")[2])
    return format_number(value, decimals=decimals, language=language)
