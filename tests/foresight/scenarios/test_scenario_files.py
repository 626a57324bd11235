"""The file of a scenario taken up on the page of levers: opened whole, or refused with every fault at its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.scenarios import InvalidScenarioError, ScenarioDocument
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.models import KeptScenario, OwnQuantity
from autan.ground.errors import ImportFileError
from autan.instance.cli.scenario import app
from tests.cast import HERE
from tests.foresight.engine.making import a_lever

ADDRESS = f"/prospective/{HERE}/essayer/fichier/"
TRIED = {"n.deep_renovation": "2", "q.heating_one_degree": "33,5", "h": "2060"}
OWN = {"a.renovation_realisation": "0.8", "r.renovation_realisation": "suivi local"}
LEVER = {"kind": "heating_one_degree", "quantity": 50, "start": 2026, "end": 2050}


def a_file(*levers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    fields = {"format": "autan-scenario", "version": 1, "title": "Essai", "horizon": 2050, "place": HERE}
    return fields | {"levers": list(levers or (LEVER,))} | changes


def own_state(*territories: Any) -> dict[str, Any]:
    return {"base_year": 2020, "territories": list(territories)}


def give(client: Client, content: bytes, name: str = "essai.json") -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def given(client: Client, document: dict[str, Any]) -> Any:
    return give(client, json.dumps(document).encode())


def test_the_file_of_the_page_opens_the_same_choices(client: Client, here: object) -> None:
    file = client.get(f"/prospective/{HERE}/essayer/scenario.json", TRIED | OWN).content
    answer = give(client, file)
    page = client.get(answer.url)
    assert page.context["view"]["key"] == json.loads(file)["versions"]["key"]
    assert page.context["written"]["r.renovation_realisation"] == "suivi local"
    assert "Ses chiffres sont les mêmes aujourd’hui." in page.content.decode()
    assert not KeptScenario.objects.exists()


def test_a_file_of_the_command_line_opens_in_its_year(client: Client, here: object) -> None:
    written = f"""
format: autan-scenario
version: 1
title: Écrit à la main
horizon: 2043
place: "{HERE}"
levers:
  - {{key: rouler, kind: electric_car_share, quantity: 40, start: 2027, end: 2040}}
