"""`autan campaign` and `answers` in words: what is opened, who is invited, what is missing by member, what is lost."""

import json
from pathlib import Path

import pytest

from autan.survey.campaigns.models import Campaign, Invitation
from autan.territories.networks.models import Network
from tests.cast import HERE, THERE
from tests.instance.cli.conftest import Command
from tests.survey.questionnaires.making import SMALL_YAML


@pytest.fixture
def opened(autan: Command, network: Network, tmp_path: Path) -> str:
    """What is said of a campaign that opens until the end of the century."""
    file = tmp_path / "q.yaml"
    file.write_text(SMALL_YAML, encoding="utf-8")
    opening = ("campaign", "open", "enquete", str(file), "--network", "essai", "--title", "Enquête")
    return autan(*opening, "--title-en", "Survey", "--opens", "2020-01-01", "--closes", "2099-12-31").out


def test_an_opening_says_how_much_is_asked_of_how_many_and_what_comes_next(opened: str) -> None:
    assert opened.splitlines() == [
        "Campagne « Enquête » ouverte : 3 questions, 2 membres.",
        "Invitez-les : autan campaign invite enquete INVITES.csv (colonnes siren, name, email)",
    ]
    campaign = Campaign.objects.get()
    assert (campaign.title_fr, campaign.title_en, campaign.shares_unvalidated) == ("Enquête", "Survey", False)


def test_each_is_handed_a_link_that_is_kept_nowhere(autan: Command, opened: str, tmp_path: Path) -> None:
    table = tmp_path / "i.csv"
    table.write_text(f"siren,name,email\n{HERE},Anne,\n{THERE},Paul,\n", encoding="utf-8")
    first, second, empty, last = autan("campaign", "invite", "enquete", str(table)).out.splitlines()
    assert (first.startswith("Ici, Anne : http"), second.startswith("Là, Paul : http")) == (True, True)
    assert (empty, last) == ("", "Ces liens ne sont gardés nulle part : remettez-les maintenant.")
    assert Invitation.objects.count() == 2
    for text in (f"siren,name,email\n{HERE},Anne,\n111111111,Zorg,\n", f"siren,name,email\n{HERE},Anne,zorg\n"):
        table.write_text(text, encoding="utf-8")
        refused = autan("campaign", "invite", "enquete", str(table))
        assert (refused.code, refused.out, Invitation.objects.count()) == (5, "", 2)


def test_nobody_is_reminded_where_nobody_is_invited(autan: Command, opened: str) -> None:
    words = "Personne n’a de lien personnel : invitez d’abord les collectivités.\n"
    assert autan("campaign", "remind", "enquete") == (0, words, "")
    assert json.loads(autan("campaign", "remind", "enquete", "--json").out) == []


def test_where_a_campaign_stands_is_told_by_member_and_section(autan: Command, opened: str, tmp_path: Path) -> None:
    answers = tmp_path / "r.csv"
    answers.write_text(f"siren,q2\n{HERE},12\n", encoding="utf-8")
    assert autan("answers", "import", "enquete", str(answers), "--yes").code == 0
    shown = autan("campaign", "status", "enquete").out.splitlines()
    assert shown[0] == "Enquête   enquete"
    assert shown[1].startswith("Ouverte jusqu’au 31/12/2099 inclus. Il reste des questions à 2 des 2 collectivités.")
    rows = {cells[0]: cells[1:] for line in shown if len(cells := line.split("\t")) > 1}
    assert {name: cells[-1] for name, cells in rows.items()} == {"Ici": "1/3", "Là": "0/3"}
    assert "Questions réglées sur questions posées ; ✓ : validé." in shown
    missing = [line.strip() for line in shown if ", manque : " in line]
    assert [line.startswith(name) for line, name in zip(missing, ("Ici", "Là"), strict=True)] == [True, True]
    assert ("q2" in missing[0], missing[1]) == (False, "Là, manque : tout")
    assert autan("campaign", "status").out.splitlines() == shown
    (status,) = json.loads(autan("campaign", "status", "enquete", "--json").out)
    assert (status["answers"], status["title"]) == (1, {"fr": "Enquête", "en": "Survey"})
    assert [(row["siren"], row["settled"], row["asked"]) for row in status["tracking"]] == [(HERE, 1, 3), (THERE, 0, 3)]


def test_a_campaign_that_is_closed_says_so(autan: Command, opened: str) -> None:
    assert json.loads(autan("campaign", "close", "enquete", "--json").out)["closed_at"]
    line = autan("campaign", "status", "enquete").out.splitlines()[1]
    assert ("Ouverte" in line, line[0].isupper()) == (False, True)
    closed_at = Campaign.objects.get().closed_at
    assert autan("campaign", "close", "enquete").out == "Campagne « Enquête » close.\n"
    assert Campaign.objects.get().closed_at == closed_at, "a second time changes nothing"
    assert autan("campaign", "archive", "enquete").out == "Campagne « Enquête » archivée.\n"
    assert autan("campaign", "list").out.rstrip("\n").split("\t")[-1] == "archivée"
    assert autan("campaign", "archive", "enquete", "--back").out == "Campagne « Enquête » rétablie, close.\n"


def test_a_campaign_without_end_says_so(autan: Command, network: Network, tmp_path: Path) -> None:
    file = tmp_path / "q.yaml"
    file.write_text(SMALL_YAML, encoding="utf-8")
    answer = json.loads(
        autan("campaign", "open", "libre", str(file), "--network", "essai", "--title", "Libre", "--json").out
    )
    assert (answer["closed_on"], answer["warnings"], answer["questions"]) == (None, [], 3)
    assert autan("campaign", "status", "libre").out.splitlines()[1].startswith("Ouverte, sans date de fin.")
    assert Campaign.objects.get().title_en == "Libre", "the French title stands for the English one"


def test_what_a_file_of_answers_does_not_hold_is_told_and_it_comes_back(
    autan: Command, opened: str, tmp_path: Path
) -> None:
    answers, out = tmp_path / "r.csv", tmp_path / "a.csv"
    answers.write_text(f"siren,q2\n{HERE},12\n", encoding="utf-8")
    autan("answers", "import", "enquete", str(answers), "--yes")
    written = autan("answers", "export", "enquete", str(out), "--separator", "tab")
    assert "Ce que le fichier ne contient pas" in written.out
    assert written.out.endswith(f"\n1 réponses de 2 collectivités (réseau inventé), écrites dans {out}\n")
    assert "\t" in out.read_text(encoding="utf-8-sig").splitlines()[0]
    same = json.loads(autan("answers", "import", "enquete", str(out), "--dry-run", "--json").out)
    assert (same["added"], same["changed"], same["faults"]) == (0, 0, [])
    answers.write_text(f"siren,q2\n{HERE},14\n{THERE},3\n", encoding="utf-8")
    for choice, changed in (("keep", 0), ("replace", 1)):
        line = ("answers", "import", "enquete", str(answers), "--dry-run", "--on-conflict", choice, "--json")
        taken = json.loads(autan(*line).out)
        assert (choice, taken["added"], taken["changed"]) == (choice, 1, changed)
