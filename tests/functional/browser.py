"""Finds the browser of this machine and says how it is started. As a command, prints where it is."""

import os
import shutil
import sys

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first draws no window, and takes half the CPU of the others for the same page."""
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
NOT_FOUND = "pas de navigateur Chromium sur cette machine : sudo apt install chromium-headless-shell"


def browser_of_the_machine() -> str:
    """Return the path of the first browser that is installed; empty without one."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def find_browser() -> str:
    """Return the path of Chromium; without one the test is skipped, or fails where AUTAN_REQUIRE_BROWSER=1."""
    if path := browser_of_the_machine():
        return path
    if os.environ.get("AUTAN_REQUIRE_BROWSER") == "1":
        pytest.fail(NOT_FOUND)
    pytest.skip(NOT_FOUND)


if __name__ == "__main__":
    sys.stdout.write(browser_of_the_machine())
