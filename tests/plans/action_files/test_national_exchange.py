"""Plans exchanged with Territoires en Transitions and with the national filing, and what neither can hold."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ImportFileError
from autan.plans.action_files.actions.filings import filing_import
from autan.plans.action_files.actions.intake import actions_import
from autan.plans.action_files.core.losses import LeavingAction, workbook_losses
from autan.plans.action_files.core.national_filing import filing_columns
from autan.plans.action_files.importers.actions import read_actions
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory
from tests.cast import Cast

TARGET = {"quantity": "ghg", "part": "residential", "kind": "level", "unit": "tCO2e", "horizon": "2030"}


_WORDS = ("aucune case du formulaire", "non une évolution", "porte déjà une autre valeur", "Notes de suivi",
          "l’unité ne se convertit pas", "celui du territoire")  # fmt: skip


def write(plan: Plan, section: str, *lines: dict[str, str]) -> None:
    numbered = [LineInput(key=str(rank), typed=typed) for rank, typed in enumerate(lines, start=1)]
    save_section(by=None, plan=plan, section=section, lines=numbered)


def test_the_actions_of_a_filing_are_read_with_their_themes(shared_data: Path):
    data = (shared_data / "formats" / "pcaet_export_enr_v1_extrait.csv").read_bytes()
    asked = read_actions(data, "depots.csv", own={})
    sheet = next(question.key for question in asked.questions if question.text.startswith("795 "))
    actions = read_actions(data, "depots.csv", own={}, decisions={sheet: "take"})
    first = actions.rows[0]
    assert len(actions.rows) > 10
    assert (first.title, first.typed["themes"]) == (
        "1 - Mettre en oeuvre une gouvernance et une évaluation partagée", "governance"
    )  # fmt: skip
    assert "Collectivité infra" in first.typed["lead"]
    assert not {"Chef_de_projet", "Contact"} & {row.title for row in actions.rows}


def test_a_plan_goes_to_the_filing_and_comes_back_the_same(
    client: Client, plan: Plan, sheet: ActionSheet, other: Territory, people: Cast
):
    add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Isoler | trier", "themes": "building"}))
    write(plan, "targets", {**TARGET, "value": "12,5", "unit": "ktCO2e"}, {**TARGET, "value": "9", "horizon": "2035"},
          {**TARGET, "kind": "change", "value": "-40", "unit": "pct"},
          {**TARGET, "part": "agriculture", "value": "2", "unit": "MW"},
          {**TARGET, "part": "tertiary", "value": "2", "scope": "estate"},
          {**TARGET, "quantity": "nox", "part": "waste", "value": "3", "unit": "t", "horizon": "2050"})  # fmt: skip
    observed = {"quantity": "ghg", "part": "residential", "unit": "tCO2e"}
    write(
        plan, "observations", {**observed, "value": "20000", "year": "2018"}, {**observed, "value": "1", "year": "2015"}
    )
    client.force_login(people.officer)
    page = client.get(f"/plans/{plan.slug}/echanges/").content.decode()
    assert f"/plans/{plan.slug}/echanges/" in client.get(f"/plans/{plan.slug}/actions/").content.decode()
    for words in _WORDS:
        assert words in page
    data = client.get(f"/plans/{plan.slug}/echanges/depot.csv").content
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert tuple(row) == tuple(filing_columns())
    assert (row["PEC_GES_1_6"], row["PEC_GES_1_1"], row["PEC_Emission_GES_Annee_Compta"]) == ("12500", "20000", "2018")
    assert (row["POL_6_7_3"], row["PEC_GES_1_7"], row["Population_couverte"]) == ("3", "", "")
    assert row["Programme d'actions"] == "Développer le covoiturage¤¤|Isoler / trier¤Résidentiel¤"
    upload = Upload(file="depot.csv", data=data)
    assert {item.outcome for item in filing_import(plan).read(upload).items} <= {Outcome.SAME, Outcome.CHANGED}
    twin = start_plan(
        by=None, heading=PlanHeading(title="Jumeau", kind=PlanKind.PCAET), subjects=list(plan.subjects.all())
    )
    done = run_import(filing_import(twin), upload, by=people.officer)
    assert done.count(Outcome.ADDED) == 3
    kept = twin.lines.get(section="targets", typed__quantity="ghg").typed
    assert (kept["value"], kept["unit"], kept["base_year"], kept["base_value"]) == ("12500", "tCO2e", "2018", "20000")
    assert run_import(filing_import(twin), upload, by=people.officer).to_write == ()
    actions = run_import(actions_import(twin), upload, by=people.officer)
    assert actions.count(Outcome.ADDED) == 2
    assert twin.action_sheets.get(title="Isoler / trier").themes == "|building|"
    elsewhere = start_plan(by=None, heading=PlanHeading(title="Ailleurs", kind=PlanKind.PCAET), subjects=[other])
    with pytest.raises(ImportFileError):
        filing_import(elsewhere).read(upload)


def test_a_filler_is_unknown_and_a_diagnosis_without_its_year_is_doubtful(plan: Plan):
    cells = {"Type_demarche": "PCAET", "SIREN collectivites_coporteuses": "243100633", "PEC_GES_1_6": "0.01",
             "PEC_GES_2_1": "12", "PEC_GES_2_7": "0", "PEC_GES_3_7": "beaucoup"}  # fmt: skip
    text = ";".join(cells) + "\n" + ";".join(cells.values()) + "\n"
    preview = filing_import(plan).read(Upload(file="d.csv", data=text.encode(), options={"skip_faults": True}))
    assert {fault.column for fault in preview.faults} == {"PEC_Emission_GES_Annee_Compta", "PEC_GES_3_7"}
    assert [item.record.fields for item in preview.items] == [{"value": 0.0, "unit": "tCO2e"}]
    write(plan, "targets", {**TARGET, "part": "tertiary", "value": "7", "horizon": "2050", "scope": "estate"})
    preview = filing_import(plan).read(Upload(file="d.csv", data=text.encode(), options={"skip_faults": True}))
    # what the estate aims at is no target of the territory: it stands as it is
    assert [item.outcome for item in preview.items] == [Outcome.ADDED]


def test_targets_of_renewable_output_are_exchanged_once_somebody_says_their_years(
    client: Client, plan: Plan, people: Cast
):
    solar = {"quantity": "renewable_output", "part": "solar_pv", "kind": "level", "unit": "GWh"}
    used = {**solar, "quantity": "renewable_consumption", "value": "25", "horizon": "2030"}
    two = ({**solar, "value": "40", "horizon": "2030"}, {**solar, "value": "90", "horizon": "2050"})
    write(plan, "targets", *two, used)
    client.force_login(people.officer)
    address, file = f"/plans/{plan.slug}/echanges/", f"/plans/{plan.slug}/echanges/depot.csv"
    assert "ne dit pas les années de ses objectifs renouvelables" in client.get(address).content.decode()
    said = {"renewable_years": "2021, 2026, 2030, 2050"}
    assert "objectifs renouvelables" not in client.get(address, said).content.decode()
    wrong = client.get(address, {"renewable_years": "2030, 2026"}).content.decode()
    assert "quatre années différentes, dans l’ordre" in wrong
    (bare,) = csv.DictReader(io.StringIO(client.get(file).content.decode("utf-8-sig")), delimiter=";")
    data = client.get(file, said).content
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    filled = {column: text for column, text in row.items() if column.startswith("ENR_") and text}
    assert sorted(filled.values()) == ["25", "40", "90"]
    assert not any(bare[column] for column in filled)
    assert [column.split("_")[2:] for column in filled] == [
        ["4", "Production"],
        ["4", "Consommation"],
        ["5", "Production"],
    ]
    twin = start_plan(
        by=None, heading=PlanHeading(title="Jumeau", kind=PlanKind.PCAET), subjects=list(plan.subjects.all())
    )
    (fault,) = filing_import(twin).read(Upload(file="d.csv", data=data)).faults
    assert (fault.column, fault.value) == ("ENR_…", "3")
    years = {"renewable_years": (2021, 2026, 2030, 2050)}
    assert (
        run_import(filing_import(twin), Upload(file="d.csv", data=data, options=years), by=None).count(Outcome.ADDED)
        == 3
    )
    kept = {(line["quantity"], line["horizon"], line["value"]) for line in twin.lines.values_list("typed", flat=True)}
    output, consumption = "renewable_output", "renewable_consumption"
    assert kept == {(output, "2030", "40"), (output, "2050", "90"), (consumption, "2030", "25")}


def test_what_the_platform_cannot_hold_is_counted():
    lines = {"funding": [{"funder": "A", "asked": "1 € HT", "granted": "beaucoup"}] * 4, "steps": [{"name": "x"}],
             "documents": [{"title": "x"}]}  # fmt: skip
    typed = {
        "title": "Isoler",
        "themes": "building",
        "notes": "x",
        "budget": "beaucoup",
        "end": "2026",
        "start": "01/02/2026",
    }
    rich = LeavingAction(typed=typed, lines=lines, axes=4, carriers=2, is_part=True)
    plain = LeavingAction(typed={"title": "Trier", "budget": "10 € HT", "end": "31/12/2026"})
    losses = {loss.what.fr: loss.count for loss in workbook_losses([rich, plain])}
    assert losses == dict.fromkeys(
        ("Thèmes", "Notes de suivi", "Sous-action", "Étapes", "Documents joints", "Financeurs au-delà de trois",
         "Demandé, accordé, versé", "Montants", "Dates", "Collectivités qui la portent ensemble",
         "Axes sous le troisième"), 1
    )  # fmt: skip
