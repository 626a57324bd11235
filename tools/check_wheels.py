"""Ask whether each component of the lock has a file that installs without a compiler, for each system that we name."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.uv import uv

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
PYTHONS = ("3.12", "3.13", "3.14")
SYSTEMS = {
    "Linux x64": "x86_64-unknown-linux-gnu",
    "Linux arm64": "aarch64-unknown-linux-gnu",
    "macOS arm64": "aarch64-apple-darwin",
    "Windows x64": "x86_64-pc-windows-msvc",
}


def missing(system: str, python: str) -> str:
    """Why the lock does not install there; empty when it does."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["--dry-run", "--quiet", "--no-deps", "--only-binary", ":all:", "--target", folder, "-r", str(LOCK)]
        where = ["--python-platform", SYSTEMS[system], "--python-version", python]
        done = subprocess.run([uv(), "pip", "install", *words, *where], capture_output=True, text=True, check=False)
    return done.stderr.strip() if done.returncode else ""


def main() -> None:
    """Write one line for each system and Python; end with 1 when one misses a component."""
    faults = 0
    for system in SYSTEMS:
        for python in PYTHONS:
            reason = missing(system, python)
            faults += bool(reason)
            print(f"{system}, Python {python}: {reason or 'complete'}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
