"""The page of security: each proof that it names is there."""

import re

from tests.repo.tree import REPOSITORY, kept_files

PAGE = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")


def test_each_test_that_it_names_exists() -> None:
    names = set(re.findall(r"`(?:[\w/]+/)?(test_\w+\.py)`", PAGE))
    assert len(names) > 20
    assert names <= {path.name for path in kept_files()}


def test_each_bench_that_it_names_exists() -> None:
    names = set(re.findall(r"make bench ARGS=(\w+)", PAGE))
    assert {"writers", "memory", "proxies"} <= names
    assert all((REPOSITORY / "tests" / "bench" / f"bench_{name}.py").exists() for name in names)
