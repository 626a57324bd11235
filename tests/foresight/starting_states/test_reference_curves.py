"""The national strategy shared out by pivots, shapes on what is observed, networks, levers, the region."""

import pytest

from autan.foresight.starting_states.core.reference_curves import (
    CurveMethod,
    CurveRefusedError,
    TerritoryProfile,
    lever_reductions,
    network_curve,
    sector_curve,
    total_curve,
)
from autan.foresight.starting_states.core.strategies import (
    NationalStrategy,
    OutsideYearsError,
    SectorShape,
    StrategyUse,
    UnalignedYearsError,
    aligned_path,
    demography_of,
    level_by_pivot,
    value_at,
)
from autan.foresight.starting_states.importers import national_strategy, regional_strategies
from autan.foresight.starting_states.lake.references import (
    FRANCE,
    degree_days_of,
    dwellings_of,
    levers_of_region,
)
from autan.ground.wordings import Text

_NATION = {2015: 1000.0, 2022: 1020.0}


def _use(code: str, *, heats: bool) -> StrategyUse:
    return StrategyUse(
        code=code,
        sector="residential",
        label=Text(code, code),
        pivot=code,
        uses_degree_days=heats,
        uses_demography=True,
        emissions_tco2e=((2015, 1000.0), (2030, 600.0), (2050, 0.0)),
        energy_mwh=((2015, 10.0), (2050, 5.0)),
    )


def _strategy() -> NationalStrategy:
    return NationalStrategy(
        code="essai",
        base_year=2015,
        source=Text("essai", "trial"),
        uses=(_use("houses", heats=True), _use("main_residences", heats=False)),
        shapes={
            "waste": SectorShape(sector="waste", index=((2015, 100.0), (2030, 60.0), (2050, 30.0))),
            "tertiary": SectorShape(
                sector="tertiary", index=((2015, 100.0), (2050, 0.0)), needs=Text("emplois", "jobs")
            ),
        },
        budgets=(),
    )


def _profile(**changed: object) -> TerritoryProfile:
    fields: dict[str, object] = {
        "siren": "999000016",
        "pivots": {"houses": 10.0, "main_residences": 20.0},
        "national_pivots": {"houses": 1000.0, "main_residences": 1000.0},
        "degree_days": 0.8,
        "population": {2015: 100.0, 2022: 107.1},
        "national_population": _NATION,
        "observed": {"residential": (2016, 30.0), "waste": (2015, 50.0)},
    }
    return TerritoryProfile(**(fields | changed))  # type: ignore[arg-type]


def test_a_level_is_the_national_one_times_pivot_demography_and_degree_days() -> None:
    assert level_by_pivot(1000, pivot=10, national_pivot=1000, demography=1.05, degree_days=0.8) == pytest.approx(8.4)


def test_a_curve_by_pivots_adds_its_uses() -> None:
    curve = sector_curve(_strategy(), "residential", _profile(), (2015, 2030, 2060))
    assert curve.method is CurveMethod.PIVOT
    assert curve.values[2015] == pytest.approx(10 * 0.8 + 20)
    assert curve.values[2030] == pytest.approx((6 * 0.8 + 12) * 1.05)
    assert 2060 not in curve.values


def test_the_offset_is_what_the_observed_level_exceeds() -> None:
    curve = sector_curve(_strategy(), "residential", _profile(), (2030,))
    level = (973.3333 / 100 * 0.8 + 973.3333 / 50) * (1 + 0.071 / 7) / (1 + 0.02 / 7)
    assert curve.offset_pct == pytest.approx((30 / level - 1) * 100, abs=0.01)
    assert sector_curve(_strategy(), "residential", _profile(observed={}), (2030,)).offset_pct is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"pivots": {"houses": 1.0}}, "pivot inconnu"),
        ({"degree_days": None}, "degrés-jours"),
        ({"population": {2020: 1.0}}, "population de 2015"),
    ],
)
def test_a_territory_that_lacks_a_pivot_is_refused_aloud(changed: dict[str, object], why: str) -> None:
    curve = sector_curve(_strategy(), "residential", _profile(**changed), (2030,))
    assert (curve.method, dict(curve.values)) == (CurveMethod.REFUSED, {})
    assert why in curve.reason.fr


def test_a_sector_without_pivot_follows_the_shape_from_what_is_observed() -> None:
    curve = sector_curve(_strategy(), "waste", _profile(), (2015, 2030))
    assert (curve.method, curve.values) == (CurveMethod.SHAPE, {2015: 50.0, 2030: 30.0})
    assert curve.reason == Text("", "")


def test_a_shape_in_the_place_of_a_pivot_says_which() -> None:
    curve = sector_curve(_strategy(), "tertiary", _profile(observed={"tertiary": (2015, 10.0)}), (2050,))
    assert "emplois" in curve.reason.fr


