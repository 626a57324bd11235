"""Scenarios in files: read, written, read again; what is wrong is located."""

import io
import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.scenarios import InvalidScenarioError, ScenarioDocument
from autan.foresight.engine.exporters import scenario_inputs, write_scenario_json, write_scenario_workbook
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import read_library, shipped_library
from autan.foresight.engine.importers.scenarios import locate_faults, read_scenario
from autan.foresight.scenarios.queries.kept_scenarios import open_scenario
from autan.ground.errors import DomainError, ImportFileError

ENERGY = "state.territories[0].energy"
TEXT = (Path(__file__).parent / "exemple.yaml").read_text(encoding="utf-8")


def read(text=TEXT):
    return read_scenario(text, "exemple.yaml", shipped_assumptions())


def faults(text):
    with pytest.raises(ImportFileError) as caught:
        read(text)
    return caught.value.faults


def test_a_file_is_read_in_its_units():
    document = read()
    assert document.state.energy_mwh.sum() == pytest.approx(1_010_000)  # GWh in the file
    gas = (0, SECTORS.index("residential"), USES.index("heating"), CARRIERS.index("natural_gas"))
    assert document.state.energy_mwh[gas] == 300_000
    assert [lever.key for lever in document.levers] == [
        "heating_one_degree", "rénovation", "pompes", "ground_photovoltaics",
    ]  # fmt: skip
    assert document.levers[2].diffusion is Diffusion.BY_LIST
    assert (document.levers[2].start, document.levers[2].end) == (2025, 2026)
    assert document.population == {"900000000": 0.004}


def test_g_what_is_written_is_read_again_with_the_same_digits():
    document = read()
    result = run(open_scenario(document))
    again = read(write_scenario_json(document, result).decode())
    same = run(open_scenario(again))
    assert same.scenario.key == result.scenario.key == again.versions.key
    np.testing.assert_array_equal(same.chosen.emissions_tco2e, result.chosen.emissions_tco2e)
    assert scenario_inputs(again) == scenario_inputs(document)


def test_a_file_that_holds_costs_of_earlier_versions_is_read():
    older = TEXT.replace("\nassumptions:\n", "\nassumptions:\n  lamp_cost: {value: 700, reason: Devis de 2025}\n")
    assert older != TEXT
    assert read(older).assumptions == read().assumptions


def test_own_assumptions_are_kept_with_their_reason():
    scenario = open_scenario(read())
    assert scenario.assumptions.find("discount_rate").central == 0.02
    assert scenario.assumptions.find("discount_rate").reason.startswith("Taux des prêts")


def test_the_results_say_what_is_not_known_with_null():
    document = read(TEXT.replace("oil: 80", "oil: unknown"))
    loads = json.loads(write_scenario_json(document, run(open_scenario(document))))
    assert loads["results"]["chosen"]["energy_mwh"][0] is None
    assert loads["results"]["energy_by_carrier_mwh"]["oil"][0] is None
    assert loads["results"]["energy_by_carrier_mwh"]["electricity"][0] == 110_000
    assert loads["state"]["territories"][0]["energy"]["residential"]["heating"]["oil"] == "unknown"


def test_the_workbook_holds_years_parts_levers_and_assumptions():
    document = read(TEXT.replace("oil: 80", "oil: unknown"))
    data = write_scenario_workbook(document, run(open_scenario(document)))
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert book.sheetnames == ["scénario", "années", "secteurs et énergies", "leviers", "hypothèses"]
    years = list(book["années"].values)
    assert len(years) == 1 + 30
    assert years[1][0] == 2021
    assert years[1][1] is None  # unknown, never 0
    assert len(list(book["leviers"].values)) == 1 + 4
    assert len(list(book["hypothèses"].values)) == 1 + len(shipped_assumptions().by_code)


