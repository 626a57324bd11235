"""Cuts a living text into its head, its summary and its chapters, to say which of them a new version changes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autan.ground.wordings import Sentence, Text

HEAD = Sentence("En-tête : titres, chiffres, graphiques, cartes")
SUMMARY = Sentence("Résumé")
ORDER = Sentence("Ordre des chapitres")
_FENCE = "---"
_CHAPTER = "# "
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSection:
    """One part of a living text.

    Attributes:
        key: tells it from the others: its title, and its rank among those of the same title.
        line: its first line in the file, counted from 1.
    """

    key: str
    title: Text
    line: int
    text: str

    @property
    def version(self) -> str:
        """Tells this wording of the part from another."""
        return version_of(self.text)


def version_of(text: str) -> str:
    """Return a short hash of the text of a part, without the blank lines around it."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def join_sections(texts: Sequence[str]) -> str:
    """Return the text that some parts make, in their order."""
    return "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"


def split_sections(source: str) -> tuple[TextSection, ...]:
    """Return the parts of a text that was read without a fault, in its order: head, summary, then each chapter."""
    lines = source.replace("\r\n", "\n").split("\n")
    end_of_head = next(number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE)
    starts = [0, end_of_head + 1]
    starts += [number for number, line in enumerate(lines) if number > end_of_head and line.startswith(_CHAPTER)]
    sections: list[TextSection] = []
    for rank, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
        title = (HEAD, SUMMARY)[rank] if rank < 2 else Text(lines[start][2:].strip(), lines[start][2:].strip())
        same = sum(section.title == title for section in sections)
        text = "\n".join(lines[start:end]).strip()
        sections.append(TextSection(key=f"{title.fr[:_LONGEST_KEY]}/{same}", title=title, line=start + 1, text=text))
    return tuple(sections)


def with_order(sections: Sequence[TextSection], before: Sequence[TextSection] = ()) -> tuple[TextSection, ...]:
    """Return the parts of a text, those of the version before that it no longer holds (empty), and their order.

    A part that is gone and a change of order are changes of the text as any other; without these two, a version that
    only removes or moves chapters would seem to change nothing.
    """
    keys = {section.key for section in sections}
    gone = [replace(section, text="") for section in before if section.key not in keys]
    titles = "\n".join(section.title.fr for section in sections[2:])
    return (*sections, *gone, TextSection(key="order", title=ORDER, line=1, text=titles))