@pytest.mark.parametrize(
    ("sector", "observed", "why"),
    [
        ("energy_industry", {}, "ne donne pas"),
        ("waste", {}, "aucune émission"),
        ("waste", {"waste": (2010, 5.0)}, "d’avant"),
    ],
)
def test_a_shape_that_has_nothing_to_start_from_is_refused(
    sector: str, observed: dict[str, tuple[int, float]], why: str
) -> None:
    curve = sector_curve(_strategy(), sector, _profile(observed=observed), (2030,))
    assert curve.method is CurveMethod.REFUSED
    assert why in curve.reason.fr


def test_a_network_is_the_sum_of_its_members() -> None:
    curves = {code: sector_curve(_strategy(), "residential", _profile(), (2030,)) for code in ("a", "b")}
    added = network_curve("residential", curves)
    assert added.values[2030] == pytest.approx(2 * curves["a"].values[2030])
    assert added.offset_pct == pytest.approx(curves["a"].offset_pct)


def test_a_network_of_which_a_member_lacks_is_refused_by_name() -> None:
    whole, lacking = (_profile(), _profile(pivots={}))
    curves = {
        code: sector_curve(_strategy(), "residential", held, (2030,)) for code, held in (("a", whole), ("b", lacking))
    }
    with pytest.raises(CurveRefusedError, match="b\u00a0: pivot inconnu"):
        network_curve("residential", curves)
    with pytest.raises(CurveRefusedError, match="aucun membre"):
        network_curve("residential", {})


def test_the_offset_of_a_network_needs_all_of_them() -> None:
    one = sector_curve(_strategy(), "residential", _profile(), (2030,))
    other = sector_curve(_strategy(), "residential", _profile(observed={}), (2030,))
    assert network_curve("residential", {"a": one, "b": other}).offset_pct is None


def test_a_total_adds_the_sectors_that_have_a_curve() -> None:
    curves = [sector_curve(_strategy(), sector, _profile(), (2030,)) for sector in ("residential", "waste", "tertiary")]
    assert total_curve(curves) == {2030: pytest.approx(curves[0].values[2030] + 30.0)}
    assert total_curve([]) == {}


def test_shares_of_levers_are_kept_as_they_are_given() -> None:
    taken = lever_reductions({"a": 0.67, "b": 0.59, "c": 0.07}, start_tco2e=300, end_tco2e=200)
    assert sum(taken.values()) == pytest.approx(133.0)


def test_a_year_out_of_a_series_is_refused() -> None:
    with pytest.raises(OutsideYearsError, match="2060"):
        value_at(((2015, 1.0), (2050, 2.0)), 2060)
    assert value_at(((2015, 1.0),), 2015) == 1.0


def test_demography_is_flat_after_the_last_year_of_both() -> None:
    assert demography_of({2015: 100, 2022: 107}, _NATION, base_year=2015, year=2050) == pytest.approx(1.07 / 1.02)
    assert demography_of({2015: 100, 2022: 107}, _NATION, base_year=2015, year=2015) == 1.0


def test_a_regional_path_starts_at_what_is_observed() -> None:
    quantity = regional_strategies()[0].quantity("final_energy")
    assert quantity is not None
    path = aligned_path(quantity.index, observed=100.0, observed_year=2015, years=(2014, 2050))
    assert path == {2050: pytest.approx(60.0)}
    assert regional_strategies()[0].quantity("x") is None


def test_an_observed_year_before_the_path_is_refused() -> None:
    with pytest.raises(UnalignedYearsError, match="commence en 2015"):
        aligned_path(((2015, 100.0), (2050, 60.0)), observed=1.0, observed_year=2010, years=(2030,))


def test_the_strategy_that_ships_gives_back_the_levels_of_2015() -> None:
    strategy = national_strategy()
    gross = sum(value_at(use.emissions_tco2e, 2015) for use in strategy.uses)
    assert gross == pytest.approx(72.3e6)
    assert strategy.shapes["waste"].index[0] == (2015, 100.0)
    assert value_at(strategy.shapes["waste"].index, 2030) == pytest.approx(64 / 1.022)
    assert strategy.budgets[0] == (2019, 2023, 422e6)


def test_reference_tables_hold_every_epci_and_department() -> None:
    toulouse, france = dwellings_of("243100518"), dwellings_of(FRANCE)
    assert toulouse is not None
    assert france is not None
    assert toulouse.flats + toulouse.houses == pytest.approx(toulouse.main_residences, abs=2)
    assert france.main_residences > 29_000_000
    assert dwellings_of("000000000") is None
    assert degree_days_of(FRANCE) == 1.0
    assert degree_days_of("11") == pytest.approx(0.69, abs=0.02)
    assert degree_days_of("xx") is None
    assert len(levers_of_region("76")) == 30
