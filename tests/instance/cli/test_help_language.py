"""Help and refusals in the one language of the terminal; lists in any letters, in full lines when nobody looks."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from autan.ground.errors import Fault, ImportFileError, UnknownError
from autan.ground.wordings import Sentence
from autan.instance.cli.commands import COMMANDS, load_command
from autan.instance.cli.errors import explain
from autan.instance.cli.help_language import help_page, help_text, is_english, refusal

pytestmark = pytest.mark.by_turns

AUTAN = Path(sys.executable).parent / "autan"
ENGLISH = re.compile(r"\b(?:Show this|Usage:|Options:|Commands:|Arguments:|required|default|exit|Install)\b")


FRENCH = re.compile(r"[«»éèàêç]|\b(?:[Ll]es?|[Ll]a|[Uu]ne?|[Dd]es|sans|avec|Montrer|Usage :)\b")


@pytest.fixture(autouse=True)
def french_terminal(monkeypatch):
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.defpath, "AUTAN_HOME": "/nowhere/at/all", **variables}
    return subprocess.run([AUTAN, *words], env=environment, capture_output=True, check=False)


def help_of(capsys, command, *words: str) -> str:
    with suppress(SystemExit):
        command.main(args=[*words, "--help"], prog_name="autan", standalone_mode=False)
    return capsys.readouterr().out


@pytest.mark.parametrize(("language", "begins", "foreign"), [("fr", "Usage : ", ENGLISH), ("en", "Usage: ", FRENCH)])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_one_language(capsys, monkeypatch, name, language, begins, foreign):
    monkeypatch.setenv("AUTAN_LANGUAGE", language)
    command = load_command(name)
    pages = [help_of(capsys, command), *(help_of(capsys, command, inner) for inner in getattr(command, "commands", {}))]
    assert all(page.startswith(begins) for page in pages)
    assert [found for page in pages for found in foreign.findall(page)] == []


def test_a_day_is_asked_for_as_people_write_it(capsys):
    assert "--date <AAAA-MM-JJ>" in help_of(capsys, load_command("publish"))


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, False), ({"LANG": "C.UTF-8"}, False), ({"LANG": "en_GB.UTF-8"}, True), ({"LANG": "fr_FR"}, False),
     ({"LANG": "fr_FR", "LC_ALL": "en"}, True), ({"LANG": "en", "AUTAN_LANGUAGE": "fr"}, False)],
)  # fmt: skip
def test_the_terminal_tells_the_language(monkeypatch, variables, expected):
    for name in ("AUTAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    assert is_english() is expected


@pytest.mark.parametrize(
    ("language", "refused", "table"),
    [
        ("fr", "Refusé : aucun plan « zzz »", ["un fichier : un défaut", "Ligne", "Attendu", "une colonne « siren »"]),
        ("en", "Refused: no plan “zzz”", ["a file: one fault", "Row", "Expected", "a column “siren”"]),
    ],
)
def test_what_a_command_refuses_is_in_the_language_of_the_terminal(monkeypatch, capfd, language, refused, table):
    monkeypatch.setenv("AUTAN_LANGUAGE", language)
    explain(UnknownError("aucun plan «\u202f{slug}\u202f»", slug="zzz"))
    file = "un fichier" if language == "fr" else "a file"
    explain(ImportFileError(file, [Fault(row=1, expected=Sentence("une colonne « {name} »", name="siren"))]))
    text = " ".join(capfd.readouterr().err.replace("\u202f", " ").split())
    assert text.startswith(refused)
    assert [words for words in table if words not in text] == []


def test_a_refusal_is_in_english_too(monkeypatch):
    done = run("bonjour", LANG="en_GB.UTF-8")
    assert done.stderr.decode() == "Refused: No such command 'bonjour'.\nHelp: autan --help\n"
    assert "Show the version." in run("--help", LANG="en").stdout.decode()


def test_the_list_of_commands_needs_no_home():
    done = run("--help")
    assert done.returncode == 0
    assert not ENGLISH.findall(done.stdout.decode())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serve", "--port", "x"], "un nombre entier est attendu"),
        (["serve", "--port", "70000"], "65535 ou moins est attendu"),
        (["serve", "--colour"], "l’option « --colour » n’existe pas"),
        (["serve", "--porte", "1"], "l’option « --porte » n’existe pas ; peut-être --host, --port, --workers\n"),
        (["bonjour"], "la commande « bonjour » n’existe pas"),
        (["backup"], "il manque « file »"),
        (["serve", "trop"], "en trop : trop"),
        (["serve", "--port"], "attend une valeur"),
    ],
)
def test_a_refusal_is_in_french_with_the_way_to_help(words, said):
    done = run(*words)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "--help" in done.stderr.decode()


def test_the_version_is_said():
    assert re.fullmatch(r"Autan \d+\.\d+\.\d+\n", run("--version").stdout.decode())


@pytest.mark.parametrize("letters", ["latin-1", "ascii"])
def test_a_terminal_of_other_letters_stops_no_command(letters, tmp_path):
    done = run("doctor", PYTHONIOENCODING=letters, AUTAN_HOME=str(tmp_path), PYTHONUTF8="0")
    assert b"Traceback" not in done.stderr
    assert b"Base" in done.stdout


def test_a_terminal_without_our_apostrophe_gets_the_one_of_all(tmp_path):
    done = run("doctor", PYTHONIOENCODING="latin-1", AUTAN_HOME=str(tmp_path / "nowhere"), PYTHONUTF8="0")
    assert "n'existe pas" in done.stdout.decode("latin-1")


def test_a_list_in_a_pipe_has_one_full_line_for_each_item(tmp_path):
    lines = run("doctor", AUTAN_HOME=str(tmp_path)).stdout.decode().splitlines()
    assert all(len(line.split("\t")) == 3 for line in lines)


def test_the_folder_may_be_given_before_the_command(tmp_path):
    folder = tmp_path / "mon réseau"
    done = run("--home", str(folder), "doctor", AUTAN_HOME=str(tmp_path / "another"))
    assert str(folder) in done.stdout.decode()


def test_words_that_are_not_known_stay():
    assert refusal("Something new.") == "Something new."
    assert help_page("Usage: autan [OPTIONS]") == "Usage : autan [OPTIONS]"
    assert help_text(None) is None
