#!/bin/sh
# Rewrites the hashed lock files from pyproject.toml; no index address is written.
set -eu
cd "$(dirname "$0")/.."
uv=$(sh tools/find_uv.sh)
lock() {
    "$uv" pip compile --quiet --universal --python-version 3.12 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}
lock --extra server -o requirements.lock pyproject.toml
lock --all-extras --group dev -o requirements-dev.lock pyproject.toml
printf 'hatchling>=1.27\neditables>=0.5\n' | lock -o tools/build.lock.txt -
printf 'uv\n' | lock -o tools/uv.lock.txt -
