"""Writers of the library: a list comes in whole or not at all."""

from functools import partial

import pytest

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.actions.library import (
    add_resource,
    recommend_resource,
    record_resources,
    withdraw_recommendation,
)
from autan.evidence.figures.core.library import ResourceKind
from autan.evidence.figures.models import Resource
from autan.evidence.figures.queries.library import recommendations
from autan.ground.errors import DomainError, ImportFileError, NotAllowedError
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.journal.queries import history_of

ADDRESS = "https://exemple.fr/g"

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


@pytest.fixture
def guide(people):
    return add_resource(
        by=people.officer, kind=ResourceKind.DOCUMENT, title="Guide", url=ADDRESS, tags=("pcaet",), reason="Clair."
    )


def last_line():
    line = JournalEntry.objects.latest("pk")
    return line.act, line.object_id, line.summary


def reasons(slug):
    return [(remark.by_id, remark.text) for remark in recommendations(slug).get(slug, ())]


def test_a_resource_comes_with_the_reason_of_who_adds_it(people, guide):
    assert (guide.slug, guide.kind, guide.tags, guide.added_by_id) == (
        "guide",
        "document",
        ["pcaet"],
        people.officer.pk,
    )
    lines = JournalEntry.objects.filter(room="evidence").order_by("pk").values_list("act", "summary")
    assert list(lines) == [
        ("add_resource", "Ressource ajoutée : Guide"),
        ("recommend_resource", "Ressource recommandée : Guide"),
    ]
    assert reasons("guide") == [(people.officer.pk, "Clair.")]


def test_one_address_is_one_resource_and_books_without_an_address_are_not(people, guide):
    add = partial(add_resource, by=people.contributor, kind=ResourceKind.PLAN, tags=(), reason="Complet.")
    assert add(title="Le guide", url="http://www.exemple.fr/g/") == guide
    assert reasons("guide") == [(people.contributor.pk, "Complet."), (people.officer.pk, "Clair.")], "last first"
    books = [add(title=title, url="") for title in ("Livre", "Livre", "…", "x" * 90)]
    assert [book.slug for book in books] == ["livre", "livre-2", "ressource", "x" * 60]


def test_a_reason_is_rewritten_by_its_author_alone(people, guide):
    recommend_resource(by=people.officer, resource=guide, reason="Très clair.")
    assert last_line() == ("recommend_resource", "guide", "Ressource recommandée autrement : Guide")
    recommend_resource(by=people.reader, resource=guide, reason="Court.")
    assert last_line() == ("recommend_resource", "guide", "Ressource recommandée : Guide")
    assert reasons("guide") == [(people.reader.pk, "Court."), (people.officer.pk, "Très clair.")]
    with pytest.raises(DomainError):
        recommend_resource(by=people.coordinator, resource=guide, reason=" ")


def test_a_resource_leaves_with_its_last_recommendation_unless_a_fact_mentions_it(people, guide, fact):
    recommend_resource(by=people.reader, resource=guide, reason="Court.")
    before = JournalEntry.objects.count()
    withdraw_recommendation(by=people.contributor, resource=guide)
    assert JournalEntry.objects.count() == before, "there was none of hers"
    withdraw_recommendation(by=people.reader, resource=guide)
    assert last_line() == ("withdraw_recommendation", "guide", "Recommandation retirée : Guide")
    assert reasons("guide") == [(people.officer.pk, "Clair.")]
    withdraw_recommendation(by=people.officer, resource=guide)
    assert last_line() == ("remove_resource", "guide", "Ressource retirée, que plus personne ne recommande : Guide")
    assert not Resource.objects.exists()
    record_resources(by=None, file="r.yaml", rows=[ROW])
    mentioned = Resource.objects.get()
    recommend_resource(by=people.reader, resource=mentioned, reason="Court.")
    withdraw_recommendation(by=people.reader, resource=mentioned)
    assert [resource.slug for resource in Resource.objects.all()] == ["guide"]


def test_who_holds_no_mandate_writes_nothing(people, guide):
    before, who = JournalEntry.objects.count(), people.outsider
    for act in (
        partial(add_resource, kind=ResourceKind.PLAN, title="Autre", url="", tags=(), reason="x"),
        partial(recommend_resource, resource=guide, reason="x"),
        partial(withdraw_recommendation, resource=guide),
    ):
        with pytest.raises(NotAllowedError, match="qui a un mandat recommande"):
            act(by=who)
    assert (JournalEntry.objects.count(), Resource.objects.count()) == (before, 1)
