"""Figures of a territory and of a network: the median, sums over one ground, what is told where something lacks."""

from collections.abc import Sequence
from datetime import date

import pytest

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.plans.indicators.core.addresses import IndicatorFigureAddress, ValueKey
from autan.plans.indicators.core.definitions import Nature
from autan.plans.indicators.core.figures import (
    HeldSeries,
    computed_figure,
    median_figure,
    network_figure,
    ratio_figure,
    trouble_figure,
    value_figure,
)
from autan.plans.indicators.core.findings import HealthFinding, Trouble
from autan.plans.indicators.core.formulas import parse_formula
from autan.plans.indicators.core.values import YearValue
from tests.plans.indicators.making import definition, series

HERE = "999000016"
FLOOR = ValueState.LOWER_BOUND


def figure_of(value: YearValue | None, *, code: str = "cycle_lanes", siren: str = HERE, **changes: object) -> Figure:
    measured = definition(code, **changes)
    values = {2020: value} if value else {}
    return value_figure(measured, siren, 2020, HeldSeries(slug="s", siren=siren, definition=measured, values=values))


def members(*numbers: float | None, code: str = "cycle_lanes", state: ValueState = ValueState.OBSERVED):
    """A figure a member, at 2020; an unknown one is missing."""
    return [
        figure_of(
            YearValue(year=2020, value=number, state=ValueState.MISSING if number is None else state),
            code=code,
            siren=f"99900001{rank}",
        )
        for rank, number in enumerate(numbers)
    ]


def test_a_value_has_its_address_its_unit_its_period_and_its_ground():
    figure = figure_of(YearValue(year=2020, value=12.5))
    assert (figure.id, figure.unit.code, figure.period.label) == (f"indicators.{HERE}.cycle_lanes.2020", "km", "2020")
    assert (figure.territories, figure.known, figure.total) == ((HERE,), 1, 1)
    assert figure.boundary == "indicator_cycle_lanes"


@pytest.mark.parametrize(
    ("value", "alerts"),
    [(0.0, 0), (100.0, 0), (-0.1, 1), (100.1, 1), (None, 0)],
)
def test_a_value_beyond_its_bounds_is_kept_and_flagged(value: float | None, alerts: int):
    state = ValueState.MISSING if value is None else ValueState.OBSERVED
    figure = figure_of(YearValue(year=2020, value=value, state=state), low=0.0, high=100.0)
    assert (figure.value, figure.alerts) == (value, alerts)


def test_a_zero_that_was_observed_is_a_zero_on_purpose():
    assert figure_of(YearValue(year=2020, value=0.0)).state is ValueState.CONFIRMED_ZERO
    assert figure_of(YearValue(year=2020, value=0.0, state=ValueState.ESTIMATED)).state is ValueState.ESTIMATED


def test_a_value_kept_secret_is_unknown_and_says_why():
    figure = figure_of(YearValue(year=2020, value=None, state=ValueState.CONFIDENTIAL))
    assert (figure.value, figure.state, figure.known) == (None, ValueState.CONFIDENTIAL, 0)
    assert [ref.key for ref in figure.evidence] == ["s/2020"]


def test_remarks_are_joined_in_their_order():
    value = YearValue(year=2020, value=3.0, on="2020-06-30", comment="provisoire")
    made = HeldSeries(slug="s", siren=HERE, definition=definition(), values={2020: value}, is_invented=True)
    note = value_figure(definition(), HERE, 2020, made).note
    assert note is not None
    said = ["Valeur inventée, pour essayer.", "Relevé : 30 juin 2020.", "provisoire"]
    assert note.fr.replace("\u00a0", " ") == " ".join(said)
    assert figure_of(YearValue(year=2020, value=3.0)).note is None


def test_a_sum_rests_on_its_members_and_counts_those_that_are_known():
    whole = network_figure(definition(), "essai", 2020, members(3.0, None, 4.0))
    assert (whole.value, whole.state, whole.known, whole.total) == (7.0, FLOOR, 2, 3)
    assert whole.id == "indicators.essai.cycle_lanes.2020"
    assert whole.territories == ("999000010", "999000011", "999000012")
    assert [figure.value for figure in whole.inputs] == [3.0, None, 4.0]
    assert whole.method.formula == Text("somme sur 2 collectivités", "sum over 2 authorities")


def test_a_sum_of_nobody_known_is_unknown_and_of_nil_is_nil():
    unknown = network_figure(definition(), "essai", 2020, members(None, None))
    assert (unknown.value, unknown.known, unknown.total) == (None, 0, 2)
    assert not unknown.is_known
    nil = network_figure(definition(), "essai", 2020, members(0.0, 0.0))
    assert (nil.value, nil.known) == (0.0, 2)
    nobody = network_figure(definition(), "essai", 2020, [])
    assert (nobody.value, nobody.total) == (None, 0)


