"""A call in words and as a table read back; what becomes of it; requests as open data."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import PUBLIC
from autan.evidence.imports.core import Upload
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.estate.core.assets import YesNo
from autan.plans.funding.actions.workflow import CALL
from autan.plans.funding.core.calls import CallKind, CountedPopulation, FundingCall
from autan.plans.funding.core.eligibility import Eligibility, EligibilityReading
from autan.plans.funding.importers import read_calls
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.presenters import (
    PUBLISHED_REQUESTS,
    attached_rows,
    calendar_entries,
    call_cells,
    closing_words,
    member_rows,
)
from autan.plans.funding.queries import attached_actions
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Network
from autan.territories.perimeters.core.bodies import EpciKind
from tests.cast import Cast
from tests.plans.funding.test_queries import act, asks, write

DAY = date(2026, 11, 30)


def call(**fields: object) -> FundingCall:
    return FundingCall(**{"kind": CallKind.CALL, "name": "Fonds vélo", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "date de clôture non connue"),
        ({"opens_on": date(2026, 12, 1)}, "ouvre le 1ᵉʳ décembre 2026"),
        ({"closes_on": date(2026, 11, 30)}, "jusqu’au 30 novembre 2026"),
        ({"closes_on": date(2026, 11, 29)}, "clos le 29 novembre 2026"),
        ({"is_rolling": YesNo.YES}, "au fil de l’eau"),
    ],
)
def test_until_when_a_call_is_open_is_said(fields, sentence: str):
    assert closing_words(call(**fields), DAY).replace("\u00a0", " ") == sentence


def test_members_stand_from_the_surest_yes_to_the_surest_no():
    states = (Eligibility.NOT_KNOWN, Eligibility.NOT_ELIGIBLE, Eligibility.ELIGIBLE, Eligibility.LIKELY)
    reason = Text("parce que", "because")
    readings = {str(rank): EligibilityReading(state=state, reason=reason) for rank, state in enumerate(states)}
    rows = member_rows(readings, {str(rank): f"Membre {rank}" for rank in range(4)})
    assert [row[0] for row in rows] == ["2", "3", "0", "1"]
    assert rows[0] == ("2", "Membre 2", "éligible", "parce que")


def test_a_call_that_leaves_as_a_table_is_read_back_as_it_was():
    whole = call(
        funder="Région",
        opens_on=DAY,
        closes_on=DAY + timedelta(days=9),
        envelope_eur=1_000_000.5,
        most_eur=300_000.0,
        rate_pct=37.5,
        least_cost_eur=10.0,
        kinds=(EpciKind.CA, EpciKind.METRO),
        population_above=20_000,
        population_most=100_000,
        population=CountedPopulation.TOTAL,
        duties=("plh", "beges"),
        is_reserved=YesNo.YES,
        conditions="Avoir un réseau",
        address="https://exemple.fr",
        source="Règlement, page 3",
        read_on=DAY,
        note="À suivre",
    )
    bare = call(kind=CallKind.LOAN, name="Prêt", is_rolling=YesNo.NO)
    cells = call_cells([whole, bare])
    data = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in cells).encode()
    findings = Findings()
    read = read_calls(Upload(file="appels.csv", data=data), {}, {"plh", "beges"}, findings)
    assert not findings.faults
    assert [(line, one) for line, one, _fields in read] == [(2, whole), (3, bare)]


def test_the_calendar_of_calls_has_the_closings_from_today_on(network: Network):
    for name, days in (("Hier", -1), ("Aujourd’hui", 0), ("Demain", 1)):
        write(network, name, closes_on=DAY + timedelta(days=days), funder="Région")
    write(network, "Sans jour")
    write(network, "Brouillon", closes_on=DAY, is_published=False)
    entries = calendar_entries("essai", on=DAY)
    assert [(entry.uid, entry.day, entry.description) for entry in entries] == [
        ("appel-aujourdhui", DAY, "Région"),
        ("appel-demain", DAY + timedelta(days=1), "Région"),
    ]


def test_requests_leave_as_numbers_where_they_are_plain_and_as_typed_everywhere(network: Network, plan: Plan):
    velo = write(network, "Vélo")
    sheet = act(plan, "Pistes", asks("Vélo", "10 k€ HT"), asks("Vélo", "10 à 20 k€"), spent="5 €")
    other = act(plan, "Garages", asks("Vélo", "environ 7 €"))
    act(plan, "Brouillon", asks("Vélo", "3 €"), is_published=False)
    rows = list(PUBLISHED_REQUESTS.rows("essai"))
    assert {(row[1], row[2], row[3], row[6]) for row in rows} == {
        ("velo", sheet.slug, 10_000, "10 k€ HT"),
        ("velo", sheet.slug, None, "10 à 20 k€"),
        ("velo", other.slug, None, "environ 7 €"),
    }
    shown = attached_rows(attached_actions(velo, reader=PUBLIC))
    assert {(row["sheet"].slug, row["asked"], row["paid"], row["spent"]) for row in shown} == {
        (sheet.slug, "10 k€ HT", "", "5 €"),
        (sheet.slug, "10 à 20 k€", "", "5 €"),
        (other.slug, "environ 7 €", "", ""),
    }


LIFE: dict[str, Any] = {"at": timezone.now()}


def test_a_call_is_published_and_taken_back_by_those_of_its_network(network: Network, people: Cast, neighbour: Any):
    record = write(network, "Vélo", is_published=False)
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="seules la coordination du réseau"):
            take(CALL, "publish_call", record, by=person, **LIFE)
    take(CALL, "publish_call", record, by=people.officer, **LIFE)
    record.refresh_from_db()
    assert record.is_published
    with pytest.raises(DomainError, match="un appel publié ne se supprime pas"):
        take(CALL, "delete_call", record, by=people.officer, **LIFE)
    take(CALL, "withdraw_call", record, by=people.coordinator, **LIFE)
    record.refresh_from_db()
    assert not record.is_published
    take(CALL, "delete_call", record, by=people.officer, **LIFE)
    assert not FundingCallRecord.objects.exists()
    lines = JournalEntry.objects.filter(room="funding").order_by("pk").values_list("act", "summary", "network")
    assert list(lines)[1:] == [
        ("publish_call", "Appel publié : Vélo", "essai"),
        ("withdraw_call", "Appel retiré de la publication : Vélo", "essai"),
        ("delete_call", "Appel supprimé : Vélo", "essai"),
    ]


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ({"funder": ""}, "dites qui paie"),
        ({"source": ""}, "dites où c’est écrit"),
        ({"read_on": None}, "dites quand la source a été lue"),
    ],
)
def test_a_call_that_lacks_what_publication_asks_stays_private(network: Network, people: Cast, lacks, words: str):
    record = write(network, "Vélo", is_published=False, **lacks)
    with pytest.raises(DomainError, match=words):
        take(CALL, "publish_call", record, by=people.officer, **LIFE)
    assert not FundingCallRecord.objects.get().is_published
