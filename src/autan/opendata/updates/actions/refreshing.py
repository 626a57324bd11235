"""Brings back the editions of a source from its service, and adopts those that revise nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Text
from autan.opendata.producers.connectors import geo_register
from autan.opendata.producers.connectors.geo_contours import fetch_contours
from autan.opendata.producers.connectors.registry import fetch, kind_of
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Reading
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.locks import lock_source
from autan.opendata.sources.lake.raw_responses import RawResponses, keep_responses
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.opendata.updates.actions.reading import read_or_set_aside
from autan.opendata.updates.actions.snapshots import adopt_table
from autan.opendata.updates.queries.edition_changes import IncomingEdition, prepare_edition
from autan.people.accounts.models import Person
from autan.territories.networks.actions.contours import KeptContours, keep_contours


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshedEdition:
    """What came of one edition that a service gave.

    `snapshot`: the edition in the lake; None when it was not adopted.
    """

    incoming: IncomingEdition
    snapshot: Snapshot | None
    responses: Path


def refresh_source(
    *,
    by: Person | None,
    source: str,
    transport: Transport,
    request: FetchRequest,
    accept: bool = False,
    skip_bad_rows: bool = False,
) -> tuple[RefreshedEdition, ...]:
    """Bring back the editions of a source from its service; adopt each that revises and loses nothing.

    `accept`: adopt an edition that revises values or loses rows too.
    `skip_bad_rows`: set faulty rows aside, in quarantine, instead of refusing the edition.

    Raises:
        UnknownSourceError: no service gives this source.
        SourceError: the service is out of reach, or has changed.
        ImportFileError: what came is at fault. The last good snapshot stays in use, and the raw responses are kept.
    """
    editions = fetch(source, transport, replace(request, today=timezone.localdate()))
    model = shipped_cards()[kind_of(source)]
    refreshed_editions: list[RefreshedEdition] = []
    for edition in editions:
        card = edition.identity.fill(model) if edition.identity else model
        with lock_source(card.source):
            refreshed_editions += _take_in(by, card, edition, request, accept=accept, skip_bad_rows=skip_bad_rows)
    return tuple(refreshed_editions)


def refresh_contours(*, by: Person | None, transport: Transport, sirens: Sequence[str]) -> KeptContours:
    """Bring back the contours of EPCI and of their communes; keep the raw responses, and the contours for maps.

    Raises SourceError: the service is out of reach, or has changed; the contours held stay as they are.
    """
    fetched, today = fetch_contours(transport, sirens), timezone.localdate()
    edition = FetchedEdition(name="contours", data_date=today.isoformat(), responses=fetched.responses)
    with lock_source(geo_register.SOURCE):
        _keep_responses(edition, shipped_cards()[geo_register.SOURCE])
    credit = Text(
        f"Contours\u00a0: geo.api.gouv.fr, IGN, {format_date(today, language='fr')}, simplifiés.",
        f"Outlines: geo.api.gouv.fr, IGN, {format_date(today, language='en')}, simplified.",
    )
    return keep_contours(by=by, contours=fetched.contours, credit=credit)


def _take_in(
    by: Person | None,
    model: SourceCard,
    edition: FetchedEdition,
    request: FetchRequest,
    *,
    accept: bool,
    skip_bad_rows: bool,
) -> Iterator[RefreshedEdition]:
    responses = _keep_responses(edition, model)
    readings = read_or_set_aside(
        by=by, card=model, files=edition.files, skip_bad_rows=skip_bad_rows, date=edition.data_date
    )
    for reading in _of_years(readings, request):
        incoming = prepare_edition(
            model,
            reading,
            retrieved_on=timezone.localdate(),
            remarks=edition.remarks,
            geography_vintage=edition.geography_vintage,
            sirens=edition.sirens,
        )
        is_taken = accept or incoming.is_clean
        incoming = incoming.accepted() if is_taken else incoming
        snapshot = adopt_table(by=by, card=incoming.card, table=incoming.table) if is_taken else None
        yield RefreshedEdition(incoming=incoming, snapshot=snapshot, responses=responses)


def _keep_responses(edition: FetchedEdition, model: SourceCard) -> Path:
    raw = RawResponses(
        name=edition.name,
        content=edition.content,
        data_date=edition.data_date,
        responses=[(response.url, response.body) for response in edition.responses],
        geography_vintage=edition.geography_vintage or model.geography_vintage,
        remarks=edition.remarks,
    )
    return keep_responses(raw, model=model, taken_at=timezone.now())


def _of_years(readings: Sequence[Reading], request: FetchRequest) -> Sequence[Reading]:
    """Editions of the years wished for, when one response holds several: the latest alone, or all from a year on."""
    first = readings[-1].data_date if request.from_year is None else str(request.from_year)
    return [reading for reading in readings if reading.data_date >= first] or readings[-1:]
