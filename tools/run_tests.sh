#!/bin/sh
# Runs the tests, on the database that DATABASE_URL names (SQLite when it is not set).
# Without an argument, a quarter of the longest tests each day (TEST_TURNS); with one, all those that it selects.
# The journeys in a browser need Chromium; AUTAN_REQUIRE_BROWSER=1 makes its absence an error.
set -u
cd "$(dirname "$0")/.."

browser=$(.venv/bin/python -m tests.functional.browser)
if [ -n "$browser" ]; then
    echo "Navigateur des tests : $browser"
else
    echo "Aucun navigateur Chromium trouvé : les parcours de l’interface seront sautés."
    echo "Pour les lancer aussi : sudo apt install chromium-headless-shell   (ou chromium, ou Google Chrome), puis la même commande."
fi
[ $# -gt 0 ] || export TEST_TURNS="${TEST_TURNS:-4}"
if [ "${TEST_TURNS:-1}" -gt 1 ]; then
    echo "Les tests les plus longs sont lancés à tour de rôle, tous en $TEST_TURNS jours : « make test-whole » les lance tous."
fi
echo "Plus de dix-huit mille tests, huit minutes sur deux cœurs, un quart d’heure sans tour de rôle. D’abord les courts, par milliers en une minute ou deux ;"
echo "puis les parcours dans un navigateur et les droits de chaque page, où le compte avance lentement ; enfin la démonstration."
echo "Le compte à droite dit où l’on en est ; ce qui échoue est expliqué à la fin."
# each command that a test starts would compile the product again
unset PYTHONDONTWRITEBYTECODE
# one process more than there are cores: those that play journeys wait for a browser; six hold the memory they take
workers=$(($(getconf _NPROCESSORS_ONLN) + 1))
[ "$workers" -le 6 ] || workers=6
exec .venv/bin/python -m pytest -n "$workers" --dist loadgroup --no-loadscope-reorder -rfEs -o console_output_style=count "$@"
