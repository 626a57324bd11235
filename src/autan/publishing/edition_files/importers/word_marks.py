"""The marks of a Word document: content controls around figures, bookmarks on titles."""

from collections.abc import Iterator
from typing import Any

from autan.publishing.edition_files.core import SECTION, FoundMark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{_W}del", f"{_W}moveFrom"}


def marks_of(body: Any) -> tuple[list[FoundMark], list[str]]:
    """Give the marks and the ranks of the titles of a document, in the order of reading."""
    marks: list[FoundMark] = []
    sections: list[str] = []
    for element in body.iter(f"{_W}bookmarkStart", f"{_W}sdt"):
        if element.tag == f"{_W}bookmarkStart":
            name = str(element.get(f"{_W}name", ""))
            if name.startswith(SECTION):
                sections.append(name.removeprefix(SECTION))
            continue
        rank, words = _rank(element), "".join(_words_of(element))
        if rank is not None and words:
            marks.append(FoundMark(rank=rank, words=words, section=sections[-1] if sections else ""))
    return marks, sections


def _rank(element: Any) -> int | None:
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    parts = str(tag.get(f"{_W}val", "")).split(":") if tag is not None else []
    return int(parts[1]) if len(parts) > 1 and parts[0] == "autan" and parts[1].isdecimal() else None


def _words_of(element: Any) -> Iterator[str]:
    """Text that stands: what a tracked change removed is not read."""
    for text in element.iter(f"{_W}t"):
        if not any(parent.tag in _GONE for parent in text.iterancestors()):
            yield text.text or ""
