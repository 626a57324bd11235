"""What may be decided on a doubt, and by whom, whatever the door: the action itself refuses the rest."""

import pytest

from autan.data_quality.core.decisions import DecisionKind, DoubtState
from autan.data_quality.queries.doubts import find_doubts
from autan.data_review.actions.doubts import correct_doubt, decide_doubt
from autan.data_review.core.own_value_checks import GivenValue
from autan.errors import RuleError, UnknownError
from autan.observatory.models import DoubtDecision, OwnValue
from autan.observatory.queries.judged_doubts import find_judged_doubt, judge_doubts
from autan.territories.models import Territory

KEY = "one_site_dominates:ore-communes:31483:gas_total:2024"
TABLE = "same_population:registre-epci::population:2026"
GIVEN = GivenValue(
    measure="gas_total", date="2024", value=5.0, unit="GWh_unstated", reason="R", document="D", is_used=True
)


@pytest.fixture
def place(cast):
    return Territory.objects.get(siren="200072643")


def doubt(key=KEY):
    return find_judged_doubt(key).doubt


def test_every_doubt_has_a_name_of_its_own(shipped):
    keys = [found.key for found in find_doubts()]
    assert len(keys) == len(set(keys))
    assert all(len(key) <= DoubtDecision._meta.get_field("key").max_length for key in keys)


def test_doubts_are_judged_in_order_whatever_their_number(shipped):
    doubts = find_doubts()
    assert [judged.doubt for judged in judge_doubts(doubts)] == list(doubts)
    assert {judged.state for judged in judge_doubts(doubts)} == {DoubtState.OPEN}
    with pytest.raises(UnknownError, match="aucune règle ne lève"):
        find_judged_doubt("nothing")


def test_a_reason_is_wanted(place):
    with pytest.raises(RuleError):
        decide_doubt(by=None, doubt=doubt(), territory=place, kind=DecisionKind.ACCEPTED, reason=" ")


def test_a_correction_goes_with_a_value_and_nothing_else_does(place, cast):
    with pytest.raises(RuleError):
        decide_doubt(by=None, doubt=doubt(), territory=place, kind=DecisionKind.CORRECTED, reason="R")
    correct_doubt(by=cast.coordinator, doubt=doubt(), territory=place, given=GIVEN)
    with pytest.raises(RuleError):
        decide_doubt(
            by=None,
            doubt=doubt(),
            territory=place,
            kind=DecisionKind.ACCEPTED,
            reason="R",
            own_value=OwnValue.objects.get(),
        )
    assert find_judged_doubt(KEY).latest.own_value == str(OwnValue.objects.get().pk)


def test_a_doubt_on_a_whole_table_has_no_value_to_correct(cast):
    with pytest.raises(RuleError):
        correct_doubt(by=cast.coordinator, doubt=doubt(TABLE), territory=None, given=GIVEN)


def test_an_officer_elsewhere_corrects_nothing(place, cast):
    with pytest.raises(RuleError):
        correct_doubt(by=cast.officer, doubt=doubt(), territory=place, given=GIVEN)
    assert not OwnValue.objects.exists()


def test_the_product_itself_is_named_as_such(place):
    decide_doubt(by=None, doubt=doubt(), territory=place, kind=DecisionKind.EXPLAINED, reason="Import.")
    judged = find_judged_doubt(KEY)
    assert judged.state is DoubtState.EXPLAINED
    assert judged.latest.by.startswith("Autan")


def test_a_decision_is_never_written_again(place):
    kept = decide_doubt(by=None, doubt=doubt(), territory=place, kind=DecisionKind.ACCEPTED, reason="R")
    kept.reason = "S"
    with pytest.raises(RuleError):
        kept.save()
