"""Codebooks as pages show them: the tree with its definitions, the history, what is coded with each."""

from dataclasses import dataclass
from typing import Any

from autan.coding.core.codebook import Code, Codebook
from autan.coding.models import CodebookVersion, Corpus, NetworkCodebook
from autan.coding.queries.codebooks import codebooks_of, read_version, shipped_codebooks, versions_of
from autan.coding.queries.corpora import corpora_of, readable_corpora
from autan.evidence.language import words
from autan.evidence.queries.registry import Reader
from autan.territories.models import Network
from autan.territories.queries.networks import list_networks


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """One code of the tree."""

    code: Code
    depth: int
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version, and what it changed."""

    record: CodebookVersion
    change: str
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookView:
    """A codebook in one version."""

    slug: str
    title: str
    note: str
    source: str
    version: int
    latest: int
    codes: tuple[CodeView, ...]
    versions: tuple[VersionView, ...]


def present_codebook(record: NetworkCodebook, codebook: Codebook) -> CodebookView:
    """Return a codebook as its page shows it. Two queries."""
    rows = versions_of(record)
    changes = {change.version: change for change in read_version(record).changes}
    return CodebookView(
        slug=record.slug,
        title=words(codebook.title),
        note=words(codebook.note),
        source=codebook.source,
        version=codebook.version,
        latest=rows[-1].number,
        codes=tuple(CodeView(code=code, depth=depth, rules=_rules(code)) for depth, code in codebook.walk()),
        versions=tuple(
            VersionView(
                record=row,
                change=words(changes[row.number].kind.label) if row.number in changes else "",
                codes=", ".join((*row.change.get("before", ()), "→", *row.change.get("after", ())))
                if row.change
                else "",
            )
            for row in reversed(rows)
        ),
    )


def _rules(code: Code) -> tuple[tuple[str, str], ...]:
    told = (("includes", words(code.includes)), ("excludes", words(code.excludes)))
    return tuple((name, said) for name, said in told if said)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeSection:
    """A network, with what its reader may read of what was coded."""

    network: Network
    corpora: tuple[Corpus, ...]
    may_keep: bool


def present_home(reader: Reader) -> list[HomeSection]:
    """Return the networks where something was coded that the reader may read, and those whose codebooks she keeps."""
    by_network: dict[str, list[Corpus]] = {}
    for corpus in readable_corpora(reader):
        by_network.setdefault(corpus.codebook.network_id, []).append(corpus)
    found = []
    for network in list_networks():
        may_keep = reader.has_perm("coding.keep_codebooks", network)
        if network.slug in by_network or may_keep:
            corpora = tuple(by_network.get(network.slug, ()))
            found.append(HomeSection(network=network, corpora=corpora, may_keep=may_keep))
    return found


def present_network(network: Network) -> dict[str, Any]:
    """Return the codebooks of a network with what is coded with each, and those that ship and are not taken in."""
    held = codebooks_of(network.slug)
    slugs = {record.slug for record in held}
    return {
        "codebooks": [(record, read_version(record), corpora_of(record)) for record in held],
        "shipped": [codebook for codebook in shipped_codebooks() if codebook.slug not in slugs],
    }
