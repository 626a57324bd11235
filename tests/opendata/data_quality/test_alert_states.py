"""Where an alert stands after what people decided, and its name from one edition to the next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from autan.ground.wordings import Text
from autan.opendata.data_quality.core.alerts import (
    AlertState,
    Decision,
    DecisionKind,
    QualityAlert,
    ReviewedAlert,
)

ALERT = QualityAlert(
    rule="young_plant",
    source="odre-register",
    place="12090",
    measure="production_hydro",
    value=Text("12 MWh", "12 MWh"),
    expected=Text("un site plus ancien", "an older site"),
)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def decided(kind: DecisionKind, *, found: str = "12 MWh", hours: int = 0) -> Decision:
    at = NOON + timedelta(hours=hours)
    return Decision(kind=kind, reason="Vu", found=Text(found, found), by="Ada", at=at)


def test_an_alert_that_nobody_decided_is_open() -> None:
    reviewed = ReviewedAlert(alert=ALERT)
    assert (reviewed.state, reviewed.latest) == (AlertState.OPEN, None)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (DecisionKind.ACCEPTED, AlertState.ACCEPTED),
        (DecisionKind.EXPLAINED, AlertState.EXPLAINED),
        (DecisionKind.CORRECTED, AlertState.CORRECTED),
        (DecisionKind.REOPENED, AlertState.OPEN),
    ],
)
def test_a_decision_on_the_value_of_today_counts(kind: DecisionKind, state: AlertState) -> None:
    assert ReviewedAlert(alert=ALERT, decisions=(decided(kind),)).state is state


@pytest.mark.parametrize("kind", [DecisionKind.ACCEPTED, DecisionKind.EXPLAINED, DecisionKind.CORRECTED])
def test_a_decision_on_another_value_is_of_before(kind: DecisionKind) -> None:
    assert ReviewedAlert(alert=ALERT, decisions=(decided(kind, found="11 MWh"),)).state is AlertState.EARLIER


def test_what_is_reopened_is_open_whatever_its_value_was() -> None:
    decisions = (decided(DecisionKind.ACCEPTED), decided(DecisionKind.REOPENED, found="11 MWh", hours=1))
    assert ReviewedAlert(alert=ALERT, decisions=decisions).state is AlertState.OPEN


def test_the_last_decision_counts() -> None:
    first, last = decided(DecisionKind.ACCEPTED, found="11 MWh"), decided(DecisionKind.EXPLAINED, hours=1)
    reviewed = ReviewedAlert(alert=ALERT, decisions=(first, last))
    assert (reviewed.latest, reviewed.state) == (last, AlertState.EXPLAINED)


def test_an_alert_keeps_its_name_whatever_its_value_and_has_another_of_another_year_or_filing() -> None:
    assert ALERT.key == "young_plant:odre-register:12090:production_hydro"
    assert replace(ALERT, value=Text("13 MWh", "13 MWh"), expected=Text("", "")).key == ALERT.key
    others = [replace(ALERT, year="2024"), replace(ALERT, detail="filing-3"), replace(ALERT, place="12091")]
    assert len({ALERT.key, *(other.key for other in others)}) == 4
    assert replace(ALERT, detail="filing-3").key == f"{ALERT.key}::filing-3"
