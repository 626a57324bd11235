#!/bin/sh
# Every check of the code, each under its heading; all run even after a failure, and a summary closes.
# mypy, the longest, starts first, in as many processes as there are cores, and runs beside the others.
set -u
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home"
export AUTAN_HOME="$work/home" PYTHONPATH="$PWD" DJANGO_SETTINGS_MODULE=autan.instance.project.settings
unset DATABASE_URL PYTHONDONTWRITEBYTECODE  # each command would compile the product again
failed=""

conclude() {
    if [ "$2" -eq 0 ]; then echo "   ok"; else echo "   FAILED"; failed="$failed
  - $1"; fi
}

check() {
    title=$1; shift
    printf '\n== %s\n' "$title"
    "$@"
    conclude "$title" $?
}

templates_are_tidy() {
    git ls-files -z --cached --others --exclude-standard 'src/*.html' | xargs -0 -r "$bin/djade" --target-version 6.0 --check
}

words_are_spelled() {
    git ls-files -z --cached --others --exclude-standard 'src/*.py' 'tools/*.py' pyproject.toml CONTRIBUTING.md CHANGELOG.md SECURITY.md README.md 'docs/decisions/*.md' 'docs/algorithms/*.md' |
        xargs -0 -r "$bin/codespell"
}

# one process for both: Django takes longer to start than to answer
django_is_sound() {
    "$bin/python" -c '
import django
from django.core.management import call_command
django.setup()
call_command("check", fail_level="WARNING")
call_command("makemigrations", check_changes=True, dry_run=True)'
}

"$bin/mypy" --num-workers "$(getconf _NPROCESSORS_ONLN)" >"$work/mypy" 2>&1 &
mypy=$!

check "Layout of the code (ruff format)" "$bin/ruff" format --check src tests tools docs
check "Rules of the code (ruff check)" "$bin/ruff" check src tests tools docs
check "Encoding of text files (ruff)" "$bin/ruff" check --preview --select PLW1514 src tools
check "Who imports whom (import-linter)" "$bin/lint-imports" --no-cache
check "Spelling (codespell)" words_are_spelled
check "Layout of the templates (djade)" templates_are_tidy
check "Django's own checks, migrations up to date" django_is_sound
check "The site of the documents and its links (sphinx)" "$bin/sphinx-build" -q -W --keep-going -b dummy docs "$work/documents"
# in a folder of its own: pytest would first erase what the tests of before left in the one they share
check "The house: sizes, names, purity, documents" "$bin/python" -m pytest -p no:cacheprovider --basetemp="$work/pytest" tests/repo tests/docs

wait "$mypy"
status=$?
printf '\n== %s\n' "Types (mypy, strict)"
cat "$work/mypy"
conclude "Types (mypy, strict)" "$status"

if [ -n "$failed" ]; then
    printf '\nChecks that failed:%s\n' "$failed"
    exit 1
fi
printf '\nEvery check passed.\n'
