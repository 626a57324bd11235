"""Rules of strengths and weaknesses, and recommendations drafted from what they count."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis.strategies import integers, tuples

from autan.cooperation.crossreading.core.findings import (
    CountedFact,
    FindingNature,
    facts_judged,
    finding_figure,
)
from autan.cooperation.crossreading.core.recommendations import check_gap, draft_recommendation, refs_of
from autan.cooperation.crossreading.importers import finding_rules
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError
from tests.evidence.figures.making import make_figure

REF = EvidenceRef(kind="plan", key="p1")
RULES = {rule.code: rule for rule in finding_rules()}


def fact(code: str, value: float, total: float | None = None, **more: object) -> CountedFact:
    """Make a counted fact, of a list that is complete unless it is said open."""
    return CountedFact(code=code, value=value, total=total, refs=(REF,), **more)


def test_a_rule_finds_by_count_or_by_share_and_never_the_unknown() -> None:
    facts = {
        "1": {"targets": fact("targets", 0), "actions_done": fact("actions_done", 3, 10)},
        "2": {"targets": fact("targets", 2), "actions_done": fact("actions_done", 2, 10)},
        "3": {},
        "4": {"targets": fact("targets", 0, is_open=True)},
    }
    judged = {rule: facts_judged(rule, facts, verdict=True) for rule in finding_rules()}
    designated = {rule.code: by_member for rule, by_member in judged.items() if by_member}
    assert {code: list(by_member) for code, by_member in designated.items()} == {
        "no_target": ["1"],
        "actions_done": ["1"],
    }
    assert RULES["no_target"].nature is FindingNature.WEAKNESS
    assert RULES["actions_done"].nature is FindingNature.STRENGTH
    assert designated["actions_done"]["1"].words.fr == "3 sur 10"
    assert designated["no_target"]["1"].words.en == "0"


def test_a_share_of_nothing_finds_nothing() -> None:
    assert RULES["dated_targets"].verdict(fact("dated_targets", 0, 0)) is False
    assert RULES["dated_targets"].verdict(fact("dated_targets", 0, 0, is_open=True)) is None
    assert RULES["actions_done"].verdict(fact("actions_done", 0)) is False


@pytest.mark.parametrize(
    ("rule", "value", "more", "verdict"),
    [
        ("no_target", 0, {"is_open": True}, None),
        ("no_target", 1, {"is_open": True}, False),
        ("no_target", 0, {}, True),
        ("led", 2, {"is_open": True}, True),
        ("led", 1, {"is_open": True}, None),
        ("led", 1, {}, False),
        ("understaffed", 0.2, {"is_open": True}, None),
        ("understaffed", 0.2, {}, True),
        ("many_domains", 5, {"total": 9, "unknown": 4}, None),
        ("few_domains", 1, {"total": 9, "unknown": 8}, None),
        ("few_domains", 1, {"total": 9}, True),
        ("few_domains", 3, {"total": 9, "unknown": 6}, False),
        ("actions_done", 3, {"total": 10, "is_open": True}, None),
        ("actions_done", 3, {"total": 10, "unknown": 7}, True),
        ("actions_done", 1, {"total": 10, "unknown": 7}, None),
        ("actions_done", 1, {"total": 10, "unknown": 1}, False),
        ("dated_targets", 1, {"total": 2, "is_open": True}, False),
        ("dated_targets", 1, {"total": 2, "is_open": True, "unknown": 1}, None),
    ],
)
def test_what_is_not_known_decides_nothing(rule: str, value: float, more: dict[str, float], verdict: object) -> None:
    assert RULES[rule].verdict(fact(RULES[rule].fact, value, **more)) is verdict


@given(
    value=integers(0, 12),
    rest=integers(0, 12),
    unknown=integers(0, 6),
    more=tuples(integers(0, 12), integers(0, 12)),
    counting=integers(0, 6),
)
def test_no_state_of_the_world_contradicts_a_verdict(
    value: int, rest: int, unknown: int, more: tuple[int, int], counting: int
) -> None:
    counting = min(counting, unknown)
    counted = fact("x", value, value + rest + unknown, unknown=unknown, is_open=True)
    real = value + counting + more[0]
    world = fact("x", real, value + rest + unknown + sum(more))
    for rule in finding_rules():
        verdict = rule.verdict(counted)
        assert verdict is None or verdict is rule.verdict(world), rule.code


def test_a_count_says_what_it_leaves_out() -> None:
    assert fact("x", 3, is_open=True).words.fr == "au moins 3"
    assert fact("x", 3, 10, is_open=True).words.fr == "3 sur 10 relevés ici"
    assert fact("x", 3, 10, unknown=2).words.en == "3 of 10; 2 not known"
    assert [fact("x", 3, 10, unknown=count).words.fr for count in (1, 2)] == [
        "3 sur 10 ; 1 non connu",
        "3 sur 10 ; 2 non connus",
    ]
    assert [fact("x", 3, unknown=count).words.fr for count in (0, 1)] == ["3", "au moins 3"]


def test_members_are_counted_among_those_that_are_known() -> None:
    rule = RULES["no_target"]
    facts = {"1": {"targets": fact("targets", 0)}, "2": {"targets": fact("targets", 2)}, "3": {}}
    figure = finding_figure("essai", rule, facts)
    assert (figure.value, figure.known, figure.total, figure.state) == (1, 2, 3, ValueState.LOWER_BOUND)
    assert dict(figure.method.parameters) == {"rule": "no_target", "fact": "targets"}
    assert finding_figure("essai", rule, {"3": {}}).value is None
    silent = {"1": {"targets": fact("targets", 0, is_open=True)}, "2": facts["2"]}
    assert list(facts_judged(rule, silent, verdict=None)) == ["1"]
    figure = finding_figure("essai", rule, silent)
    assert (figure.value, figure.known, figure.total) == (0, 1, 2)
    assert finding_figure("essai", rule, {"2": facts["2"]}).state is ValueState.OBSERVED


def test_a_recommendation_is_drafted_from_a_finding_with_evidence_alone() -> None:
    rule = RULES["no_target"]
    facts = {"1": {"targets": fact("targets", 0)}, "2": {}}
    figure = finding_figure("essai", rule, facts)
    draft = draft_recommendation(figure, rule)
    assert draft.text == rule.advice
    assert draft.finding.fr == "Plan sans objectif chiffré : au moins 1 sur 2 ; 1 non connu"
    whole = draft_recommendation(finding_figure("essai", rule, {"1": facts["1"]}))
    assert whole.finding.en == "Plan without a quantified target: 1 of 1"
    assert whole.text.fr.startswith("À récrire")
    for nothing in (replace(figure, evidence=()), finding_figure("essai", rule, {"2": {}})):
        with pytest.raises(DomainError, match="part d’un constat compté"):
            draft_recommendation(nothing, rule)
    with pytest.raises(DomainError, match="rien ne se recommande d’un silence"):
        draft_recommendation(finding_figure("essai", rule, {"1": {"targets": fact("targets", 2)}, "2": {}}), rule)


def test_every_rule_has_one_limit_at_least_and_words_in_both_languages() -> None:
    for rule in finding_rules():
        assert any(each is not None for each in (rule.at_least, rule.at_most, rule.share_at_least, rule.share_at_most))
        assert rule.label.en
        assert rule.advice.en


@pytest.mark.parametrize(
    ("boundary", "value", "known", "is_gap"),
    [
        ("crossread_shared", 2, 3, True),
        ("crossread_shared", 3, 3, False),
        ("crossread_strength", 0, 3, True),
        ("crossread_strength", 3, 3, False),
        ("crossread_finding_no_target", 1, 3, True),
        ("crossread_finding_no_target", 0, 3, False),
        ("crossread_shared", None, 0, False),
        ("crossread_finding_no_target", None, 0, False),
    ],
)
def test_a_gap_is_what_somebody_is_stated_without(boundary, value, known, is_gap) -> None:
    state = ValueState.MISSING if value is None else ValueState.LOWER_BOUND
    figure = make_figure(value, unit="territories", boundary=boundary, known=known, total=5, state=state)
    if is_gap:
        check_gap(figure)
        return
    with pytest.raises(DomainError, match="une lacune ne se déduit pas d’un silence"):
        check_gap(figure)


def test_a_finding_rests_on_its_own_evidence_then_on_that_of_its_inputs_once() -> None:
    one, two = (EvidenceRef(kind="plan", key=key) for key in ("a", "b"))
    first, second = make_figure(1, evidence=(one,)), make_figure(2, id="tests.y", evidence=(two, one))
    whole = make_figure(3, evidence=(two,), inputs=(first, second))
    assert refs_of(whole) == (two, one)
    assert refs_of(replace(whole, evidence=(), inputs=())) == ()
