"""A document that came back, in words: which figures were changed, removed, moved or repeated, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.publishing.edition_files.core import Rework, ReworkKind, reworks_of
from autan.publishing.edition_files.importers.returned_documents import read_returned_document
from autan.publishing.editions.models import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkLine:
    """One thing done to one printed figure.

    Attributes:
        after: what the document says now; empty when the figure was removed.
        new_place: title that it stands under now, when it is another; empty otherwise.
    """

    kind: str
    name: str
    figure_id: str
    before: str
    after: str
    place: str
    new_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkReport:
    """What was done to a document.

    Attributes:
        is_last: True when the document is that of the last publication.
    """

    file: str
    total: int
    counts: Sequence[tuple[ReworkKind, str, int]]
    lines: Sequence[ReworkLine]
    is_last: bool


def present_reworks(edition: Edition, data: bytes, file: str) -> ReworkReport:
    """Read a document that came back, and say what was done to its figures. One query.

    Raises:
        ImportFileError: it cannot be read, or is that of another edition.
    """
    document = read_returned_document(data, file=file)
    manifest = document.manifest
    if manifest.edition != edition.slug:
        expected = Sentence(
            "un document de l’édition {slug} : celui-ci est de l’édition {edition}",
            slug=edition.slug,
            edition=manifest.edition,
        )
        raise ImportFileError(file, [Fault(expected=expected)])
    reworks = reworks_of(document)
    counts = [(kind, words(kind.label), sum(rework.kind is kind for rework in reworks)) for kind in ReworkKind]
    last = edition.publications.first()
    return ReworkReport(
        file=file,
        total=len(manifest.marks),
        counts=counts,
        lines=[_line(rework, manifest.titles) for rework in reworks],
        is_last=last is not None and last.content_hash == manifest.content_hash,
    )


def _line(rework: Rework, titles: Mapping[str, str]) -> ReworkLine:
    mark = rework.mark
    return ReworkLine(
        kind=words(rework.kind.label),
        name=mark.name,
        figure_id=mark.figure_id,
        before=mark.words,
        after=rework.words,
        place=titles.get(mark.section, ""),
        new_place=titles.get(rework.section, "") if rework.section != mark.section else "",
    )
