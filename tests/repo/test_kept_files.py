"""What enters the repository: no address of a registry, no place of one machine, no secret, no copy of shared data."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.repo.tree import REPOSITORY, kept_files, lines_with, relative

BINARY = {".png", ".webp", ".jpg", ".woff2", ".otf", ".parquet", ".mo", ".ico", ".pdf", ".gz"}
# The patterns are written so that they do not match themselves.
REGISTRIES = re.compile(
    r"py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(?:org|com)|deb\." + r"debian\.org|proxy\.go" + r"lang\.org"
    r"|--(?:extra-)?index-url[ =]"
)
MACHINE_PATHS = re.compile(
    r"/(?<![\w.$}/-]/)(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|Us" + r"ers/\w+|tmp/te" + r"am|opt/wh" + r"eels)\b"
)
SECRETS = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIV"
    + r"ATE KEY|AK"
    + r"IA[0-9A-Z]{16}|gh"
    + r"[pousr]_[A-Za-z0-9]{36}|xox"
    + r"[bp]-\d{6,}"
)


def lines_that_hold(pattern: re.Pattern[str]) -> list[str]:
    return lines_with(pattern, (path for path in kept_files() if path.suffix not in BINARY))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "see https://py" + "pi.org/simple"),
        (REGISTRIES, "--index" + "-url https://example.org"),
        (MACHINE_PATHS, "data in /wo" + "rk/shared"),
        (MACHINE_PATHS, "'/ho" + "me/anne/autan'"),
        (SECRETS, "-----BEGIN PRIV" + "ATE KEY-----"),
    ],
)
def test_what_must_not_enter_is_seen(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_no_address_of_a_registry() -> None:
    assert lines_that_hold(REGISTRIES) == []


def test_no_place_of_one_machine() -> None:
    assert lines_that_hold(MACHINE_PATHS) == []


def test_no_secret() -> None:
    assert lines_that_hold(SECRETS) == []
    assert [
        relative(path) for path in kept_files() if path.suffix in {".pem", ".key", ".env"} or path.name == "secret-key"
    ] == []


def test_the_lock_file_with_addresses_stays_out() -> None:
    assert "uv.lock" in (REPOSITORY / ".gitignore").read_text().split()
    assert [relative(path) for path in kept_files() if path.name == "uv.lock"] == []


def test_every_locked_package_has_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "tools/uv.lock.txt"):
        entries = (REPOSITORY / name).read_text().replace("\\\n", " ").splitlines()
        assert entries
        assert [entry[:60] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_no_file_of_the_shared_data_is_copied(shared_data: Path) -> None:
    def digests(paths: list[Path]) -> dict[str, Path]:
        return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths if path.stat().st_size > 100}

    theirs = digests([path for path in shared_data.parent.rglob("*") if path.is_file()])
    ours = digests(list(kept_files()))
    assert [relative(ours[digest]) for digest in ours.keys() & theirs.keys()] == []


WEIGHTS_BYTES = {
    "the register of EPCI and communes": ("src/autan/territories/perimeters/lake/register/", 2_500_000),
    "the contours, with the ground under maps": ("src/autan/territories/perimeters/lake/contours/", 280_000),
    "the tables of the observatory": ("src/autan/opendata/sources/tables/", 1_500_000),
}


@pytest.mark.parametrize(("folder", "limit"), WEIGHTS_BYTES.values(), ids=WEIGHTS_BYTES.keys())
def test_shipped_data_stay_light(folder: str, limit: int) -> None:
    files = [path for path in kept_files() if relative(path).startswith(folder) and path.suffix != ".py"]
    assert files, f"nothing ships in {folder}"
    assert sum(path.stat().st_size for path in files) <= limit
