"""What a command says once it is done, and what is refused of a home: in the language of the terminal."""

from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.recorder import MigrationRecorder

from autan.people.accounts.models import Person
from autan.survey.campaigns.models import Campaign
from autan.territories.networks.models import Mandate, Network
from tests.cast import HERE
from tests.instance.cli.conftest import Command
from tests.survey.questionnaires.making import SMALL_YAML

OPEN = ("campaign", "open", "c", "q.yaml", "--network", "essai", "--title", "Énergie")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("q.yaml").write_text(SMALL_YAML, encoding="utf-8")


@pytest.fixture
def english(autan: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")


def test_the_life_of_a_campaign_is_said_in_french(autan: Command, network: Network) -> None:
    opened = autan(*OPEN).out.splitlines()
    assert opened[0] == "Campagne « Énergie » ouverte : 3 questions, 2 membres."
    assert opened[1] == "Invitez-les : autan campaign invite c INVITES.csv (colonnes siren, name, email)"
    said = [autan("campaign", *words).out for words in (("close", "c"), ("archive", "c"), ("archive", "c", "--back"))]
    assert said == [f"Campagne « Énergie » {word}.\n" for word in ("close", "archivée", "rétablie, close")]


def test_the_life_of_a_campaign_is_said_in_english(autan: Command, network: Network, english: None) -> None:
    opened = autan(*OPEN).out.splitlines()
    assert opened[0] == "Campaign “Énergie” opened: 3 questions, 2 members."
    said = [autan("campaign", *words).out for words in (("close", "c"), ("archive", "c"), ("archive", "c", "--back"))]
    assert said == [f"Campaign “Énergie” {word}.\n" for word in ("closed", "archived", "restored, closed")]


@pytest.mark.parametrize("slug", ["Enquete-2027", "énergie", "a b", "", "ouvert", "x" * 61])
def test_the_short_name_of_a_campaign_is_an_address_in_small_letters(
    slug: str, autan: Command, network: Network, english: None
) -> None:
    refused = autan("campaign", "open", slug, *OPEN[3:])
    assert (refused.code, refused.out) == (6, "")
    assert f"“{slug}” cannot serve as an address: small letters without accents" in refused.err
    assert not Campaign.objects.exists()
    assert autan("campaign", "open", "x" * 60, *OPEN[3:]).code == 0


@pytest.mark.parametrize("slug", ["Elus", "note 2026", "été"])
def test_the_identifier_of_an_edition_is_in_small_letters(slug: str, autan: Command, network: Network) -> None:
    refused = autan("edition", "new", "essai", slug, "--title", "A")
    assert (refused.code, refused.out) == (5, "")
    assert "un identifiant en minuscules sans accent" in " ".join(refused.err.split())
    assert autan("edition", "new", "essai", "elus-2026", "--title", "A").code == 0


def test_what_becomes_of_an_account_is_said_in_both_languages(
    autan: Command, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {
        "fr": ["Compte ouvert", "Rôle confié", "Rôle terminé", "Compte fermé", "Compte rouvert", "Mot de passe changé"],
        "en": ["Account opened", "Role given", "Role ended", "Account closed", "Account reopened", "Password changed"],
    }
    for language, expected in words.items():
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        email = f"{language}@exemple.fr"
        lines = [
            ("add", email, "--network", "essai", "--role", "reader", "--name", "B", "--password", "une phrase longue"),
            ("add", email, "--territory", HERE, "--role", "contributor"),
            ("end", email, "--network", "essai", "--role", "reader"),
            ("close", email),
            ("reopen", email),
        ]
        said = [autan("person", *line).out for line in lines]
        said.append(autan("person", "password", email, "--password", "une autre phrase").out)
        colon = " : " if language == "fr" else ": "
        assert said == [f"{word}{colon}{email}\n" for word in expected]
        assert Mandate.objects.get(person__email=email, role="contributor").valid_to is None
        assert Person.objects.get(email=email).check_password("une autre phrase")


def test_an_invitation_says_its_last_day_in_the_language_of_the_terminal(
    autan: Command, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, start in (
        ("fr", "Lien de fr@exemple.fr, une fois, jusqu’au "),
        ("en", "Link of en@exemple.fr, once"),
    ):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        line = (
            "invite",
            f"{language}@exemple.fr",
            "--name",
            "B",
            "--role",
            "reader",
            "--network",
            "essai",
            "--no-mail",
        )
        said, link = autan("person", *line).out.splitlines()
        assert (said.startswith(start), link.startswith("http")) == (True, True)


@pytest.mark.django_db
def test_a_home_that_is_not_of_this_version_is_refused_in_both_languages(
    autan: Command, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    recorded = MigrationRecorder.Migration.objects
    recorded.filter(app="lessons").delete()
    said = []
    for language in ("fr", "en"):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        refused = autan("plan", "list")
        assert (refused.code, refused.out) == (7, "")
        said.append(refused.err)
    assert said[0].startswith("Refusé : la base de ce dossier est d’une version antérieure")
    assert said[1].startswith("Refused: the database of this folder is that of an earlier version of Autan; run “autan")
    recorded.all().delete()
    refused = autan("backup", "a.zip")
    assert (refused.code, refused.out, Path("a.zip").exists()) == (7, "", False)
    assert refused.err.startswith(f"Refused: the folder {settings.AUTAN_HOME} holds no network yet; begin with “autan")


@pytest.mark.django_db
def test_a_file_that_is_no_backup_is_refused_in_both_languages(autan: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.zip").write_bytes(b"PK")
    for language, words in (
        ("fr", "« a.zip » n’est pas une sauvegarde"),
        ("en", "“a.zip” is no backup, or is damaged"),
    ):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        refused = autan("backup", "a.zip", "--check")
        assert (refused.code, refused.out, words in refused.err) == (5, "", True)
    standing = autan("backup", "a.zip")
    assert (standing.code, "“a.zip” exists already; add --force" in standing.err) == (6, True)
    assert Path("a.zip").read_bytes() == b"PK"
