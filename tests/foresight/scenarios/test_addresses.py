"""What an address or a command asks for and is none: told in words at its place, and the rest is computed."""

from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from autan.foresight.scenarios.models import KeptScenario
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import Trial, try_out
from autan.ground.errors import AutanError
from autan.ground.texts.language import in_language
from autan.instance.cli.scenario import app
from tests.cast import HERE, Cast

TRY = f"/prospective/{HERE}/essayer/"
FILE = Path(__file__).parent.parent / "engine" / "exemple.yaml"
LEVER, RENOVATION = "lever-heating_one_degree", "lever-deep_renovation"
HORIZON, LEVEL, YEAR = "n’est pas une année de 2024 à 2100", "n’est pas un niveau : de 0 à 4", "une année est attendue"
CASES: list[tuple[str, str, str, str]] = [
    ("h", "abc", "h", HORIZON),
    ("h", "1800", "h", HORIZON),
    ("h", "2023", "h", HORIZON),
    ("h", "2101", "h", HORIZON),
    ("h", "-2050", "h", HORIZON),
    ("h", "2050.5", "h", HORIZON),
    ("h", "9" * 5000, "h", HORIZON),
    ("c", "wishes", "c", "aucun chemin « wishes » à mettre à côté ici"),
    ("c", "plan/nobody/ghg", "c", "aucun chemin « plan/nobody/ghg » à mettre à côté ici"),
    ("p", "wishes", "p", "aucun chemin national « wishes »"),
    ("n.deep_renovation", "-3", RENOVATION, LEVEL),
    ("n.deep_renovation", "abc", RENOVATION, LEVEL),
    ("n.deep_renovation", "4.5", RENOVATION, LEVEL),
    ("n.deep_renovation", "nan", RENOVATION, LEVEL),
    ("n.deep_renovation", "1e9", RENOVATION, LEVEL),
    ("n.hedges", "2", "lever-hedges", "ce levier n’a pas de niveaux ici : donnez une quantité"),
    ("n.street_lights", "2", "lever-street_lights", "non connu ici : points lumineux"),
    ("n.eolien", "2", "levers", "Aucun levier « eolien » : ce choix ne compte pas."),
    ("q.eolien", "12", "levers", "Aucun levier « eolien » : ce choix ne compte pas."),
    ("q.heating_one_degree", "abc", LEVER, "un nombre est attendu"),
    ("q.heating_one_degree", "-1", LEVER, "une quantité positive ou nulle est attendue"),
    ("q.heating_one_degree", "nan", LEVER, "une quantité positive ou nulle est attendue"),
    ("q.heating_one_degree", "inf", LEVER, "une quantité positive ou nulle est attendue"),
    ("q.heating_one_degree", "100,0001", LEVER, "100,0001 % est plus que tout"),
    ("q.deep_renovation", "9 500", RENOVATION, "il en reste 9 000"),
    ("q.wind", "900000", "lever-wind", "plus que dans toute la France"),
    ("s.heating_one_degree", "bientôt", LEVER, YEAR),
    ("s.heating_one_degree", "9" * 5000, LEVER, YEAR),
    ("s.heating_one_degree", "1800", LEVER, "ne précède pas l’année de départ (2023)"),
    ("e.heating_one_degree", "2020", LEVER, "ne vient pas après le début (2026)"),
    ("e.heating_one_degree", "3000", LEVER, "ne dépasse pas 2100"),
    ("a.price_moon", "3", "assumption-new", "aucune hypothèse « price_moon » : cette valeur ne compte pas"),
    ("av", "3", "assumption-new", "l’hypothèse que cette valeur change est attendue"),
    ("a.price_oil", "cher", "assumption-price_oil", "un nombre est attendu"),
    ("a.price_oil", "0,19", "assumption-price_oil", "raison"),
]
BESIDE = {"n.heating_one_degree": "2", "n.less_travel": "1"}


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _try(fields: dict[str, str]) -> Trial:
    return try_out(find_place(HERE), fields)


@pytest.mark.parametrize(("language", "typed"), [("fr", "1 200"), ("fr", "1200"), ("en", "1,200"), ("en", "1200")])
def test_a_quantity_is_read_as_the_language_of_the_page_writes_it(here: object, language, typed):
    with in_language(language):
        (lever,) = _try({"q.deep_renovation": typed}).result.scenario.levers
    assert lever.quantity == 1200


def test_what_an_address_asks_for_and_is_none_is_told_at_its_place_and_the_rest_is_computed(
    client: Client, here: object
) -> None:
    for name, value, place, words in CASES:
        view = client.get(TRY, BESIDE | {name: value, "part": "results"}).context["view"]
        problems = {code: _plain(problem) for code, problem in view["problems"]}
        assert words in problems.get(place, ""), (name, value[:20], problems)
        assert view["refused"] == 1, (name, value[:20], problems)
        assert {need["code"] for need in view["needs"]} >= {"less_travel"}


def test_what_is_refused_is_beside_its_field_and_on_the_pages_that_follow(client: Client, here: object) -> None:
    page = _plain(client.get(TRY, {"h": "1800", "p": "wishes", "c": "wishes", "a.price_moon": "3"}).content.decode())
    for name, words in (("h", HORIZON), ("p", "aucun chemin national"), ("c", "à mettre à côté ici")):
        field = page.partition(f'<select id="{name}"')[2].partition("</p>")[0]
        assert words in field
    assert "aucune hypothèse « price_moon »" in page.partition('id="assumption-new"')[2].partition("</fieldset>")[0]
    for after in ("expliquer", "incertitude"):
        assert HORIZON in _plain(client.get(f"/prospective/{HERE}/{after}/", {"h": "1800"}).content.decode())
    assert _try({"h": "1800"}).key == _try({}).key
    scenarios = client.get(f"/prospective/{HERE}/scenarios/", {"s": "nulle-part"}).content.decode()
    assert "Aucun scénario à lire ici sous ce nom : nulle-part." in _plain(scenarios)


def test_nothing_is_kept_of_an_address_of_which_a_part_is_none(client: Client, people: Cast) -> None:
    client.force_login(people.officer)
    for name, value in (("h", "abc"), ("n.eolien", "2"), ("p", "wishes"), ("n.deep_renovation", "-3"), ("av", "3")):
        client.post(f"{TRY}garder/", BESIDE | {"title": "Essai", name: value})
        assert client.get(f"{TRY}scenario.json", BESIDE | {name: value}).status_code == 302
    assert not KeptScenario.objects.exists()
    client.post(f"{TRY}garder/", BESIDE | {"title": "Essai"})
    assert KeptScenario.objects.exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("plans", HERE, "--horizon", "1800"), "n’est pas entre 2024 et 2100"),
        (("plans", HERE, "--horizon", "3000"), "n’est pas entre 2024 et 2100"),
        (("explain", FILE, "emissions_tco2e", "--year", "1800"), "de 2021 à 2050"),
        (("explain", FILE, "emissions_tco2e", "--year", "2051"), "de 2021 à 2050"),
        (("explain", FILE, "emissions_tco2e", "--territory", "999"), "999"),
        (("explain", FILE, "telepathy"), "telepathy"),
        (("plans", "nulle-part"), "nulle-part"),
        (("run", FILE, "--out", "essai.txt"), ".xlsx ou .json"),
    ],
)
def test_a_command_refuses_what_is_none(here: object, words: tuple[object, ...], problem: str) -> None:
    error = CliRunner().invoke(app, [str(word) for word in words]).exception
    assert isinstance(error, AutanError), error
    assert problem in _plain(str(error))
