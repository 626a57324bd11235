"""The parts of an edition as its authors see them, and the history of its text."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.errors import UnknownError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.publishing.editions.models import Edition, TextVersion, UnreadSection
from autan.publishing.living_text.importers.sections import TextSection, split_sections, version_of

_MOST_VERSIONS = 60
_AROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSection:
    """One part of an edition.

    Attributes:
        text: what this person typed and that was kept aside, else what is recorded.
        is_unread: True when what this person typed could not be recorded.
        is_chapter: False for the head and the summary, which do not move.
    """

    rank: int
    title: Text
    text: str
    recorded: str
    version: str
    is_unread: bool
    place: str
    is_chapter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersionLine:
    """One version of a text, and the lines by which it differs from the one before.

    Attributes:
        lines: sign (`+`, `-` or a space) and words of each line.
    """

    version: TextVersion
    lines: Sequence[tuple[str, str]]
    is_current: bool


def written_sections(edition: Edition, person: Person) -> list[WrittenSection]:
    """Return the parts of an edition for one author. One query."""
    unread = {section.section: section.text for section in UnreadSection.objects.filter(edition=edition, by=person)}
    return [_section(rank, section, unread) for rank, section in enumerate(split_sections(edition.source))]


def written_section(edition: Edition, person: Person, rank: int) -> WrittenSection:
    """Return one part of an edition. One query.

    Raises:
        UnknownError: it has no such part.
    """
    sections = written_sections(edition, person)
    if rank >= len(sections):
        raise UnknownError("ce chapitre n’est plus dans le texte")
    return sections[rank]


def versions_of(edition: Edition) -> list[TextVersionLine]:
    """Return the last versions of a text, newest first, each beside the one before. One query."""
    # one more than is shown: the last line needs what came before it
    kept = list(edition.versions.all()[: _MOST_VERSIONS + 1])
    before = [*(version.source for version in kept[1:]), ""]
    pairs = zip(kept, before, strict=True)
    return [
        TextVersionLine(
            version=version,
            lines=_difference(old, version.source) if old else (),
            is_current=version.source == edition.source,
        )
        for version, old in list(pairs)[:_MOST_VERSIONS]
    ]


def _section(rank: int, section: TextSection, unread: dict[str, str]) -> WrittenSection:
    return WrittenSection(
        rank=rank,
        title=section.title,
        text=unread.get(section.key, section.text),
        recorded=section.text,
        version=section.version,
        is_unread=section.key in unread,
        place=version_of(section.key),
        is_chapter=rank > 1,
    )


def _difference(before: str, after: str) -> list[tuple[str, str]]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=_AROUND)
    return [(line[:1], line[1:]) for line in list(lines)[2:] if not line.startswith("@@")]
