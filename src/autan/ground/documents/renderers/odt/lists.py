"""Lists of a text of LibreOffice: items written one after the other, joined into real lists."""

from autan.ground.documents.renderers.odt.elements import make, qn
from autan.ground.documents.renderers.office import Element

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
        made = make("text:list-item", children=[paragraph])
        for _ in range(depth):
            made = make("text:list-item", children=[self._holder(number, made)])
        holder = self._holder(number, made)
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
