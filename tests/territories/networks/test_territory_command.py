"""`autan territory`: what it shows, as words and as JSON, and how it refuses."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from typer.testing import CliRunner

from autan.instance.cli.territory import app
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.register import UnknownTerritoryError, UnknownVintageError

KEYS = {"id", "label", "period", "value", "low", "high", "unit", "state", "known", "total"}
pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0
    return " ".join(result.output.split())


def figures(*words: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = json.loads(run("show", *words, "--json"))
    return fields


def test_a_territory_in_words() -> None:
    shown = run("show", "200035715")
    assert "CA Carcassonne Agglo SIREN 200035715 Communauté d’agglomération périmètre de 2026" in shown
    assert "Communes 83 communes" in shown
    assert "(11293)" in shown
    assert "(11395)" in shown


def test_a_territory_without_energy_data_says_so() -> None:
    assert "pas de donnée d’énergie sur ce territoire" in run("show", "200067213")


def test_a_territory_of_the_past() -> None:
    shown = run("show", "200035715", "--vintage", "2019")
    assert "Communes 81 communes" in shown
    assert "aucun changement" not in shown
    assert "en 2020, arrivées" in shown
    assert "demandez-les sans --vintage" in shown


def test_a_change_after_the_vintage_asked_for_is_told() -> None:
    assert "11 communes en 2024 ; en 2025, arrivées" in run("show", "248200099", "--vintage", "2024")


@pytest.mark.parametrize(
    ("siren", "words"),
    [
        ("200066231", "Saint-Amans (09255) → Bézac (09056)"),
        ("246000582", "communes rétablies"),
        ("200089456", "créé entre 2019 et 2020"),
    ],
)
def test_what_changed_is_said(siren: str, words: str) -> None:
    assert words in run("show", siren)


def test_figures_as_objects() -> None:
    found = {figure["id"]: figure for figure in figures("243100518")}
    assert all(set(figure) == KEYS for figure in found.values())
    communes = found["territories.243100518.communes.2026"]
    assert (communes["value"], communes["unit"], communes["period"]) == (37, "communes", "2026")
    assert (communes["state"], communes["known"], communes["total"]) == ("observed", 1, 1)


def test_figures_of_a_past_vintage_are_those_of_the_register_alone() -> None:
    found = figures("243100518", "--vintage", "2020")
    assert [figure["id"].split(".")[2:] for figure in found] == [["communes", "2020"], ["population", "2020"]]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["show", "243100519"], UnknownTerritoryError),
        (["show", "Toulouse"], UnknownTerritoryError),
        (["show", "243100518", "--vintage", "2013"], UnknownVintageError),
    ],
)
def test_what_does_not_exist_is_refused(words: Sequence[str], error: type[Exception]) -> None:
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, error)
    assert getattr(result.exception, "exit_code", None) == 3


def test_search_in_words_and_as_json() -> None:
    assert "200072643 CC Coeur et Coteaux du Comminges CC 104" in run("search", "cœur et coteaux")
    assert json.loads(run("search", "toulouse metropole", "--json")) == [
        {
            "siren": "243100518",
            "name": "Toulouse Métropole",
            "kind": "METRO",
            "vintage": 2026,
            "communes": 37,
            "population": 832348,
            "is_invented": False,
        }
    ]


def test_an_invented_territory_says_so() -> None:
    invent_territory(
        by=None,
        siren="999000016",
        name="CC de Nulle Part",
        short_name="Nulle Part",
        kind=EpciKind.CC,
        communes=17,
        population=6100,
    )
    shown = run("show", "999000016")
    assert "TERRITOIRE INVENTÉ" in shown
    assert "Ce territoire n’existe pas" in shown
    assert re.search(r"6\s100", shown)
    assert "CC de Nulle Part (inventé)" in run("search", "nulle part")
    assert json.loads(run("search", "nulle part", "--json"))[0]["is_invented"] is True


def test_search_that_finds_nothing() -> None:
    assert run("search", "[Atlantide]") == "Aucun EPCI de 2026 ne porte ce nom : [Atlantide]"
    assert json.loads(run("search", "Atlantide", "--json")) == []