@pytest.mark.parametrize(
    ("before", "after", "column", "row", "expected"),
    [
        ("version: 1\n", "version: 2\n", "version", 2, "d’une autre version"),
        ("format: autan-scenario", "format: other", "format", 1, "le format « autan-scenario »"),
        ("horizon: 2050", "horizon: bientôt", "horizon", 4, "un nombre entier"),
        ("value: 0.02", "value: 0.2", "assumptions.discount_rate.value", 37, "de 0 à 0,08"),
        ("discount_rate: {value: 0.02", "price_oil: {value: -1", "assumptions.price_oil.value", 37, "un prix positif"),
        ("discount_rate:", "magic:", "assumptions.magic", 37, "inconnue : magic"),
        ("quantity: 60, start", "quantity: beaucoup, start", "levers[0].quantity", 23, "un nombre"),
        ("start: 2024, end: 2030", "end: 2030", "levers[0]", 23, "la clé « start »"),
        ("diffusion: s_curve", "diffusion: vite", "levers[1].diffusion", 29, "linear, by_list, s_curve"),
        ("pace: {2025", "pace: {bientôt", "levers[2].pace.bientôt", 34, "une année"),
        ("energy_unit: GWh", "energy_unit: tCO2e", "state.energy_unit", 7, "une unité de la même grandeur que MWh"),
        ("energy_unit: GWh", "energy_unit: GWh_lhv", "state.energy_unit", 7, "une unité de la même grandeur"),
        (
            "natural_gas: 300",
            "magic: 300",
            "state.territories[0].energy.residential.heating.magic",
            15,
            "inconnu : magic",
        ),
        ("oil: 80", "oil: -80", "state", 6, "ne peut pas être négative"),
        ("base_year: 2021", "base_year: hier", "state.base_year", 6, "une année"),
    ],
)
def test_what_is_wrong_is_located(before, after, column, row, expected):
    found = [fault for fault in faults(TEXT.replace(before, after)) if fault.column == column]
    assert found
    assert found[0].row == row
    assert expected in found[0].expected


def test_every_fault_is_listed():
    assert len(faults(TEXT.replace("horizon: 2050", "horizon: x").replace("diffusion: s_curve", "diffusion: x"))) == 2


def test_a_scenario_needs_a_place_or_quantities():
    assert "la clé « place »" in faults(TEXT.partition("state:")[0])[0].expected
    with pytest.raises(DomainError, match="ni son lieu"):
        open_scenario(ScenarioDocument(title="", horizon=2050))
    assert faults(TEXT.partition("  base_year")[0] + "  territories: []\n")[0].column == "state"


def test_numbers_of_another_engine_are_refused():
    document = read()
    written = json.loads(write_scenario_json(document, run(open_scenario(document))))
    written["versions"]["engine"] = "0"
    assert "une autre ne donne pas les mêmes chiffres" in faults(json.dumps(written))[0].expected
    del written["versions"]["data"]
    assert "la clé « data »" in faults(json.dumps(written))[0].expected


def test_what_cannot_be_computed_is_located_in_the_file():
    wrong = TEXT.replace("quantity: 60", "quantity: 101").replace("quantity: 8000", "quantity: 80000")
    with pytest.raises(InvalidScenarioError) as caught:
        run(open_scenario(read(wrong)))
    (found,) = locate_faults(wrong, "exemple.yaml", caught.value.faults).faults
    assert (found.row, found.column) == (23, "levers[0].quantity")
    with pytest.raises(InvalidScenarioError) as caught:
        run(
            open_scenario(
                read(TEXT.replace("quantity: 8000", "quantity: 80000").replace("horizon: 2050", "horizon: 2051"))
            )
        )
    (found,) = locate_faults(TEXT, "exemple.yaml", caught.value.faults).faults
    assert (found.row, found.column) == (26, "levers[1].quantity")
    with pytest.raises(InvalidScenarioError) as caught:
        run(open_scenario(read(TEXT.replace("horizon: 2050", "horizon: 2020"))))
    (found,) = locate_faults(TEXT, "exemple.yaml", caught.value.faults).faults
    assert (found.row, found.column) == (4, "horizon")


LIBRARY = """
edition: "1"
levers:
  - code: some_{carrier}
    for: {carrier: [oil]}
    family: heating
    group: resource
    basis: share
    effect: shift
    label: {fr: "a {carrier}", en: "a {carrier}"}
    unit: {fr: "%", en: "%"}
    formula: {fr: "f", en: "f"}
    amount: [2, discount_rate, /heat_pump_cop]
    cells: {sectors: [residential], carriers: ["{carrier}"]}
    destinations:
      - {carrier: wood, ratio: [0.5]}
    costs: {capex: [100], life: wind_life}
"""


