"""Styles that a text of LibreOffice makes as it is written, and its lists, joined from items into real ones."""

from collections.abc import Mapping

from autan.ground.documents.renderers.odt.elements import make, points, qn
from autan.ground.documents.renderers.office import Element

_HAIR = "0.5pt solid #c9c2b3"
_DOTS = {"style:leader-style": "dotted", "style:leader-text": "."}
_DEPTHS = 3
_STEP = 18  # points between two depths of a list


class AutomaticStyles:
    """The automatic styles of one document, each made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, tuple[tuple[str, str], ...]], str] = {}
        self._styles: list[Element] = []
        self._counts: dict[str, int] = {}

    def text(self, parent: str, properties: Mapping[str, str]) -> str:
        """Name of the look of a run."""
        return self._style("text", "T", parent, properties)

    def paragraph(self, parent: str, properties: Mapping[str, str]) -> str:
        """Name of the look of a paragraph."""
        return self._style("paragraph", "P", parent, properties) if properties else parent

    def contents(self, parent: str, width: int) -> str:
        """Name of the look of a line of the contents, its page at the right end of some dots."""
        key = ("contents", parent, (("width", str(width)),))
        if key not in self._made:
            name = self._made[key] = f"Pc{len(self._made) + 1}"
            place = {"style:type": "right", "style:position": points(width)}
            stops = make("style:tab-stops", children=[make("style:tab-stop", place | _DOTS)])
            names = {"style:name": name, "style:family": "paragraph", "style:parent-style-name": parent}
            properties = make("style:paragraph-properties", children=[stops])
            self._styles.append(make("style:style", names, [properties]))
        return self._made[key]

    def table(self, width: int, *, is_whole: bool) -> str:
        """Name of the look of a table, which stays on one page when it `is_whole`."""
        breaks = {"style:may-break-between-rows": "false"} if is_whole else {}
        return self._style("table", "Ta", "", {"style:width": points(width), "table:align": "left"} | breaks)

    def column(self, width: int) -> str:
        """Name of the look of a column."""
        return self._style("table-column", "Co", "", {"style:column-width": points(width)})

    def row(self) -> str:
        """Name of the look of a row, which holds on one page."""
        return self._style("table-row", "Ro", "", {"fo:keep-together": "always"})

    def cell(self, *, has_line: bool, is_first: bool) -> str:
        """Name of the look of a cell: a hair line under it, and above the first row, or none."""
        properties = {"fo:padding": "2pt", "fo:border": "none"}
        if has_line:
            del properties["fo:border"]
            sides = {"top": _HAIR if is_first else "none", "bottom": _HAIR, "left": "none", "right": "none"}
            properties |= {f"fo:border-{side}": line for side, line in sides.items()}
        return self._style("table-cell", "Ce", "", properties)

    def picture(self) -> str:
        """Name of the look of a picture that stands like a letter."""
        return self._style("graphic", "Im", "", {"style:vertical-pos": "top", "style:vertical-rel": "baseline"})

    def element(self) -> Element:
        """All of them, with those of the lists."""
        return make("office:automatic-styles", children=[*self._styles, *(_list(kind) for kind in ("B", "N"))])

    def _style(self, family: str, letters: str, parent: str, properties: Mapping[str, str]) -> str:
        key = (family, parent, tuple(properties.items()))
        if key not in self._made:
            self._counts[letters] = self._counts.get(letters, 0) + 1
            name = f"{letters}{self._counts[letters]}"
            names = {"style:name": name, "style:family": family}
            if parent:
                names["style:parent-style-name"] = parent
            self._styles.append(make("style:style", names, [make(f"style:{family}-properties", properties)]))
            self._made[key] = name
        return self._made[key]


def _list(kind: str) -> Element:
    """The look of the lists with a dash (`B`) or a number (`N`)."""
    return make("text:list-style", {"style:name": f"L{kind}"}, [_level(kind, depth) for depth in range(1, _DEPTHS + 1)])


def _level(kind: str, depth: int) -> Element:
    place = make(
        "style:list-level-label-alignment",
        {
            "text:label-followed-by": "listtab",
            "text:list-tab-stop-position": f"{_STEP * depth}pt",
            "fo:text-indent": f"-{_STEP}pt",
            "fo:margin-left": f"{_STEP * depth}pt",
        },
    )
    holder = make(
        "style:list-level-properties", {"text:list-level-position-and-space-mode": "label-alignment"}, [place]
    )
    if kind == "B":
        return make(
            "text:list-level-style-bullet", {"text:level": str(depth), "text:bullet-char": "–"}, children=[holder]
        )
    numbers = {"text:level": str(depth), "style:num-format": "1", "style:num-suffix": "."}
    return make("text:list-level-style-number", numbers, [holder])


_NUMBER = "autan-list"  # says, until lists are joined, which one an item belongs to


class Lists:
    """The lists of one document."""

    def __init__(self) -> None:
        self._kinds: list[str] = []

    def new(self, *, is_ordered: bool) -> int:
        """Return the number of a new list."""
        self._kinds.append("LN" if is_ordered else "LB")
        return len(self._kinds)

    def item(self, paragraph: Element, number: int, depth: int) -> Element:
        """Return a paragraph as an item of a list, at some depth."""
        item = make("text:list-item", children=[paragraph])
        for _ in range(depth):
            item = make("text:list-item", children=[self._holder(number, item)])
        holder = self._holder(number, item)
        holder.set(_NUMBER, f"{number} {depth}")
        return holder

    def join(self, text: Element) -> None:
        """Make one list of the items that follow each other; a list that was interrupted goes on with its numbers."""
        parts: dict[str, int] = {}
        holders = [holder for holder in text.iter(qn("text:list")) if _NUMBER in holder.attrib]
        for holder in holders:
            number, depth = holder.attrib[_NUMBER].split()
            before = holder.getprevious()
            is_list = before is not None and _NUMBER in before.attrib
            if is_list and (depth != "0" or before.attrib[_NUMBER] == holder.attrib[_NUMBER]):
                _add(before, holder[0])
                holder.getparent().remove(holder)
                continue
            parts[number] = parts.get(number, 0) + 1
            holder.set(qn("xml:id"), f"list{number}-{parts[number]}")
            if parts[number] > 1:
                holder.set(qn("text:continue-list"), f"list{number}-{parts[number] - 1}")
        for holder in holders:
            del holder.attrib[_NUMBER]

    def _holder(self, number: int, item: Element) -> Element:
        return make("text:list", {"text:style-name": self._kinds[number - 1]}, [item])


def _add(before: Element, item: Element) -> None:
    """Put an item at the end of a list; what it nests goes under the last item."""
    if item[0].tag != qn("text:list"):
        before.append(item)
    elif before[-1][-1].tag == qn("text:list"):
        _add(before[-1][-1], item[0][0])
    else:
        before[-1].append(item[0])
