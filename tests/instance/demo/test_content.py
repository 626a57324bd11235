"""The content that ships: every fact is there with its source and place, and disagreements are kept."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.stated_facts import Confidence, Topic
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import disagreements_of, figure_of_fact, get_fact
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure
from autan.instance.demo.preparation import load_facts
from tools.build_facts import TARGET, kind_of, kinds_by_line, read_csv

pytestmark = pytest.mark.usefixtures("demo_network")


def test_the_541_facts_are_held_each_with_its_source_and_place():
    facts = list(Fact.objects.select_related("source"))
    assert len(facts) == 541
    assert all(fact.locator and fact.source.title and fact.source.producer for fact in facts)
    assert {fact.topic for fact in facts} == set(Topic)
    grades = Counter(fact.confidence for fact in facts)
    assert grades == {
        Confidence.NETWORK_STUDY: 198,
        Confidence.PRESS: 138,
        Confidence.AUTHORITY: 126,
        Confidence.THIRD_PARTY: 79,
    }


def test_loading_again_changes_nothing():
    before = set(Fact.objects.values_list("id", "statement_fr", "value"))
    load_facts()
    assert set(Fact.objects.values_list("id", "statement_fr", "value")) == before


def test_facts_that_disagree_are_shown_together():
    (group,) = disagreements_of("S012")
    assert {fact.id for fact in group.facts.all()} == {"S012", "W168", "W294"}


def test_the_value_of_a_fact_is_published_and_leads_to_its_place():
    figure = find_figure("facts.S193", reader=OPERATOR)
    assert (figure.value, figure.unit.symbol.fr, figure.method.name) == (10, "participants", "published")
    card = describe_one(EvidenceRef(kind="fact", key="S193"), reader=OPERATOR)
    assert card.citation.locator == "lignes 697-700"
    assert card.citation.source.published == "2014"


def test_a_fact_without_a_number_is_no_figure_of_zero():
    assert figure_of_fact(get_fact("S012")).value is None


def test_the_shared_tables_hold_the_same_facts_but_those_read_again(shared_data):
    rows = [
        row for name in ("facts-seed.csv", "facts-web.csv") for row in read_csv(shared_data.parent / "reference" / name)
    ]
    corrected = {row["id"]: row for row in read_csv(TARGET / "corrections.csv")}
    kept = {fact.id: fact for fact in Fact.objects.select_related("source")}
    for row in rows:
        fact, said = kept[row["id"]], corrected.get(row["id"], row)
        assert (fact.statement_fr, fact.statement_en) == (said["statement_fr"], said["statement_en"])
        assert fact.source.url in {row["source_url"], ""}  # that of a copy is left out
        assert (fact.source.title, fact.locator) == (
            row["source_title"],
            re.sub(r"^lignes (\d+)$", r"ligne \1", row["locator"]),  # a place of one line is said as one
        )
        assert fact.value == (Decimal(row["value"]) if row["value"] else None)


def test_a_statement_is_read_again_for_a_reason_and_says_something_else(shared_data):
    files = [shared_data.parent / "reference" / name for name in ("facts-seed.csv", "facts-web.csv")]
    read = {row["id"]: row for file in files for row in read_csv(file)}
    for row in read_csv(TARGET / "corrections.csv"):
        assert row["why"]
        assert row["statement_fr"] != read[row["id"]]["statement_fr"]


def test_each_fact_of_the_document_has_the_kind_of_its_lines():
    facts = read_csv(TARGET / "facts.csv")
    kinds = kinds_by_line()
    assert all(fact["kind"] == kind_of(fact, kinds) for fact in facts)
    counts = Counter(fact["kind"] for fact in facts)
    assert counts == {"survey": 87, "workshop": 60, "map": 10, "authors": 21, "network": 20, "": 343}


def test_lines_of_two_kinds_are_refused_with_the_fact():
    astride = {"id": "S000", "confidence": "network_study", "locator": "lignes 453-465"}
    with pytest.raises(ValueError, match=r"S000 \(lignes 453-465\): one kind expected, read \['survey', 'workshop'\]"):
        kind_of(astride, kinds_by_line())
