"""Takes in networks, their members and facts about them from tables: what changes is shown, then written in one act."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
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
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import day, words
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty, periods_meet
from autan.territories.networks.importers.memberships import MembershipRow, read_memberships
from autan.territories.networks.importers.stated_facts import read_stated_facts
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.queries.networks import fact_places
from autan.territories.perimeters.lake.register import find_epci


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
type RecordedFact = StatedFact | Fact


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


def facts_import(network: Network) -> Import[RecordedFact]:
    """Return how a table of facts of a network is taken in; facts that it does not tell stay."""

    def write(by: Person | None, preview: Preview[RecordedFact]) -> None:
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
        show=_show_fact,
        lock=transaction.atomic,
    )


def _preview(network: Network, upload: Upload) -> Preview[RecordedFact]:
    findings = Findings()
    places = fact_places(network)
    read = read_stated_facts(upload, places=places, make_source=make_source, findings=findings)
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    current = {key: _record(fact) for key, fact in facts_by_id([fact.id for _line, fact in read]).items()}
    return Preview(file=upload.file, items=compare([_record(fact, line) for line, fact in read], current))


def _record(fact: RecordedFact, line: int | None = None) -> Record[RecordedFact]:
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


def _show_fact(item: PreviewItem[RecordedFact], field: str, value: Any) -> str:
    if field == "topic" and value:
        return words(Topic(value).label)
    if field == "confidence" and value:
        return words(Confidence(value).label)
    return show_plainly(item, field, value)


type Period = tuple[date | None, date | None]
type RecordedMembership = MembershipRow | Membership
_NEW = Sentence(" (nouveau réseau)")


def preview_networks(upload: Upload, *, only: str = "") -> Preview[RecordedMembership]:
    """Say what a table of memberships would change; those that it does not tell are proposed to end today. 3 queries.

    A network that exists keeps its name and description.

    `only`: slug of the one network that the table may be about; any when empty.
    Raises ImportFileError when it is no such table.
    """
    findings = Findings()
    names = dict(Network.objects.values_list("slug", "name_fr"))
    rows = read_memberships(upload, known_names=names, findings=findings)
    for row in rows if only else ():
        if row.network != only:
            findings.refuse(
                Sentence("« {only} », le réseau de cette page", only=only),
                row=row.line,
                column="network",
                value=row.network,
            )
    queryset = Membership.objects.filter(network__slug__in={row.network for row in rows})
    memberships = {str(membership.pk): membership for membership in queryset.select_related("network", "territory")}
    incoming = [_proposed_record(key, row, names) for key, row in _place_rows(rows, memberships, findings)]
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    keys, today = {record.key for record in incoming}, timezone.localdate()
    current = {
        key: _current_record(key, membership)
        for key, membership in memberships.items()
        if key in keys or membership.valid_to is None or membership.valid_to > today
    }
    return Preview(file=upload.file, items=compare(incoming, current, proposes_removals=True))


def _place_rows(
    rows: Iterable[MembershipRow], memberships: Mapping[str, Membership], findings: Findings
) -> Iterable[tuple[str, MembershipRow]]:
    """Each row with the membership of its territory that shares a day with it, as `admit_member` finds it."""
    periods: dict[tuple[str, str], dict[str, Period]] = {}
    for key, membership in memberships.items():
        own = periods.setdefault((membership.network.slug, membership.territory.siren), {})
        own[key] = (membership.valid_from, membership.valid_to)
    for row in rows:
        own, period = periods.setdefault((row.network, row.siren), {}), (row.valid_from, row.valid_to)
        meeting = [key for key, other in own.items() if periods_meet(other, period)]
        if len(meeting) > 1:
            expected = "une période qui ne couvre qu’une des appartenances enregistrées de ce territoire"
            findings.refuse(expected, row=row.line, column="valid_from", value=row.siren)
            continue
        key = meeting[0] if meeting else f"line {row.line}"
        own[key] = period
        yield key, row


def _proposed_record(key: str, row: MembershipRow, names: Mapping[str, str]) -> Record[RecordedMembership]:
    fields = {
        "certainty": row.certainty.value,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "evidence": [[ref.kind, ref.key] for ref in (_evidence(row),)],
    }
    if row.short_name:
        fields["short_name"] = row.short_name
    name = row.short_name or find_epci(row.siren).name
    new = NO_TEXT if row.network in names else _NEW
    group = Text(row.name + new.fr, row.name + new.en)
    return Record(key=key, name=Text(name, name), group=group, fields=fields, content=row, line=row.line)


def _current_record(key: str, membership: Membership) -> Record[RecordedMembership]:
    fields = {
        "certainty": membership.certainty,
        "valid_from": membership.valid_from,
        "valid_to": membership.valid_to,
        "evidence": membership.evidence,
        "short_name": membership.territory.short_name,
    }
    name = Text(membership.territory.short_name, membership.territory.short_name)
    return Record(key=key, name=name, group=membership.network.name, fields=fields, content=membership)


def write_networks(by: Person | None, preview: Preview[RecordedMembership]) -> None:
    """Write what a preview says, sources first; what is removed ends today."""
    contents = [item.record.content for item in preview.to_write]
    rows = [content for content in contents if isinstance(content, MembershipRow)]
    for source in {source.slug: source for source in map(_source_of, rows)}.values():
        keep_source(by=by, source=source)
    networks = {network.slug: network for network in Network.objects.filter(slug__in={row.network for row in rows})}
    for row in rows:
        if row.network not in networks:
            networks[row.network] = create_network(by=by, slug=row.network, name=Text(row.name, row.name))
        admit_member(
            by=by,
            network=networks[row.network],
            territory=follow_territory(by=by, siren=row.siren, short_name=row.short_name),
            certainty=row.certainty,
            evidence=[_evidence(row)],
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
    for membership in (content for content in contents if isinstance(content, Membership)):
        end_membership(by=by, membership=membership, on=timezone.localdate())


def _show(_item: PreviewItem[RecordedMembership], field: str, value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if field == "evidence" and value:
        return ", ".join(key for _kind, key in value)
    return words(Certainty(value).label) if field == "certainty" and value else show_plainly(_item, field, value)


def _evidence(row: MembershipRow) -> EvidenceRef:
    return evidence_in(_source_of(row), row.locator)


def _source_of(row: MembershipRow) -> Source:
    return make_source(row.source, row.source_url)


@contextmanager
def _locked_networks() -> Iterator[None]:
    with transaction.atomic():
        list(Network.objects.select_for_update().order_by("pk").values_list("pk"))
        yield


def _import_into(only: str) -> Import[RecordedMembership]:
    return Import(
        kind=f"networks/{only}".rstrip("/"),
        read=lambda upload: preview_networks(upload, only=only),
        write=write_networks,
        fields={
            "certainty": Sentence("Certitude"),
            "valid_from": Sentence("Premier jour"),
            "valid_to": Sentence("Dernier jour"),
            "evidence": Sentence("Preuves"),
            "short_name": Sentence("Nom court"),
        },
        show=_show,
        lock=_locked_networks,
    )


NETWORKS = _import_into("")
"""Any networks and their members."""


def members_import(network: Network) -> Import[RecordedMembership]:
    """Return how a table of the members of one network is taken in; a row about another network is a fault."""
    return _import_into(network.slug)
