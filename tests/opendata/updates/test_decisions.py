"""What may be decided on an alert, and by whom, whatever the door: the action itself refuses the rest."""

import pytest

from autan.ground.errors import RuleError, UnknownError
from autan.opendata.data_quality.core.alerts import AlertState, DecisionKind
from autan.opendata.data_quality.queries import find_alerts
from autan.opendata.observatory.models import AlertDecision, OwnValue
from autan.opendata.observatory.queries.reviewed_alerts import find_reviewed_alert, review_alerts
from autan.opendata.updates.actions.alerts import correct_alert, decide_alert
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.territories.networks.models import Territory

KEY = "one_site_dominates:ore-communes:31483:gas_total:2024"
TABLE = "same_population:registre-epci::population:2026"
GIVEN = GivenValue(
    measure="gas_total", date="2024", value=5.0, unit="GWh_unstated", reason="R", document="D", is_used=True
)


@pytest.fixture
def place(cast):
    return Territory.objects.get(siren="200072643")


def alert(key=KEY):
    return find_reviewed_alert(key).alert


def test_every_alert_has_a_name_of_its_own(shipped):
    keys = [alert_row.key for alert_row in find_alerts()]
    assert len(keys) == len(set(keys))
    assert all(len(key) <= AlertDecision._meta.get_field("key").max_length for key in keys)


def test_alerts_are_judged_in_order_whatever_their_number(shipped):
    alerts = find_alerts()
    assert [reviewed.alert for reviewed in review_alerts(alerts)] == list(alerts)
    assert {reviewed.state for reviewed in review_alerts(alerts)} == {AlertState.OPEN}
    with pytest.raises(UnknownError, match="aucune règle ne lève"):
        find_reviewed_alert("nothing")


def test_a_reason_is_wanted(place):
    with pytest.raises(RuleError):
        decide_alert(by=None, alert=alert(), territory=place, kind=DecisionKind.ACCEPTED, reason=" ")


def test_a_correction_goes_with_a_value_and_nothing_else_does(place, cast):
    with pytest.raises(RuleError):
        decide_alert(by=None, alert=alert(), territory=place, kind=DecisionKind.CORRECTED, reason="R")
    correct_alert(by=cast.coordinator, alert=alert(), territory=place, value=GIVEN)
    with pytest.raises(RuleError):
        decide_alert(
            by=None,
            alert=alert(),
            territory=place,
            kind=DecisionKind.ACCEPTED,
            reason="R",
            own_value=OwnValue.objects.get(),
        )
    assert find_reviewed_alert(KEY).latest.own_value == str(OwnValue.objects.get().pk)


def test_a_alert_on_a_whole_table_has_no_value_to_correct(cast):
    with pytest.raises(RuleError):
        correct_alert(by=cast.coordinator, alert=alert(TABLE), territory=None, value=GIVEN)


def test_an_officer_elsewhere_corrects_nothing(place, cast):
    with pytest.raises(RuleError):
        correct_alert(by=cast.officer, alert=alert(), territory=place, value=GIVEN)
    assert not OwnValue.objects.exists()


def test_the_product_itself_is_named_as_such(place):
    decide_alert(by=None, alert=alert(), territory=place, kind=DecisionKind.EXPLAINED, reason="Import.")
    reviewed = find_reviewed_alert(KEY)
    assert reviewed.state is AlertState.EXPLAINED
    assert reviewed.latest.by.startswith("Autan")


def test_a_decision_is_never_written_again(place):
    kept = decide_alert(by=None, alert=alert(), territory=place, kind=DecisionKind.ACCEPTED, reason="R")
    kept.reason = "S"
    with pytest.raises(RuleError):
        kept.save()
