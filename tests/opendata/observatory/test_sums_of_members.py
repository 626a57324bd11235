"""Sums of the parts of a place and of the members of a network: dates, gaps that are none, floors, who comes first."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.figures import OWN_VALUE
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import RatioMeasure
from autan.opendata.observatory.core.ratios import (
    Lead,
    is_of_one_year,
    known_measures,
    lead_of,
    network_ratio,
    place_ratio,
    summed_measure,
    within_whole,
)
from autan.opendata.observatory.core.sums import (
    add,
    has_rows,
    network_sum,
    of_one_period,
    place_sum,
    with_own,
    worst_covered,
)
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.figures import a_figure, a_floor, a_range

CARDS = shipped_cards()
HOMES, TOTAL = MEASURES["electricity_residential"], MEASURES["electricity_total"]
BILL = MEASURES["bill_homes"]


def of_member(rank: int, value: float | None = None, **changes):
    """A figure of one member of a network."""
    code, date = changes.get("code", HOMES.code), changes.get("date", "2024")
    siren = f"20000000{rank}"
    return a_figure(value, **{"id": f"observatory.{siren}.{code}.{date}", "territories": (siren,), **changes})


def summed(*members, measure=HOMES):
    return network_sum(measure, [{measure.code: figure} if figure else {} for figure in members], "n", CARDS)


def test_only_a_figure_of_no_row_at_all_has_none():
    assert has_rows(a_figure(None))
    assert not has_rows(a_figure(None, total=0))


def test_a_sum_is_at_the_address_of_its_place_and_shows_no_noise():
    added = add([of_member(1, 0.1), of_member(2, 0.2)], HOMES, "n", "own")
    assert (added.id, added.value) == (f"observatory.n.{HOMES.code}.2024.own", 0.3)
    assert add([of_member(1, 1.0), of_member(2, 2.0)], HOMES, "n").value == 3
    assert add([of_member(1, 1.23456), of_member(2, 1.0)], HOMES, "n").value == 2.235


def test_euros_are_added_to_the_euro():
    bills = [of_member(rank, 0.1234567, unit="MEUR", code=BILL.code) for rank in (1, 2)]
    assert add(bills, BILL, "n").value == 0.246913


def test_the_least_covered_part_tells_what_a_sum_covers():
    half, all_of_it = a_figure(1.0, known=1, total=2), a_figure(1.0)
    assert worst_covered([all_of_it, half]) is half
    none = a_figure(None, total=0)
    assert worst_covered([half, none]) is none


def test_a_sum_says_how_many_values_of_authorities_entered_it():
    own = a_figure(1.0, evidence=(EvidenceRef(kind=OWN_VALUE, key="1"),))
    figure = replace(a_figure(2.0), inputs=(own, a_figure(1.0)), note=Text("Dit.", "Said."))
    assert with_own(figure).note.fr.endswith("Dit.")
    assert with_own(figure).note.fr != "Dit."
    assert with_own(replace(figure, inputs=(a_figure(1.0),))).note.fr == "Dit."


def test_the_parts_of_a_place_that_have_rows_are_added():
    parts = dict.fromkeys(BILL.parts)
    figures = {code: a_figure(2.0, code=code, unit="MEUR", note=Text("Prix.", "Price.")) for code in parts}
    first = BILL.parts[0]
    whole = place_sum(BILL, figures, {}, "p")
    assert whole.value == 2 * len(BILL.parts)
    assert whole.note.fr == "Prix."
    alone = place_sum(BILL, {first: figures[first]}, {}, "p")
    assert alone.value == 2
    without = {
        code: replace(figure, total=0, known=0, value=None, state=ValueState.MISSING)
        for code, figure in figures.items()
    }
    assert place_sum(BILL, without, {}, "p") is None
    assert place_sum(BILL, {}, {}, "p") is None


def test_nothing_is_priced_without_a_price_or_a_quantity_that_has_rows():
    priced = MEASURES["bill_homes_electricity"]
    assert place_sum(priced, {"electricity_residential": a_figure(5.0)}, {}, "p") is None
    assert place_sum(priced, {}, {}, "p") is None


def test_members_of_one_date_are_added_as_they_are():
    members = [of_member(1, 3.0), of_member(2, 4.0)]
    assert of_one_period(members) == members
    assert summed(*members).value == 7


def test_the_date_of_most_members_is_added_and_the_latest_of_those_as_common():
    old, new, newer = of_member(1, 1.0, date="2022"), of_member(2, 2.0), of_member(3, 4.0)
    aligned = of_one_period([old, new, newer])
    assert [figure.value for figure in aligned] == [None, 2, 4]
    assert aligned[0].id.endswith(".2024")
    assert aligned[0].period == new.period
    assert "2022" in aligned[0].note.fr
    assert [figure.value for figure in of_one_period([old, new])] == [None, 2]
    assert [figure.value for figure in of_one_period([new, old])] == [2, None]
    assert [figure.value for figure in of_one_period([old, replace(old, id=newer.id), new])] == [1, 1, None]


def test_a_member_of_another_date_makes_the_sum_a_floor_that_says_so():
    figure = summed(of_member(1, 1.0, date="2022"), of_member(2, 2.0), of_member(3, 4.0))
    assert (figure.value, figure.state) == (6, ValueState.LOWER_BOUND)
    assert figure.note is not None


def test_a_member_without_a_row_makes_the_sum_a_floor_counted_in_members():
    figure = summed(of_member(1, 2.0), of_member(2, 4.0), None)
    assert (figure.value, figure.state, figure.known, figure.total) == (6, ValueState.LOWER_BOUND, 2, 3)
    assert figure.part.fr == "collectivités"
    assert summed(None, None) is None


def test_an_unknown_member_stays_unknown_beside_one_without_a_row():
    figure = summed(of_member(1, None), of_member(2, 4.0), None)
    assert (figure.known, figure.total) == (1, 3)
    nothing = summed(of_member(1, None), None)
    assert nothing.value is None


def test_a_signed_sum_that_lacks_a_member_is_not_established():
    flux = MEASURES["carbon_flux_forest"]
    members = [of_member(1, -5.0, code=flux.code, unit="tCO2e"), None]
    figure = summed(*members, measure=flux)
    assert (figure.value, figure.state) == (None, ValueState.NOT_ESTABLISHED)
    assert figure.indication == -5


def test_a_member_whose_source_publishes_others_has_none_and_is_no_gap():
    wind = MEASURES["production_wind"]
    solar = {"production_solar_pv": of_member(2, 1.0, code="production_solar_pv")}
    members = [{wind.code: of_member(1, 5.0, code=wind.code)}, solar]
    assert network_sum(wind, members, "n", CARDS).state is ValueState.OBSERVED
    beside = network_sum(wind, [members[0], {}], "n", CARDS)
    assert beside.state is ValueState.LOWER_BOUND


def test_emissions_of_a_network_bear_the_limits_of_their_inventory():
    total = MEASURES["ghg_total"]
    figure = summed(of_member(1, 5.0, code=total.code, unit="tCO2e"), measure=total)
    assert CARDS["igt-ghg"].limits.fr in figure.note.fr
    assert summed(of_member(1, 5.0)).note is None


def test_reservations_of_members_are_counted():
    noted = of_member(1, 5.0, note=Text("a", "a"))
    assert summed(noted, of_member(2, 1.0)).note is not None
    gas = MEASURES["gas_residential"]
    unstated = summed(of_member(1, 5.0, code=gas.code, unit="MWh_unstated"), measure=gas)
    assert "PCI ou en PCS" in unstated.note.fr


@pytest.mark.parametrize(
    ("parts", "unknown", "lead"),
    [
        ([a_figure(5.0), a_figure(3.0)], 0, Lead.OF_ALL),
        ([a_figure(5.0)], 0, Lead.OF_ALL),
        ([a_figure(5.0), a_figure(3.0)], 1, Lead.OF_KNOWN),
        ([a_figure(5.0), a_floor(3.0)], 0, Lead.UNSURE),
        ([a_floor(5.0), a_figure(3.0)], 0, Lead.OF_ALL),
        ([a_floor(5.0), a_figure(3.0)], 2, Lead.OF_KNOWN),
        ([a_range(2.0, 5.0), a_figure(3.0)], 0, Lead.UNSURE),
    ],
)
def test_a_part_comes_first_only_where_no_other_may_pass_it(parts, unknown, lead):
    assert lead_of(parts, None, unknown=unknown) is lead


def test_the_whole_bounds_what_is_not_known_of_its_parts():
    parts = [a_figure(6.0), a_floor(3.0)]
    assert lead_of(parts, a_figure(10.0), unknown=0) is Lead.OF_ALL
    assert lead_of(parts, a_figure(20.0), unknown=0) is Lead.UNSURE
    assert lead_of([a_figure(6.0), a_figure(3.0)], a_figure(10.0), unknown=1) is Lead.OF_ALL
    assert lead_of(parts, a_figure(0.01, unit="GWh"), unknown=0) is Lead.OF_ALL


@pytest.mark.parametrize(
    ("whole", "highs"),
    [
        (None, [float("inf"), 4]),
        (Interval(10, 10), [6, 4]),
        (Interval(10), [float("inf"), 4]),
        (Interval(5, 5), [float("inf"), 4]),
    ],
)
def test_parts_have_what_the_others_leave_of_a_whole_that_holds_them(whole, highs):
    assert [part.high for part in within_whole([Interval(3), Interval(4, 4)], whole)] == highs


def test_parts_that_pass_their_whole_by_a_rounding_are_still_its_own():
    parts = within_whole([Interval(6.0), Interval(4.005, 4.005)], Interval(10, 10))
    assert [part.high for part in parts] == [6, 4.005]


RATIO = MEASURES["ghg_per_inhabitant"]


def terms(rank: int, above: float | None, below: float | None, *, year: str = "2021"):
    numerator = of_member(rank, above, code=RATIO.numerator, unit="tCO2e", date="2016")
    return numerator, of_member(rank, below, code=RATIO.denominator, unit="inhabitants", date=year)


def ratio_of(rank: int, above: float | None, below: float | None, *, year: str = "2021"):
    pair = terms(rank, above, below, year=year)
    figure = place_ratio(RATIO, pair, f"20000000{rank}", {}, lambda _ratio: {})
    return {RATIO.code: figure, RATIO.numerator: pair[0], RATIO.denominator: pair[1]}


def divided(*members):
    figures = {code: network_sum(MEASURES[code], members, "n", CARDS) for code in (RATIO.numerator, RATIO.denominator)}
    return network_ratio(RATIO, figures, members, "n", CARDS)


def test_a_ratio_of_a_place_divides_its_two_terms_where_both_exist():
    figure = ratio_of(1, 100.0, 40.0)[RATIO.code]
    assert (figure.value, figure.id) == (2.5, f"observatory.200000001.{RATIO.code}.2016")
    above, below = terms(1, 100.0, 40.0)
    assert place_ratio(RATIO, (above, None), "p", {}, lambda _ratio: {}) is None
    assert place_ratio(RATIO, (None, below), "p", {}, lambda _ratio: {}) is None
    elsewhere = replace(below, territories=("x",))
    assert place_ratio(RATIO, (above, elsewhere), "p", {}, lambda _ratio: {}) is None


def test_a_ratio_of_a_network_is_of_sums_and_needs_both():
    assert divided(ratio_of(1, 100.0, 10.0), ratio_of(2, 100.0, 40.0)).value == 4
    assert network_ratio(RATIO, {}, [ratio_of(1, 100.0, 10.0)], "n", CARDS) is None


def test_a_ratio_of_members_of_which_one_lacks_a_term_is_made_of_the_others():
    figure = divided(ratio_of(1, 100.0, 10.0), ratio_of(2, 100.0, None))
    assert figure.value == 10
    assert figure.state is ValueState.ESTIMATED
    assert (figure.known, figure.total) == (2, 4)


def test_members_are_divided_by_quantities_of_one_year():
    members = [ratio_of(1, 100.0, 10.0), ratio_of(2, 100.0, 40.0), ratio_of(3, 50.0, 50.0, year="2015")]
    assert is_of_one_year(RATIO, members[:2])
    assert not is_of_one_year(RATIO, members)
    assert is_of_one_year(RATIO, [])
    assert divided(*members).value == 4


def test_a_ratio_is_never_added():
    assert summed_measure("ghg_total") is MEASURES["ghg_total"]
    ratio = next(measure for measure in MEASURES.values() if isinstance(measure, RatioMeasure))
    with pytest.raises(TypeError, match="ratios are not added"):
        summed_measure(ratio.code)


def test_the_first_measure_of_a_line_that_is_known_is_told_and_else_the_one_that_is_wanted():
    figures = {"b": a_figure(1.0), "c": a_figure(None), "d": a_range(1.0, 2.0)}
    assert known_measures(figures, [("a", "b"), ("c", "d"), ("c", "a"), ("a",)]) == ["b", "d", "c", "a"]
