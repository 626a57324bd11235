"""Brings back the editions of a source from its service, and adopts those that revise nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

from autan.accounts.models import Person
from autan.evidence.core.notation import format_date
from autan.evidence.core.texts import Text
from autan.observatory import lake
from autan.observatory.actions.intake import read_or_set_aside
from autan.observatory.actions.snapshots import adopt_table
from autan.observatory.connectors import geo_register
from autan.observatory.connectors.geo_contours import fetch_contours
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.raw_table import Reading
from autan.observatory.connectors.registry import (
    fetch,
    kind_of,
)
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card
from autan.observatory.core.revisions import EditionComparison, ScaleShift
from autan.observatory.definitions import shipped_cards
from autan.observatory.editions import prepare_edition
from autan.observatory.lake import Snapshot
from autan.observatory.one_at_a_time import one_at_a_time
from autan.observatory.raw_snapshots import keep_answers
from autan.territories.actions.contours import KeptContours, keep_contours


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of one edition that a service gave.

    Attributes:
        card: card of the edition.
        comparison: how it differs from the last one; None when there is no other.
        previous: the edition that it was compared with, or None.
        snapshot: the edition in the lake; None when it was not adopted.
        answers: folder of the raw answers.
        per_head: a column whose amount per inhabitant is beyond what people can use, or None.
    """

    card: Card
    comparison: EditionComparison | None
    previous: Snapshot | None
    snapshot: Snapshot | None
    answers: Path
    per_head: ScaleShift | None = None


def refresh_source(
    *,
    by: Person | None,
    source: str,
    transport: Transport,
    wish: Wish,
    accept: bool = False,
    skip_bad_rows: bool = False,
) -> tuple[Refreshed, ...]:
    """Bring back the editions of a source from its service; adopt each that revises and loses nothing.

    Args:
        by: who refreshes.
        source: slug of the source.
        transport: who asks the service.
        wish: which years, places and data set.
        accept: adopt an edition that revises values or loses rows too.
        skip_bad_rows: set faulty rows aside, in quarantine, instead of refusing the edition.

    Raises:
        UnknownSourceError: no service gives this source.
        SourceError: the service is out of reach, or has changed.
        ImportFileError: what came is at fault. The last good snapshot stays in use, and the raw answers are kept.
    """
    harvests = fetch(source, transport, replace(wish, today=timezone.localdate()))
    model = shipped_cards()[kind_of(source)]
    return tuple(
        refreshed
        for harvest in harvests
        for refreshed in _take_in(
            by=by,
            model=harvest.identity.fill(model) if harvest.identity else model,
            harvest=harvest,
            wish=wish,
            accept=accept,
            skip_bad_rows=skip_bad_rows,
        )
    )


def refresh_contours(*, by: Person | None, transport: Transport, sirens: Sequence[str]) -> KeptContours:
    """Bring back the contours of EPCI and of their communes; keep the raw answers, and the contours for maps.

    Args:
        by: who refreshes.
        transport: who asks the service.
        sirens: EPCI wanted.

    Raises:
        SourceError: the service is out of reach, or has changed; the contours held stay as they are.
    """
    found, today = fetch_contours(transport, sirens), timezone.localdate()
    harvest = Harvest(name="contours", content=b"", data_date=today.isoformat(), answers=found.answers)
    with one_at_a_time(lake.lake_root() / geo_register.SOURCE):
        keep_answers(harvest, model=shipped_cards()[geo_register.SOURCE], taken_at=timezone.now())
    credit = Text(
        f"Contours\u00a0: geo.api.gouv.fr, IGN, {format_date(today, language='fr')}, simplifiés.",
        f"Outlines: geo.api.gouv.fr, IGN, {format_date(today, language='en')}, simplified.",
    )
    return keep_contours(by=by, contours=found.contours, credit=credit)


def _take_in(
    *, by: Person | None, model: Card, harvest: Harvest, wish: Wish, accept: bool, skip_bad_rows: bool
) -> Iterator[Refreshed]:
    with one_at_a_time(lake.lake_root() / model.source):
        yield from _compare_and_adopt(by, model, harvest, wish, accept=accept, skip_bad_rows=skip_bad_rows)


def _compare_and_adopt(
    by: Person | None, model: Card, harvest: Harvest, wish: Wish, *, accept: bool, skip_bad_rows: bool
) -> Iterator[Refreshed]:
    answers = keep_answers(harvest, model=model, taken_at=timezone.now())
    readings = read_or_set_aside(
        by=by, card=model, files=harvest.files, skip_bad_rows=skip_bad_rows, date=harvest.data_date
    )
    for reading in _of_years(readings, wish):
        incoming = prepare_edition(
            model,
            reading,
            retrieved_on=timezone.localdate(),
            remarks=harvest.remarks,
            geography_vintage=harvest.geography_vintage,
            sirens=harvest.sirens,
        )
        is_taken = accept or incoming.is_clean
        yield Refreshed(
            card=incoming.card,
            comparison=incoming.comparison,
            previous=incoming.previous,
            snapshot=adopt_table(by=by, card=incoming.card, table=incoming.table) if is_taken else None,
            answers=answers,
            per_head=incoming.per_head,
        )


def _of_years(readings: Sequence[Reading], wish: Wish) -> Sequence[Reading]:
    """Editions of the years wished for, when one answer holds several: the latest alone, or all from a year on."""
    first = readings[-1].data_date if wish.from_year is None else str(wish.from_year)
    return [reading for reading in readings if reading.data_date >= first] or readings[-1:]
