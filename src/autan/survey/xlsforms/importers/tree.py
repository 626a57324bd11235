"""Rows of a form as they nest, group in group and rows in repeats; every row out of place is a fault."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from autan.ground.errors import Fault
from autan.survey.xlsforms.importers.columns import NamedFormRow

_BEGIN = re.compile(
    r"begin[ _](?P<kind>group|repeat|lgroup|looped group|loop)(?: (?:over )?(?P<list>\S+))?", re.IGNORECASE
)
_END = re.compile(r"end[ _](group|repeat|lgroup|looped group|loop)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[^\w.\-]|^[\d.\-]")
_YES = frozenset({"yes", "true", "true()"})
_COMMENT_COLUMNS = ("type", "name", "label")


@dataclass(slots=True, kw_only=True)
class FormBlock:
    """A group, a repeat or a loop with what it holds, in order.

    Attributes:
        kind: `group`, `repeat` or `loop`.
        list_name: list whose choices a loop goes over.
    """

    row: NamedFormRow
    kind: str = "group"
    list_name: str = ""
    children: list["NamedFormRow | FormBlock"] = field(default_factory=list)

    def rows(self) -> Iterator[NamedFormRow]:
        """Give every row inside, those of inner blocks included."""
        for child in self.children:
            if isinstance(child, FormBlock):
                yield from child.rows()
            else:
                yield child


def is_edge(text: str) -> bool:
    """True for the type of a row that opens or closes a block."""
    return bool(_BEGIN.fullmatch(text.strip()) or _END.fullmatch(text.strip()))


def build_tree(rows: Sequence[NamedFormRow], faults: list[Fault]) -> FormBlock:
    """Return the rows of the survey sheet as they nest; faults are added with their place.

    As in pyxform, a row that is disabled, or without type, name and label, is none; a note needs no name.
    """
    top = FormBlock(row=NamedFormRow(sheet="survey", line=1, values={}))
    path = [top]
    for row in rows:
        if row.get("disabled").lower() in _YES or not any(map(row.get, _COMMENT_COLUMNS)):
            continue
        opened, closed = (edge.fullmatch(row.get("type").strip()) for edge in (_BEGIN, _END))
        if opened:
            _check_name(row, path[-1], faults)
            block = FormBlock(row=row, kind=_kind_of_block(opened["kind"]), list_name=opened["list"] or "")
            path[-1].children.append(block)
            path.append(block)
        elif not closed:
            _add_row(row, path[-1], faults)
        elif len(path) == 1 or path[-1].kind != _kind_of_block(closed[1]):
            faults.append(row.fault("type", "la fin du groupe ouvert en dernier"))
        else:
            path.pop()
    for block in path[1:]:
        faults.append(block.row.fault("type", "un groupe que ferme une ligne « end »"))
    return top


def _kind_of_block(word: str) -> str:
    return word.lower() if word.lower() in {"group", "loop"} else "repeat"


def _add_row(row: NamedFormRow, block: FormBlock, faults: list[Fault]) -> None:
    if not row.get("type"):
        faults.append(row.fault("type", "un type de question"))
        return
    if not row.get("name") and row.get("type").lower() == "note":
        row = replace(row, values={**row.values, ("name", ""): f"note_{row.line}"})
    _check_name(row, block, faults)
    block.children.append(row)


def _check_name(row: NamedFormRow, block: FormBlock, faults: list[Fault]) -> None:
    """A name is required, well formed, and not that of a neighbour."""
    name = row.get("name")
    if not name or _FORBIDDEN.search(name):
        faults.append(row.fault("name", "un nom, fait de lettres, de chiffres, de « _ », « . » et « - »"))
        return
    neighbours = (child.row if isinstance(child, FormBlock) else child for child in block.children)
    if any(other.get("name") == name for other in neighbours):
        faults.append(row.fault("name", "un nom unique dans son groupe"))
