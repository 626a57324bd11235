"""What the tab key and a slip of the finger give: names from the text of the commands, without a home."""

import subprocess
from pathlib import Path

import pytest

from tests.functional.demonstration import AUTAN, environment_of

pytestmark = pytest.mark.by_turns


def run(home: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = environment_of(home) | {"AUTAN_LANGUAGE": "fr", **variables}
    return subprocess.run([AUTAN, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("autan edi", "edition"), ("autan edition li", "list"), ("autan edition list --js", "--json")],
)
def test_a_shell_is_given_what_may_follow(tmp_path: Path, words: str, expected: str) -> None:
    count = str(len(words.split()) - 1)
    done = run(tmp_path, _AUTAN_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=count)
    assert (done.returncode, done.stdout.split()) == (0, [expected])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_a_shell_asks_the_command(tmp_path: Path, shell: str) -> None:
    done = run(tmp_path, "completion", shell, "--show")
    assert done.returncode == 0
    assert "_AUTAN_COMPLETE" in done.stdout


def test_it_is_installed_where_the_shell_reads_it(tmp_path: Path) -> None:
    done = run(tmp_path, "completion", "fish", HOME=str(tmp_path))
    path = tmp_path / ".config" / "fish" / "completions" / "autan.fish"
    assert "_AUTAN_COMPLETE" in path.read_text()
    assert str(path) in done.stdout


def test_another_shell_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    done = run(tmp_path, "completion", "tcsh")
    assert done.returncode == 6
    assert "bash, zsh, fish" in done.stderr


@pytest.mark.parametrize(
    ("words", "near"),
    [(("edition", "lst"), "list"), (("editon", "list"), "edition"), (("data", "refesh"), "refresh")],
)
def test_a_misspelt_command_is_told_with_its_neighbour_and_needs_no_home(
    tmp_path: Path, words: tuple[str, ...], near: str
) -> None:
    done = run(tmp_path / "nowhere", *words)
    assert done.returncode == 2
    assert f"peut-être « {near} » ?" in done.stderr
    assert "base" not in done.stderr


def test_the_doctor_tells_the_machine_and_a_mail_server_that_is_away(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", AUTAN_MAIL="smtp://localhost:1")
    lines = {line.split("\t")[1]: line.split("\t") for line in done.stdout.splitlines()}
    assert "Python" in lines["Machine"][2]
    assert "postgres" in lines["Compléments"][2]
    assert lines["Serveur de courriel"][0] == "!"
    assert "localhost:1" in lines["Serveur de courriel"][2]


def test_postgresql_without_its_driver_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'psycopg' else find(name, *rest)\n"
    )
    done = run(tmp_path, "doctor", DATABASE_URL="postgresql://localhost/x", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "complément « postgres »" in done.stderr.replace("\u00a0", " ").replace("\u202f", " ")
