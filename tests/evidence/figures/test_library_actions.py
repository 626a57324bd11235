"""Writers of the library: a list comes in whole or not at all."""

import pytest

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.actions.library import record_resources
from autan.evidence.figures.models import Resource
from autan.ground.errors import ImportFileError
from autan.people.journal.core import ObjectRef
from autan.people.journal.queries import history_of

ROW = {"slug": "guide", "kind": "document", "title": "Guide", "url": "", "tags": ["énergie"], "fact": "S001"}


@pytest.fixture
def fact(db):
    source = {"slug": "s", "title": "S", "producer": "P", "url": "", "published": "2014"}
    columns = ("siren", "subject", "period", "value", "unit_fr", "unit_en", "base_year", "horizon")
    row = {**dict.fromkeys(columns, ""), "id": "S001", "topic": "data", "statement_fr": "x", "statement_en": "x"}
    record_facts(
        by=None, file="f", sources=[source], facts=[{**row, "source": "s", "locator": "l", "confidence": "authority"}]
    )


def test_a_list_is_taken_in_and_brought_up_to_date(fact):
    assert record_resources(by=None, file="r.yaml", rows=[ROW]) == 1
    record_resources(by=None, file="r.yaml", rows=[{**ROW, "title": "Guide revu"}])
    assert [resource.title for resource in Resource.objects.all()] == ["Guide revu"]
    assert str(Resource.objects.get()) == "Guide revu"
    changed = history_of(ObjectRef("evidence", "resource", "guide"))
    assert [(change.field, change.before, change.after) for change in changed[0].changes] == [
        ("titre", "Guide", "Guide revu")
    ]
    record_resources(by=None, file="r.yaml", rows=[{**ROW, "title": "Guide revu"}])
    assert len(history_of(ObjectRef("evidence", "resource", "guide"))) == len(changed) == 1


@pytest.mark.parametrize(("column", "value"), [("kind", "roman"), ("fact", "S999"), ("title", "")])
def test_a_fault_refuses_the_whole_list(fact, column, value):
    with pytest.raises(ImportFileError) as refusal:
        record_resources(by=None, file="r.yaml", rows=[ROW, {**ROW, "slug": "autre", column: value}])
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [(2, column)]
    assert not Resource.objects.exists()
