#!/bin/sh
# Prints where uv is: on the PATH, or fetched once into .tools (version and hashes in tools/uv.lock.txt).
# Any Python that has venv or pip can fetch it, even one too old to run Autan. On a bare Debian or Ubuntu, where
# Python comes without either, root lets apt add the missing module; anybody else is told what to ask for.
set -eu
cd "$(dirname "$0")/.."
here=$PWD/.tools/bin/uv
export PIP_ROOT_USER_ACTION=ignore

if found=$(command -v uv) && "$found" --version >/dev/null 2>&1; then echo "$found"; exit 0; fi
if [ -x "$here" ] && "$here" --version >/dev/null 2>&1; then echo "$here"; exit 0; fi

fetch_with_venv() {
    rm -rf .tools
    "$1" -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install -q --require-hashes -r tools/uv.lock.txt >&2
}

fetch_with_pip() {
    rm -rf .tools
    "$1" -m pip --version >/dev/null 2>&1 || return 1
    "$1" -m pip install -q --require-hashes --target .tools/lib -r tools/uv.lock.txt >&2 || return 1
    mkdir -p .tools/bin && ln -s ../lib/bin/uv .tools/bin/uv
}

fetch() {
    for python in "${PYTHON:-}" python3.14 python3.13 python3.12 python3 python /usr/bin/python3 /usr/local/bin/python3; do
        [ -n "$python" ] && "$python" -c '' >/dev/null 2>&1 || continue
        { fetch_with_venv "$python" || fetch_with_pip "$python"; } && [ -x "$here" ] && return 0
    done
    return 1
}

has_no_installer() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import ensurepip' >/dev/null 2>&1 && return 1
        "$python" -c 'import pip' >/dev/null 2>&1 && return 1
    done
    return 0
}

add_module_with_apt() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 && has_no_installer || return 1
    echo "Python n’a ni « venv » ni « pip » : ajout du paquet python3-venv par apt…" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null
}

echo "Préparation de l’outil d’installation (uv)…" >&2
if fetch || { add_module_with_apt && fetch; }; then echo "$here"; exit 0; fi
cat >&2 <<'MESSAGE'

L’outil d’installation n’a pas pu être préparé : aucun Python de cette machine n’a les modules « venv » ou « pip »,
ou bien l’accès au dépôt des composants a échoué (voir ci-dessus).
Sur Debian ou Ubuntu : sudo apt install python3-venv   puis relancez la même commande.
MESSAGE
exit 1
