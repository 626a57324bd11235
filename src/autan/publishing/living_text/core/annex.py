"""The numbers of the annex of traces: which entry each printed figure, illustration and citation leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.core.document import FACT, CitationMark, FigureMark, IllustrationMark, cited_ref


class EntryKind(StrEnum):
    """Kinds of entries of the annex."""

    FIGURE = "figure"
    ILLUSTRATION = "illustration"
    CITATION = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedEntry:
    """One entry of the annex.

    Attributes:
        number: number printed beside the figure, from 1, in the order of reading.
        key: id of the figure, name of the illustration, or what a citation names.
        names: names under which the text prints it; empty for a citation.
    """

    number: int
    kind: EntryKind
    key: str
    names: tuple[str, ...] = ()


def number_entries(text: LivingText) -> tuple[NumberedEntry, ...]:
    """Give one number to each thing that the text prints, in the order of reading.

    Two names of one figure share an entry, and so do a figure of a fact and the citation of this fact.

    Returns the entries, numbered from 1 without a gap.
    """
    ids = {item.name: item.figure_id for item in text.figures}
    texts: dict[tuple[EntryKind, str], list[str]] = {}
    for mark in text.marks():
        match mark:
            case FigureMark(name=name):
                _note(texts, EntryKind.FIGURE, ids[name], name)
            case IllustrationMark(name=name):
                _note(texts, EntryKind.ILLUSTRATION, name, name)
            case CitationMark(cited=cited):
                for name in cited:
                    _note_citation(texts, name)
            case _:
                pass  # a picture states nothing
    return tuple(
        NumberedEntry(number=number, kind=kind, key=key, names=tuple(names))
        for number, ((kind, key), names) in enumerate(texts.items(), start=1)
    )


def _note(texts: dict[tuple[EntryKind, str], list[str]], kind: EntryKind, key: str, name: str) -> None:
    names = texts.setdefault((kind, key), [])
    if name not in names:
        names.append(name)


def _note_citation(texts: dict[tuple[EntryKind, str], list[str]], cited: str) -> None:
    """Number a citation, but that of a fact whose figure is printed already."""
    ref = cited_ref(cited)
    if ref.kind != FACT or (EntryKind.FIGURE, f"facts.{ref.key}") not in texts:
        texts.setdefault((EntryKind.CITATION, cited), [])


def number_by_name(entries: tuple[NumberedEntry, ...]) -> Mapping[str, int]:
    """Number of each name of a figure or illustration, and of each citation by what it names."""
    numbers = {name: entry.number for entry in entries for name in entry.names}
    for entry in entries:
        if entry.kind is EntryKind.CITATION:
            numbers[entry.key] = entry.number
        elif entry.key.startswith("facts."):
            numbers.setdefault(entry.key.removeprefix("facts."), entry.number)
    return numbers
