"""How do the rows of a form nest, group in group and rows in repeats? Every row out of place is a fault."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autan.errors import Fault
from autan.formats.importers.xlsform.columns import FormRow

_BLOCK = re.compile(r"(begin|end)[ _](group|repeat|lgroup|looped group|loop)", re.IGNORECASE)
_SELECT = re.compile(
    r"(select_one_external|select one external|select_one|select one(?: from)?|select1"
    r"|select_multiple|select all that apply(?: from)?|rank"
    r"|add select one prompt using|add select multiple prompt using)\s+(\S+)(?:\s+(or_other|or specify other))?",
    re.IGNORECASE,
)
_MULTIPLE = ("select_multiple", "select all", "add select multiple")
_FORBIDDEN = re.compile(r"[^\w.\-]|^[\d.\-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """What the `type` of a row says: its word, the list that it draws on, « or other »."""

    word: str
    list_name: str = ""
    allows_other: bool = False


@dataclass(slots=True, kw_only=True)
class Block:
    """A group or a repeat with what it holds, in order.

    Attributes:
        row: the row that opens it.
        is_repeat: True for rows to repeat.
        children: rows and blocks.
    """

    row: FormRow
    is_repeat: bool = False
    children: list["FormRow | Block"] = field(default_factory=list)

    def rows(self) -> Iterator[FormRow]:
        """Give every row inside, those of inner blocks included."""
        for child in self.children:
            if isinstance(child, Block):
                yield from child.rows()
            else:
                yield child


def read_type(text: str) -> RowType:
    """Read the type of a row.

    >>> read_type("select_one oui_non or_other")
    RowType(word='select_one', list_name='oui_non', allows_other=True)
    """
    match = _SELECT.fullmatch(text.strip())
    if match is None:
        return RowType(word=" ".join(text.split()))
    word, list_name, other = match.groups()
    word = word.lower()
    kind = "rank" if word == "rank" else "select_multiple" if word.startswith(_MULTIPLE) else "select_one"
    return RowType(word=kind, list_name=list_name, allows_other=bool(other))


def build_tree(rows: Sequence[FormRow], faults: list[Fault]) -> Block:
    """Return the rows of the survey sheet as they nest; faults are added with their place."""
    top = Block(row=FormRow(sheet="survey", line=1, values={}))
    path = [top]
    for row in rows:
        match = _BLOCK.fullmatch(row.get("type").strip())
        if match is None:
            _add_row(row, path[-1], faults)
        elif match.group(1).lower() == "begin":
            _check_name(row, path[-1], faults)
            block = Block(row=row, is_repeat=match.group(2).lower() != "group")
            path[-1].children.append(block)
            path.append(block)
        elif len(path) == 1 or path[-1].is_repeat != (match.group(2).lower() != "group"):
            faults.append(_fault(row, "type", row.get("type"), "la fin du groupe ouvert en dernier"))
        else:
            path.pop()
    for block in path[1:]:
        faults.append(_fault(block.row, "type", block.row.get("type"), "un groupe que ferme une ligne « end »"))
    return top


def _add_row(row: FormRow, block: Block, faults: list[Fault]) -> None:
    if not row.get("type"):
        faults.append(_fault(row, "type", None, "un type de question"))
        return
    _check_name(row, block, faults)
    block.children.append(row)


def _check_name(row: FormRow, block: Block, faults: list[Fault]) -> None:
    """A name is required, well formed, and not that of a neighbour."""
    name = row.get("name")
    if not name or _FORBIDDEN.search(name):
        faults.append(
            _fault(row, "name", name or None, "un nom, fait de lettres, de chiffres, de « _ », « . » et « - »")
        )
        return
    neighbours = (child.row if isinstance(child, Block) else child for child in block.children)
    if any(other.get("name").lower() == name.lower() for other in neighbours):
        faults.append(_fault(row, "name", name, "un nom unique dans son groupe"))


def _fault(row: FormRow, column: str, value: str | None, expected: str) -> Fault:
    return Fault(sheet=row.sheet, row=row.line, column=row.heading(column), value=value, expected=expected)
