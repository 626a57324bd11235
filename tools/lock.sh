#!/bin/sh
# Rewrites the hashed lock files from pyproject.toml; no index address is written.
set -eu
uv=$(command -v uv || echo .tools/bin/uv)
common="--quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate"
$uv pip compile $common --group build -o requirements.lock pyproject.toml
$uv pip compile $common --all-extras --group build --group dev -o requirements-dev.lock pyproject.toml
printf 'uv\n' | $uv pip compile $common -o tools/uv.lock.txt -
