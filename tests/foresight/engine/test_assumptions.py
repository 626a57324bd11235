"""Assumptions: bounds, own values, draws, and the documents that ship."""

from datetime import date

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import (
    Assumption,
    AssumptionSet,
    AssumptionValues,
    InvalidAssumptionError,
)
from autan.foresight.engine.importers.assumptions import read_assumptions, shipped_assumptions
from autan.ground.errors import ImportFileError, UnknownError
from autan.ground.wordings import Text

GAIN = Assumption(
    code="gain",
    label=Text("gain", "gain"),
    low=0.5,
    central=0.65,
    high=0.8,
    unit="ratio",
    source=Text("Anah 2024", "Anah 2024"),
    valid_from=date(2024, 1, 1),
)
DOCUMENT = """
edition: "2026"
assumptions:
  - code: gain
    label: {fr: "gain", en: "gain"}
    low: 0.5
    central: 0.65
    high: 0.8
    unit: ratio
    source: {fr: "Anah", en: "Anah"}
    valid_from: 2024-01-01
    by_year: {2030: 0.7, 2020: 0.6}
"""


def test_what_ships_is_within_its_bounds_sourced_and_dated():
    shipped = shipped_assumptions()
    assert len(shipped.by_code) > 10
    assert all(each.low <= each.central <= each.high and each.source.fr and each.source.en for each in shipped)
    assert shipped.version == shipped_assumptions().version


@pytest.mark.parametrize("value", [0.49, 0.81, float("nan")])
def test_a_value_out_of_its_bounds_is_refused(value):
    with pytest.raises(InvalidAssumptionError):
        GAIN.with_value(value, "diagnostic local")


def test_an_own_value_needs_a_reason_and_changes_the_version():
    assumption_set = AssumptionSet(by_code={"gain": GAIN})
    own = assumption_set.with_values({"gain": (0.6, "diagnostic local")})
    assert own.find("gain").reason == "diagnostic local"
    assert own.version != assumption_set.version
    with pytest.raises(InvalidAssumptionError):
        GAIN.with_value(0.6, " ")
    with pytest.raises(UnknownError, match="aucune hypothèse"):
        assumption_set.find("other")


def test_draws_follow_the_triangle_between_the_bounds():
    drawn = GAIN.drawn(np.linspace(0, 1, 10_001))
    assert drawn[0] == pytest.approx(0.5)
    assert drawn[-1] == pytest.approx(0.8)
    assert drawn.mean() == pytest.approx((0.5 + 0.65 + 0.8) / 3, abs=1e-4)
    assert np.all(np.diff(drawn) >= 0)


def test_a_certain_assumption_is_always_drawn_the_same():
    certain = AssumptionSet(by_code={"gain": GAIN}).find("gain").with_value(0.65, "mesuré")
    flat = Assumption(
        code="flat", label=certain.label, low=1, central=1, high=1, unit="", source=certain.source, valid_from=date.min
    )
    assert flat.drawn(np.array([0.1, 0.9])).tolist() == [1, 1]


def test_values_by_year_are_straight_between_years_and_flat_beyond():
    read = read_assumptions(DOCUMENT, "a.yaml").find("gain")
    assert read.in_years(np.array([2010, 2025, 2040])).tolist() == pytest.approx([0.6, 0.65, 0.7])
    assert GAIN.in_years(np.array([2010, 2040])).tolist() == [0.65, 0.65]


def test_a_draw_moves_every_year_in_proportion():
    read = read_assumptions(DOCUMENT, "a.yaml")
    central = read.find("gain").central
    values = AssumptionValues(assumptions=read, draws=2, drawn={"gain": np.array([central / 2, central * 1.1])})
    found = values.in_years("gain", np.array([2010, 2025, 2040]))
    assert found[0, 0].tolist() == pytest.approx([0.3, 0.325, 0.35])
    assert found[1, 0].tolist() == pytest.approx([0.66, 0.715, 0.77])


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("central: 0.65", "central: 0.9", "assumptions[0].central"),
        ("central: 0.65", "central: beaucoup", "assumptions[0].central"),
        ("unit: ratio", "note: {fr: a, en: b}", "assumptions[0]"),
        ("2030: 0.7", "bientôt: 0.7", "assumptions[0].by_year.bientôt"),
        ("valid_from: 2024-01-01", "valid_from: hier", "assumptions[0].valid_from"),
    ],
)
def test_a_bad_document_is_refused_at_its_place(before, after, column):
    with pytest.raises(ImportFileError) as caught:
        read_assumptions(DOCUMENT.replace(before, after), "a.yaml")
    assert column in [fault.column for fault in caught.value.faults]


def test_a_code_is_given_once():
    twice = DOCUMENT + DOCUMENT.partition("assumptions:\n")[2]
    with pytest.raises(ImportFileError) as caught:
        read_assumptions(twice, "a.yaml")
    assert caught.value.faults[0].column == "assumptions[1].code"
