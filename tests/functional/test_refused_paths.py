"""Does the command line say, without a traceback, that a folder which the user named cannot be used?"""

import os
import subprocess
import sys
from pathlib import Path


def test_a_home_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.touch()
    done = subprocess.run(
        [sys.executable, "-c", "from autan.instance.cli.main import run; run()", "territory", "search", "albi"],
        env={"PATH": os.defpath, "AUTAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "autan.instance.project.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 7
    assert "Traceback" not in done.stderr
    assert f"Refusé : {home} n’est pas un dossier" in done.stderr


def test_a_port_that_cannot_be_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from autan.instance.cli.main import run; run()",
            "demo",
            "--port",
            "99999",
            "--no-serve",
        ],
        env={**os.environ, "AUTAN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "autan.instance.project.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
