"""Columns of running text on one page, as a leaflet has them: where they stand, and what goes over them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from pdfplumber.page import Page

type Words = Sequence[dict[str, Any]]
type Side = Callable[[dict[str, Any]], bool]
"""Says whether something of a page stands in one part of it."""
_MOST_COLUMNS = 4
_LEAST_LINES, _LEAST_LABELLED = 6, 2
"""Lines of text that each column but the last has at least, and columns where a colon follows a label."""
_LEAST_GUTTER = 6
"""Width of what parts two columns, in points."""
_MOST_OVER = 2
"""Words that may go over one point of a gutter: those of titles."""
_FULL = 0.7
"""Share of its column that a line of running text fills."""
_ALIKE = 1.3
"""How much wider one column may be than the mean."""
_LINE = 3.0
"""Points from one top to another on one line."""


def text_columns(page: Page) -> list[Side]:
    """Return the parts of a page in the order in which they are read: what is above, its columns, what is below.

    Returns an empty list where the page has no columns of text, or they say no label: a table has its headings once.
    """
    words = page.extract_words()
    edges = _edges(words)
    if not 2 < len(edges) < _MOST_COLUMNS + 2 or not _is_running(words, edges):
        return []
    # columns begin alike: what stands higher in one of them is a title of the page
    first = median(min(word["top"] for word in own) for own in _by_column(words, edges))
    over = [
        (word["top"], word["bottom"]) for word in words if _is_over(word, edges) or _vertical_position(word) <= first
    ]
    middle = float(page.height) / 2
    above = [line for line in over if line[0] < middle]
    below = [line for line in over if line[0] >= middle]
    columns = [_in_column(left, right, over) for left, right in pairwise((0.0, *edges[1:-1], float(page.width)))]
    return [*([_on_lines(above)] if above else []), *columns, *([_on_lines(below)] if below else [])]


def _edges(words: Words) -> list[float]:
    """Where columns begin and end, the margins included; gutters are where next to no word stands."""
    if not words:
        return []
    first, last = int(min(word["x0"] for word in words)), int(max(word["x1"] for word in words)) + 1
    counts = [0] * (last + 1)
    for word in words:
        for point in range(int(word["x0"]), int(word["x1"]) + 1):
            counts[point] += 1
    is_empty = [count <= _MOST_OVER for count in counts]
    runs = [[*run] for empty, run in groupby(range(first, last), key=lambda point: is_empty[point]) if empty]
    gutters = [
        (run[0] + run[-1]) / 2 for run in runs if len(run) >= _LEAST_GUTTER and first < run[0] < run[-1] < last - 1
    ]
    edges = [float(first), *gutters, float(last)]
    widths = [right - left for left, right in pairwise(edges)]
    return edges if max(widths) <= _ALIKE * sum(widths) / len(widths) else []


def _is_running(words: Words, edges: Sequence[float]) -> bool:
    """Say whether each column is of running text, and several have labels."""
    labelled = 0
    for (left, right), own in zip(pairwise(edges), _by_column(words, edges), strict=True):
        lines = [[*line] for _top, line in groupby(own, key=lambda word: round(word["top"] / _LINE))]
        full = sum(_extent(line) >= _FULL * (right - left) for line in lines)
        if full < (1 if right == edges[-1] else _LEAST_LINES):
            return False
        labelled += any(word["text"].endswith(":") for word in own)
    return labelled >= _LEAST_LABELLED


def _by_column(words: Words, edges: Sequence[float]) -> list[list[dict[str, Any]]]:
    """The words of each column, from its top."""
    ordered = sorted(words, key=lambda word: word["top"])
    return [[word for word in ordered if left <= _across(word) < right] for left, right in pairwise(edges)]


def _extent(words: Words) -> float:
    return float(max(word["x1"] for word in words) - min(word["x0"] for word in words))


def _across(item: dict[str, Any]) -> float:
    return float(item["x0"] + item["x1"]) / 2


def _vertical_position(item: dict[str, Any]) -> float:
    return float(item["top"] + item["bottom"]) / 2


def _is_over(word: dict[str, Any], edges: Sequence[float]) -> bool:
    return any(word["x0"] < edge < word["x1"] for edge in edges[1:-1])


def _on_lines(lines: Iterable[tuple[float, float]]) -> Side:
    spans = tuple(lines)
    return lambda item: "top" in item and any(top <= _vertical_position(item) <= end for top, end in spans)


def _in_column(left: float, right: float, over: Iterable[tuple[float, float]]) -> Side:
    is_over = _on_lines(over)
    return lambda item: "top" in item and left <= _across(item) < right and not is_over(item)
