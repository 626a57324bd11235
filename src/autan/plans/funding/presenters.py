"""Calls in words: their list, whom they are open to, shared pages, reminders, open data, evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, version_of_rooms
from autan.ground.descriptions.core.documents import search_text
from autan.ground.descriptions.exporters import table_cell
from autan.ground.descriptions.presenters import published_cells
from autan.ground.extension_points import (
    ContextPanel,
    DeskItem,
    DeskLine,
    NetworkSection,
    PageSection,
    PublishedTable,
    SearchHit,
    SearchSource,
    StepDay,
    WorkContext,
    counted_step,
    quoted_topics,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import colon, day, in_both_languages, in_french, number, with_french, with_unit, words
from autan.ground.wordings import Sentence, Text
from autan.plans.funding.core.calls import CALL, CALL_COLUMNS, FUNDING, CallState, FundingCall
from autan.plans.funding.core.eligibility import Eligibility, EligibilityReading
from autan.plans.funding.core.figures import MONEY, SPENT
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import (
    READABLE,
    AttachedAction,
    calls_beside_action,
    calls_for_rule,
    calls_named,
    calls_of,
    every_published_call,
    find_funding_figure,
    network_figures,
    published_calls,
    published_requests,
    read_members,
)
from autan.plans.plans.exporters import CalendarEntry, Cells
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.networks import get_network, networks_of
from autan.territories.networks.queries.people import coordinated_networks, territories_of

_DESK_RANK = 47
_BESIDE = 5
_MOST_HITS = 20


def call_rows(records: Sequence[FundingCallRecord], *, on: date) -> Iterator[dict[str, Any]]:
    """Give calls as their list shows them."""
    for record in records:
        call = record.document
        yield {
            "record": record,
            "kind": words(call.kind.label),
            "funder": call.funder,
            "closing": closing_words(call, on),
            "most": "" if call.most_eur is None else with_unit(number(call.most_eur), "€"),
        }


def closing_words(call: FundingCall, on: date) -> str:
    """Say until when a call is open; that nobody said it, otherwise."""
    match call.state_on(on):
        case CallState.AHEAD if call.opens_on:
            return _("ouvre le %(day)s") % {"day": day(call.opens_on)}
        case CallState.CLOSED if call.closes_on:
            return _("clos le %(day)s") % {"day": day(call.closes_on)}
        case CallState.OPEN if call.closes_on:
            return _("jusqu’au %(day)s") % {"day": day(call.closes_on)}
        case CallState.OPEN:
            return _("au fil de l’eau")
    return _("date de clôture non connue")


def member_rows(
    readings: Mapping[str, EligibilityReading], names_of: Mapping[str, str]
) -> list[tuple[str, str, str, str]]:
    """Give SIREN, name, eligibility and reason of each member, the surest yes first."""
    ordered = sorted(readings.items(), key=lambda item: list(Eligibility).index(item[1].state), reverse=True)
    return [(siren, names_of[siren], words(reading.state.label), words(reading.reason)) for siren, reading in ordered]


def call_cells(calls: Iterable[FundingCall]) -> list[Cells]:
    """Return calls in the columns that a table is read by: the headings, then a line for each."""
    fields = tuple(CALL_COLUMNS.values())
    return [tuple(CALL_COLUMNS), *(tuple(table_cell(getattr(call, name)) for name in fields) for call in calls)]


def attached_rows(actions: Iterable[AttachedAction]) -> Iterator[dict[str, Any]]:
    """Give actions that name a call, with what they asked, got, were paid and spent, as typed."""
    for action in actions:
        for line in action.lines:
            yield {"sheet": action.sheet, **{code: line.typed.get(code, "") for code in MONEY}, SPENT: action.spent}


def calendar_entries(network: str, *, on: date) -> list[CalendarEntry]:
    """Give the closing days ahead of the published calls of a network."""
    return [
        CalendarEntry(
            uid=f"appel-{record.slug}",
            day=record.closes_on,
            title=_("Clôture%(colon)s %(name)s") % {"colon": colon(), "name": record.name},
            description=record.document.funder,
        )
        for record in published_calls(network)
        if record.closes_on and record.closes_on >= on
    ]


# Shared pages.


def _network_sections(network: str, _reader: Any) -> Iterable[PageSection]:
    on, records = timezone.localdate(), list(published_calls(network))
    is_open = [record for record in records if record.document.state_on(on) is CallState.OPEN]
    context = {"network": network, "count": len(records), "open": list(call_rows(is_open[:_BESIDE], on=on))}
    yield PageSection(
        anchor="financements", title=_("Appels et fonds"), template="funding/network_section.html", context=context
    )


def _desk_lines(person: Any) -> Iterable[DeskItem]:
    """Remind of the calls that close within two months: those that her territories may go to, those of her network."""
    on, seen = timezone.localdate(), set[str]()
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        for network in networks_of(territory.siren):
            for record in _closing_soon(network, on):
                reading = read_members(record.document, network.slug, on=on).get(territory.siren)
                if reading and reading.state is not Eligibility.NOT_ELIGIBLE and record.slug not in seen:
                    seen.add(record.slug)
                    yield _desk_item(record, on, f"{territory.short_name}{colon()} {words(reading.state.label)}")
    for network in coordinated_networks(person):
        yield from (
            _desk_item(record, on, network.name_fr) for record in _closing_soon(network, on) if record.slug not in seen
        )


def _closing_soon(network: Network, on: date) -> list[FundingCallRecord]:
    return [record for record in published_calls(network.slug) if record.document.closes_soon(on)]


def _desk_item(record: FundingCallRecord, on: date, detail: str) -> DeskItem:
    url = reverse("funding:call", kwargs={"slug": record.slug})
    detail = f"{closing_words(record.document, on)}, {detail}"
    return DeskItem(title=in_french(record.name), url=url, detail=detail, rank=_DESK_RANK)


def _beside(work: WorkContext, _reader: Any) -> Iterable[PageSection]:
    """Give the calls that an action names, and those that are open; beside a rule, those that help to meet it."""
    on = timezone.localdate()
    if (work.room, work.kind) == ("projects", "action"):
        networks = [network.slug for network in networks_of(work.place)]
        shown = calls_beside_action(work.key, networks, on=on)
    elif (work.room, work.kind) == ("obligations", "rule"):
        shown = calls_for_rule(work.key)
    else:
        return
    if shown:
        context = {"calls": list(call_rows(shown[:_BESIDE], on=on))}
        yield PageSection(
            anchor="financements", title=_("Appels et fonds"), template="funding/beside.html", context=context
        )


def _search(text: str, _reader: Any) -> Sequence[SearchHit]:
    records = {record.slug: record for record in every_published_call()}
    rows = [(slug, record.name, search_text(record.document)) for slug, record in records.items()]
    return [
        SearchHit(
            title=records[slug].name,
            url=reverse("funding:call", kwargs={"slug": slug}),
            kind=_("appel ou fonds"),
            score=score,
            ref=f"{CALL}:{slug}",
            is_invented=records[slug].network.is_invented,
        )
        for slug, score in list(rate_each(search_words(text), rows).items())[:_MOST_HITS]
    ]


def _closings(network: str, reader: Any) -> Iterator[StepDay]:
    today = timezone.localdate()
    for record in calls_of(get_network(network), reader=reader):
        if record.closes_on and record.closes_on >= today:
            yield StepDay(day=record.closes_on, what=with_french(_("clôture de %(name)s"), name=record.name))


_SOURCE = Sentence("Fiches d’actions et appels publiés par les membres")


PAGE_EXTENSIONS = (
    NetworkSection(
        rank=76,
        build=_network_sections,
        code="financements",
        title=gettext_lazy("Appels et fonds"),
        holds=lambda network, _reader: (published_calls(network),),
    ),
    counted_step(
        rank=36,
        code="financements",
        page="funding:calls",
        title=gettext_lazy("Appels et fonds"),
        counted=ngettext_lazy("%(count)s appel ou fonds.", "%(count)s appels et fonds.", "n"),
        label=gettext_lazy("Ouvrir les appels et fonds"),
        count=lambda network, reader: calls_of(get_network(network), reader=reader).count(),
        days=_closings,
    ),
    DeskLine(build=_desk_lines),
    ContextPanel(rank=30, build=_beside),
    SearchSource(name=FUNDING, search=_search),
    *quoted_topics(
        rank=64,
        title=Sentence("Les appels et fonds"),
        build=lambda network: network_figures(network, on=timezone.localdate()),
        source=_SOURCE,
    ),
)


# Open data and evidence.


def _published(network: str) -> Iterator[tuple[Any, ...]]:
    for record in published_calls(network):
        yield (network, record.slug, *published_cells(record.document), record.network.is_invented)


PUBLISHED_CALLS = PublishedTable(
    name=FUNDING,
    rank=89,
    title=Sentence("Appels et fonds"),
    description=Sentence("Un appel ou un fonds publié par ligne ; ce qui est vide n’est pas connu."),
    columns=read_columns("funding", FUNDING, document=FundingCall),
    key=("network", "call"),
    rows=_published,
)


def _published_requests(network: str) -> Iterator[tuple[Any, ...]]:
    records = {record.slug: record for record in published_calls(network)}
    for slug, action in published_requests(network, list(records.values())):
        for line in action.lines:
            amounts = [line.amount(what) for what in MONEY]
            exact = [
                one.low if one and one.low == one.high and not (one.is_floor or one.is_rough) else None
                for one in amounts
            ]
            typed = [line.typed.get(what, "") for what in MONEY]
            yield (network, slug, action.sheet.slug, *exact, *typed, records[slug].network.is_invented)


PUBLISHED_REQUESTS = PublishedTable(
    name="funding_requests",
    rank=90,
    title=Sentence("Ce que les actions demandent aux appels et fonds"),
    description=Sentence("Une ligne par action publiée qui nomme un appel publié ; ce qui est vide n’est pas connu."),
    columns=read_columns("funding", "funding_requests"),
    key=("network", "call", "action"),
    rows=_published_requests,
)


def _describe(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    return {record.slug: _card(record) for record in calls_named(keys)}


def _card(record: FundingCallRecord) -> EvidenceCard:
    call = record.document
    return EvidenceCard(
        ref=EvidenceRef(kind=CALL, key=record.slug),
        title=Text(record.name, record.name),
        statement=in_both_languages(lambda: _payer_and_source(call)),
        note=_MADE_UP if record.network.is_invented else None,
        whole_list=reverse("funding:call", kwargs={"slug": record.slug}),
    )


def _payer_and_source(call: FundingCall) -> str:
    parts = [call.funder, f"{call.source}, {_('lu le %(day)s') % {'day': day(call.read_on)}}" if call.read_on else ""]
    return ". ".join(part for part in parts if part)


_MADE_UP = Sentence("Appel inventé, pour essayer.")
EVIDENCE = (
    EvidenceKind(
        kind=CALL, describe=_describe, readable=READABLE, page=lambda key: reverse("funding:call", args=[key])
    ),
    FigureSource(
        name=FUNDING, find=find_funding_figure, version=version_of_rooms(FUNDING, "projects", "plans", "territories")
    ),
)
