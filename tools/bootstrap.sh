#!/bin/sh
# Installs what a lock file names into .venv, with any Python 3.12 or newer found on this machine.
set -eu
cd "$(dirname "$0")/.."
lock=$1

find_python() {
    for name in "${PYTHON:-}" python3.14 python3.13 python3.12 python3 python /usr/bin/python3 /usr/local/bin/python3; do
        [ -n "$name" ] || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 || continue
        "$name" -c 'import sys; print(sys.executable)'
        return 0
    done
    echo "Il faut un Python 3.12 ou plus récent, et aucun n’a été trouvé." >&2
    echo "S’il est ailleurs, indiquez-le : make demo PYTHON=/chemin/vers/python3" >&2
    return 1
}

# Administrations often watch their network with a certificate of their own: trust what the machine trusts.
for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    if [ -s "$bundle" ]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" UV_NATIVE_TLS="${UV_NATIVE_TLS:-true}"; fi
done

python=$(find_python)
uv=$(sh tools/find_uv.sh)
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then
    echo "Environnement de Python $("$python" -c 'import platform; print(platform.python_version())') dans .venv" >&2
    "$uv" venv -q --clear --no-python-downloads --python "$python" .venv
fi
echo "Installation des composants listés dans $lock" >&2
# Compiled here, as pip does: where PYTHONDONTWRITEBYTECODE is set, or the folder is read-only, each command would compile
# a thousand files again, which is more than half of what it costs.
"$uv" pip install --python .venv/bin/python --require-hashes --compile-bytecode -r "$lock"
"$uv" pip install -q --python .venv/bin/python --no-deps --build-constraints tools/build.lock.txt -e .
.venv/bin/python -m compileall -q -j 0 src/autan
echo "Installation terminée." >&2
