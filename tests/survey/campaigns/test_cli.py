"""`autan questionnaire check` and `autan campaign status`, as tables and as JSON."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli import campaign, questionnaire
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.campaigns import UnknownCampaignError
from tests.survey.campaigns.answering import record_answer
from tests.survey.questionnaires.making import SMALL_YAML

RUN = CliRunner()


def test_check_shows_the_questions(tmp_path: Path) -> None:
    file = tmp_path / "essai.yaml"
    file.write_text(SMALL_YAML, encoding="utf-8")
    result = RUN.invoke(questionnaire.app, ["check", str(file)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "1 rubriques, 3 questions, 1 listes de choix" in result.stdout
    assert "aucun avertissement" in result.stdout


def test_check_gives_json_with_its_warnings(tmp_path: Path) -> None:
    file = tmp_path / "essai.yaml"
    file.write_text(SMALL_YAML.replace(', en: "Trial"', ""), encoding="utf-8")
    result = RUN.invoke(questionnaire.app, ["check", str(file), "--json"], catch_exceptions=False)
    loads = json.loads(result.stdout)
    assert [q["kind"] for q in loads["sections"][0]["questions"]] == ["half_open", "number", "table"]
    assert loads["choice_lists"][0]["choices"][0] == {
        "code": "yes",
        "code_in_file": "yes",
        "label": {"fr": "Oui", "en": "Yes"},
    }
    assert [(w["line"], w["path"]) for w in loads["warnings"]] == [(3, "title")]
    table = RUN.invoke(questionnaire.app, ["check", str(file)], catch_exceptions=False)
    assert "Avertissements" in table.stdout


@pytest.mark.parametrize("content", [b"sections: []", b"\xe9\xe8", None])
def test_a_bad_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "essai.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ImportFileError) as caught:
        RUN.invoke(questionnaire.app, ["check", str(file)], catch_exceptions=False)
    assert (caught.value.file, caught.value.exit_code) == (str(file), 5)


def test_status_counts_members_by_sections(documented: Campaign) -> None:
    for words in (["status"], ["status", "essai-2013"]):
        shown = RUN.invoke(campaign.app, words, catch_exceptions=False).stdout
        assert "2 réponses documentées sur 9 possibles" in shown
        assert "Autan-Mer" in shown
    result = RUN.invoke(campaign.app, ["status", "essai-2013", "--json"], catch_exceptions=False)
    (found,) = json.loads(result.stdout)
    assert (found["answers"], found["possible"], len(found["members"])) == (2, 9, 3)
    assert found["members"][0]["sections"] == {"first": {"answers": 1, "possible": 3}}


def test_status_says_what_is_missing_by_name(running: Campaign) -> None:
    record_answer(by=None, campaign=running, siren="100000001", question="q2", value=3, on=timezone.localdate())
    shown = RUN.invoke(campaign.app, ["status", running.slug], catch_exceptions=False).stdout
    for words in ("Il reste des questions à 3 des 3", "Autan-Nord, manque : q1, q3", "Autan-Sud, manque : tout", "1/3"):
        assert words in shown
    (found,) = json.loads(RUN.invoke(campaign.app, ["status", running.slug, "--json"], catch_exceptions=False).stdout)
    assert found["is_open"] is True
    first = found["tracking"][0]
    assert (first["settled"], first["asked"], first["missing"]) == (1, 3, {"first": ["q1", "q3"]})


@pytest.mark.django_db
def test_status_without_a_campaign_says_so() -> None:
    assert "Aucune campagne." in RUN.invoke(campaign.app, ["status"], catch_exceptions=False).stdout
    with pytest.raises(UnknownCampaignError):
        RUN.invoke(campaign.app, ["status", "perdue"], catch_exceptions=False)


def test_campaigns_are_listed(running: Campaign, documented: Campaign) -> None:
    loads = json.loads(RUN.invoke(campaign.app, ["list", "--json"], catch_exceptions=False).stdout)
    assert [(load["campaign"], load["is_documented"]) for load in loads] == [("enquete", False), ("essai-2013", True)]
    assert loads[0]["shares_unvalidated"] is False
    lines = RUN.invoke(campaign.app, ["list"], catch_exceptions=False).stdout.splitlines()
    assert [line.split("\t")[3].partition(" ")[0] for line in lines][1] == "documentée"


def test_a_list_without_campaign_says_so(db: None) -> None:
    assert RUN.invoke(campaign.app, ["list"]).stdout == "Aucune campagne.\n"
