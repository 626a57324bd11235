"""Rules of strengths and weaknesses, and recommendations drafted from what they count."""

from dataclasses import replace

import pytest

from autan.cooperation.crossreading.core.findings import CountedFact, FindingNature, find_strengths, finding_figure
from autan.cooperation.crossreading.core.recommendations import draft_recommendation
from autan.cooperation.crossreading.importers.definitions import finding_rules
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError

REF = EvidenceRef(kind="plan", key="p1")
RULES = {rule.code: rule for rule in finding_rules()}


def fact(code: str, value: float, total: float | None = None) -> CountedFact:
    """Make a counted fact."""
    return CountedFact(code=code, value=value, total=total, refs=(REF,))


def test_a_rule_finds_by_count_or_by_share_and_never_the_unknown() -> None:
    facts = {
        "1": {"targets": fact("targets", 0), "actions_done": fact("actions_done", 3, 10)},
        "2": {"targets": fact("targets", 2), "actions_done": fact("actions_done", 2, 10)},
        "3": {},
    }
    found = find_strengths(finding_rules(), facts)
    assert [(each.siren, each.rule.code) for each in found] == [("1", "no_target"), ("1", "actions_done")]
    assert [each.rule.nature for each in found] == [FindingNature.WEAKNESS, FindingNature.STRENGTH]
    assert found[1].fact.words.fr == "3 sur 10"
    assert found[0].fact.words.en == "0"


def test_a_share_of_nothing_finds_nothing() -> None:
    assert not RULES["dated_targets"].holds(fact("dated_targets", 0, 0))
    assert not RULES["actions_unfunded"].holds(fact("actions_funded", 0))
    assert RULES["actions_unfunded"].holds(fact("actions_funded", 2, 10))
    assert not RULES["actions_unfunded"].holds(fact("actions_funded", 3, 10))


def test_members_are_counted_among_those_that_are_known() -> None:
    rule = RULES["no_target"]
    facts = {"1": {"targets": fact("targets", 0)}, "2": {"targets": fact("targets", 2)}, "3": {}}
    figure = finding_figure("essai", rule, facts)
    assert (figure.value, figure.known, figure.total, figure.state) == (1, 2, 3, ValueState.LOWER_BOUND)
    assert dict(figure.method.parameters) == {"rule": "no_target", "fact": "targets"}
    assert finding_figure("essai", rule, {"3": {}}).value is None
    assert finding_figure("essai", rule, {"2": facts["2"]}).state is ValueState.OBSERVED


def test_a_recommendation_is_drafted_from_a_finding_with_evidence_alone() -> None:
    rule = RULES["no_target"]
    facts = {"1": {"targets": fact("targets", 0)}, "2": {}}
    figure = finding_figure("essai", rule, facts)
    draft = draft_recommendation(figure, rule)
    assert draft.text == rule.advice
    assert draft.finding.fr == "Plan sans objectif chiffré : 1 sur 1 connus (2 en tout)"
    whole = draft_recommendation(finding_figure("essai", rule, {"1": facts["1"]}))
    assert whole.finding.en == "Plan without a quantified target: 1 of 1"
    assert whole.text.fr.startswith("À récrire")
    for nothing in (replace(figure, evidence=()), finding_figure("essai", rule, {"2": {}})):
        with pytest.raises(DomainError, match="part d’un constat compté"):
            draft_recommendation(nothing, rule)


def test_every_rule_has_one_limit_at_least_and_words_in_both_languages() -> None:
    for rule in finding_rules():
        assert any(each is not None for each in (rule.at_least, rule.at_most, rule.share_at_least, rule.share_at_most))
        assert rule.label.en
        assert rule.advice.en
