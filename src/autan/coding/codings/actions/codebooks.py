"""The only writers of codebooks and of corpora: what is coded, with which codes, shown and offered to whom."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils import timezone

from autan.coding.codings.core.codebook import Codebook, codebook_object, coded_answers_object, corpus_object
from autan.coding.codings.core.codebook_reading import codebook_values
from autan.coding.codings.models import CodebookVersion, Corpus, NetworkCodebook, ReplyOffer
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.corpora import offered_sirens
from autan.coding.codings.queries.text_sources import read_texts
from autan.evidence.figures.queries.codable_texts import find_offer
from autan.ground.errors import ConflictError, RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting, record_remark, require_right
from autan.people.journal.models import Remark
from autan.territories.networks.models import Network, Territory

_REFUSAL = "seule la coordination du réseau tient ses livres de codes"


def record_codebook(*, by: Person | None, network: Network, codebook: Codebook) -> NetworkCodebook:
    """Keep a codebook in its first version of the network; the same one again changes nothing.

    Its history is not kept, and its version becomes the first one.
    """
    with acting(by=by, act="record_codebook", permission="coding.keep_codebooks", on=network, refusal=_REFUSAL) as act:
        values = codebook_values(codebook)
        network_codebook = NetworkCodebook.objects.filter(network=network, slug=codebook.slug).first()
        if network_codebook is not None:
            first = network_codebook.versions.first()
            if first is None or _without_version(first.document) != _without_version(values):
                message = (
                    "ce réseau a déjà un autre livre de codes «\u202f{slug}\u202f»\u00a0: donnez un autre identifiant"
                )
                raise RuleError(message, slug=codebook.slug)
            return network_codebook
        record = NetworkCodebook.objects.create(network=network, slug=codebook.slug)
        _keep(act, record, {**values, "version": 1}, codebook, number=1)
        summary = f"Livre de codes repris : {codebook.title.fr}, {len(codebook.codes)} codes"
        act.record(codebook_object(network.slug, record.slug), summary=summary, network=network.slug)
    return record


def _without_version(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "version"}


def revise_codebook(
    *, by: Person | None, codebook: NetworkCodebook, based_on: int, edit: Callable[[Codebook], Codebook]
) -> Codebook:
    """Keep the next version of a codebook; no coding is touched.

    `edit` is one of `core.codebook_edits`; `based_on`, the version that the person saw.

    Raises:
        ConflictError: somebody made another version meanwhile.
        CodebookError: what is changed would contradict itself.
    """
    network = codebook.network_id
    with acting(
        by=by, act="revise_codebook", permission="coding.keep_codebooks", on=codebook.network, refusal=_REFUSAL
    ) as act:
        NetworkCodebook.objects.select_for_update().get(pk=codebook.pk)
        version = read_version(codebook)
        if version.version != based_on:
            raise ConflictError(
                "ce livre de codes a changé depuis que vous l’avez ouvert\u00a0: relisez-le, puis recommencez"
            )
        revised = edit(version)
        change = revised.changes[-1]
        details = {"kind": change.kind.value, "before": list(change.before), "after": list(change.after)}
        _keep(act, codebook, codebook_values(revised), revised, number=revised.version, change=details)
        keys = ", ".join(dict.fromkeys((*change.before, *change.after)))
        summary = f"Livre de codes, version {revised.version} : {change.kind.label.fr} ({keys})"
        act.record(codebook_object(network, codebook.slug), summary=summary, network=network)
    return revised


def _keep(
    act: Act,
    record: NetworkCodebook,
    values: dict[str, Any],
    codebook: Codebook,
    *,
    number: int,
    change: dict[str, Any] | None = None,
) -> None:
    CodebookVersion.objects.create(
        codebook=record, number=number, day=codebook.day, document=values, change=change or {}, by_id=act.author_id
    )


_CORPUS_REFUSAL = "seule la coordination du réseau choisit ce qui est codé et ce qui est montré"


def record_on_corpus(act: Act, corpus: Corpus, summary: str, **details: object) -> None:
    """Write one line of the journal about a corpus, inside the act."""
    act.record(corpus_object(corpus.key), summary=summary, network=corpus.codebook.network_id, details=details)


def add_corpus(*, by: Person | None, codebook: NetworkCodebook, address: str) -> Corpus:
    """Code a set of texts of the network with a codebook; doing it again changes nothing.

    Raises UnknownTextsError: no room offers this set in this network.
    """
    network = codebook.network
    with acting(
        by=by, act="add_corpus", permission="coding.keep_codebooks", on=network, refusal=_CORPUS_REFUSAL
    ) as act:
        offer = find_offer(network.slug, address)
        corpus, is_new = Corpus.objects.get_or_create(
            codebook=codebook,
            address=address,
            defaults={"kind": offer.kind.code, "label_fr": offer.label.fr[:300], "label_en": offer.label.en[:300]},
        )
        if is_new:
            summary = f"Textes à coder avec « {codebook.slug} » : {offer.label.fr}"
            record_on_corpus(act, corpus, summary)
    return corpus


def show_counts(*, by: Person | None, corpus: Corpus, to_all: bool) -> Corpus:
    """Show what was counted to those who may read the texts, or keep it again among those who code."""
    network = corpus.codebook.network
    with acting(
        by=by, act="show_counts", permission="coding.keep_codebooks", on=network, refusal=_CORPUS_REFUSAL
    ) as act:
        if (corpus.shown_at is not None) != to_all:
            corpus.shown_at = timezone.now() if to_all else None
            corpus.save(update_fields=["shown_at"])
            summary = f"Décomptes {'montrés' if to_all else 'repris'} : {corpus.label_fr}"
            record_on_corpus(act, corpus, summary)
    return corpus


def offer_reply(*, by: Person | None, corpus: Corpus, sirens: Collection[str] | None = None) -> int:
    """Offer territories to read what was coded of their answers, and to comment; they may then be named.

    All that were asked when `sirens` is None. Returns how many were not offered it before.
    """
    network = corpus.codebook.network
    with acting(
        by=by, act="offer_reply", permission="coding.keep_codebooks", on=network, refusal=_CORPUS_REFUSAL
    ) as act:
        names = {territory.siren: territory.name for territory in read_texts(corpus).asked}
        selected = [siren for siren in names if sirens is None or siren in sirens]
        new = [siren for siren in selected if siren not in offered_sirens(corpus)]
        ReplyOffer.objects.bulk_create(ReplyOffer(corpus=corpus, territory_id=siren) for siren in new)
        if new:
            summary = f"Droit de réponse offert sur « {corpus.label_fr} » : {', '.join(names[siren] for siren in new)}"
            record_on_corpus(act, corpus, summary)
    return len(new)


def record_reply(*, by: Person, corpus: Corpus, territory: Territory, text: str) -> Remark:
    """Keep what a territory says of what was coded of its answers: some text, and not too much of it."""
    require_right(by, "territories.lead_territory", on=territory)
    if territory.siren not in offered_sirens(corpus):
        raise RuleError("le droit de réponse n’est pas encore ouvert pour cette collectivité")
    with acting(by=by, act="record_reply") as act:
        return record_remark(
            act,
            coded_answers_object(corpus.key, territory.siren),
            text=text,
            network=corpus.codebook.network_id,
            summary=f"{territory.marked_name} : commentaire sur le codage de ses réponses",
        )
