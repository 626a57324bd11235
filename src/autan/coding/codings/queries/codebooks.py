"""The readers of codebooks of networks: every version, as it was kept, and those that ship."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from autan.coding.codings.core.codebook import ChangeKind, Codebook, CodebookChange
from autan.coding.codings.core.codebook_reading import read_codebook
from autan.coding.codings.importers.codes import read_codebook_file
from autan.coding.codings.models import CodebookVersion, NetworkCodebook
from autan.ground.errors import UnknownError, known
from autan.ground.tables.core.documents import ParsedDocument
from autan.ground.wordings import Text
from autan.people.journal.queries import kept_until_written

SHIPPED = Path(__file__).parent.parent / "codebooks"


class UnknownCodebookError(UnknownError):
    """A network has no codebook of this slug, or no such version of it."""


def codebooks_of(network: str) -> list[NetworkCodebook]:
    """Return the codebooks of a network. One query."""
    return list(NetworkCodebook.objects.filter(network__slug=network).select_related("network"))


def get_codebook(network: str, slug: str) -> NetworkCodebook:
    """Return a codebook of a network. One query."""
    network_codebook = (
        NetworkCodebook.objects.select_related("network").filter(network__slug=network, slug=slug).first()
    )
    return known(
        network_codebook, "aucun livre de codes «\u202f{slug}\u202f» dans ce réseau", UnknownCodebookError, slug=slug
    )


def versions_of(codebook: NetworkCodebook) -> list[CodebookVersion]:
    """Return every version of a codebook, from the first. One query."""
    return list(codebook.versions.all())


def every_label(versions: Iterable[CodebookVersion]) -> dict[str, Text]:
    """Return the last label of each code of some versions, in order, of those that are gone too."""
    return {code.key: code.label for version in versions for code in _parse(version.pk, version.at).codes}


def read_version(codebook: NetworkCodebook, number: int | None = None) -> Codebook:
    """Return a codebook in one version, the last one when none is given, with every change up to it. One query."""
    versions = versions_of(codebook)
    limit = versions[-1].number if number is None and versions else number
    selected = [version for version in versions if limit is not None and version.number <= limit]
    if not selected or selected[-1].number != limit:
        message = "aucune version {number} du livre de codes «\u202f{slug}\u202f»"
        raise UnknownCodebookError(message, number=number, slug=codebook.slug)
    last = selected[-1]
    changes = tuple(_change(version) for version in selected if version.change)
    return replace(_parse(last.pk, last.at), changes=changes)


@kept_until_written
def searched_codes(language: str) -> dict[int, tuple[tuple[tuple[str, str], str, str], ...]]:
    """Return what a search reads of the last version of every codebook, by its key, as `rate_each` takes it.

    The key of a code is its own and its label.
    """
    books = NetworkCodebook.objects.filter(versions__isnull=False).distinct()
    return {
        book.pk: tuple(
            ((code.key, label), label, code.definition.in_language(language) if code.definition else "")
            for _depth, code in read_version(book).walk()
            for label in (code.label.in_language(language),)
        )
        for book in books
    }


@lru_cache(maxsize=64)
def _parse(key: int, at: datetime) -> Codebook:
    """A version never changes once kept; its time tells it from one of another base."""
    del at
    parsed, _faults = read_codebook(ParsedDocument(value=CodebookVersion.objects.get(pk=key).document, lines={}))
    if parsed is None:
        message = "la version {key} d’un livre de codes ne se lit plus"
        raise UnknownCodebookError(message, key=key)
    return parsed


def _change(version: CodebookVersion) -> CodebookChange:
    return CodebookChange(
        version=version.number,
        kind=ChangeKind(version.change["kind"]),
        before=tuple(version.change["before"]),
        after=tuple(version.change["after"]),
        day=version.day,
    )


@cache
def shipped_codebooks() -> Sequence[Codebook]:
    """Return the codebooks that ship, by slug."""
    return tuple(read_codebook_file(path.read_bytes(), path.name)[0] for path in sorted(SHIPPED.glob("*.yaml")))
