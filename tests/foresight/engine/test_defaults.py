"""Defaults that ship, beside the figures of the method (3.1 and 3.2): value, unit, and what is to be confirmed."""

import pytest

from autan.foresight.engine.importers.assumptions import shipped_assumptions

SHIPPED = shipped_assumptions()
STATED = {
    "factor_electricity": (0.0461, "kgCO2e/kWh"),
    "factor_natural_gas": (0.239, "kgCO2e/kWh"),
    "factor_biomethane": (0.0417, "kgCO2e/kWh"),
    "factor_oil_heating": (0.324, "kgCO2e/kWh"),
    "factor_oil": (0.308, "kgCO2e/kWh"),
    "factor_coal": (0.384, "kgCO2e/kWh"),
    "factor_wood": (0.030, "kgCO2e/kWh"),
    "factor_district_heat": (0.113, "kgCO2e/kWh"),
    "surface_dwelling": (91.5, "m2"),
    "surface_house": (112.8, "m2"),
    "surface_flat": (64.7, "m2"),
    "heating_intensity_natural_gas": (83, "kWh/m2"),
    "heating_intensity_oil": (108, "kWh/m2"),
    "heating_intensity_wood": (185, "kWh/m2"),
    "heating_intensity_district_heat": (98, "kWh/m2"),
    "heating_intensity_electricity": (46, "kWh/m2"),
    "efficiency_natural_gas": (0.85, "ratio"),
    "efficiency_oil": (0.85, "ratio"),
    "efficiency_district_heat": (0.9, "ratio"),
    "heat_pump_cop": (3, "ratio"),
    "renovation_gain": (0.65, "ratio"),
    "renovation_realisation": (0.75, "ratio"),
    "renovation_measure_mwh": (3.6, "MWh/an"),
    "renovation_cost": (55_000, "EUR"),
    "heating_per_degree": (0.07, "ratio"),
    "car_kwh_per_km": (0.63, "kWh/km"),
    "ev_kwh_per_km": (0.18, "kWh/km"),
    "car_occupancy": (1.6, "ratio"),
    "car_occupancy_short": (1.4, "ratio"),
    "bus_kwh_per_pkm": (0.107, "kWh/pkm"),
    "price_electricity": (0.268, "EUR/kWh"),
    "price_natural_gas": (0.182, "EUR/kWh"),
    "price_oil": (0.146, "EUR/kWh"),
    "price_district_heat": (0.105, "EUR/kWh"),
    "price_wood": (0.058, "EUR/kWh"),
    "wind_capex": (1383, "EUR/kW"),
    "wind_life": (30, "ans"),
    "wind_upkeep": (0.012, "ratio"),
    "pv_ground_capex": (482, "EUR/kW"),
    "pv_ground_upkeep": (0.025, "ratio"),
    "pv_roof_capex": (884, "EUR/kW"),
    "pv_roof_upkeep": (0.014, "ratio"),
    "pv_life": (40, "ans"),
    "biogas_capex": (1415, "EUR/kW"),
    "wood_boiler_capex": (867, "EUR/kW"),
    "heat_pump_capex": (1135, "EUR/kW"),
    "heat_pump_life": (18, "ans"),
    "hydro_capex": (4333, "EUR/kW"),
    "hydro_life": (80, "ans"),
    "wind_hours": (2190, "h"),
    "pv_ground_hours": (1250, "h"),
    "pv_roof_hours": (1150, "h"),
    "hydro_hours": (2115, "h"),
    "biomethane_mwh_per_site": (18_300, "MWh/an"),
    "pv_self_consumed": (0.3, "ratio"),
    "wind_turbine_mw": (3, "MW"),
    "wind_tax": (3000, "EUR"),
    "pv_tax": (10, "EUR"),
    "discount_rate": (0.04, "ratio"),
}
TO_CONFIRM = (
    *("heating_per_degree", "tertiary_saving", "factor_oil", "factor_oil_heating", "price_natural_gas", "price_oil"),
    *("price_oil_road_transport", "wind_tax", "pv_tax", "bus_kwh_per_pkm", "jobs_per_meur", "wood_per_house_mwh"),
)


@pytest.mark.parametrize("code", STATED)
def test_a_default_is_the_figure_of_the_method(code: str) -> None:
    held = SHIPPED.find(code)
    assert (held.central, held.unit) == STATED[code]


@pytest.mark.parametrize("code", TO_CONFIRM)
def test_what_the_method_has_not_read_in_its_source_says_so(code: str) -> None:
    assert SHIPPED.find(code).to_confirm


def test_what_was_read_nowhere_is_to_be_confirmed() -> None:
    unread = [each.code for each in SHIPPED if each.source.fr.startswith("À confirmer") and not each.to_confirm]
    assert unread == []
