"""Lines that open an axis: those that are called one, and those of a title alone above others."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from autan.ground.tables.core.tables import Place, Row, visible_text
from autan.plans.projects.core.axes import read_axis

# Spaces are bounded: of two that follow each other, each sign of a long blank would be read again to its end.
_AXIS = re.compile(
    r"\s{0,9}(axe|orientation|objectif|ambition|volet|enjeu|d[ée]fi|th[ée]matique|th[èe]me|chantier|pilier|cap)"
    r"(?:\s{1,3}(?:strat[ée]gique|op[ée]rationnel|transversal))?\s{0,3}(?:n°)?\s{0,3}"
    # a number or a letter of its own: neither the end of « chantiers » nor the « d’ » of « objectif d’économies »
    r"(?:\d|(?<!\w)(?:[IVX]{1,4}|[A-Z])\b(?!['’])|[:–—-])",
    re.IGNORECASE,
)
LISTED = re.compile(r"\s{0,9}[-–•*‣▪]\s{0,9}")
_LEAST_LINES = 4
_NUMBER = re.compile(r"[A-Z]?\d{0,3}(?:\.\d{1,3}){0,5}")


def is_axis(text: str) -> bool:
    """Say whether a text that stands alone is called an axis, an aim, or the like.

    >>> is_axis("Axe 2 – Rouler"), is_axis("Isoler les écoles")
    (True, False)
    """
    return _AXIS.match(text) is not None


def under_axis(above: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the axis that a line of its own opens, under those that stand: « Objectif 1.1 » goes under « Axe 1 ».

    >>> under_axis(("Axe 1. Bâtir", "Objectif 1.1"), "Objectif 1.2"), under_axis(("Axe 1", "Objectif 1.1"), "Axe 2")
    (('Axe 1. Bâtir', 'Objectif 1.2'), ('Axe 2',))
    """
    title, kind, number = " ".join(text.split()), _kind_of(text), read_axis(text).number
    for depth, one in enumerate(above):
        same_depth = number and number.count(".") == read_axis(one).number.count(".") and read_axis(one).number
        if (_kind_of(one) == kind) if kind or not number else same_depth:
            return (*above[:depth], title)
    return (*above, title)


def _kind_of(text: str) -> str:
    match = _AXIS.match(text)
    return match[1].lower() if match else ""


def title_lines(rows: Sequence[Row], place: int) -> dict[int, tuple[str, ...]]:
    """Return the lines of a title alone, in column `place`, that others stand under, and the axes that each opens.

    Their numbers begin those of lines below; or, without numbers, the first line is one, the last is none, and they are
    at most half of all. Capitals stand above small letters.

    >>> rows = [Row(2, ["1", "Bâtir"]), Row(3, ["1.1", "Isoler", "Ville"]), Row(4, ["1.2", "Former"])]
    >>> title_lines(rows, 1)
    {2: ('1 Bâtir',)}
    >>> title_lines([Row(2, ["ÉNERGIE"]), Row(3, ["Bâtir"]), Row(4, ["Isoler", "Ville"]), Row(5, ["Trier", "x"])], 0)
    {2: ('ÉNERGIE',), 3: ('ÉNERGIE', 'Bâtir')}
    """
    titles = {row.line: text for row in rows if place < len(row.cells) and (text := visible_text(row.cells[place]))}
    numbers = {row.line: _number(row, place) for row in rows if row.line in titles}
    alone = {
        row.line
        for row in rows
        if row.line in titles and sum(bool(visible_text(cell)) for cell in row.cells) == (2 if _code(row, place) else 1)
    }
    following = list(pairwise(titles))
    lines = [line for line, below in following if line in alone and numbers[below].startswith(f"{numbers[line]}.")]
    lines = [line for line in lines if numbers[line]]
    if lines:
        axes = {numbers[line]: _number_title(numbers[line], titles[line]) for line in lines}
        return {line: _path(numbers[line], axes) for line in lines}
    ends = list(titles)[:1], list(titles)[-1:]
    if len(titles) < _LEAST_LINES or any(numbers.values()) or ends[0][0] not in alone or ends[1][0] in alone:
        return {}
    return _unnumbered_axes(titles, alone) if len(alone) * 2 <= len(titles) else {}


def part_lines(rows: Sequence[Row], place: int, indents: Mapping[Place, int]) -> dict[int, int]:
    """Return the lines that are part of one above, and that line, by the titles of column `place`.

    A part is indented, by its cell or by blanks, listed under its action, or numbered below it.

    >>> titles = ["Isoler", "   Étudier", "- Bâtir", "1.1 Trier", "1.1.1 Peser"]
    >>> rows = [Row(line, [title]) for line, title in enumerate(titles, start=2)]
    >>> part_lines(rows, 0, {})
    {3: 2, 4: 2, 6: 5}
    """
    parts: dict[int, int] = {}
    above: list[tuple[int, int, str]] = []
    for row in rows:
        text = str(row.cells[place] or "") if place < len(row.cells) else ""
        if not text.strip():
            continue
        depth, number = 2 * indents.get((row.line, place + 1), 0) or _set_back(text), _number(row, place)
        above = [one for one in above if one[1] < depth or (one[2] and number.startswith(f"{one[2]}."))]
        if above:
            parts[row.line] = above[-1][0]
        above.append((row.line, depth, number))
    return parts


def _set_back(text: str) -> int:
    """How far a title is from the left: two blanks at least, or a sign of a list, which stands for two."""
    blanks = len(text) - len(text.lstrip())
    return blanks if blanks > 1 else 2 * bool(LISTED.match(text))


def _code(row: Row, place: int) -> str:
    """The number of a line, in a column before that of its title."""
    codes = (visible_text(cell).removesuffix(".") for cell in row.cells[:place])
    return next((code for code in codes if code and _NUMBER.fullmatch(code)), "")


def _number(row: Row, place: int) -> str:
    return _code(row, place) or read_axis(visible_text(row.cells[place])).number


def _number_title(number: str, title: str) -> str:
    return title if read_axis(title).number else f"{number} {title}"


def _path(number: str, axes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(title for above, title in axes.items() if number == above or number.startswith(f"{above}."))


def _unnumbered_axes(titles: Mapping[int, str], alone: set[int]) -> dict[int, tuple[str, ...]]:
    axes: dict[int, tuple[str, ...]] = {}
    above: tuple[str, ...] = ()
    for line, title in titles.items():
        if line in alone:
            depth = next((rank for rank, one in enumerate(above) if one.isupper() == title.isupper()), len(above))
            above = axes[line] = (*above[:depth], title)
    return axes
