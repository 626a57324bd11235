#!/bin/sh
# Installs what a lock file names into .venv, with any Python 3.12 or newer found on this machine.
# uv is used when present, otherwise fetched into .tools (version and hash in tools/uv.lock.txt).
set -eu
lock=$1
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

find_python() {
    for name in "${PYTHON:-}" python3.14 python3.13 python3.12 python3 python /usr/bin/python3 /usr/local/bin/python3; do
        [ -n "$name" ] || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    fail "Il faut un Python 3.12 ou plus récent (aucun trouvé). Indiquez-le avec : make demo PYTHON=/chemin/vers/python3"
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then command -v uv; return; fi
    if [ ! -x .tools/bin/uv ]; then
        echo "Préparation de l'outil d'installation (uv)…" >&2
        "$python" -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install -q --require-hashes -r tools/uv.lock.txt >&2 \
            || "$python" -m pip install -q --require-hashes --target .tools/lib -r tools/uv.lock.txt >&2 \
            || fail "Ce Python ne sait pas créer d'environnement (module venv ou pip absent). Sur Debian ou Ubuntu : apt install python3-venv"
        if [ ! -x .tools/bin/uv ]; then mkdir -p .tools/bin; ln -sf ../lib/bin/uv .tools/bin/uv; fi
    fi
    echo "$PWD/.tools/bin/uv"
}

python=$(find_python)
uv=$(find_uv)
[ -x .venv/bin/python ] || "$uv" venv -q --python "$python" .venv
echo "Installation des composants (${lock})…" >&2
"$uv" pip install -q --python .venv/bin/python --require-hashes -r "$lock"
"$uv" pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
