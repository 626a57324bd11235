"""`autan scenario`: run, compare, explain, with faults in one readable list."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError, RuleError
from autan.instance.cli.scenario import app

FILE = Path(__file__).parent.parent / "engine" / "exemple.yaml"


def said(*words):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False).stdout


def test_a_scenario_is_run():
    lines = said("run", FILE).splitlines()
    assert [line.partition("\t")[0] for line in lines] == ["2021", "2028", "2030", "2031", "2033", "2041", "2050"]
    assert lines[0].split("\t")[1].split() == ["1", "010", "000", "MWh"]


def test_the_same_for_a_program_and_the_same_digits_twice():
    one, again = (json.loads(said("run", FILE, "--json", "--draws", 20)) for _ in range(2))
    assert one == again
    assert one["results"]["years"][0] == 2021
    assert one["ranges"]["emissions_tco2e"]["p10"][-1] < one["ranges"]["emissions_tco2e"]["p90"][-1]
    assert one["versions"]["key"]
    assert one["results"]["coverage_pct"][-1] < one["results"]["coverage_without_ambient_heat_pct"][-1]


def test_the_order_in_which_levers_are_written_changes_no_digit(tmp_path):
    loads = json.loads(said("run", FILE, "--json"))
    scenario = {key: value for key, value in loads.items() if key not in ("results", "versions", "ranges")}
    other = tmp_path / "other.json"
    other.write_text(json.dumps(scenario | {"levers": scenario["levers"][::-1]}), encoding="utf-8")
    again = json.loads(said("run", other, "--json"))
    assert again["levers"] == loads["levers"][::-1] != loads["levers"]
    assert (again["versions"], again["results"]) == (loads["versions"], loads["results"])


def test_results_are_written_and_read_again(tmp_path):
    said("run", FILE, "--out", tmp_path / "a.json")
    said("run", FILE, "--out", tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size > 5_000
    first, second = (json.loads(said("run", each, "--json")) for each in (FILE, tmp_path / "a.json"))
    assert first == second
    with pytest.raises(RuleError):
        said("run", FILE, "--out", tmp_path / "a.txt")


def test_two_scenarios_are_compared(tmp_path):
    sober = tmp_path / "sober.yaml"
    text = FILE.read_text(encoding="utf-8")
    sober.write_text(text.replace("quantity: 8000", "quantity: 9000").replace("quantity: 60,", "quantity: 40,"))
    loads = json.loads(said("compare", FILE, sober, "--json"))
    assert loads["year"] == 2050
    assert len(loads["values"]["energy_mwh"]) == 2
    assert said("compare", FILE, sober).splitlines()[0].startswith("consommation finale")
    assert {"code", "label", "low", "central", "high"} == set(loads["decisive"][0])


def test_a_number_is_explained_with_its_sources():
    loads = json.loads(said("explain", FILE, "emissions_tco2e", "--year", 2040, "--json"))
    assert sum(part["value"] for part in loads["parts"]) == pytest.approx(loads["value"])
    assert all(each["source"] for each in loads["assumptions"])
    assert [each["code"] for each in loads["sensitivity"][:2]] == ["trend_population", "trend_intensity_road_transport"]
    assert "Anah" in said("explain", FILE, "rénovation")
    asked = ("explain", FILE, "emissions_tco2e", "--target", loads["value"] + 1)
    assert "factor_oil" in [each["code"] for each in json.loads(said(*asked, "--year", 2040, "--json"))["decisive"]]
    assert "déciderait : Facteur d’émission des produits pétroliers" in said(*asked, "--year", 2040)


def test_what_is_not_known_is_said(tmp_path):
    unknown = tmp_path / "unknown.yaml"
    unknown.write_text(FILE.read_text(encoding="utf-8").replace("oil: 400", "oil: unknown"), encoding="utf-8")
    assert "non renseigné" in said("run", unknown)
    assert "non renseigné" in said("explain", unknown, "energy_mwh")


def test_a_fault_is_at_its_line(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(FILE.read_text(encoding="utf-8").replace("quantity: 8000", "quantity: 30000"), encoding="utf-8")
    with pytest.raises(ImportFileError) as caught:
        said("run", wrong)
    (fault,) = caught.value.faults
    assert fault.row == 26
    assert "il en reste 28\u202f000" in fault.expected


@pytest.mark.parametrize("is_first", [True, False])
def test_dwellings_asked_for_by_several_kinds_are_counted_once_in_any_order(tmp_path, is_first):
    head, levers = FILE.read_text(encoding="utf-8").split("levers:\n")
    more = "  - {kind: deep_renovation_house_natural_gas, quantity: 12000, start: 2024, end: 2050}\n"
    more += "  - {kind: renovation_measure, quantity: 9000, start: 2024, end: 2050}\n"
    levers, own = levers.split("assumptions:\n")
    twice = tmp_path / "twice.yaml"
    twice.write_text(
        f"{head}levers:\n{more + levers if is_first else levers + more}assumptions:\n{own}", encoding="utf-8"
    )
    with pytest.raises(ImportFileError) as caught:
        said("run", twice)
    (fault,) = caught.value.faults
    assert "il en reste 7\u202f000 sur 28\u202f000" in fault.expected
