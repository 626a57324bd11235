"""Who was bound to prepare a PCET: the rule of the time, told for each member from what is known of its population."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import autan.instance.demo
from autan.evidence.figures.queries.facts import disagreements_of, facts_by_id
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.queries.duties import read_duties
from tests.conftest import REPOSITORY

DUTY = yaml.safe_load(
    (Path(autan.instance.demo.__file__).parent / "content" / "pcet-duty.yaml").read_text(encoding="utf-8")
)
PAGE = (REPOSITORY / "docs" / "reference" / "pcet-duty.md").read_text(encoding="utf-8")
EXPECTED = {
    "243100518": "bound",
    "243100633": "likely_bound",
    "200068641": "likely_bound",
    "248100737": "bound",
    "248100430": "bound",
    "200035715": "likely_bound",
    "248200099": "likely_bound",
    "200023737": "not_known",
    "200066926": "not_known",
    "241200187": "bound",
    "200072643": "not_bound",
}


FORM_NOT_KNOWN = {"200023737", "200066926"}
"""Members whose legal form of 2013 content/network.yaml says is not known: below the threshold, it decides."""
RULE = find_obligation(DUTY["rule"])


def verdict_of(member: dict[str, Any]) -> str:
    """The table of docs/reference/pcet-duty.md, apart from the product."""
    population, threshold = member["population"], 50_000
    if population is None:
        return "not_known"
    if population > threshold:
        is_sure = member["year"] <= 2013 or population >= 1.5 * threshold
        return "bound" if is_sure and member["perimeter"] in {"same", "narrower"} else "likely_bound"
    if member["siren"] in FORM_NOT_KNOWN:
        return "not_known"
    is_far_below = member["year"] <= 2013 or population <= threshold / 1.5
    is_sure = member["perimeter"] == "wider" or (member["perimeter"] == "same" and is_far_below)
    return "not_bound" if is_sure else "likely_not_bound"


@pytest.mark.parametrize("member", DUTY["members"], ids=lambda member: member["siren"])
def test_the_verdict_of_each_member_follows_from_the_rule(member):
    assert verdict_of(member) == EXPECTED[member["siren"]]
    (row,) = [line for line in PAGE.splitlines() if line.startswith("|") and is_about(line, member)]
    assert f"`{EXPECTED[member['siren']]}`" in row


def is_about(line: str, member: dict[str, Any]) -> bool:
    return f" {member['population']:,} ".replace(",", " ").rstrip() in line and f"| {member['year']} |" in line


def test_the_eleven_are_there_and_the_rule_is_named():
    assert [member["siren"] for member in DUTY["members"]] == list(EXPECTED)
    assert RULE is not None
    assert "L. 229-26" in RULE.text.fr
    letter, communities = RULE.branches
    assert (letter.above, letter.disputed_above, communities.above) == (None, 50_000, 50_000)
    assert str(RULE.due) == "2012-12-31"


def test_the_product_reads_the_same_verdicts(demo_network):
    read = read_duties(list(EXPECTED), rule=DUTY["rule"], on=date(2012, 12, 31))
    assert {siren: reading.duty.value for siren, reading in read.items()} == EXPECTED


THREE_DATES = {
    "pcet_2012": (date(2012, 12, 31), 2),
    "pcaet_2016": (date(2016, 12, 31), 3),
    "pcaet_2018": (date(2018, 12, 31), 4),
}


@pytest.mark.parametrize("rule", THREE_DATES)
def test_the_eleven_at_three_dates_are_those_of_the_page(demo_network, rule):
    day, column = THREE_DATES[rule]
    table = PAGE[PAGE.index("## Les onze à trois dates") :]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("|")][2:]
    told = [row[column].strip().partition(",")[0] for row in rows]
    read = read_duties(list(EXPECTED), rule=rule, on=day)
    assert [read[siren].duty.label.fr for siren in EXPECTED] == told


def test_each_population_is_that_of_its_facts_or_of_its_figure(demo_network):
    for member in DUTY["members"]:
        facts = facts_by_id(member.get("facts", []))
        if "figure" in member:
            assert find_figure(member["figure"], reader=OPERATOR).value == member["population"]
        else:
            text = " ".join(fact.statement_fr for fact in facts.values()).replace("\u202f", " ")
            assert f"{member['population']:,}".replace(",", " ") in text, member["siren"]
        assert {fact.siren for fact in facts.values()} <= {member["siren"]}


def test_the_two_sources_that_contradict_the_synthesis_are_of_bound_members(demo_network):
    (group,) = disagreements_of(DUTY["synthesis_says"]["facts"][0])
    named = {*DUTY["synthesis_says"]["facts"], *DUTY["contradicted_by"]["facts"]}
    assert {fact.id for fact in group.facts.all()} == named
    says = {
        fact: member["siren"] for member in DUTY["members"] for fact in member.get("sources_say", {}).get("bound", ())
    }
    assert set(says) == set(DUTY["contradicted_by"]["facts"])
    assert {EXPECTED[siren] for siren in says.values()} == {"bound"}
