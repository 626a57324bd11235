"""Processes of the product look for cycles of objects less often than Python does by itself."""

import subprocess
import sys

_CLI = (
    "import atexit, gc, sys; atexit.register(lambda: print(gc.get_threshold()[0])); sys.argv = ['autan', '--version']"
)
_RUN = "from autan.cli.main import run; run()"


def _threshold(code: str) -> int:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def test_the_command_line_collects_less_often_and_a_notebook_as_python_does() -> None:
    usual = _threshold("import gc; print(gc.get_threshold()[0])")
    assert _threshold(f"{_CLI}; {_RUN}") > 10 * usual
    assert _threshold("import autan, gc; print(gc.get_threshold()[0])") == usual