def test_a_sum_is_as_well_known_as_the_worst_of_its_parts():
    mixed = [*members(3.0), *members(4.0, state=ValueState.MODELLED)]
    assert network_figure(definition(), "essai", 2020, mixed).state is ValueState.MODELLED
    floors = [*members(3.0), *members(4.0, state=FLOOR)]
    assert network_figure(definition(), "essai", 2020, floors).state is FLOOR


@pytest.mark.parametrize("nature", [Nature.INTENSIVE, Nature.QUALITATIVE])
def test_what_does_not_add_up_has_no_sum_and_says_so(nature: Nature):
    ratio = definition(unit="pct", nature=nature)
    whole = network_figure(ratio, "essai", 2020, members(3.0, 4.0))
    assert (whole.value, whole.known) == (None, 2)
    assert whole.note is not None
    assert whole.note.fr.startswith("Ne s’additionne pas")


@pytest.mark.parametrize(
    ("numbers", "median"),
    [
        ((1.0, 9.0, 5.0), 5.0),
        ((1.0, 9.0, 5.0, 7.0), 6.0),
        ((1.0, 9.0, 5.0, None), 5.0),
        ((1.0, 9.0), None),
        ((1.0, 9.0, None), None),
        ((), None),
        ((0.0, 0.0, 0.0), 0.0),
    ],
)
def test_a_median_needs_three_members_that_are_known(numbers: Sequence[float | None], median: float | None):
    figure = median_figure(definition(), "essai", 2020, members(*numbers))
    assert figure.value == median
    assert figure.is_known is (median is not None)
    assert figure.known == (0 if median is None else sum(number is not None for number in numbers))
    assert figure.total == len(numbers)


def test_a_median_is_told_apart_from_the_total_of_the_same_name():
    figure = median_figure(definition(), "essai", 2020, members(1.0, 2.0, 3.0))
    assert figure.id == "indicators.essai.median-cycle_lanes.2020"
    assert figure.boundary == "indicator_cycle_lanes_median"
    assert figure.label.fr.endswith("médiane des membres")
    assert "3" in figure.method.formula.fr


def test_a_median_of_floors_is_a_floor_and_a_ratio_has_one():
    assert median_figure(definition(), "essai", 2020, members(1.0, 2.0, 3.0, state=FLOOR)).state is FLOOR
    ratio = definition(unit="pct", nature=Nature.INTENSIVE)
    assert median_figure(ratio, "essai", 2020, members(1.0, 2.0, 3.0)).value == 2.0


def test_a_member_known_between_two_ends_alone_is_not_in_a_median():
    known = members(1.0, 2.0, 3.0)
    between = computed_figure(
        definition(), parse_formula("min(a, b)"), "999000015", 2020,
        [*members(8.0, code="a", state=FLOOR), *members(9.0, code="b")],
    )  # fmt: skip
    assert (between.value, between.low, between.high) == (None, 8.0, 9.0)
    median = median_figure(definition(), "essai", 2020, [*known, between])
    assert (median.value, median.known, median.total) == (2.0, 3, 4)
    assert median_figure(definition(), "essai", 2020, [*known[:2], between]).value is None


def computed(formula: str, *inputs: Figure, **changes: object) -> Figure:
    return computed_figure(
        definition("total", formula=formula, **changes), parse_formula(formula), HERE, 2020, list(inputs)
    )


def test_a_computed_figure_rests_on_its_inputs_and_tells_its_formula():
    figure = computed("a + b", *members(3.0, code="a"), *members(4.0, code="b"))
    assert (figure.value, figure.known, figure.total) == (7.0, 1, 1)
    assert figure.method.formula == Text("a + b", "a + b")
    assert [given.id for given in figure.inputs] == ["indicators.999000010.a.2020", "indicators.999000010.b.2020"]
    assert figure.territories == ("999000010",)


def test_a_computed_figure_is_no_better_covered_than_its_worst_input():
    wide = network_figure(definition("a"), "essai", 2020, members(1.0, 1.0, 1.0, 1.0, code="a"))
    narrow = network_figure(definition("b"), "essai", 2020, members(1.0, None, None, None, code="b"))
    figure = computed("a + b", wide, narrow)
    assert (figure.known, figure.total, figure.state) == (1, 4, FLOOR)


def test_a_computed_figure_without_a_needed_input_names_it():
    figure = computed("a / b", *members(3.0, code="a"), *members(None, code="b"))
    assert (figure.value, figure.known, figure.note) == (None, 0, Text("Manque : b.", "Missing: b."))
    both = computed("a / b", *members(None, code="a"), *members(None, code="b"))
    assert both.note == Text("Manque : a, b.", "Missing: a, b.")


