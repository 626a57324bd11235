"""Commands that exchange files: JSON for what is written and for what is refused, a campaign under another date."""

import json
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError, RuleError
from autan.ground.tables.importers.archives import read_archive
from autan.instance.cli import answers as cli_answers
from autan.instance.cli import campaign, main, questionnaire
from autan.survey.campaigns.models import Answer, Campaign
from autan.territories.networks.models import Network
from tests.survey.limesurvey.lime_making import answer_row, lime_text, part_row, question_row
from tests.survey.questionnaires.making import SMALL_YAML

RUN = CliRunner()
SURVEY = {
    "surveys": [{"sid": "12345", "language": "fr", "datecreated": "2020-01-02", "format": "G"}],
    "questions": [question_row(1, "S", title="NOM")],
}


@pytest.mark.django_db
def test_a_refusal_is_an_object_for_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cut.lss"
    file.write_text(lime_text(SURVEY)[:-30], encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["autan", "questionnaire", "check", str(file), "--json"])
    with pytest.raises(SystemExit) as caught:
        main.run()
    assert caught.value.code == 5
    loads = json.loads(capsys.readouterr().out)
    assert (loads["error"], loads["exit_code"]) == (f"{file} : un défaut", 5)
    assert "coupé" in loads["faults"][0]["expected"]
    assert loads["faults"][0]["line"] == len(lime_text(SURVEY)[:-30].splitlines())
    monkeypatch.setattr(sys, "argv", ["autan", "campaign", "status", "perdue", "--json"])
    with pytest.raises(SystemExit):
        main.run()
    refused = json.loads(capsys.readouterr().out)
    assert (refused["exit_code"], refused["faults"]) == (3, [])
    assert "perdue" in refused["error"]


def test_what_is_written_is_said_in_json(tmp_path: Path) -> None:
    source, workbook, document = tmp_path / "a.lss", tmp_path / "t.xlsx", tmp_path / "d.docx"
    source.write_text(lime_text(SURVEY), encoding="utf-8")
    made = RUN.invoke(questionnaire.app, ["template", str(workbook), "--json"], catch_exceptions=False)
    assert json.loads(made.stdout) == {"file": str(workbook)}
    printed = RUN.invoke(questionnaire.app, ["print", str(source), str(document), "--json"], catch_exceptions=False)
    loads = json.loads(printed.stdout)
    assert loads["file"] == str(document)
    assert "surveys" in {warning["path"] for warning in loads["warnings"]}
    assert document.stat().st_size > 1000


def test_a_survey_changed_since_is_asked_under_another_date(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "a.lss"
    words = ["--network", network.slug, "--title", "Essai"]
    file.write_text(lime_text(SURVEY), encoding="utf-8")
    opened = RUN.invoke(campaign.app, ["open", "une", str(file), *words, "--json"], catch_exceptions=False)
    assert "surveys" in {warning["path"] for warning in json.loads(opened.stdout)["warnings"]}
    file.write_text(lime_text({**SURVEY, "questions": [question_row(1, "T", title="NOM")]}), encoding="utf-8")
    with pytest.raises(RuleError, match="autre date"):
        RUN.invoke(campaign.app, ["open", "deux", str(file), *words], catch_exceptions=False)
    shown = RUN.invoke(campaign.app, ["open", "deux", str(file), *words, "--version", "2026-01-05"]).stdout
    assert "Avertissements" in shown
    assert Campaign.objects.get(slug="deux").questionnaire.version.isoformat() == "2026-01-05"


def test_a_yaml_that_is_no_text_opens_nothing(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(SMALL_YAML.encode("utf-16"))
    with pytest.raises(ImportFileError):
        RUN.invoke(
            campaign.app, ["open", "une", str(file), "--network", network.slug, "--title", "E"], catch_exceptions=False
        )
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!--' + b" " * 9000 + b"--><!DOCTYPE a><a/>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b'<?xml version="1.0"?><!doctype a><a/>',
    ],
)
def test_a_document_type_is_seen_wherever_it_stands(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", content)
    with pytest.raises(ImportFileError) as caught:
        read_archive(file.read_bytes(), "a.xlsx")
    assert "DTD" in caught.value.faults[0].expected


OWN_LABELS = {
    "surveys": [{"sid": "12345", "language": "fr", "datecreated": "2020-01-02", "format": "G"}],
    "questions": [
        question_row(1, "L", title="BUDGET"),
        question_row(2, "F", title="POSTES"),
        question_row(3, "L", title="SUITE"),
    ],
    "subquestions": [part_row(21, 2, "SQ001")],
    "answers": [
        *(answer_row(10 + n, 1, f"A{n}") for n in (1, 2, 3)),
        *(answer_row(20 + n, 2, f"B{n}") for n in (1, 2)),
        answer_row(31, 3, "C1"),
    ],
    "answer_l10ns": [
        {"aid": str(aid), "answer": words, "language": "fr"}
        for aid, words in {
            11: "Augmente", 12: "Ne sait pas", 13: "Sans objet", 21: "Stable", 22: "Sans objet", 31: "Oui",
        }.items()
    ],
}  # fmt: skip
_FULL_TEXT = (
    ("Augmente", "Stable", "Sans objet", {"budget": "a1", "postes": {"sq001": {"answer": "b1"}}}),
    ("Ne sait pas", "Sans objet", "N/A", {"budget": "a2", "postes": {"sq001": {"answer": "b2"}}}),
    ("sans objet", "N/A", "Oui", {"budget": "a3", "suite": "c1"}),
)


@pytest.mark.parametrize(("budget", "posts", "follow_up", "answers"), _FULL_TEXT)
def test_a_full_text_export_is_read_by_the_labels_of_its_own_questions(
    network: Network, tmp_path: Path, budget: str, posts: str, follow_up: str, answers: dict[str, object]
) -> None:
    """« Sans objet » is an answer where the question offers it, and a question that was not shown elsewhere."""
    lime, file = tmp_path / "a.lss", tmp_path / "reponses.csv"
    lime.write_text(lime_text(OWN_LABELS), encoding="utf-8")
    words = ["--network", network.slug, "--title", "Essai"]
    RUN.invoke(campaign.app, ["open", "essai", str(lime), *words, "--json"], catch_exceptions=False)
    member = network.memberships.first().territory
    cells = {
        "id": "4", "submitdate": "2020-05-02 10:00:00", "lastpage": "1", "startlanguage": "fr", "siren": member.siren,
        "BUDGET": budget, "POSTES[SQ001]": posts, "SUITE": follow_up,
    }  # fmt: skip
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in (cells, cells.values())) + "\n")
    options = ["--match", "siren", "--yes", "--json"]
    read = RUN.invoke(cli_answers.app, ["import", "essai", str(file), *options], catch_exceptions=False)
    assert read.exit_code == 0, read.stdout
    kept = Answer.objects.filter(campaign__slug="essai").values_list("question", "value")
    assert dict(kept) == answers
