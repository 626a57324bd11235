"""Codebooks as pages show them: the tree with its definitions, the history, what is coded; addresses of a corpus."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.models import Corpus, NetworkCodebook
from autan.coding.codings.queries.codebooks import codebooks_of, read_version, shipped_codebooks, versions_of
from autan.coding.codings.queries.corpora import corpora_of, readable_corpora
from autan.evidence.figures.queries.registry import Reader
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import list_networks


def present_codebook(record: NetworkCodebook, codebook: Codebook) -> dict[str, Any]:
    """Return a codebook in one version, and every version with what it changed, newest first. Two queries."""
    rows = versions_of(record)
    changes = {change.version: change for change in read_version(record).changes}
    return {
        "codebook": codebook,
        "latest": rows[-1].number,
        "versions": [(row, changes.get(row.number)) for row in reversed(rows)],
    }


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
    sections = []
    for network in list_networks():
        may_keep = reader.has_perm("coding.keep_codebooks", network)
        if network.slug in by_network or may_keep:
            corpora = tuple(by_network.get(network.slug, ()))
            sections.append(HomeSection(network=network, corpora=corpora, may_keep=may_keep))
    return sections


def present_network(network: Network) -> dict[str, Any]:
    """Return the codebooks of a network with what is coded with each, and those that ship and are not taken in."""
    codebooks = codebooks_of(network.slug)
    slugs = {record.slug for record in codebooks}
    return {
        "codebooks": [(record, read_version(record), corpora_of(record)) for record in codebooks],
        "shipped": [codebook for codebook in shipped_codebooks() if codebook.slug not in slugs],
    }


def corpus_url(name: str, corpus: Corpus, **more: str | int) -> str:
    """Return an address of a corpus."""
    place = {"network": corpus.codebook.network_id, "codebook": corpus.codebook.slug, "address": corpus.address}
    return reverse(f"coding:{name}", kwargs={**place, **more})


def anchor_of(key: str) -> str:
    """Return the place of a text in its page."""
    return "t-" + "".join(letter if letter.isalnum() else "-" for letter in key)
