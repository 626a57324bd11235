"""The marks of a text of LibreOffice: bookmarks around figures and on titles."""

import re
from typing import Any

from autan.ground.documents.renderers.odt.document import MARK
from autan.ground.documents.renderers.odt.elements import qn
from autan.ground.documents.renderers.odt.package import BESIDE
from autan.publishing.edition_files.core import SECTION, FoundMark

_APART = {qn("text:note"), qn("text:tracked-changes"), qn("office:annotation"), qn("text:table-of-content")}
_RANK = re.compile(rf"{MARK}(\d+)_")


def manifest_of(meta: Any) -> bytes:
    """Return what a document keeps beside its text; nothing when it does not come from here."""
    kept = (field for field in meta.iter(qn("meta:user-defined")) if field.get(qn("meta:name")) == BESIDE)
    return str(next((field.text or "" for field in kept), "")).encode()


def marks_of(body: Any) -> tuple[list[FoundMark], list[str]]:
    """Give the marks and the ranks of the titles of a document, in the order of reading."""
    reader = _Reader()
    reader.read(body)
    return [mark for mark in reader.found if mark.words], reader.sections


class _Reader:
    """Walks the text, and keeps the words between the two ends of each bookmark."""

    def __init__(self) -> None:
        self.found: list[FoundMark] = []
        self.sections: list[str] = []
        self._open: dict[str, list[str]] = {}

    def read(self, element: Any) -> None:
        name = element.get(qn("text:name"), "")
        if element.tag == qn("text:bookmark-start"):
            self._begin(name)
        elif element.tag == qn("text:bookmark-end"):
            self._end(name)
        elif element.tag == qn("text:s"):
            self._add_words(" " * int(element.get(qn("text:c"), "1")))
        elif element.tag not in _APART:
            self._add_words(element.text)
            for child in element:
                self.read(child)
                self._add_words(child.tail)

    def _begin(self, name: str) -> None:
        if name.startswith(SECTION):
            self.sections.append(name.removeprefix(SECTION))
        elif _RANK.match(name):
            self._open[name] = []

    def _end(self, name: str) -> None:
        rank, words = _RANK.match(name), "".join(self._open.pop(name, []))
        if rank:
            section = self.sections[-1] if self.sections else ""
            self.found.append(FoundMark(rank=int(rank[1]), words=words, section=section))

    def _add_words(self, words: str | None) -> None:
        for kept in self._open.values():
            kept.append(words or "")
