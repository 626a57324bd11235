"""The national syntax: what is translated, what is named as wrong; the whole national list where it is at hand."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from autan.evidence.figures.core.units import get_unit
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ImportFileError
from autan.ground.expressions.core.rules import ExpressionError
from autan.plans.indicators.actions.value_imports import preview_values, write_values
from autan.plans.indicators.core.formulas import Conditional
from autan.plans.indicators.core.national import NationalDefinition, read_national, translate
from autan.plans.indicators.importers import catalogue, national_identifiers, read_national_definitions
from autan.plans.indicators.models import Indicator
from autan.territories.networks.models import Territory
from tests.cast import HERE, Cast
from tests.plans.indicators.conftest import follow, give

DEFINITIONS = [
    NationalDefinition(code="x_1.a", title="Total", unit="MWh", formula="opt_val(x_1.b)+opt_val(x_1.c)"),
    NationalDefinition(code="x_1.b", title="Part", unit="MWh", parents=("x_1.a",)),
    NationalDefinition(code="x_1.c", title="Part", unit="MWh", parents=("x_1.a",)),
    NationalDefinition(code="x_1.d", title="Oubliée", unit="MWh", parents=("x_1.a",)),
    NationalDefinition(code="x_2", title="Par habitant", unit="kWh/hab", formula="val(x_1.a)/val(pop)*1000"),
    NationalDefinition(code="x_3", title="En GWh", unit="GWh", formula="val(x_1.a)"),
    NationalDefinition(code="x_4", title="Part", unit="%", formula="val(x_1.b)/val(x_1.a)*100"),
    NationalDefinition(code="x_5", title="Tourne", unit="MWh", formula="val(x_6)"),
    NationalDefinition(code="x_6", title="En rond", unit="MWh", formula="val(x_5)"),
    NationalDefinition(code="x_7", title="Cible", unit="%", target="si identite(type, EPCI) alors 40"),
    NationalDefinition(code="x_8", title="Seuil", unit="%", threshold="si referentiel(te) alors 4 sinon 5"),
    NationalDefinition(code="x_9", title="Illisible", unit="", formula="val(x_1.a"),
    NationalDefinition(code="x_10", title="Inconnu", unit="MWh", formula="val(nowhere)"),
    NationalDefinition(code="pop", title="Population", unit="Nombre"),
]


def test_what_is_wrong_is_named_and_nothing_else():
    reading = read_national(DEFINITIONS)
    frs = {(problem.code, problem.part): problem.problem.fr for problem in reading.problems}
    assert set(frs) == {
        ("x_1.a", "formula"), ("x_3", "formula"), ("x_5", "formula"), ("x_7", "target"), ("x_9", "formula"),
        ("x_10", "formula"),
    }  # fmt: skip
    assert "x_1.d" in frs["x_1.a", "formula"]
    assert "1/1000" in frs["x_3", "formula"]
    assert frs["x_5", "formula"].endswith("x_5 → x_6 → x_5")
    assert [problem.code for problem in reading.problems] == ["x_1.a", "x_3", "x_5", "x_7", "x_9", "x_10"]


def test_a_list_without_a_cycle_has_none():
    assert read_national(DEFINITIONS[:3]).problems == ()


def test_a_target_or_a_threshold_is_no_sum_of_parts_and_may_name_its_own_indicator():
    total, *parts = DEFINITIONS[:3]
    aimed = replace(total, target="val(x_1.b)", threshold="val(x_1.a)")
    assert read_national([aimed, *parts]).problems == ()


@pytest.mark.parametrize(
    ("national", "ours"),
    [
        ("val(a.b) * (opt_val(c)-2.5)", "a_b * (optional(c) - 2.5)"),
        (
            "si identite(type, EPCI) et reponse(q, OUI) ou referentiel(te) alors 1\n sinon si referentiel(x) alors 2 ",
            "1 if 'EPCI' in type and 'OUI' in q or 'te' in referentiel else 2 if 'x' in referentiel else unknown",
        ),
    ],
)
def test_translations(national: str, ours: str):
    assert translate(national) == ours


@pytest.mark.parametrize(
    ("national", "column"),
    [
        ("val(a) val(b)", 8),
        ("si x alors 1", 4),
        ("val(a", 6),
        ("val(+)", 5),
        ("valeur(a)", 1),
        ("", 1),
        ("val(a, b)", 6),
    ],
)
def test_what_is_not_that_syntax_is_refused_at_its_place(national: str, column: int):
    with pytest.raises(ExpressionError) as refused:
        translate(national)
    assert refused.value.column == column


def test_the_national_list_is_read_whole_and_its_faults_are_found(shared_data: Path):
    path = shared_data / "referentiels/tet_indicateur_definitions.csv"
    listed = read_national_definitions(path.read_bytes(), path.name)
    reading = read_national(listed)
    assert (len(listed), len(reading.formulas)) == (730, 187)
    parts = [part for _code, part in reading.formulas]
    assert (parts.count("formula"), parts.count("target"), parts.count("threshold")) == (77, 61, 49)
    units = {problem.code for problem in reading.problems if "à multiplier" in problem.problem.fr}
    assert units == {f"s_66.{letter}" for letter in "abcdefg"}
    left = {problem.code for problem in reading.problems if problem.problem.fr.startswith("parts")}
    assert left == {"cae_11", "cae_2.a", "cae_3.a", "eau_1", *(f"cae_4.{letter}" for letter in "abcdef")}
    no_else = [problem for problem in reading.problems if problem.part != "formula"]
    assert all(isinstance(reading.formulas[each.code, each.part], Conditional) for each in no_else)


def test_a_table_of_definitions_is_read_by_its_columns():
    table = 'identifiantReferentiel,titre,unite,parents,valeurCalcule,exprCible,exprSeuil\nx_1,Un,t,"x_2, x_3",,10,\n'
    (only,) = read_national_definitions(table.encode(), "liste.csv")
    assert (only.code, only.parents, only.target) == ("x_1", ("x_2", "x_3"), "10")
    with pytest.raises(ImportFileError):
        read_national_definitions(b"a,b\n1,2\n", "liste.csv")


def test_each_identifier_is_that_of_the_national_list_with_its_unit(shared_data: Path):
    with (shared_data / "referentiels" / "tet_indicateur_definitions.csv").open(encoding="utf-8", newline="") as file:
        units = {row["identifiantReferentiel"]: row["unite"] for row in csv.DictReader(file)}
    written = {"ktCO2e": "kteq CO2", "t": "tonnes", "pct": "%", "inhabitants": "Nombre"}
    known = national_identifiers()
    assert {one.identifier: written.get(one.unit, one.unit) for one in known.values()}.items() <= units.items()
    assert len({one.identifier for one in known.values()}) == len(known) == 91
    dimensions = {code: get_unit(catalogue()[code].unit).dimension for code in known}
    assert dimensions == {code: get_unit(one.unit).dimension for code, one in known.items()}


def test_values_travel_by_national_identifiers_and_what_has_none_is_named(
    client: Client, people: Cast, here: Territory, there: Territory
):
    give(follow(here, "ghg_residential"), 12_500.0, None)
    give(follow(here, "cycle_lanes"), 12.0)
    address = f"/territoires/{HERE}/indicateurs/"
    page = client.get(address).content.decode()
    assert "identifiants.csv" in page
    assert "cyclables" in page[page.index("N’y partent pas") :]
    data = client.get(f"{address}identifiants.csv").content
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [(row["indicator"], row["year"], row["value"], row["unit"]) for row in rows] == [
        ("cae_1.c", "2020", "12.5", "ktCO2e"), ("cae_1.c", "2021", "", "ktCO2e")
    ]  # fmt: skip
    follow(there, "ghg_residential")
    moved = Upload(file="v.csv", data=data.replace(HERE.encode(), there.siren.encode()))
    write_values(None, preview_values(moved, by=None, territory=None))
    received = Indicator.objects.get(territory=there)
    assert [value.value for value in received.values] == [12_500.0, None]
    again = preview_values(Upload(file="v.csv", data=data), by=people.contributor, territory=here)
    assert again.items[0].outcome is Outcome.SAME
    bare = Upload(file="v.csv", data=b"indicator;year;value;unit\ncae_1.c;2022;11,2;kteq CO2\ncae_1.c;2023;9;\n")
    read = preview_values(bare, by=None, territory=here)
    assert [item.record.content.value.value for item in read.items] == [11_200.0, 9_000.0]
