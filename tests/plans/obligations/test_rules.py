"""What the definitions that ship say of a rule, read back field by field, and the days between which it stands."""

from datetime import date

import pytest

from autan.ground.wordings import Text
from autan.plans.estate.core.assets import AssetKind
from autan.plans.obligations.core.rules import (
    AssetCriterion,
    BoundAsset,
    Branch,
    Carrier,
    ObligationRule,
    ReadingCertainty,
    RuleNature,
    RuleTheme,
)
from autan.plans.obligations.importers.rules import find_obligation, obligation_rules

EPCI = frozenset({"CC", "CA", "CU", "METRO", "MET69"})


def rule(code: str) -> ObligationRule:
    known = find_obligation(code)
    assert known is not None
    return known


def test_each_rule_is_found_by_its_code_and_no_other_is():
    assert all(find_obligation(one.code) is one for one in obligation_rules())
    assert (find_obligation("lune"), find_obligation("")) == (None, None)


def test_a_rule_is_read_as_it_is_written():
    plan = rule("pcaet_2016")
    assert (plan.plan, plan.theme, plan.nature) == ("pcaet", RuleTheme.CLIMATE_PLAN, RuleNature.DUTY)
    assert (plan.valid_from, plan.valid_to, plan.due) == (date(2015, 8, 19), None, date(2016, 12, 31))
    assert (plan.is_read_when_due, plan.population, plan.dispensed_by) == (True, "not_stated", "pcet_valant_pcaet")
    assert (plan.carriers, plan.met_by) == ((Carrier.MEMBER, Carrier.SCOT), ("pcaet", "scot_aec"))
    assert plan.label.en == "Climate-air-energy plan (PCAET), above 50,000 inhabitants"
    lyon, others = plan.branches
    assert (lyon.kinds, lyon.above) == ({"MET69"}, None)
    assert (others.kinds, others.above, others.existing_on) == (EPCI, 50_000, date(2015, 1, 1))
    again = rule("pcaet_revision_6")
    assert (again.after, again.years_after, again.every_years, again.is_read_when_due) == ("pcaet_2018", 6, 6, False)
    buildings = rule("eet_declaration")
    assert (buildings.yearly_on, buildings.asset, buildings.carriers) == (
        "09-30",
        BoundAsset.BUILDING,
        (Carrier.MEMBER,),
    )
    assert (buildings.branches, buildings.met_by, buildings.is_collective) == ((), (), False)
    assert rule("eed_3pct").is_collective
    assert rule("zaenr_commune").branches == (Branch(kinds=frozenset({"COMMUNE"})),)
    assert rule("zfe").news_on == date(2026, 1, 30)


def test_what_a_rule_asks_of_goods_is_read_with_its_aims():
    assert rule("vfe_legers").bears_on == AssetCriterion(
        kind=AssetKind.FLEET,
        measure="vehicles",
        above=20,
        is_summed=True,
        share="low_share_pct",
        aims=((2021, 2024, 30), (2025, 2029, 40), (2030, 2100, 70)),
    )
    assert rule("eed_1_9").bears_on == AssetCriterion(cut_pct=1.9, cut_of=2021)
    assert rule("sdirve").bears_on is None


def test_a_former_wording_keeps_what_it_does_not_change():
    now, (before,) = rule("pcaet_2018"), rule("pcaet_2018").former
    assert before.changed.fr.startswith("Rédaction de 2015")
    assert (before.rule.after, before.rule.years_after) == ("", 0)
    assert [branch.existing_on for branch in before.rule.branches] == [date(2017, 1, 1)]
    assert [branch.existing_on for branch in now.branches] == [None]
    assert (before.rule.due, before.rule.met_by, before.rule.former) == (now.due, now.met_by, ())
    (earlier,) = rule("bacs_70").former
    assert (earlier.rule.due, rule("bacs_70").due) == (date(2027, 1, 1), date(2030, 1, 1))
    assert earlier.rule.bears_on == rule("bacs_70").bears_on
    assert rule("beges").former == ()


def test_the_reference_of_a_rule_says_how_far_it_was_read():
    read = rule("beges").read
    assert read.certainty in ReadingCertainty
    assert rule("beges").text.fr == (
        f"{read.reference} : « {read.quotation} » (version : {read.version} ; {read.certainty.label.fr}). "
        "À confirmer sur Légifrance."
    )
    unreferenced = [one for one in obligation_rules() if not one.read.reference]
    assert all(one.text.fr.startswith(f"« {one.read.quotation} » (version") for one in unreferenced)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, [True, True, True, True]),
        (date(2020, 1, 1), None, [False, True, True, True]),
        (None, date(2022, 12, 31), [True, True, True, False]),
        (date(2020, 1, 1), date(2022, 12, 31), [False, True, True, False]),
    ],
)
def test_a_rule_and_a_way_of_being_bound_stand_from_their_first_day_to_their_last(first, last, days):
    beges = rule("beges")
    dated = ObligationRule(
        code="x",
        theme=beges.theme,
        nature=beges.nature,
        label=Text("x", "x"),
        text=beges.text,
        read=beges.read,
        valid_from=first,
        valid_to=last,
    )
    asked = [date(2019, 12, 31), date(2020, 1, 1), date(2022, 12, 31), date(2023, 1, 1)]
    assert [dated.is_in_force_on(day) for day in asked] == days
    branch = Branch(kinds=EPCI, valid_from=first, valid_to=last)
    assert [branch.is_in_force_on(day) for day in asked] == days


@pytest.mark.parametrize(
    ("threshold", "passing"),
    [
        (AssetCriterion(), [0, 9, 10, 11]),
        (AssetCriterion(above=10), [11]),
        (AssetCriterion(at_least=10), [10, 11]),
        (AssetCriterion(above=9, at_least=10), [10, 11]),
    ],
)
def test_a_threshold_is_passed_above_it_or_reached_where_that_is_enough(threshold: AssetCriterion, passing: list[int]):
    assert [amount for amount in (0, 9, 10, 11) if threshold.is_passed_by(amount)] == passing
