"""Facts of a network, typed or taken in from a table, by its coordination alone; the source that somebody types."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from autan.evidence.figures.actions.facts import keep_source, keep_stated_facts, withdraw_fact
from autan.evidence.figures.core.addresses import SourceKey
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.core.stated_facts import Confidence, StatedFact, Topic
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare, show_plainly
from autan.ground.errors import RuleError
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.territories.networks.importers.stated_facts import read_stated_facts
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import fact_places


def make_source(title: str, url: str = "", *, producer: str = "", published: str = "") -> Source:
    """Return a source; its slug holds a mark of title and address, so that two sources never meet."""
    mark = hashlib.sha256(f"{title}\n{url}".encode()).hexdigest()[:8]
    slug = f"{slugify(title)[:60].strip('-')}-{mark}".lstrip("-")
    return Source(slug=slug, title=title, producer=producer, published=published, url=url)


def evidence_in(source: Source, locator: str = "") -> EvidenceRef:
    """Return a place in a source as evidence."""
    return EvidenceRef(kind="source", key=str(SourceKey(slug=source.slug, locator=locator)))


def keep_evidence(*, by: Person | None, title: str, url: str = "", locator: str = "") -> EvidenceRef:
    """Keep a source as somebody typed it, and return the place in it as evidence."""
    source = make_source(title, url)
    keep_source(by=by, source=source)
    return evidence_in(source, locator)


_COORDINATE = "territories.coordinate_network"
_REFUSAL = "seule la coordination du réseau enregistre ses faits"
_SHOWN = 80
type Said = StatedFact | Fact


def record_network_facts(*, by: Person | None, network: Network, facts: Sequence[StatedFact]) -> list[Fact]:
    """Keep facts about a network or its members."""
    with acting(by=by, act="record_network_facts", permission=_COORDINATE, on=network, refusal=_REFUSAL):
        places = fact_places(network)
        for fact in facts:
            if fact.siren not in places:
                message = "{subject} n’est pas membre du réseau «\u202f{name_fr}\u202f»"
                raise RuleError(message, subject=fact.subject, name_fr=network.name_fr)
        return keep_stated_facts(by=by, facts=facts, network=network.slug, is_invented=network.is_invented)


def withdraw_network_fact(*, by: Person | None, network: Network, fact: Fact) -> None:
    """Withdraw a fact of a network that was recorded here.

    Raises RuleError when it was not recorded here, or something rests on it.
    """
    with acting(by=by, act="withdraw_network_fact", permission=_COORDINATE, on=network, refusal=_REFUSAL):
        withdraw_fact(by=by, fact=fact, network=network.slug)


def facts_import(network: Network) -> Import[Said]:
    """Return how a table of facts of a network is taken in; facts that it does not tell stay."""

    def write(by: Person | None, preview: Preview[Said]) -> None:
        contents = [item.record.content for item in preview.to_write]
        record_network_facts(by=by, network=network, facts=[fact for fact in contents if isinstance(fact, StatedFact)])

    return Import(
        kind=f"facts/{network.slug}",
        read=lambda upload: _preview(network, upload),
        write=write,
        fields={
            "topic": Sentence("Thème"),
            "period": Sentence("Période"),
            "value": Sentence("Valeur"),
            "unit": Sentence("Unité"),
            "source": Text("Source", "Source"),
            "locator": Sentence("Endroit"),
            "confidence": Text("Qui le dit", "Who states it"),
        },
        show=_show,
        lock=transaction.atomic,
    )


def _preview(network: Network, upload: Upload) -> Preview[Said]:
    findings = Findings()
    places = fact_places(network)
    read = read_stated_facts(upload, places=places, make_source=make_source, findings=findings)
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    current = {key: _record(fact) for key, fact in facts_by_id([fact.id for _line, fact in read]).items()}
    return Preview(file=upload.file, items=compare([_record(fact, line) for line, fact in read], current))


def _record(fact: Said, line: int | None = None) -> Record[Said]:
    fields = {
        "topic": str(fact.topic),
        "period": fact.period,
        "value": fact.value,
        "unit": fact.unit.fr if isinstance(fact, StatedFact) else fact.unit_fr,
        "source": fact.source.title,
        "locator": fact.locator,
        "confidence": str(fact.confidence),
    }
    name, group = Text(fact.statement.fr[:_SHOWN], fact.statement.en[:_SHOWN]), Text(fact.subject, fact.subject)
    return Record(key=fact.id, name=name, group=group, fields=fields, content=fact, line=line)


def _show(item: PreviewItem[Said], field: str, value: Any) -> str:
    if field == "topic" and value:
        return words(Topic(value).label)
    if field == "confidence" and value:
        return words(Confidence(value).label)
    return show_plainly(item, field, value)