def test_a_library_is_made_of_products_of_assumptions():
    kind = read_library(LIBRARY, "l.yaml", shipped_assumptions())["some_oil"]
    assert kind.label.fr == "a produits pétroliers"
    assert kind.amount.scale == 2
    assert kind.amount.factors == (("discount_rate", 1), ("heat_pump_cop", -1))
    assert kind.codes == ("discount_rate", "heat_pump_cop", "wind_life")


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("discount_rate", "magic", "levers[0].amount[1]"),
        ("group: resource", "group: magic", "levers[0].group"),
        ("[residential]", "[magic]", "levers[0].cells.sectors"),
        ("life: wind_life", "life: magic", "levers[0].costs.life"),
        ("life: wind_life", "years: 3", "levers[0].costs"),
        ("ratio: [0.5]", "less: [1]", "levers[0].destinations[0]"),
        ("    unit:", "    units:", "levers[0]"),
        ("[oil]", "[oil, oil]", "levers[0].code"),
    ],
)
def test_a_bad_library_is_refused_at_its_place(before, after, column):
    with pytest.raises(ImportFileError) as caught:
        read_library(LIBRARY.replace(before, after), "l.yaml", shipped_assumptions())
    assert column in [fault.column for fault in caught.value.faults]


def test_every_kind_that_ships_says_its_formula_and_reads_what_ships():
    for kind in shipped_library().values():
        assert kind.formula.fr
        assert kind.label.en
        assert set(kind.codes) <= set(shipped_assumptions().by_code)


def with_changes(**changes):
    document = json.loads(json.dumps(scenario_inputs(read())))
    return {**document, **changes}


def test_a_trend_may_be_flat():
    flat = read(json.dumps(with_changes(trend="flat", levers=[])))
    path = run(open_scenario(flat)).trend
    np.testing.assert_array_equal(path.energy_mwh[:, 0], path.energy_mwh[:, -1])
    assert scenario_inputs(flat)["trend"] == "flat"
    moving = run(open_scenario(read(json.dumps(with_changes(levers=[]))))).trend
    assert moving.energy_mwh[0, -1] != moving.energy_mwh[0, 0]


def test_an_own_value_may_have_dates():
    own = {"factor_natural_gas": {"by_year": {"2021": 0.25, "2041": 0.23}, "reason": "biométhane"}}
    document = read(json.dumps(with_changes(assumptions=own, levers=[], trend="flat")))
    emitted = run(open_scenario(document)).chosen.emissions_tco2e[0]
    assert emitted[0] - emitted[10] == pytest.approx(300_000 * 0.01)
    assert emitted[20] == pytest.approx(emitted[-1])
    assert scenario_inputs(document)["assumptions"] == own


LEVER = {"kind": "heating_one_degree", "quantity": 60, "start": 2024, "end": 2030}


