"""Reads a living text: a head of tables in YAML between two lines `---`, then the text in Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.documents import ParsedDocument
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence
from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.core.document import (
    Block,
    FigureMark,
    Heading,
    IllustrationKind,
    IllustrationMark,
    Mark,
    PictureMark,
    Place,
)
from autan.publishing.living_text.core.marks import PICTURE
from autan.publishing.living_text.importers.front_matter import read_front_matter
from autan.publishing.living_text.importers.text_reader import TextReader

_FENCE = "---"


def read_living_text(source: str, *, file: str) -> LivingText:
    """Read a living text whole, or refuse it with every fault.

    Raises ImportFileError: each fault with its line and column: unclosed or unreadable mark, unknown or unused name,
    claim that cannot be read, Markdown outside the subset, head that is not what it should be.
    """
    lines = source.replace("\r\n", "\n").split("\n")
    document, body_line = _head(lines, file)
    reader = TextReader(lines=lines)
    head, english_summary, summary_line = read_front_matter(document, reader)
    blocks = reader.read("\n".join(lines[body_line - 1 :]), first_line=body_line)
    summary, body = _split_summary(blocks)
    english = TextReader(lines=lines, language="en", faults=reader.faults, anchors=reader.anchors)
    read = english.read(english_summary, first_line=summary_line) if english_summary else ()
    text = replace(head, summary=summary, body=body, english_summary=read)
    faults = [*reader.faults, *_faults_of_names(text)]
    if faults:
        raise ImportFileError(file, sorted(faults, key=_position))
    return text


def _position(fault: Fault) -> tuple[int, int]:
    column = fault.column or ""
    return fault.row or 0, int(column) if column.isdigit() else 0


def _head(lines: Sequence[str], file: str) -> tuple[ParsedDocument, int]:
    ends = [number for number, line in enumerate(lines, start=1) if line.rstrip() == _FENCE]
    if len(ends) < 2 or ends[0] != 1:
        fault = Fault(row=1, column="1", value=lines[0][:80], expected="un en-tête entre deux lignes « --- »")
        raise ImportFileError(file, [fault])
    # a blank line in the place of the first fence keeps the lines of the head those of the file
    return read_document("\n".join(["", *lines[1 : ends[1] - 1]]), file), ends[1] + 1


def _split_summary(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The summary is what stands before the first chapter."""
    for rank, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            return blocks[:rank], blocks[rank:]
    return blocks, ()


def _faults_of_names(text: LivingText) -> Iterator[Fault]:
    tables: dict[str | None, dict[str, Place]] = {
        None: {item.name: item.place for item in text.figures},
        IllustrationKind.CHART: {item.name: item.place for item in text.charts},
        IllustrationKind.MAP: {item.name: item.place for item in text.maps},
        PICTURE: {item.name: item.place for item in text.pictures},
    }
    used: dict[str | None, set[str]] = {kind: set() for kind in tables}
    for mark in text.marks():
        kind, names = _names_of(mark)
        used[kind].update(names)
        yield from (_unknown_name(name, mark.place, tables[kind]) for name in names if name not in tables[kind])
    for kind, table in tables.items():
        for name in table.keys() - used[kind]:
            yield Fault(row=table[name].line, column="1", value=name, expected="un nom employé dans le texte")


def _names_of(mark: Mark) -> tuple[str | None, tuple[str, ...]]:
    match mark:
        case IllustrationMark():
            return mark.kind, (mark.name,)
        case PictureMark():
            return PICTURE, (mark.name,)
        case FigureMark():
            return None, (mark.name, *(mark.claim.other_names if mark.claim else ()))
        case _:
            return None, ()


def _unknown_name(name: str, place: Place, table: dict[str, Place]) -> Fault:
    known = ", ".join(sorted(table)) or Sentence("aucun nom défini")
    return Fault(
        row=place.line,
        column=str(place.column),
        value=name,
        expected=Sentence("un nom de l’en-tête : {known}", known=known),
    )
