#!/bin/sh
# Asks the known weaknesses of every component of the run-time lock; fails when there is one, or when nothing was asked.
set -u
cd "$(dirname "$0")/.."
report=$(mktemp)
trap 'rm -f "$report"' EXIT
expected=$(grep -c '^[a-zA-Z0-9._-]*==' requirements.lock)
"$(sh tools/find_uv.sh)" tool run pip-audit --disable-pip --require-hashes -r requirements.lock -f json -o "$report"
status=$?
python3 - "$report" "$expected" "$status" <<'PYTHON'
import json, sys

path, expected, status = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
try:
    with open(path) as file:
        found = json.load(file)["dependencies"]
except (OSError, ValueError, KeyError):
    sys.exit("Rien n’a pu être examiné : la base des failles ne répond pas. Aucune conclusion.")
asked = [item for item in found if "vulns" in item]
weak = [item for item in asked if item["vulns"]]
for item in weak:
    print(item["name"], item["version"], ", ".join(fault["id"] for fault in item["vulns"]))
if len(asked) < expected * 0.9:
    sys.exit(f"{len(asked)} composants examinés sur {expected} : l’examen n’est pas complet.")
print(f"{len(asked)} composants examinés sur {expected}, {len(weak)} avec une faille connue.")
sys.exit(1 if weak else status)
PYTHON