"""
    page = client.get(give(client, written.encode(), "essai.yaml").url)
    assert page.context["view"]["horizon"] == 2043
    assert page.context["written"]["q.electric_car_share"] == "40"
    assert page.context["written"]["e.electric_car_share"] == "2040"


def test_other_data_and_assumptions_are_said(client: Client, here: object) -> None:
    file = json.loads(client.get(f"/prospective/{HERE}/essayer/scenario.json", TRIED).content)
    file["versions"] |= {"data": "avant", "assumptions": "avant"}
    page = client.get(given(client, file).url).content.decode()
    assert "ont changé : les hypothèses, les données" in page


AT_EVERY_DOOR: list[tuple[dict[str, Any], str, str]] = [
    (a_file({**LEVER, "territories": []}), "levers[0].territories", "au moins un élément"),
    (a_file({**LEVER, "territories": HERE}), "levers[0].territories", "au moins un élément"),
    (a_file({**LEVER, "territories": [HERE, HERE]}), "levers[0].territories", "une seule fois"),
    (a_file({**LEVER, "territories": [None]}), "levers[0].territories", "n’est pas dans l’état de départ"),
    (a_file(levers=[None]), "levers[0]", "un ensemble de clés"),
    (a_file(levers=[1, LEVER]), "levers[0]", "un ensemble de clés"),
    (a_file({**LEVER, "pace": {}}), "levers[0].pace", "au moins une année"),
    (a_file(trend=None), "trend", "une valeur, ou pas de clé"),
    (a_file(national="wishes"), "national", "un chemin national parmi"),
    (a_file(seed=-1), "seed", "positif ou nul"),
    (a_file(state=own_state()), "state.territories", "au moins un élément"),
    (a_file(state=own_state(), place=None), "state.territories", "au moins un élément"),
    (a_file(state=own_state() | {"territories": "999000016"}), "state.territories", "au moins un élément"),
    (a_file(state=own_state() | {"territories": None}), "state", "« territories », obligatoire"),
    (a_file(state=own_state(None)), "state.territories[0]", "un ensemble de clés"),
    (a_file(state=own_state({"siren": ["1"]})), "state.territories[0].siren", "un numéro SIREN"),
    (a_file(state=own_state({"siren": HERE}, {"siren": HERE})), "state.territories", "une seule fois"),
]
CASES: list[tuple[dict[str, Any], str, str]] = [
    *AT_EVERY_DOOR,
    (
        a_file(versions={"engine": "0", "assumptions": "a", "data": "d", "key": "k"}),
        "versions.engine",
        "une autre ne donne pas les mêmes chiffres",
    ),
    (a_file(place="200000172"), "place", "ce fichier parle d’un autre lieu"),
    (a_file(horizon=1999), "horizon", "n’est pas entre"),
    (a_file({**LEVER, "kind": "telepathy"}), "levers[0].kind", "aucun levier « telepathy »"),
    (a_file({**LEVER, "quantity": 101}), "levers[0].quantity", "100 % au plus"),
    (a_file({**LEVER, "end": 2020}), "levers[0].end", "ne vient pas après le début"),
    (a_file({**LEVER, "kind": "wood_heating_from_oil", "quantity": 99_999}), "levers[0].quantity", "il en reste"),
    (
        a_file(*({**LEVER, "kind": kind, "quantity": 5_000} for kind in ("deep_renovation", "renovation_measure"))),
        "levers[1].quantity",
        "il en reste 4\u202f000 sur 9\u202f000",
    ),
    (a_file({**LEVER, "kind": "efficient_industry"}), "levers[0].kind", "n’emploie pas cette énergie"),
    (a_file({**LEVER, "diffusion": "s_curve"}), "levers[0].diffusion", "régulière (linear)"),
    (a_file(LEVER, {**LEVER, "key": "encore"}), "levers[1].kind", "un seul levier de cette sorte"),
    (a_file({**LEVER, "territories": ["999000024"]}), "levers[0].territories", "n’est pas dans l’état de départ"),
    (
        a_file(assumptions={"renovation_realisation": {"value": 3, "reason": "x"}}),
        "assumptions.renovation_realisation.value",
        "dans les bornes de l’hypothèse",
    ),
    (a_file(assumptions={"price_oil": {"value": -1, "reason": "x"}}), "assumptions.price_oil.value", "prix positif"),
]


@pytest.mark.parametrize(("document", "column", "problem"), CASES, ids=[case[1] + case[2][:12] for case in CASES])
def test_a_fault_is_at_its_place_and_nothing_is_taken(
    client: Client, here: object, document: dict[str, Any], column: str, problem: str
) -> None:
    answer = given(client, document)
    found = [(fault.column, fault.expected) for fault in answer.context["faults"]]
    assert answer.status_code == 422
    assert any(place == column and problem in told for place, told in found), found
    assert column in answer.content.decode()


@pytest.mark.parametrize("words", [("run", "--draws", "10"), ("keep",), ("compare",)], ids=lambda words: words[0])
@pytest.mark.parametrize(("document", "column", "problem"), AT_EVERY_DOOR)
def test_a_command_refuses_it_too_at_its_place(
    here: object, tmp_path: Path, words: tuple[str, ...], document: dict[str, Any], column: str, problem: str
) -> None:
    file = tmp_path / "essai.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    command, *options = words
    files = [str(file)] * (2 if command == "compare" else 1)
    answer = CliRunner().invoke(app, [command, *files, *options])
    assert isinstance(answer.exception, ImportFileError | InvalidScenarioError), answer.exception
    assert problem in str(answer.exception)
    assert not KeptScenario.objects.exists()


REPLAYED: list[tuple[dict[str, Any], str, str]] = [
    (a_file({**LEVER, "quantity": 100.0001}), "levers[0].quantity", "100,0001 % est plus que tout"),
    (a_file({**LEVER, "quantity": -1}), "levers[0].quantity", "positive ou nulle"),
    *(
        (a_file({**LEVER, "quantity": other}), "levers[0].quantity", "un nombre")
        for other in ("50", True, float("inf"))
    ),
    (a_file({**LEVER, "quantity": None}), "levers[0].quantity", "une valeur, ou pas de clé"),
    (a_file({**LEVER, "kind": "wind", "quantity": 900_000}), "levers[0].quantity", "plus que dans toute la France"),
    (a_file({**LEVER, "kind": "hedges", "quantity": 1e11}), "levers[0].quantity", "plus que dans toute la France"),
    (a_file({**LEVER, "kind": "street_lights", "quantity": 3e5}), "levers[0].quantity", "« points lumineux »"),
    (a_file(LEVER, LEVER), "levers[1]", "2 leviers portent ce nom"),
    (a_file({**LEVER, "quantite": 3}), "levers[0].quantite", "clé inconnue"),
    (a_file({**LEVER, "start": 1900}), "levers[0].start", "ne précède pas l’année de départ"),
    (a_file({**LEVER, "start": 2026.5}), "levers[0].start", "un nombre entier"),
    (a_file({**LEVER, "end": 3000}), "levers[0].end", "ne dépasse pas 2100"),
    (a_file(horizon="2050"), "horizon", "un nombre entier"),
    (a_file(levers={}), "levers", "une liste"),
    (a_file(levers=None), "levers", "une valeur, ou pas de clé"),
    (a_file(title=""), "title", "un texte non vide"),
    (a_file(version=2), "version", "vient d’une autre version"),
    (a_file(version="1"), "version", "vient d’une autre version"),
    (a_file(assumptions={"price_oil": {"value": 0.2}}), "assumptions.price_oil", "« reason »"),
    (a_file(assumptions={"price_moon": {"value": 1, "reason": "x"}}), "assumptions.price_moon", "qui existe"),
    (
        a_file(state=own_state({"siren": HERE, "population_rate": 5, "energy": {}})),
        "state.territories[0].population_rate",
        "un taux par an",
    ),
]


def test_bad_input_is_refused_alike_by_the_page_and_by_the_command(
    client: Client, here: object, tmp_path: Path
) -> None:
    doubled = json.dumps(a_file()).replace('"title"', '"title": "Avant", "title"')
    contents = [(json.dumps(document), column, problem) for document, column, problem in REPLAYED]
    for content, column, problem in [*contents, (doubled, "title", "une seule fois")]:
        faults = give(client, content.encode()).context["faults"]
        assert any(fault.column == column and problem in str(fault.expected) for fault in faults), (content, faults)
        file = tmp_path / "essai.json"
        file.write_text(content, encoding="utf-8")
        error = CliRunner().invoke(app, ["run", str(file)]).exception
        assert isinstance(error, ImportFileError), (content, error)
        assert any(fault.column == column and problem in str(fault.expected) for fault in error.faults), content


def test_every_fault_is_told_at_once(client: Client, here: object) -> None:
    wrong = a_file({**LEVER, "end": 2020}, {**LEVER, "key": "b", "kind": "telepathy"}, {"kind": "wind"})
    wrong["assumptions"] = {"price_oil": {"value": -1, "reason": "x"}}
    columns = {fault.column for fault in given(client, wrong).context["faults"]}
    assert {"levers[0].end", "levers[1].kind", "assumptions.price_oil.value"} <= columns


def test_a_missing_population_is_said(client: Client, both: object, here: Any) -> None:
    here.own_quantities.filter(code__in=("population", "dwellings")).delete()
    document = a_file({**LEVER, "kind": "roof_photovoltaics", "quantity": 10}, place="essai")
    answer = client.post(
        "/prospective/essai/essayer/fichier/", {"file": SimpleUploadedFile("e.json", json.dumps(document).encode())}
    )
    assert any("« population » n’est pas connu pour" in fault.expected for fault in answer.context["faults"])


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04rest", b"\xff\xfe\x00", b"{", b"- 1", b"[" * 60],
    ids=["xlsx", "bytes", "cut", "list", "deep"],
)
def test_what_is_no_scenario_is_refused(client: Client, here: object, content: bytes) -> None:
    answer = give(client, content)
    assert answer.status_code == 422
    assert answer.context["faults"]


def test_no_file_and_too_large_a_file_are_said(client: Client, here: object) -> None:
    assert client.post(ADDRESS).status_code == 422
    assert "dépasse 1" in give(client, b"a" * 1_000_001).content.decode()
    assert client.get(ADDRESS).status_code == 200


def test_a_file_without_the_sign_of_the_form_is_refused(here: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert given(strict, a_file()).status_code == 403


def test_the_wood_of_a_place_is_a_ceiling_once_it_is_known(client: Client, here: Any) -> None:
    def caution_of(lever: str) -> str:
        steps = client.get(f"/prospective/{HERE}/essayer/").context["steps"]
        views = [view for step in steps for view in (*step.first, *step.others)]
        return str(next(view.caution for view in views if view.code == lever))

    assert "seuls ceux qui peuvent prendre cette chaleur" in caution_of("wood_heat")
    assert "rien ne plafonne ce levier" in caution_of("wind")
    wood = QuantityInput(kind=OwnQuantity.Kind.PIVOT, code="wood_resource", value=9_000, year=2023, source="essai")
    save_quantities(by=None, territory=here, quantity_inputs=[wood])
    page = client.get(f"/prospective/{HERE}/essayer/", {"q.wood_heat": "50"})
    assert "La ressource locale" not in caution_of("wood_heat")
    wind = QuantityInput(kind=OwnQuantity.Kind.PIVOT, code="wind_resource", value=22_000, year=2024, source="étude")
    save_quantities(by=None, territory=here, quantity_inputs=[wind])
    assert "La ressource locale" not in caution_of("wind")
    assert any(
        "la ressource locale (9\u202f000 MWh par an)" in told for _place, told in page.context["view"]["problems"]
    )


def test_a_kept_scenario_that_the_page_cannot_hold_says_so(client: Client, people: Any, here: Any) -> None:
    curved = a_lever("heating_one_degree", 50, diffusion=Diffusion.S_CURVE)
    document = ScenarioDocument(title="En S", place=HERE, horizon=2050, levers=(curved,))
    kept = keep_scenario(by=people.officer, place=here, document=document, is_published=True)
    page = client.get(f"/prospective/scenarios/{kept.slug}/", follow=True).content.decode()
    assert "Cette page ne montre pas tout de ce scénario" in page
