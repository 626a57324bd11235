"""Two publications side by side, as a document of a word processor."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from autan.ground.documents.renderers.office import DocumentMetadata, Element, OfficeDocument
from autan.ground.texts.language import current_language, day, spelling, typeset, words
from autan.ground.wordings import Sentence
from autan.publishing.editions.models import Publication
from autan.publishing.editions.presenters.comparisons import ComparedLine, Comparison

_TITLE = Sentence("Ce qui a bougé")
_HEADS = (Sentence("Chiffre"), Sentence("Avant"), Sentence("Après"), Sentence("Pourquoi"))
_SIDES = _HEADS[1:3]
_SHARES = (0.34, 0.2, 0.2, 0.26)


def render_comparison(document: OfficeDocument, comparison: Comparison) -> bytes:
    """Write a comparison into a document, in the language under way; the same bytes when made twice."""
    after = comparison.after
    title = words(_TITLE)
    elements = [
        document.paragraph("title", [document.run(title)]),
        document.paragraph("subtitle", [document.run(f"{_title_of(comparison.before)} → {_title_of(after)}")]),
    ]
    if after.note:
        elements.append(document.paragraph("notice", [document.run(after.note)]))
    elements.append(document.paragraph("body", [document.run(_counts_sentence(comparison))]))
    for heading, lines in (
        (Sentence("Changés"), [*comparison.moved, *comparison.restated]),
        (Sentence("Nouveaux"), comparison.added),
        (Sentence("Qui ne sont plus imprimés"), comparison.removed),
    ):
        if lines:
            elements.append(document.paragraph("heading_1", [document.run(words(heading))]))
            elements.append(_table(document, lines, words(heading)))
    elements += _text(document, comparison)
    metadata = DocumentMetadata(
        title=title,
        subject=_title_of(after),
        language=spelling(current_language()),
        identifier=after.content_hash,
        moment=datetime.combine(after.published_on, time(12), tzinfo=UTC),
    )
    return document.save(elements, metadata)


def _title_of(publication: Publication) -> str:
    return f"{typeset(words(publication.edition.title))} ({day(publication.published_on)})"


def _counts_sentence(comparison: Comparison) -> str:
    moved, same = len(comparison.moved), comparison.same
    text = Sentence(
        "Chiffres dont la valeur est autre : {moved}. Chiffres semblables : {same}.", moved=moved, same=same
    )
    return typeset(words(text))


def _table(document: OfficeDocument, lines: Sequence[ComparedLine], title: str) -> Element:
    head = [[document.paragraph("cell", [document.run(words(head), bold=True)])] for head in _HEADS]
    rows = [[[document.paragraph("cell", [document.run(cell)])] for cell in _cells(line)] for line in lines]
    widths = [int(document.width * share) for share in _SHARES]
    return document.table([head, *rows], widths, has_head=True, title=title)


def _cells(line: ComparedLine) -> Sequence[str]:
    before = ", ".join(part for part in (line.before, line.before_time) if part)
    after = ", ".join(part for part in (line.after, line.after_time) if part)
    return line.label, before or "—", after or "—", line.reasons


def _text(document: OfficeDocument, comparison: Comparison) -> Iterable[Element]:
    if comparison.chapters:
        yield document.paragraph("heading_1", [document.run(words(Sentence("Le texte")))])
    for chapter in comparison.chapters:
        yield document.paragraph("heading_2", [document.run(typeset(chapter["title"]))])
        yield _side_by_side(document, chapter)


def _side_by_side(document: OfficeDocument, chapter: dict[str, Any]) -> Element:
    """The passages of a chapter in two columns, before and after."""
    rows = [[words(head) for head in _SIDES], *([old or "—", new or "—"] for old, new in chapter["passages"])]
    cells = [
        [[document.paragraph("cell", [document.run(cell, bold=not rank)])] for cell in row]
        for rank, row in enumerate(rows)
    ]
    return document.table(cells, [document.width // 2] * 2, has_head=True, title=typeset(chapter["title"]))
