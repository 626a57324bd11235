"""What other systems have: blanks and accents in the name of a home, a console in cp1252, nothing of POSIX alone."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.functional.demonstration import AUTAN, environment_of
from tests.functional.served import served

POSIX_ONLY = ("fcntl", "grp", "pwd", "resource", "termios", "tty")
SITE = f"""
import os, sys
sys.modules.update(dict.fromkeys({POSIX_ONLY!r}))
def refuse(*_what, **_how):
    raise PermissionError(1, "this disk has neither modes nor links")
os.chmod = os.symlink = os.link = refuse
"""


@pytest.fixture(scope="module")
def other_system(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a console of Windows in western Europe, and a Python on a disk without what POSIX alone has."""
    folder = tmp_path_factory.mktemp("site")
    folder.joinpath("sitecustomize.py").write_text(SITE)
    return {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, other_system: dict[str, str]) -> Path:
    path = tmp_path_factory.mktemp("Réseau d'énergie (essai)") / "état du réseau"
    person = ("--email", "marie@exemple.fr", "--name", "Zoë Lœwenstein")
    assert "/invitation/" in autan(path, other_system, "start", "--no-serve", "--network", "L’énergie d’ici", *person)
    return path


def autan(home: Path, variables: dict[str, str], *words: str) -> str:
    done = subprocess.run([AUTAN, *words], env=environment_of(home) | variables, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("cp1252")
    assert done.returncode == 0, said
    return said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--help",), "Préparer le réseau de démonstration"),
        (("doctor",), "état du réseau"),
        (("network", "list"), "L’énergie d’ici"),
        (("plan", "list"), ""),
        (("fact", "list"), ""),
        (("data", "status"), ""),
        (("mail", "list"), ""),
        (("person", "list"), ""),
        (("edition", "list"), ""),
    ],
)
def test_commands_answer_there(home: Path, other_system: dict[str, str], words: tuple[str, ...], expected: str) -> None:
    assert expected in autan(home, other_system, *words)


def test_a_home_is_made_saved_and_restored_there(tmp_path: Path, home: Path, other_system: dict[str, str]) -> None:
    saved = tmp_path / "sauvegarde du réseau à garder"
    autan(home, other_system, "backup", str(saved))
    other = tmp_path / "Énergie d'ailleurs (copie)"
    autan(other, other_system, "restore", str(saved))
    assert "à jour" in autan(other, other_system, "doctor")


def test_open_data_is_taken_in_and_read_there(tmp_path: Path, home: Path, other_system: dict[str, str]) -> None:
    file = tmp_path / "chaleur d'été.csv"
    heading = "distance_m,code_departement,batiments_total,logements_total"
    file.write_text(f"{heading}\n50,01,1231,11402\n", encoding="utf-8")
    autan(home, other_system, "data", "add", "indicator-fcu-near-networks", str(file))
    assert "indicator-fcu-near-networks" in autan(home, other_system, "data", "status")


def test_the_site_is_served_there_and_stops_at_ctrl_c(home: Path, other_system: dict[str, str]) -> None:
    with served(home, "--workers", "2", **other_system) as server:
        status, _headers, body = server.ask("/")
        assert status == 200, body
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=30) == 0
        with pytest.raises(ProcessLookupError):  # its workers left with it
            os.killpg(server.process.pid, 0)
