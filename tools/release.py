"""Make what a release is, in `dist/`: wheel, sources, versions it was tested with, inventory, notes, checksums.

`python -m tools.release` on any system; `--image` adds the archive of the container, where podman or docker is there;
`--only-papers` makes neither wheel nor sources, and `--out` puts all in another folder.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.uv import uv

REPOSITORY = Path(__file__).resolve().parent.parent
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? ?\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Component:
    """One component of the lock; `marker` says where it is installed, empty for everywhere."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def locked(text: str) -> Iterator[Component]:
    """Each component that a lock file pins, in its order."""
    for block in re.split(r"\n(?=\S)", text.strip()):
        head, _, rest = block.partition("\n")
        if pinned := _PINNED.match(head.strip()):
            yield Component(pinned[1], pinned[2], pinned[3] or "", tuple(_HASH.findall(rest)))


def inventory(version: str, components: list[Component], moment: str) -> dict[str, Any]:
    """The components in CycloneDX 1.6 (SBOM): what the version was tested with, and what it asks for itself."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["frames"], *extras["server"]]
    direct = {re.split(r"[\[<>=~ ]", asked, maxsplit=1)[0].lower().replace("_", "-") for asked in wanted}
    itself = f"pkg:pypi/autan@{version}"
    parts = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "scope": "optional" if one.marker else "required",
            "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
        }
        for one in components
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": moment,
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": "autan",
                "version": version,
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
            },
        },
        "components": parts,
        "dependencies": [
            {"ref": itself, "dependsOn": [part["bom-ref"] for part in parts if part["name"] in direct]},
        ],
    }


def notes(changelog: str, version: str) -> str:
    """The part of the changelog on a version.

    Raises:
        SystemExit: it says nothing of it.
    """
    part = re.search(rf"^## {re.escape(version)}\b.*?(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return part[0].strip() + "\n" if part else sys.exit(f"CHANGELOG.md ne dit rien de la version {version}")


def build(folder: Path, epoch: str) -> None:
    """Wheel and sources, by the locked builders; the same bytes for the same commit."""
    locks = ["--build-constraints", "tools/build.lock.txt", "--require-hashes"]
    made = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    subprocess.run([uv(), "build", "--quiet", "--out-dir", str(folder), *locks], cwd=REPOSITORY, env=made, check=True)
    (folder / ".gitignore").unlink(missing_ok=True)


def find_engine() -> str:
    """The program that builds containers.

    Raises:
        SystemExit: neither podman nor docker is there.
    """
    engine = shutil.which("podman") or shutil.which("docker")
    return engine or sys.exit("--image demande podman ou docker, et ni l’un ni l’autre n’est là ; rien n’a été fait")


def save_image(engine: str, path: Path) -> None:
    """Build the container and save it."""
    kept = ["--format", "docker"] if engine.endswith("podman") else []  # its own format holds no check of health
    words = [engine, "build", *kept, "-t", "autan", "-f", "deploy/Containerfile", "."]
    subprocess.run(words, cwd=REPOSITORY, check=True)
    subprocess.run([engine, "save", "-o", str(path), "autan"], check=True)


def from_git(*words: str) -> str:
    """What git says; empty in an archive without its history."""
    done = subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def main() -> None:
    """Empty the folder and make everything again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=REPOSITORY / "dist")
    parser.add_argument("--image", action="store_true")
    parser.add_argument("--only-papers", action="store_true")
    options = parser.parse_args()
    engine = find_engine() if options.image else ""  # before the folder is emptied
    folder: Path = options.out
    version = re.findall(r'__version__ = "(.+)"', (REPOSITORY / "src/autan/__init__.py").read_text(encoding="utf-8"))[0]
    epoch = from_git("log", "-1", "--format=%ct") or "315532800"
    moment = from_git("log", "-1", "--format=%cI") or "1980-01-01T00:00:00Z"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if not options.only_papers:
        build(folder, epoch)
    components = list(locked((REPOSITORY / "requirements.lock").read_text(encoding="utf-8")))
    pins = "".join(f"{one.name}=={one.version}{f' ; {one.marker}' if one.marker else ''}\n" for one in components)
    sbom = json.dumps(inventory(version, components, moment), ensure_ascii=False, indent=1) + "\n"
    changes = notes((REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    for name, text in (("constraints.txt", pins), (f"autan-{version}.cdx.json", sbom), ("CHANGES.md", changes)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if engine:
        save_image(engine, folder / f"autan-{version}-image.tar")
    files = sorted(folder.iterdir())
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    for file in [*files, folder / "SHA256SUMS"]:
        print(f"{file.stat().st_size / 1e6:8.2f} Mo  {file}")


if __name__ == "__main__":
    main()
