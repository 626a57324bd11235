"""Lines proposed from filed plans and from answers to surveys."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.opendata.measures.core.pcaet_grid import Filing, FilingCell
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS, Quantity
from autan.plans.plans.core.answer_proposals import GivenAnswer, propose_from_answers
from autan.plans.plans.core.filing_proposals import propose_targets
from autan.plans.plans.core.proposals import ProposableFact, ProposalSource, open_proposals, propose_from_facts
from autan.plans.plans.importers.definitions import answer_rules, find_section
from tests.plans.plans.making import line

STUDY = {"kind": "consultancy"}
REF = EvidenceRef(kind="answer", key="essai/999000016/q")


def given(question: str, value: object) -> GivenAnswer:
    return GivenAnswer(question=question, wording=Text("Q", "Q"), value=value, year=2026, evidence=REF)


def lines_from(question: str, value: object) -> list[tuple[str, str, dict[str, str]]]:
    proposals = propose_from_answers([given(question, value)], answer_rules()[1])
    assert {proposal.source for proposal in proposals} <= {ProposalSource.ANSWER}
    return [(proposal.section, proposal.line, dict(proposal.typed)) for proposal in proposals]


@pytest.mark.parametrize(
    ("question", "value", "lines"),
    [
        ("adoption_date", "2024-03-28", [("steps", "adoption", {"status": "done", "date": "2024-03-28"})]),
        ("q13", 14.5, [("staff", "", {"fte": "14.5", "year": "2026"})]),
        ("q10", {"choice": "yes", "text": "x"}, [("people", "", {"role": "elected_lead"})]),
        ("q10", {"choice": "planned"}, []),
        ("q27", "?", []),
        (
            "q06",
            {"choices": ["scot", "department", "ppa"]},
            [("links", "scot", {"rating": "done"}), ("links", "air_protection_plan", {"rating": "done"})],
        ),
        ("q06", None, []),
        (
            "q24",
            [{"subject": "Étude", "year": 2022, "cost_eur": 86000, "basis": "before_tax"}, {"subject": "Autre"}],
            [
                (
                    "engineering",
                    "",
                    {"kind": "consultancy", "subject": "Étude", "year": "2022", "amount": "86000 € HT"},
                ),
                ("engineering", "", {"kind": "consultancy", "subject": "Autre", "year": "2026"}),
            ],
        ),
        (
            "q26",
            [{"funder": "white_certificates", "amount_eur": 410000}],
            [
                (
                    "funding",
                    "",
                    {"funder": "Certificats d’économies d’énergie", "type": "company", "granted": "410000 €"},
                )
            ],
        ),
        (
            "q35",
            [{"subject": "energy", "change_pct": -24, "base_year": 2015, "horizon": 2030}, {"subject": "estate"}],
            [
                (
                    "targets",
                    "",
                    {
                        "part": "total",
                        "kind": "change",
                        "unit": "pct",
                        "quantity": "final_energy",
                        "value": "-24",
                        "base_year": "2015",
                        "horizon": "2030",
                    },
                )
            ],
        ),
        ("q99", "x", []),
    ],
)
def test_an_answer_gives_the_lines_that_its_rule_says(question, value, lines):
    assert lines_from(question, value) == lines


def test_every_rule_names_a_section_its_fields_and_its_codes():
    for rule in answer_rules()[1].values():
        section = find_section(rule.section)
        for code in (*rule.given, *rule.taken):
            section.field(code)
        for key in (rule.line, *rule.lines.values()):
            assert not key or key in section.grid_keys()
        for code, codes in rule.codes.items():
            choices = section.field(code).choices
            assert not choices or set(codes.values()) <= set(choices)


FILING = Filing(id=1216, siren="200068641", source="pcaet-v2", edition="2026-01", name="PCAET")


def cell(**changes: object) -> FilingCell:
    values: dict[str, object] = {
        "quantity": Quantity.GHG,
        "item": "waste",
        "pollutant": "",
        "period_code": 6,
        "year": 2030,
        "value": 6538.0,
        "declared_value": 6538.0,
        "unit": "tCO2e",
        "state": ValueState.OBSERVED,
    }
    return FilingCell(**{**values, **changes})  # type: ignore[arg-type]


def test_a_filed_cell_is_proposed_as_a_level_with_its_diagnosis():
    base = cell(period_code=DIAGNOSIS, year=2017, value=4600.0)
    (proposal,) = propose_targets([(FILING, [base, cell()])], ["waste"])
    assert proposal.key == "filing:1216:ghg:waste::6"
    assert "démarche 1216" in proposal.statement.fr
    assert proposal.typed == {
        "quantity": "ghg",
        "part": "waste",
        "kind": "level",
        "value": "6538",
        "unit": "tCO2e",
        "horizon": "2030",
        "base_year": "2017",
        "base_value": "4600",
    }
    dust = cell(quantity=Quantity.POLLUTANT, pollutant="nox", unit="t")
    (proposed,) = propose_targets([(FILING, [dust])], ["waste"])
    assert (proposed.typed["quantity"], proposed.typed["unit"]) == ("nox", "t")


@pytest.mark.parametrize("changes", [{"year": None}, {"item": "moon"}, {"value": None}, {"unit": "parsec"}])
def test_a_cell_that_says_no_target_is_not_proposed(changes):
    assert propose_targets([(FILING, [cell(**changes)])], ["waste"]) == ()


def test_two_filings_of_one_plan_are_proposed_once():
    assert len(propose_targets([(FILING, [cell()]), (replace(FILING, id=1300), [cell()])], ["waste"])) == 1


def test_one_answer_of_several_lines_waits_for_those_that_are_not_taken_in():
    proposals = propose_from_answers([given("q06", {"choices": ["scot", "sraddet"]})], answer_rules()[1])
    taken = line("links", "scot", [REF], rating="done")
    assert [proposal.line for proposal in open_proposals(proposals, decided=set(), lines=[taken])] == ["sraddet"]
    rows = [{"subject": "ghg", "change_pct": -1}, {"subject": "energy", "change_pct": -2}]
    targets = propose_from_answers([given("q35", rows)], answer_rules()[1])
    held = line("targets", "1", [REF], quantity="ghg", value="-1")
    assert [proposal.typed["quantity"] for proposal in open_proposals(targets, decided=set(), lines=[held])] == [
        "final_energy"
    ]


def test_a_fact_told_in_another_plan_is_not_proposed_here():
    fact = ProposableFact(
        id="W38",
        topic="plan",
        statement=Text("Le PCAET a été adopté en juin 2019.", ""),
        period="2019",
        value=None,
        unit="",
        base_year="",
        horizon="",
    )
    proposals = propose_from_facts([fact])
    assert len(open_proposals(proposals, decided=(), lines=())) == 1
    assert open_proposals(proposals, decided=(), lines=(), elsewhere=[EvidenceRef(kind="fact", key="W38")]) == ()
