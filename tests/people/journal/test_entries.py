"""The journal keeps who, when, what; the act and its line stand or fall together."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from autan.evidence.figures.actions.facts import record_facts, record_source
from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.models import Fact
from autan.evidence.figures.models import Source as KeptSource
from autan.ground.errors import ImportFileError
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.journal.queries import history_of, journal_entries, last_mark
from autan.people.journal.views import JOURNAL

pytestmark = pytest.mark.django_db
SOURCE = Source(slug="rapport", title="Rapport", producer="Agence", published="2024")


def test_a_write_leaves_its_line():
    record_source(by=None, source=SOURCE)
    record_source(by=None, source=SOURCE)
    lines = history_of(ObjectRef("evidence", "source", "rapport"))
    assert [line.summary for line in lines] == ["Source mise à jour : Rapport", "Source enregistrée : Rapport"]
    assert {line.by_name for line in lines} == {SYSTEM_NAME}
    assert last_mark().startswith(f"{lines[0].pk}-")


def test_the_oldest_line_stays_within_reach():
    for rank in range(102):
        record_source(by=None, source=replace(SOURCE, title=f"Rapport {rank}"))
    first, last = (JOURNAL.page(QueryDict(query), journal_entries()) for query in ("", "page=999"))
    assert (len(first.rows), len(last.rows), last.page.number) == (100, 2, 2)
    assert last.rows[-1].summary == "Source enregistrée : Rapport 0"


def test_a_refused_write_leaves_nothing():
    fact = {
        "id": "T1", "siren": "", "subject": "Réseau", "topic": "plan", "period": "2013-02-30", "statement_fr": "Énoncé",
        "statement_en": "Statement", "value": "dix", "unit_fr": "", "unit_en": "", "base_year": "", "horizon": "",
        "source": "rapport", "locator": "page 3", "confidence": "press",
    }  # fmt: skip
    sources = [{"slug": "rapport", "title": "Rapport", "producer": "Agence", "url": "", "published": "2024"}]
    with pytest.raises(ImportFileError) as caught:
        record_facts(by=None, file="faits.csv", sources=sources, facts=[fact])
    assert [(fault.row, fault.column, fault.value) for fault in caught.value.faults] == [
        (2, "value", "dix"),
        (2, "period", "2013-02-30"),
    ]
    assert not JournalEntry.objects.exists()
    assert not KeptSource.objects.exists()
    assert not Fact.objects.exists()
