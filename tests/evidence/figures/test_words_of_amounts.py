"""Every case of an amount: what is known of it, in which words, in which columns, and which address it has."""

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest

from autan.evidence.figures.core.addresses import FactAddress, FactCountAddress, FigureAddress, RoomAddress, SourceKey
from autan.evidence.figures.core.amounts import Amount, amount_within, as_given, unknown_amount
from autan.evidence.figures.core.arithmetic import add_figures, divide_figures, range_of_figures
from autan.evidence.figures.core.figures import (
    OWN_CHOICE,
    OWN_VALUE,
    Figure,
    Method,
    count_alerts,
    count_own,
    end_intervals,
    other_periods,
)
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval
from autan.evidence.figures.core.numbers import axis_number, figure_numbers, file_numbers, has_some
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.core.wording import (
    Side,
    bounded_words,
    counts_no_case,
    end_words,
    interval_words,
    is_narrow,
    round_to_side,
    spell_bounds,
)
from autan.ground.wordings import Text
from tests.evidence.figures.making import LABEL, make_figure

OBSERVED, FLOOR, MODELLED = ValueState.OBSERVED, ValueState.LOWER_BOUND, ValueState.MODELLED
OWN = EvidenceRef(kind=OWN_VALUE, key="1")


def write(value: float, side: Side) -> str:
    return f"{round_to_side(value, 0, side):.0f}"


def floor(value: float, **fields: object) -> Figure:
    return make_figure(value, state=FLOOR, **fields)


def between(low: float | None, high: float, **fields: object) -> Figure:
    return make_figure(None, low=low, high=high, known=1, state=OBSERVED, **fields)


def spread(*figures: Figure) -> Figure:
    return range_of_figures(figures, figure_id="tests.spread", label=LABEL)


@pytest.mark.parametrize(
    ("figure", "fr", "en"),
    [
        (make_figure(12), "12", "12"),
        (make_figure(12, is_rough=True), "≈\u00a012", "≈\u00a012"),
        (floor(12.9), "≥\u00a012", "≥\u00a012"),
        (floor(0, unit="territories"), "aucun cas connu", "no known case"),
        (floor(0), "≥\u00a00", "≥\u00a00"),
        (make_figure(0, unit="territories"), "0", "0"),
        (make_figure(None), "manquant", None),
        (between(None, 12.1), "≤\u00a013", "≤\u00a013"),
        (between(3, 5), "3 à 5", "3 to 5"),
        (between(3, 3), "3", "3"),
        (between(1000, 1009), "≈\u00a01004", "≈\u00a01004"),
        (between(1000, 1010), "1000 à 1010", "1000 to 1010"),
        (between(0, 0.001), "0 à 1", "0 to 1"),
        (spread(make_figure(3), make_figure(5)), "3 à 5", "3 to 5"),
        (spread(make_figure(1000), make_figure(1001)), "1000 à 1001", "1000 to 1001"),
        (spread(floor(3), make_figure(5)), "≥\u00a03 à ≥\u00a05", "≥\u00a03 to ≥\u00a05"),
    ],
)
def test_an_amount_is_said_as_far_as_it_is_known(figure: Figure, fr: str, en: str | None) -> None:
    assert bounded_words(figure, write, "fr") == (figure.state.label.fr if fr == "manquant" else fr)
    assert bounded_words(figure, write, "en") == (en or figure.state.label.en)


def test_a_narrow_range_reads_as_one_number_and_a_spread_never_does() -> None:
    assert is_narrow(between(1000, 1009))
    assert is_narrow(between(0.5, 0.504))
    narrow = spread(make_figure(1000), make_figure(1001))
    for wide in (between(1000, 1010), between(3, 3), between(None, 5), between(0, 0), make_figure(5), narrow):
        assert not is_narrow(wide), wide
    assert not is_narrow(between(2020, 2021, unit="year"))


@pytest.mark.parametrize(
    ("value", "decimals", "side", "rounded"),
    [
        (2.5, 0, Side.NEAREST, 2.5),
        (2.99, 0, Side.DOWN, 2.0),
        (2.01, 0, Side.UP, 3.0),
        (2.0, 0, Side.UP, 2.0),
        (-2.01, 0, Side.DOWN, -3.0),
        (0.3, 1, Side.DOWN, 0.3),
        (0.29, 2, Side.UP, 0.29),
        (1.0000001, 0, Side.UP, 1.0),
        (1.000001, 0, Side.UP, 2.0),
    ],
)
def test_a_floor_goes_down_and_a_ceiling_up_but_for_noise(
    value: float, decimals: int, side: Side, rounded: float
) -> None:
    assert round_to_side(value, decimals, side) == rounded


