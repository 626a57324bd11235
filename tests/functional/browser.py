"""Finds the browser of this machine and says how it is started."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 90_000
"""How long a step of a person may wait: a busy machine is not a fault."""
NOT_FOUND = "pas de navigateur Chromium sur cette machine : sudo apt install chromium"


def find_browser() -> str:
    """Return the path of Chromium; without one the test is skipped, or fails where AUTAN_REQUIRE_BROWSER=1."""
    for name in NAMES:
        if which := shutil.which(name):
            return which
    if os.environ.get("AUTAN_REQUIRE_BROWSER") == "1":
        pytest.fail(NOT_FOUND)
    pytest.skip(NOT_FOUND)
