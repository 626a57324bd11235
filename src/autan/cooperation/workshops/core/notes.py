"""Notes taken during a workshop: what one holds, what is refused, and the minutes drafted from them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from autan.cooperation.workshops.core.formats import Moment, TransferDirection
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled

MOST_CHARACTERS: Final = 2_000
"""Longest note, in characters: a thought, not a page."""
MOST_AUTHOR: Final = 80
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NoteKind(Labelled):
    """What a note is."""

    FACT = "fact", "fait", "fact"
    QUESTION = "question", "question", "question"
    IDEA = "idea", "idée", "idea"
    DIFFICULTY = "difficulty", "difficulté", "difficulty"
    LEVER = "lever", "levier", "lever"
    LESSON = "lesson", "enseignement", "lesson"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInput:
    """A note as it comes from a phone.

    Attributes:
        identifier: UUID that the phone gave it, in small letters; it is accepted once.
        direction: whom a note of the third moment serves; None when not said.
    """

    identifier: str
    moment: Moment
    kind: NoteKind
    text: str
    author: str
    written_at: datetime
    direction: TransferDirection | None = None

    def checked(self) -> "NoteInput":
        """Return the note without null characters or spaces around.

        Raises DomainError: it is empty or too long, its identifier is not a UUID, or a direction is given elsewhere
        than in the third moment.
        """
        text, author = self.text.replace("\0", "").strip(), " ".join(self.author.replace("\0", "").split())
        if not text:
            raise DomainError("une note a des mots")
        if len(text) > MOST_CHARACTERS:
            message = "cette note a {count} signes, {most_characters} au plus sont gardés\u00a0: coupez-la en deux"
            raise DomainError(message, count=len(text), most_characters=MOST_CHARACTERS)
        if not _IDENTIFIER.fullmatch(self.identifier) or len(author) > MOST_AUTHOR:
            raise DomainError("cette note n’a pas d’identifiant lisible, ou une signature trop longue")
        direction = self.direction if self.moment is Moment.TRANSFER else None
        return replace(self, text=text, author=author, direction=direction)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNote:
    """A note as minutes read it."""

    moment: Moment
    kind: NoteKind
    text: str
    group: str
    is_starred: bool
    direction: TransferDirection | None = None


def draft_text(notes: Sequence[KeptNote]) -> str:
    """Return the first text of minutes in simple Markdown: each moment with its question, its groups, its notes.

    Starred notes come first in their group and are in bold; nobody is named.
    """
    parts: list[str] = []
    for moment in Moment:
        moment_notes = [note for note in notes if note.moment is moment]
        parts.append(f"## {moment.rank}. {moment.label.fr}")
        if not moment_notes:
            parts.append("Aucune note n’a été prise.")
        for group in sorted({note.group for note in moment_notes}, key=lambda title: (not title, title)):
            if group or len({note.group for note in moment_notes}) > 1:
                parts.append(f"### {group or 'Autres notes'}")
            own = sorted((note for note in moment_notes if note.group == group), key=lambda note: not note.is_starred)
            parts.append("\n".join(_line(note) for note in own))
    return "\n\n".join(parts)


def _line(note: KeptNote) -> str:
    words = " ".join(note.text.split())
    text = f"**{_plain(words)}**" if note.is_starred else _plain(words)
    toward = f", {note.direction.label.fr}" if note.direction else ""
    return f"- *{note.kind.label.fr}{toward}* : {text}"


def _plain(words: str) -> str:
    """Words whose signs of Markdown stand for themselves."""
    return re.sub(r"([\\*_`#<>\[\]])", r"\\\1", words)