def test_signs_are_spelled_in_a_sentence() -> None:
    assert spell_bounds("≥\u00a03 à ≥\u00a05", "fr") == "au moins 3 à au moins 5"
    assert spell_bounds("≤\u00a03", "en") == "at most 3"
    assert spell_bounds("≈\u00a03", "fr") == "environ 3"
    assert spell_bounds("3", "fr") == "3"


def test_an_interval_says_nothing_where_it_may_be_anything() -> None:
    within = Interval(0, 100)
    cases = {Interval(-5, 200): "", Interval(99.5, 100): "≥\u00a099", Interval(0, 0.5): "≤\u00a01"}
    cases |= {Interval(0.5, 99.5): "0 à 100", Interval(3.2, 3.4): "3 à 4", Interval(4, 4): "4"}
    for interval, words in cases.items():
        assert interval_words(interval, within, write, "fr") == words, interval
    assert interval_words(Interval(3, 5), within, write, "en") == "3 to 5"


@pytest.mark.parametrize(
    ("interval", "more", "amount"),
    [
        (Interval(5, 5), {}, Amount(5, None, None, OBSERVED)),
        (Interval(5), {}, Amount(5, None, None, FLOOR)),
        (Interval(5, 7), {}, Amount(None, 5, 7, OBSERVED)),
        (Interval(0, 7), {"within": NON_NEGATIVE}, Amount(None, None, 7, OBSERVED)),
        (Interval(-3, 7), {"within": NON_NEGATIVE}, Amount(None, None, 7, OBSERVED)),
        (Interval(0, 7), {}, Amount(None, 0, 7, OBSERVED)),
        (Interval(high=7), {}, Amount(None, None, 7, OBSERVED)),
        (Interval(), {}, Amount(None, None, None, ValueState.NOT_ESTABLISHED)),
        (Interval(), {"indication": 3}, Amount(None, None, None, ValueState.NOT_ESTABLISHED, 3)),
        (Interval(0), {"within": NON_NEGATIVE}, Amount(None, None, None, ValueState.NOT_ESTABLISHED)),
        (Interval(5.4, 7.6), {"rounding": round}, Amount(None, 5, 8, OBSERVED)),
        (Interval(5.4, 5.4), {"rounding": round}, Amount(5, None, None, OBSERVED)),
    ],
)
def test_an_interval_gives_a_number_a_bound_a_range_or_nothing(
    interval: Interval, more: dict[str, object], amount: Amount
) -> None:
    assert amount_within(interval, [OBSERVED], **more) == amount


def test_the_state_of_an_amount_is_the_worst_that_entered_but_for_floors() -> None:
    assert amount_within(Interval(5, 5), [FLOOR, OBSERVED]).state is OBSERVED
    assert amount_within(Interval(5, 5), [FLOOR]).state is OBSERVED
    assert amount_within(Interval(5, 5), [OBSERVED, MODELLED]).state is MODELLED
    assert unknown_amount() == Amount(None, None, None, ValueState.MISSING)
    assert [as_given(number) for number in (3.0, 3.5)] == [3, 3.5]
    assert isinstance(as_given(3.0), int)


@pytest.mark.parametrize(
    ("figure", "columns", "axis"),
    [
        (make_figure(7), (7, None, None), 7),
        (floor(7), (7, 7, None), 7),
        (between(3, 5), (None, 3, 5), 3),
        (between(None, 5), (None, None, 5), 5),
        (make_figure(None), (None, None, None), None),
        (make_figure(0), (0, None, None), 0),
    ],
)
def test_a_file_an_axis_and_an_order_take_the_number_with_its_bounds(
    figure: Figure, columns: tuple[float | None, ...], axis: float | None
) -> None:
    assert file_numbers(figure) == columns
    assert axis_number(figure) == axis
    assert has_some(figure) is bool(axis)
    assert figure_numbers(dict(zip(("value", "low", "high"), columns, strict=True))) == (
        columns if columns[2] is not None else (columns[0], None, None)
    )


def test_an_axis_is_in_its_unit() -> None:
    assert axis_number(make_figure(2, unit="GWh"), get_unit("MWh")) == 2000
    assert axis_number(None, get_unit("MWh")) is None


def test_what_authorities_gave_and_alerts_are_counted_through_the_inputs() -> None:
    chosen = make_figure(1, id="a", method=Method(name=OWN_CHOICE, formula=LABEL), evidence=(OWN, OWN))
    given = make_figure(2, id="b", evidence=(OWN, EvidenceRef(kind="fact", key="F")), alerts=2)
    whole = make_figure(3, id="c", inputs=(chosen, given), alerts=1)
    assert [count_own(figure) for figure in (chosen, given, whole, make_figure(1))] == [1, 1, 2, 0]
    assert [count_alerts(figure) for figure in (chosen, whole)] == [0, 3]


