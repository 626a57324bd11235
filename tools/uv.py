"""Where uv is, on every system: on the PATH, or where `find_uv.sh` and a virtual environment put it."""

import shutil
import sys
from pathlib import Path


def uv() -> str:
    """Path of uv.

    Raises:
        SystemExit: it is nowhere; how to have it is said.
    """
    here = Path(__file__).resolve().parent.parent / ".tools"
    folders = (Path(sys.executable).parent, here / "bin", here / "Scripts")
    path = shutil.which("uv") or next(filter(None, (shutil.which("uv", path=folder) for folder in folders)), None)
    return path or sys.exit("uv est introuvable : python -m pip install --require-hashes -r tools/uv.lock.txt")