@pytest.mark.parametrize(
    ("changes", "column", "problem"),
    [
        ({"trend": "falling"}, "trend", "« flat »"),
        ({"levers": [{**LEVER, "territories": []}]}, "levers[0].territories", "au moins un élément"),
        ({"levers": [{**LEVER, "territories": "900000000"}]}, "levers[0].territories", "une liste"),
        ({"levers": [{**LEVER, "quantity": "60"}]}, "levers[0].quantity", "un nombre"),
        ({"levers": [{**LEVER, "quantity": float("inf")}]}, "levers[0].quantity", "un nombre"),
        ({"assumptions": {"discount_rate": {"reason": "x"}}}, "assumptions.discount_rate", "« value »"),
        (
            {"assumptions": {"discount_rate": {"value": 0.02, "by_year": {"2030": 0.02}, "reason": "x"}}},
            "assumptions.discount_rate",
            "« value »",
        ),
        (
            {"assumptions": {"discount_rate": {"by_year": {"2030": 0.02, "2040": 9}, "reason": "x"}}},
            "assumptions.discount_rate.by_year",
            "dans les bornes",
        ),
        (
            {"assumptions": {"discount_rate": {"by_year": {"soon": 0.02}, "reason": "x"}}},
            "assumptions.discount_rate.by_year.soon",
            "une année",
        ),
        ({"state": {"base_year": 2021, "territories": []}}, "state.territories", "au moins un élément"),
        ({"horizon": 2050.5}, "horizon", "un nombre entier"),
        ({"version": 2}, "version", "une autre version"),
        ({"version": "1"}, "version", "une autre version"),
        ({"trend": None}, "trend", "une valeur, ou pas de clé"),
        ({"levers": None}, "levers", "une valeur, ou pas de clé"),
        ({"national": None}, "national", "une valeur, ou pas de clé"),
        ({"national": "wishes"}, "national", "un chemin national parmi\u00a0: laws_2026"),
        ({"national": ["laws_2026"]}, "national", "un chemin national parmi"),
        ({"levers": [{**LEVER, "pace": None}]}, "levers[0].pace", "une valeur, ou pas de clé"),
        ({"levers": [{**LEVER, "pace": {}}]}, "levers[0].pace", "au moins une année"),
        ({"levers": [{**LEVER, "pace": [2025]}]}, "levers[0].pace", "un ensemble de clés"),
        ({"levers": [{**LEVER, "pace": {"2025": 60}, "diffusion": "linear"}]}, "levers[0].pace", "by_list"),
        ({"levers": [{**LEVER, "quantity": float("nan")}]}, "levers[0].quantity", "un nombre"),
        ({"levers": [{**LEVER, "quantity": True}]}, "levers[0].quantity", "un nombre"),
        ({"levers": [{**LEVER, "start": "2024"}]}, "levers[0].start", "un nombre entier"),
        ({"levers": [{**LEVER, "key": ""}]}, "levers[0].key", "un texte non vide"),
        ({"levers": [{**LEVER, "kind": ["wind"]}]}, "levers[0].kind", "un texte non vide"),
        ({"levers": [{**LEVER, "values": {"heating_per_degree": float("nan")}}]}, None, "un nombre"),
        ({"levers": {"a": 1}}, "levers", "une liste"),
        ({"horizon": True}, "horizon", "un nombre entier"),
        ({"seed": "1"}, "seed", "un nombre entier"),
        ({"title": " "}, "title", "un texte non vide"),
        ({"magic": 1}, "magic", "clé inconnue"),
        ({"versions": [1]}, "versions", "un ensemble de clés"),
        ({"assumptions": [1]}, "assumptions", "un ensemble de clés"),
        ({"assumptions": {"discount_rate": {"value": 0.03, "reason": " "}}}, None, "un texte non vide"),
        (
            {"assumptions": {"discount_rate": {"by_year": {}, "reason": "x"}}},
            "assumptions.discount_rate.by_year",
            "au moins une année",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(changes, column, problem):
    found = [(fault.column, str(fault.expected)) for fault in faults(json.dumps(with_changes(**changes)))]
    assert any(column in (place, None) and problem in told for place, told in found), found


@pytest.mark.parametrize(
    ("changes", "column", "problem"),
    [
        ({"population_rate": -2}, "population_rate", "un taux par an"),
        ({"population_rate": "0.4 %"}, "population_rate", "un nombre"),
        ({"population": -5}, "population", "positif ou nul"),
        ({"pivots": {"dwellings": -5}}, "pivots.dwellings", "positif ou nul"),
        ({"pivots": {"logements": 5}}, "pivots.logements", "(inconnu : logements)"),
        ({"siren": "12"}, "siren", "neuf chiffres"),
        ({"production": {"hydro": -1}}, None, "ne peut pas être négative"),
        (
            {"energy": {"residential": {"heating": {"oil": float("inf")}}}},
            "energy.residential.heating.oil",
            "un nombre",
        ),
    ],
)
def test_an_impossible_territory_is_refused_in_words(changes, column, problem):
    state = with_changes()["state"]
    state["territories"] = [{**state["territories"][0], **changes}]
    places = {fault.column: str(fault.expected) for fault in faults(json.dumps(with_changes(state=state)))}
    assert problem in places["state" if column is None else f"state.territories[0].{column}"]
    old = {**with_changes()["state"], "base_year": 1800}
    assert "1990 au plus tôt" in faults(json.dumps(with_changes(state=old)))[0].expected


@pytest.mark.parametrize(
    ("lever", "problem"),
    [
        ({**LEVER, "quantity": 100.0001}, "100,0001 % est plus que tout"),
        ({**LEVER, "territories": ["900000000", "900000000"]}, "chaque territoire une seule fois"),
        ({**LEVER, "territories": ["900000000", 900000000]}, "chaque territoire une seule fois"),
        ({**LEVER, "territories": ["243100518"]}, "n’est pas dans l’état de départ"),
        ({**LEVER, "quantity": -0.0001}, "positive ou nulle"),
        ({**LEVER, "end": 3000}, "ne dépasse pas 2100"),
        ({**LEVER, "diffusion": "by_list"}, "les années font 0 en tout"),
        ({**LEVER, "values": {"magic": 1}}, "aucune hypothèse"),
        ({**LEVER, "values": {"heating_per_degree": 9}}, "hors des bornes"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_words(lever, problem):
    document = read(json.dumps(with_changes(levers=[lever])))
    with pytest.raises(InvalidScenarioError, match=problem):
        run(open_scenario(document))
