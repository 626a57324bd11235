"""`autan action`: list, show, similar, import and export."""

import json
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autan.instance.cli.action import app
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet
from tests.plans.action_files.test_exchange import workbook


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_actions_are_listed_and_shown(sheet: ActionSheet):
    assert "covoiturage" in run("list", "--network", "essai").output
    assert "Aucune action" in run("list", "--network", "essai", "--status", "done").output
    (listed,) = json.loads(run("list", "--network", "essai", "--theme", "mobility", "--json").output)
    assert listed["axis"] == ["1. Mobilités", "1.1. Partager la voiture"]
    sheet.typed["staff_fte"] = "beaucoup"
    sheet.save()
    loads = json.loads(run("show", sheet.slug, "--json").output)
    assert (loads["fields"]["budget"], [each["field"] for each in loads["problems"]]) == ("150000 € HT", ["staff_fte"])
    assert "à corriger, staff_fte" in run("show", sheet.slug).output


def test_similar_actions_are_told_with_their_score(sheet: ActionSheet):
    loads = json.loads(run("similar", "Aires de covoiturage", "--network", "essai", "--most", "40", "--json").output)
    assert len(loads) == 40
    assert loads == sorted(loads, key=lambda each: -each["score"])
    assert "covoiturage" in run("similar", "Aires de covoiturage", "--most", "2").output.lower()
    assert "covoiturage" in run("similar", sheet.slug, "--most", "2").output.lower()


def test_a_plan_goes_out_and_comes_back(sheet: ActionSheet, plan: Plan, tmp_path: Path):
    for name, *more in (
        ("a.xlsx", "--plan", plan.slug, "--template"),
        ("a.ods",),
        ("a.csv",),
        ("a.json", "--plan", plan.slug),
    ):
        done = run("export", str(tmp_path / name), "--network", "essai", *more)
        assert "1 actions écrites" in done.output, done.output
    assert run("export", str(tmp_path / "a.pdf"), "--network", "essai").exit_code != 0
    back = run("import", plan.slug, str(tmp_path / "a.xlsx"), "--yes", "--json")
    assert json.loads(back.output)["same"] == 1
    file = tmp_path / "b.xlsx"
    file.write_bytes(workbook(("Titre", "Statut"), ("Isoler", "À venir"), ("Trier", "bof")))
    assert run("import", plan.slug, str(file), "--dry-run").exit_code == 5
    assert run("import", plan.slug, str(file), "--skip-faults", "--yes").exit_code == 0
    assert set(ActionSheet.objects.values_list("title", flat=True)) == {"Développer le covoiturage", "Isoler", "Trier"}
    assert ActionSheet.objects.get(title="Trier").typed["status"] == "bof"


@pytest.mark.parametrize(
    ("column", "sign"), [("Titre", "a"), ("Titre", "1."), ("Titre", "("), ("Axe", "("), ("Descriptif", "_")]
)
def test_a_cell_without_end_is_refused_in_a_time_in_proportion(plan: Plan, tmp_path: Path, column: str, sign: str):
    file = tmp_path / "a.csv"
    names = ("Titre", "Axe", "Descriptif", "Date de début")

    def cost(length: int) -> float:
        cells = {"Titre": "Isoler", column: (sign * length)[:length]}
        file.write_text("\n".join((";".join(names), ";".join(cells.get(name, "") for name in names), "")))
        before = time.process_time()
        run("import", plan.slug, str(file), "--dry-run")
        return time.process_time() - before

    first, second = (min(cost(length) for _ in range(2)) for length in (15_000, 60_000))
    assert second < 8 * first, "four times as long, and not sixteen"


@pytest.mark.parametrize("column", ["Titre", "Descriptif", "Date de début"])
def test_a_cell_of_sixty_thousand_signs_is_told_at_its_place(plan: Plan, tmp_path: Path, column: str):
    file = tmp_path / "a.csv"
    cells = {"Titre": "Isoler", "Descriptif": "", "Date de début": ""} | {column: "1" * 60_000}
    file.write_text("\n".join((";".join(cells), ";".join(cells.values()), "")))
    read = json.loads(run("import", plan.slug, str(file), "--dry-run", "--json").stdout)
    assert column in [fault["path"] for fault in (*read["warnings"], *read["faults"])]
    assert len(read["items"]) == 1


def test_what_is_in_doubt_is_listed_with_its_key_and_decided_on_the_command_line(plan: Plan, tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("Titre;Statut;Coût\nIsoler;bof;150.000 €\n")
    refused = run("import", plan.slug, str(file), "--dry-run")
    assert refused.exit_code == 5
    assert "value:status:bof" in refused.output.replace("\n", "")
    read = json.loads(run("import", plan.slug, str(file), "--dry-run", "--json").stdout)
    asked = [question["key"] for question in read["questions"] if question["is_open"]]
    assert asked == ["file:dot", "value:status:bof"]
    wrong = ("value:status:bof=zorg", "file:dot=zorg", "rien=x")
    refused = run("import", plan.slug, str(file), "--dry-run", *(word for key in wrong for word in ("--decide", key)))
    assert refused.exit_code == 5
    assert all(key.partition("=")[0] in refused.output.replace("\n", "") for key in wrong)
    assert not ActionSheet.objects.exists()
    decided = ("--decide", "value:status:bof=paused", "--decide", "file:dot=thousands")
    assert run("import", plan.slug, str(file), "--yes", *decided).exit_code == 0
    typed = ActionSheet.objects.get().typed
    assert (typed["status"], typed["budget"]) == ("paused", "150 000 €")
