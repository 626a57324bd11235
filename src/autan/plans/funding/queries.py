"""The only readers of calls: one, those of a network, whom they are open to, and what actions asked of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import PUBLIC, Reader, first_readable, readable_by_slug
from autan.ground.errors import known
from autan.ground.search.core.searching import rate_match, search_words
from autan.plans.estate.core.goods import YesNo
from autan.plans.funding.core.calls import CallFilter, CallState, FundingCall
from autan.plans.funding.core.eligibility import EligibilityReading, read_eligibility
from autan.plans.funding.core.figures import (
    ALL,
    CEILING,
    ELIGIBLE,
    MONEY,
    FundingRequest,
    ceiling_figure,
    eligible_figure,
    money_figure,
)
from autan.plans.funding.models import FundingCallRecord
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.queries.duties import network_standings
from autan.plans.obligations.queries.records import duty_records
from autan.plans.plans.core.sections import SectionLine
from autan.plans.projects.core.lines import CALL_FIELD, read_lines_of
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import content_of, level_of, published, visible_in
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.queries.networks import network_members

_SPENT = "spent"


def find_call(slug: str, *, reader: Reader) -> FundingCallRecord:
    """Return one call."""
    rows = FundingCallRecord.objects.select_related("network").filter(slug=slug)
    return known(first_readable(rows, "funding.read_call", reader), "aucun appel «\u202f{slug}\u202f»", slug=slug)


def calls_of(network: Network, *, reader: Any) -> QuerySet[FundingCallRecord]:
    """Return the calls of a network that a reader may read, the first to close first; not read yet."""
    rows = FundingCallRecord.objects.filter(network=network)
    return rows if reader.has_perm("funding.write_calls", network) else rows.filter(is_published=True)


def published_calls(network: str) -> QuerySet[FundingCallRecord]:
    """Return what anybody reads of a network; not read yet."""
    return FundingCallRecord.objects.filter(network__slug=network, is_published=True).select_related("network")


def keep_calls(rows: Iterable[FundingCallRecord], chosen: CallFilter, *, on: date) -> list[FundingCallRecord]:
    """Return those that a filter keeps on a day."""
    stems = search_words(chosen.text)
    calls = [row for row in rows if chosen.kind in {None, row.kind}]
    calls = [row for row in calls if chosen.state in {None, row.document.state_on(on)}]
    return [row for row in calls if not stems or rate_match(stems, row.name, row.document.funder)]


def read_members(call: FundingCall, network: str, *, on: date) -> dict[str, EligibilityReading]:
    """Return what the rules of a call say of each member on a day. Three queries; eleven more where it is reserved."""
    sirens = [member.siren for member in network_members(network)]
    duties = _duties(call, network, sirens, on) if call.is_reserved is YesNo.YES else {}
    records = duty_records(sirens)
    return {siren: read_eligibility(call, records[siren], duties.get(siren, {}), on) for siren in sirens}


def _duties(call: FundingCall, network: str, sirens: Sequence[str], on: date) -> dict[str, dict[str, Duty]]:
    return {
        siren: {one.reading.rule.code: one.reading.duty for one in standings if one.reading.rule.code in call.duties}
        for siren, standings in network_standings(network, sirens, on=on).items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedAction:
    """An action whose funding names a call, as one reader reads it.

    `spent`: what it spent, as it was typed; empty where nobody said it, or where this reader may not read it.
    """

    sheet: ActionSheet
    lines: tuple[SectionLine, ...]
    spent: str


def attached_actions(record: FundingCallRecord, *, reader: Reader) -> list[AttachedAction]:
    """Return the actions whose funding names a call, that a reader may open."""
    call, attached = record.document, []
    for sheet in _funded(record.network.slug, reader):
        if any(call.is_named(line.get(CALL_FIELD, "")) for line in sheet.lines["funding"]):
            content = content_of(sheet, level_of(sheet, reader))
            lines = _naming(call, content.lines["funding"])
            attached.append(AttachedAction(sheet=sheet, lines=lines, spent=content.typed.get(_SPENT, "")))
    return attached


def _funded(network: str, reader: Reader) -> QuerySet[ActionSheet]:
    return visible_in(network, reader).filter(lines__has_key="funding", replaced_on__isnull=True)


def _naming(call: FundingCall, lines: Iterable[SectionLine]) -> tuple[SectionLine, ...]:
    return tuple(line for line in lines if call.is_named(line.typed.get(CALL_FIELD, "")))


def open_sheets(record: FundingCallRecord, *, reader: Any) -> list[ActionSheet]:
    """Return the actions of a network that a reader may write and that do not name a call yet."""
    sheets = [sheet for sheet in visible_in(record.network.slug, reader) if not names(record, sheet)]
    return [sheet for sheet in sheets if reader.has_perm("projects.write_action", sheet)]


def names(record: FundingCallRecord, sheet: ActionSheet) -> bool:
    """Say whether the funding of an action names a call."""
    call = record.document
    return any(call.is_named(line.get(CALL_FIELD, "")) for line in sheet.lines.get("funding", ()))


# Beside others: what anybody reads.


def every_published_call() -> QuerySet[FundingCallRecord]:
    """Return what anybody reads, of every network; not read yet."""
    return FundingCallRecord.objects.filter(is_published=True).select_related("network")


def calls_for_rule(rule: str) -> list[FundingCallRecord]:
    """Return the published calls that help to meet a rule."""
    return [record for record in every_published_call() if rule in record.document.duties]


def calls_of_action(sheet: ActionSheet) -> list[FundingCallRecord]:
    """Return the calls of the networks of an action. Two queries."""
    members = Membership.objects.filter(valid_to__isnull=True, territory__in=sheet.carriers.all())
    return list(FundingCallRecord.objects.filter(network__in=members.values("network")).select_related("network"))


def calls_beside_action(slug: str, networks: Sequence[str], *, on: date) -> list[FundingCallRecord]:
    """Return the published calls that an action names, then those that are open on a day, of some networks."""
    sheet = ActionSheet.objects.filter(slug=slug).first()
    records = list(every_published_call().filter(network__slug__in=networks))
    named = [record for record in records if sheet and names(record, sheet)]
    others = [record for record in records if record not in named]
    return [*named, *(record for record in others if record.document.state_on(on) is CallState.OPEN)]


def calls_named(slugs: Sequence[str]) -> QuerySet[FundingCallRecord]:
    """Return calls by slug; who may read them is asked by `READABLE` before."""
    return FundingCallRecord.objects.select_related("network").filter(slug__in=slugs)


READABLE = readable_by_slug(FundingCallRecord.objects.select_related("network"), "funding.read_call")


# Figures: over what is published alone.


def network_figures(network: str) -> list[Figure]:
    """Return what published actions asked, got and were paid of the published calls of a network."""
    calls = list(published_calls(network))
    return _money(network, ALL, calls) if calls else []


def call_figures(record: FundingCallRecord, *, on: date) -> list[Figure]:
    """Return the figures of one published call, its rules read on a day."""
    network, slug, call = record.network.slug, record.slug, record.document
    readings = read_members(call, network, on=on)
    together = [eligible_figure(network, slug, readings), ceiling_figure(network, slug, call, readings)]
    return [*together, *_money(network, slug, [record])]


def _money(network: str, slug: str, calls: Sequence[FundingCallRecord]) -> list[Figure]:
    requests = list(published_requests(network, calls))
    members = [member.siren for member in network_members(network)]
    figures = []
    for what in MONEY:
        requests_of_kind = [
            FundingRequest(call=call.slug, action=action, amount=line.amount(what)) for call, action, line in requests
        ]
        figures.append(money_figure(network, slug, what, requests_of_kind, members))
    return figures


def published_requests(
    network: str, calls: Sequence[FundingCallRecord] | None = None
) -> Iterator[tuple[FundingCallRecord, str, SectionLine]]:
    """Give published calls of a network, all or these, with each published action that names one, and its line."""
    section, sheets = sheet_sections()["funding"], _funded(network, PUBLIC).filter(published())
    read = [(slug, read_lines_of(section, lines)) for slug, lines in sheets.values_list("slug", "lines")]
    for record in published_calls(network) if calls is None else calls:
        for action, lines in read:
            yield from ((record, action, line) for line in _naming(record.document, lines))


def find_funding_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of an address, over what is published; None when there is none."""
    network, what, slug = address.part(0), address.part(1), address.part(2)
    if slug == ALL:
        return next((figure for figure in network_figures(network) if figure.id == str(address)), None)
    record = published_calls(network).filter(slug=slug).first()
    if record is None or what not in {*MONEY, ELIGIBLE, CEILING} or record.document.read_on is None:
        return None
    figures = call_figures(record, on=record.document.read_on)
    return next((figure for figure in figures if figure.id == str(address)), None)
