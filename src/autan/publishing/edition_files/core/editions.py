"""What was published, held against what the figures say today."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure

FORMATS = ("html", "pdf", "docx", "odt", "pptx", "csv")
"""Files that a publication may make."""

OFFICE_FORMATS = ("docx", "odt")
"""Those that a word processor opens, and that an agency may rework and bring back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFigure:
    """A figure as it was printed on the day of publication."""

    name: str
    figure_id: str
    printed: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A published figure that says something else today.

    Attributes:
        today: what would be printed today; empty when the figure no longer exists.
    """

    name: str
    figure_id: str
    published: str
    today: str


def edition_hash(source: str, hashes: Iterable[str]) -> str:
    """Return the content hash of an edition: its text and the hash of every figure, in the order of reading.

    Returns:
        Thirty-two hexadecimal digits.
    """
    content = json.dumps([source, list(hashes)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def changes_since(
    frozen: Sequence[FrozenFigure], today: Mapping[tuple[str, str], tuple[Figure, str]]
) -> tuple[Change, ...]:
    """List the published figures that say something else today.

    Args:
        frozen: figures as published.
        today: the same figures computed now and the words that they would be printed in, by name and id, since a
            figure may be printed in one unit and drawn in another; absent when nothing gives them any more.

    Returns:
        One change for each figure whose value, coverage, state or evidence is no longer the same, in the order given.
    """
    changes = []
    for item in frozen:
        figure, words = today.get((item.name, item.figure_id), (None, ""))
        if figure is None or figure.content_hash != item.content_hash:
            changes.append(Change(name=item.name, figure_id=item.figure_id, published=item.printed, today=words))
    return tuple(changes)
