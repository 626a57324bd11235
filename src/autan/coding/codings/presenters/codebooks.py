"""Codebooks as pages show them, and what waits for a person: texts to read, a double coding, a right of reply."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from autan.coding.codings.core.codebook import CODED_ANSWERS, ROOM, Codebook, CodebookChange, coded_answers_object
from autan.coding.codings.models import Corpus, NetworkCodebook, coder_of
from autan.coding.codings.queries.codebooks import (
    codebooks_of,
    every_label,
    read_version,
    searched_codes,
    shipped_codebooks,
    versions_of,
)
from autan.coding.codings.queries.corpora import (
    corpora_of,
    list_corpora,
    offered_sirens,
    open_double_codings,
    readable_corpora,
    reading_counts,
)
from autan.coding.codings.queries.text_sources import read_texts
from autan.evidence.figures.queries.registry import Reader
from autan.ground.extension_points import DeskItem, DeskLine, MenuEntry, SearchHit, SearchSource, counted_step
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import colon, current_language, name_some, words
from autan.people.accounts.models import Person
from autan.people.journal.queries import remarks_on_many
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.networks import list_networks, networks_of
from autan.territories.networks.queries.people import coordinated_networks, territories_of


def present_codebook(record: NetworkCodebook, codebook: Codebook) -> dict[str, Any]:
    """Return a codebook in one version, and every version with what it changed, newest first. Two queries."""
    rows = versions_of(record)
    labels = {key: words(label) for key, label in every_label(rows).items()}
    changes = {change.version: change_words(change, labels) for change in read_version(record).changes}
    return {
        "codebook": codebook,
        "latest": rows[-1].number,
        "versions": [(row, changes.get(row.number)) for row in reversed(rows)],
    }


def change_words(change: CodebookChange, labels: Mapping[str, str]) -> str:
    """Say what a version changed: its kind, and the codes before and after it by their labels."""
    sides = (", ".join(labels.get(key, key) for key in keys) for keys in (change.before, change.after))
    return f"{words(change.kind.label)}{colon()} " + " → ".join(dict.fromkeys(filter(None, sides)))


def present_home(reader: Reader) -> list[dict[str, Any]]:
    """Return the networks where something was coded that the reader may read, and those whose codebooks she keeps."""
    by_network: dict[str, list[Corpus]] = {}
    for corpus in readable_corpora(reader):
        by_network.setdefault(corpus.codebook.network_id, []).append(corpus)
    sections: list[dict[str, Any]] = []
    for network in list_networks():
        may_keep = reader.has_perm("coding.keep_codebooks", network)
        if network.slug in by_network or may_keep:
            corpora = tuple(by_network.get(network.slug, ()))
            # coded by others without being seen: their counts are open once she has read every text
            unseen = [corpus for corpus in list_corpora({network.slug}) if may_keep and corpus not in corpora]
            sections.append({"network": network, "corpora": corpora, "unseen": unseen, "may_keep": may_keep})
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


CODING_ENTRY = MenuEntry(
    label=gettext_lazy("Réponses ouvertes"),
    url_name="coding:home",
    rank=45,
    under="surveys:campaigns",
    also=("coding:",),
)


def coding_lines(person: Any) -> Iterable[DeskItem]:
    """Give what a person has to code and to reply to. A few queries for each corpus of her networks."""
    if not isinstance(person, Person):
        return
    networks = [network.slug for network in coordinated_networks(person)]
    led = territories_of(person, Mandate.Role.MEMBER_OFFICER)
    own = networks + [network.slug for territory in led for network in networks_of(territory.siren)]
    corpora = list_corpora(set(own)) if own else []
    yield from _to_read(person, [corpus for corpus in corpora if person.has_perm("coding.code_texts", corpus)])
    for territory in led:
        yield from _to_reply(territory.siren, territory.short_name, corpora)


def _to_read(person: Person, corpora: Sequence[Corpus]) -> Iterable[DeskItem]:
    coder = coder_of(person)
    read, opened = reading_counts(corpora, coder.key), open_double_codings(corpora)
    for corpus in corpora:
        draw = opened.get(corpus.pk)
        is_drawn = draw is not None and coder.key in draw.coder_keys
        left = len(read_texts(corpus).texts) - read.get(corpus.pk, 0)
        if left > 0 or is_drawn:
            message = ngettext("%(n)d texte à lire", "%(n)d textes à lire", max(left, 0)) % {"n": max(left, 0)}
            yield DeskItem(
                title=_("Coder\u00a0: %(label)s") % {"label": words(corpus.label)},
                url=corpus_url("screen", corpus),
                detail=f"{message} · {_('double codage en cours')}" if is_drawn else message,
                rank=35 if is_drawn else 55,
            )


def _to_reply(siren: str, name: str, corpora: Sequence[Corpus]) -> Iterable[DeskItem]:
    offered = [corpus for corpus in corpora if siren in offered_sirens(corpus)]
    keys = {coded_answers_object(corpus.key, siren).key for corpus in offered}
    remarks = remarks_on_many(ROOM, CODED_ANSWERS, keys=keys)
    for corpus in offered:
        if coded_answers_object(corpus.key, siren).key not in remarks:
            yield DeskItem(
                title=_("Relire ce qui est retenu de vos réponses\u00a0: %(label)s") % {"label": words(corpus.label)},
                url=corpus_url("reply", corpus, siren=siren),
                detail=name,
                rank=45,
            )


def _drawn_twice(network: str, _reader: Any) -> Iterable[str]:
    corpora = list_corpora({network})
    opened = open_double_codings(corpora)
    labels = [words(corpus.label) for corpus in corpora if corpus.pk in opened]
    if labels:
        yield _("Double codage en cours\u00a0: %(names)s.") % {"names": name_some(labels)}


def search_ideas(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the codes of what a reader may read whose label or definition holds words of a text, best first."""
    terms = search_words(text)
    hits, corpora, codes = [], readable_corpora(reader) if terms else [], searched_codes(current_language())
    for corpus in corpora:
        hits += [
            SearchHit(
                title=label,
                url=corpus_url("sentences", corpus, key=key),
                kind=_("Idée dans les réponses ouvertes"),
                excerpt=words(corpus.label),
                score=score,
                is_invented=corpus.codebook.network.is_invented,
            )
            for (key, label), score in rate_each(terms, codes.get(corpus.codebook_id, ())).items()
        ]
    return sorted(hits, key=lambda hit: -hit.score)


CODING_STEP = counted_step(
    rank=42,
    code="codage",
    menu="coding:home",
    page="coding:network",
    title=gettext_lazy("Réponses ouvertes"),
    counted=ngettext_lazy("%(count)s ensemble de textes codé.", "%(count)s ensembles de textes codés.", "n"),
    label=gettext_lazy("Ouvrir le codage"),
    count=lambda network, _reader: len(list_corpora({network})),
    lacks=_drawn_twice,
)
CODING_LINES = DeskLine(build=coding_lines)
IDEA_SEARCH = SearchSource(name="coding", search=search_ideas, kinds=("réponse",), gives_evidence=False)
