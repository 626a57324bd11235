"""The only readers of calls: one, those of a network, whom they are open to, and what actions asked of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import PUBLIC, Reader, first_readable, readable_by_slug
from autan.ground.descriptions.core.documents import search_text
from autan.ground.errors import known
from autan.ground.search.core.searching import rate_each, rate_match, search_words
from autan.ground.texts.core.money import read_amount
from autan.plans.estate.core.assets import YesNo
from autan.plans.funding.core.calls import CallFilter, CallState, FundingCall
from autan.plans.funding.core.eligibility import EligibilityReading, read_eligibility
from autan.plans.funding.core.figures import (
    ALL,
    MONEY,
    SPENT,
    FundingRequest,
    ceiling_figure,
    eligible_figure,
    money_figure,
    network_ceiling_figure,
)
from autan.plans.funding.models import FundingCallRecord
from autan.plans.obligations.core.competences import AuthorityRecord, Duty
from autan.plans.obligations.queries.duties import network_statuses
from autan.plans.obligations.queries.records import duty_records
from autan.plans.plans.core.sections import SectionLine
from autan.plans.projects.core.lines import CALL_FIELD, read_lines_of
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import level_of, published, visible_in
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.queries.networks import network_members


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
    return [row for row in calls if not stems or rate_match(stems, row.name, search_text(row.document))]


def read_members(
    call: FundingCall, network: str, *, on: date, records: Mapping[str, AuthorityRecord] | None = None
) -> dict[str, EligibilityReading]:
    """Return what the rules of a call say of each member on a day. Three queries; eleven more where it is reserved.

    `records`: what is known of the members, where it was read already.
    """
    records = duty_records(_sirens(network)) if records is None else records
    duties = _duties(call, network, list(records), on) if call.is_reserved is YesNo.YES else {}
    return {siren: read_eligibility(call, record, duties.get(siren, {}), on) for siren, record in records.items()}


def _sirens(network: str) -> list[str]:
    return [member.siren for member in network_members(network)]


def _duties(call: FundingCall, network: str, sirens: Sequence[str], on: date) -> dict[str, dict[str, Duty]]:
    return {
        siren: {one.reading.rule.code: one.reading.duty for one in statuses if one.reading.rule.code in call.duties}
        for siren, statuses in network_statuses(network, sirens, on=on).items()
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
    return list(_attached_actions([record], _funded_sheets(record.network.slug, reader), reader)[record.slug])


def _attached_actions(
    records: Iterable[FundingCallRecord], sheets: Iterable[ActionSheet], reader: Reader
) -> dict[str, list[AttachedAction]]:
    """Give the actions, among some, whose funding names each of some calls, by its slug."""
    section, calls = sheet_sections()["funding"], {record.slug: record.document for record in records}
    attached: dict[str, list[AttachedAction]] = {slug: [] for slug in calls}
    for sheet in sheets:
        lines = read_lines_of(section, sheet.lines)
        for slug, call in calls.items():
            naming = tuple(line for line in lines if call.is_named(line.typed.get(CALL_FIELD, "")))
            if naming:
                typed, _hidden = visible_typed(sheet.typed, sheet.disclosures, level_of(sheet, reader))
                attached[slug].append(AttachedAction(sheet=sheet, lines=naming, spent=typed.get(SPENT, "")))
    return attached


def _funded_sheets(network: str, reader: Reader) -> QuerySet[ActionSheet]:
    return visible_in(network, reader).filter(lines__has_key="funding", replaced_on__isnull=True)


MOST_OFFERED = 50  # actions offered to be attached to a call: the others are searched


def open_sheets(record: FundingCallRecord, *, reader: Any, text: str = "", slug: str = "") -> list[ActionSheet]:
    """Return the first actions of a network that a reader may write and that do not name a call yet.

    `text`: words of their title or of whoever carries them, best first; `slug`: that one alone.
    """
    visible = visible_in(record.network.slug, reader).prefetch_related("plan__subjects")
    sheets = {sheet.slug: sheet for sheet in (visible.filter(slug=slug) if slug else visible)}
    if words := search_words(text):
        rows = [(code, sheet.title, carriers_of(sheet)) for code, sheet in sheets.items()]
        sheets = {code: sheets[code] for code in rate_each(words, rows)}
    others = (sheet for sheet in sheets.values() if not names(record, sheet))
    return list(islice((sheet for sheet in others if reader.has_perm("projects.write_action", sheet)), MOST_OFFERED))


def carriers_of(sheet: ActionSheet) -> str:
    """Return the names of whoever carries an action. No query where they were read with it."""
    return ", ".join(place.short_name for place in sheet.carriers.all())


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
    calls = [record for record in records if sheet and names(record, sheet)]
    others = [record for record in records if record not in calls]
    return [*calls, *(record for record in others if record.document.state_on(on) is CallState.OPEN)]


def calls_named(slugs: Sequence[str]) -> QuerySet[FundingCallRecord]:
    """Return calls by slug; who may read them is asked by `READABLE` before."""
    return FundingCallRecord.objects.select_related("network").filter(slug__in=slugs)


READABLE = readable_by_slug(FundingCallRecord.objects.select_related("network"), "funding.read_call")


# Figures: over what is published alone.


def network_figures(network: str, *, on: date) -> list[Figure]:
    """Return what published actions asked, got, were paid and spent of published calls, and what is left to ask."""
    records = list(published_calls(network))
    if not records:
        return []
    members = duty_records(_sirens(network))
    ceilings = {
        record.slug: _ceiling(record, members, on)
        for record in records
        if record.document.state_on(on) is not CallState.CLOSED
    }
    together = [network_ceiling_figure(network, ceilings, list(members), on)] if ceilings else []
    return [*together, *_money(network, ALL, records)]


def _ceiling(record: FundingCallRecord, members: Mapping[str, AuthorityRecord], on: date) -> Figure:
    call, network = record.document, record.network.slug
    readings = read_members(call, network, on=call.read_on or on, records=members)
    return ceiling_figure(network, record.slug, call, readings)


def call_figures(record: FundingCallRecord, *, on: date) -> list[Figure]:
    """Return the figures of one published call, its rules read on a day."""
    network, slug, call = record.network.slug, record.slug, record.document
    readings = read_members(call, network, on=on)
    together = [eligible_figure(network, slug, readings), ceiling_figure(network, slug, call, readings)]
    return [*together, *_money(network, slug, [record])]


def _money(network: str, slug: str, records: Sequence[FundingCallRecord]) -> list[Figure]:
    actions = published_requests(network, records)
    members, spending = _sirens(network), dict[str, FundingRequest]()
    for call, action in actions:
        amount = read_amount(action.spent) if action.spent else None
        spending.setdefault(action.sheet.slug, FundingRequest(call=call, action=action.sheet.slug, amount=amount))
    requests = {
        field: [
            FundingRequest(call=call, action=action.sheet.slug, amount=line.amount(field))
            for call, action in actions
            for line in action.lines
        ]
        for field in MONEY
    }
    requests[SPENT] = list(spending.values())
    return [money_figure(network, slug, field, rows, members) for field, rows in requests.items()]


def published_requests(network: str, records: Sequence[FundingCallRecord]) -> list[tuple[str, AttachedAction]]:
    """Return the slug of each published call, among some of a network, with each published action that names it."""
    sheets = _funded_sheets(network, PUBLIC).filter(published()).select_related(None).prefetch_related(None)
    attached = _attached_actions(records, sheets.only("slug", "lines", "typed", "disclosures"), PUBLIC)
    return [(slug, action) for slug, actions in attached.items() for action in actions]


def find_funding_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of an address, over what is published; None when there is none."""
    network, slug = address.part(0), address.part(2)
    if slug == ALL:
        figures = network_figures(network, on=_day_of(address))
    else:
        record = published_calls(network).filter(slug=slug).first()
        read_on = record.document.read_on if record else None
        figures = call_figures(record, on=read_on) if record and read_on else []
    return next((figure for figure in figures if figure.id == str(address)), None)


def _day_of(address: FigureAddress) -> date:
    """Return the day of what is left to ask; amounts of actions have none, whatever it is."""
    try:
        return date.fromisoformat(address.part(3))
    except ValueError:
        return date.max