def ratio(above_year: int, below_year: int, **below: object) -> Figure:
    return divide_figures(
        make_figure(6, year=above_year),
        make_figure(**{"value": 3, "year": below_year, **below}),
        figure_id=f"tests.ratio.{above_year}.{below_year}",
        label=LABEL,
        unit=get_unit("ratio"),
        mixed_years=Text("deux années", "two years"),
    )


def test_the_periods_that_ratios_divide_by_are_told_when_one_differs() -> None:
    assert other_periods(ratio(2020, 2020)) == other_periods(make_figure(1)) == other_periods() == ()
    assert [period.label for period in other_periods(ratio(2020, 2018))] == ["2018"]
    assert [period.label for period in other_periods(ratio(2020, 2020), ratio(2020, 2018))] == ["2018", "2020"]
    both = spread(ratio(2020, 2018), ratio(2020, 2018))
    assert [period.label for period in other_periods(both)] == ["2018"]
    unknown = spread(ratio(2020, 2020), ratio(2020, 2018, value=None))
    assert other_periods(unknown) == (), "of a ratio that is not known, nothing is divided"
    assert ratio(2020, 2020).note is None


def test_the_ends_of_a_spread_of_floors_are_floors() -> None:
    assert end_intervals(make_figure(3)) is None
    assert end_intervals(between(None, 5)) is None
    assert end_intervals(between(3, 5)) == (Interval(3, 3), Interval(5, 5))
    assert end_intervals(spread(make_figure(3), make_figure(5))) == (Interval(3, 3), Interval(5, 5))
    assert end_intervals(spread(floor(3), make_figure(5))) == (Interval(3, 5), Interval(5, math.inf))
    assert end_words(spread(make_figure(3), floor(5)), write) == ("3", "≥\u00a05")


def test_a_sum_and_a_quotient_say_how_they_were_made() -> None:
    one = add_figures([make_figure(1)], figure_id="tests.sum", label=LABEL)
    two = add_figures([make_figure(1), make_figure(2)], figure_id="tests.sum", label=LABEL)
    assert one.method.formula.fr == "la seule valeur qui y entre"
    assert two.method.formula.fr.startswith("somme de 2 valeurs")
    for scale, words in ((1, "÷ électricité"), (100, "÷ électricité × 100"), (0.25, "÷ électricité × 0,25")):
        made = divide_figures(
            make_figure(1), make_figure(2), figure_id="tests.r", label=LABEL, unit=get_unit("ratio"), scale=scale
        )
        assert made.method.formula.fr == f"électricité {words}"
        assert made.value == 0.5 * scale


def test_a_count_of_none_known_is_no_case_for_counts_alone() -> None:
    assert counts_no_case(floor(0, unit="territories"))
    for other in (floor(1, unit="territories"), floor(0), make_figure(0, unit="territories")):
        assert not counts_no_case(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAddress(RoomAddress):
    """Address of a figure of a place, with a year and more where they are given."""

    source: ClassVar[str] = "places"
    place: str
    year: int | None = None
    details: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("places.a", PlaceAddress(place="a")),
        ("places.a.2020", PlaceAddress(place="a", year=2020)),
        ("places.a.2020.x.y", PlaceAddress(place="a", year=2020, details=("x", "y"))),
    ],
)
def test_an_address_of_a_room_is_read_by_its_parts_and_written_back(text: str, address: PlaceAddress) -> None:
    assert PlaceAddress.parse(FigureAddress.parse(text)) == address
    assert str(address) == text


def test_what_is_no_address_of_the_room_is_not_read() -> None:
    for text in ("other.a", "places.a.x", "places.a.20x0"):
        assert PlaceAddress.parse(FigureAddress.parse(text)) is None, text
    assert PlaceAddress.parse(FigureAddress.of("places")) is None
    assert FactCountAddress.parse(FigureAddress.parse("register.a.b.c.d")) is None, "one part too many"
    count = FactCountAddress(place="all", topic="plan", words="bois-bordes")
    assert FactCountAddress.parse(FigureAddress.parse(str(count))) == count


def test_keys_of_facts_and_sources_are_written_back() -> None:
    assert FactAddress.parse(FigureAddress.parse("facts.F1.b")).fact_id == "F1.b"
    for text in ("rapport", "rapport#p. 3"):
        assert str(SourceKey.parse(text)) == text
    assert SourceKey.parse("rapport#p. 3") == SourceKey(slug="rapport", locator="p. 3")


def test_a_figure_refuses_what_contradicts_it_and_takes_what_does_not() -> None:
    assert make_figure(1, known=0, total=0).is_partial is False
    assert make_figure(1, known=1, total=2).is_partial
    assert between(-5, -5).is_known
    assert not make_figure(None).is_known
    indicated = make_figure(None, state=ValueState.NOT_ESTABLISHED, indication=3.0)
    assert indicated.in_unit(get_unit("GWh")).indication == pytest.approx(0.003)
    assert indicated.content_hash != replace(indicated, indication=4.0).content_hash