def test_a_computed_figure_that_divides_by_nil_says_so():
    figure = computed("a / b", *members(3.0, code="a"), *members(0.0, code="b"))
    assert figure.value is None
    assert figure.note is not None
    assert "nulle" in figure.note.fr


def test_a_difference_of_floors_is_not_established_and_says_so():
    figure = computed("a - b", *members(3.0, code="a", state=FLOOR), *members(1.0, code="b", state=FLOOR))
    assert (figure.value, figure.state) == (None, ValueState.NOT_ESTABLISHED)
    assert figure.note is not None


def share(*columns: tuple[str, Sequence[float | None]]) -> Figure:
    ratio = definition("share", unit="pct", nature=Nature.INTENSIVE, formula="part / whole * 100")
    terms = {name: (definition(name), members(*numbers, code=name)) for name, numbers in columns}
    return ratio_figure(ratio, parse_formula(ratio.formula), "essai", 2020, terms)


@pytest.mark.parametrize(
    ("part", "whole", "value", "known"),
    [
        ((1.0, 1.0), (2.0, 8.0), 20.0, 2),
        ((1.0, None), (2.0, 8.0), 50.0, 1),
        ((1.0, 1.0), (None, 8.0), 12.5, 1),
        ((1.0, None), (None, 8.0), None, 0),
        ((0.0, 0.0), (2.0, 8.0), 0.0, 2),
        ((1.0, 1.0), (0.0, 0.0), None, 2),
    ],
)
def test_a_ratio_is_that_of_sums_over_the_members_that_give_every_term(
    part: Sequence[float | None], whole: Sequence[float | None], value: float | None, known: int
):
    figure = share(("part", part), ("whole", whole))
    assert (figure.value, figure.known, figure.total) == (value, known, 2)
    note = figure.note.fr if figure.note else ""
    assert note.startswith("Sommes sur les") is (known == 1)


def finding(siren: str, code: str = "stale", subject: str = "s") -> HealthFinding:
    return HealthFinding(code=code, subject=subject, siren=siren, evidence=Text("vu", "seen"))


def test_a_trouble_is_counted_once_a_member():
    findings = [finding("1", subject="a"), finding("1", subject="b"), finding("2", "no_owner"), finding("3")]
    late = trouble_figure("essai", "2026-11-26", Trouble.STALE, findings, ["1", "2", "3", "4"])
    assert (late.value, late.known, late.total, late.state) == (2, 4, 4, ValueState.OBSERVED)
    assert [ref.key for ref in late.evidence] == ["a", "b", "s"]
    assert late.id == "indicators.essai.health-stale.2026-11-26"
    unowned = trouble_figure("essai", "2026-11-26", Trouble.UNOWNED, findings, ["1", "2", "3", "4"])
    assert (unowned.value, [ref.key for ref in unowned.evidence]) == (1, ["s"])


def test_no_trouble_among_those_that_follow_is_none_and_among_nobody_is_unknown():
    nothing = trouble_figure("essai", "2026-11-26", Trouble.UNFIT, [finding("1")], ["1"])
    assert (nothing.value, nothing.state, nothing.evidence) == (0, ValueState.OBSERVED, ())
    nobody = trouble_figure("essai", "2026-11-26", Trouble.UNFIT, [], [])
    assert (nobody.value, nobody.is_known) == (None, False)


def test_the_evidence_of_a_trouble_is_cut_at_two_hundred():
    many = [finding(str(rank), subject=f"i{rank}") for rank in range(201)]
    figure = trouble_figure("essai", "2026-11-26", Trouble.STALE, many, [str(rank) for rank in range(201)])
    assert (figure.value, len(figure.evidence), figure.evidence[-1].key) == (201, 200, "i199")


def test_the_key_of_a_value_is_read_back():
    key = ValueKey(slug="999000016-ghg_total", year="2023")
    assert (str(key), ValueKey.parse(str(key))) == ("999000016-ghg_total/2023", key)
    assert ValueKey.parse("sans-annee") == ValueKey(slug="sans-annee", year="")
    address = IndicatorFigureAddress(place="essai", code="health-stale", year=date(2026, 1, 2).isoformat())
    assert str(address) == "indicators.essai.health-stale.2026-01-02"


def test_series_that_hold_nothing_of_a_year_give_no_evidence():
    held = HeldSeries(slug="s", siren=HERE, definition=definition(), values={v.year: v for v in series(3.0)})
    absent = value_figure(definition(), HERE, 2016, held)
    assert (absent.value, absent.state, absent.evidence, absent.alerts) == (None, ValueState.MISSING, (), 0)
