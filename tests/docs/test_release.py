"""What a release holds beside the wheel, and how the documents say to install it until it is published."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autan import __version__
from tests.docs.pages import read
from tests.repo.tree import REPOSITORY, kept_files, relative
from tools.build_manual import write_pages

# a name alone is looked for in a registry, where it is not ours; a path or an address is ours
BY_NAME = re.compile(r"\b(?:pipx?|uv tool|uv pip|uv) (?:install|add|run)\b[^\n`]*?[ '\"]autan(?:\[|[\s'\"`=<>]|$)")

INSTALLERS = re.compile(r"pip|uv ")
"""One of these is in what `BY_NAME` finds, and in few files."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "dist"
    words = [sys.executable, "-m", "tools.release", "--only-papers", "--out", str(folder)]
    subprocess.run(words, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


def test_the_inventory_names_every_locked_component_and_what_is_asked_for(papers: Path) -> None:
    bom = json.loads((papers / f"autan-{__version__}.cdx.json").read_text(encoding="utf-8"))
    pinned = re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", read("requirements.lock"), re.MULTILINE)
    assert [(part["name"], part["version"]) for part in bom["components"]] == pinned
    assert all(part["purl"].startswith("pkg:pypi/") and part["hashes"] for part in bom["components"])
    references = {part["bom-ref"] for part in bom["components"]}
    (itself,) = bom["dependencies"]
    assert itself["ref"] == bom["metadata"]["component"]["bom-ref"]
    assert {"pkg:pypi/django@", "pkg:pypi/pyjwt@"} <= {re.sub("@.*", "@", part) for part in itself["dependsOn"]}
    assert set(itself["dependsOn"]) < references


def test_the_versions_that_were_tested_are_those_of_the_lock(papers: Path) -> None:
    lines = (papers / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [line.rstrip(" \\") for line in read("requirements.lock").splitlines() if line[:1].isalnum()]


def test_the_notes_are_those_of_the_version(papers: Path) -> None:
    notes = (papers / "CHANGES.md").read_text(encoding="utf-8")
    assert notes.startswith(f"## {__version__}")
    assert "### Keep a server" in notes


def test_without_what_builds_an_image_the_former_release_stays_whole(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").touch()
    words = [sys.executable, "-m", "tools.release", "--only-papers", "--image", "--out", str(tmp_path)]
    done = subprocess.run(words, cwd=REPOSITORY, env={"PATH": ""}, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, [file.name for file in tmp_path.iterdir()]) == (1, ["SHA256SUMS"])
    assert "podman" in done.stderr


def test_every_file_has_its_checksum(papers: Path) -> None:
    lines = (papers / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {file.name for file in papers.iterdir()} - {"SHA256SUMS"}
    assert all(hashlib.sha256((papers / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())


@pytest.mark.parametrize(
    "line", ["pip install autan", 'pip install --upgrade "autan[postgres]"', "uv tool install autan"]
)
def test_a_name_of_a_registry_is_seen(line: str) -> None:
    assert BY_NAME.search(line)


@pytest.mark.parametrize("line", ["uv tool install ./autan-0.1.0-py3-none-any.whl", "pip install -e ."])
def test_a_file_is_ours(line: str) -> None:
    assert not BY_NAME.search(line)


def test_nothing_leads_to_a_package_that_is_not_ours() -> None:
    read_by_people = [path for path in kept_files() if path.suffix in {".md", ".py", ".html", ".service", ".po", ""}]
    named = {
        f"{relative(path)}: {match[0]}"
        for path in read_by_people
        if path.name != Path(__file__).name
        and INSTALLERS.search(text := path.read_text(encoding="utf-8", errors="replace"))
        for match in BY_NAME.finditer(text)
    }
    assert named == set()


def test_every_command_has_its_manual_page(tmp_path: Path) -> None:
    write_pages(tmp_path)
    documented = re.findall(r"^## `?(autan [a-z -]+?)`?$", read("docs/reference/commands.md"), re.MULTILINE)
    assert {f"{path.replace(' ', '-')}.1" for path in documented} <= {file.name for file in tmp_path.iterdir()}
    page = (tmp_path / "autan-edition-compare.1").read_text(encoding="utf-8")
    assert r"\-\-json" in page
