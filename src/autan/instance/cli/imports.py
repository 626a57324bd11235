"""The one way in which a command takes a file in: what it would change is shown, then asked for, then written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Import, Outcome, Preview, Upload
from autan.evidence.imports.presenters import DECIDED, PreviewView, QuestionView, describe_counts, present_preview
from autan.ground.errors import ImportFileError
from autan.ground.tables.importers.tables import read_file
from autan.ground.texts.language import ENGLISH, FRENCH, in_language
from autan.instance.cli.errors import fault_as_object, show_faults
from autan.instance.cli.help_language import is_english
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import is_agreed, listing_table, make_console, print_json
from autan.people.accounts.models import Person

Yes = typer.Option(False, "--yes", "-y", help="Enregistrer sans demander.")
DryRun = typer.Option(False, "--dry-run", help="Dire ce qui serait écrit, sans rien écrire.")
Remove = typer.Option(False, "--remove", help="Faire aussi les retraits proposés.")
_MOST_LINES, _MOST_REMOVALS = 40, 20
_console = make_console()


def take_in(
    importing: Import[Any],
    file: Path,
    *,
    options: Mapping[str, Any] | None = None,
    companion: Path | None = None,
    by: Person | None = None,
    yes: bool,
    dry_run: bool = False,
    remove: bool = False,
    as_json: bool = False,
) -> None:
    """Show what a file would change, and write it where the person agrees.

    Ends with 0 when it is written, when nothing is to be, or when nothing was asked to be; with 1 when the person
    declines; with 5 when the file is refused.

    `companion`: a second file that explains it.
    `by`: who acts; None for the product itself.
    `as_json`: answer another program: nothing is asked, and nothing is written without `yes`.
    """
    attachment = (companion.name, read_file(companion)) if companion else None
    upload = Upload(file=file.name, data=read_file(file), options=options or {}, companion=attachment)
    preview = importing.read(upload)
    if preview.is_refused and not dry_run:
        raise ImportFileError(upload.file, preview.faults)
    if not as_json:
        with in_language(ENGLISH if is_english() else FRENCH):
            _show(preview, present_preview(preview, importing))
    if preview.is_refused:
        if as_json:
            print_json(_as_object(preview, is_written=False))
        raise typer.Exit(ImportFileError.exit_code)
    shown = preview if remove else preview.without_removals()
    is_wanted = not dry_run and bool(shown.to_write) and (yes or (not as_json and is_agreed(_("Enregistrer ?"))))
    applied = run_import(importing, upload, by=by, digest=preview.digest, removes=remove) if is_wanted else preview
    if as_json:
        print_json(_as_object(applied, is_written=is_wanted))
        return
    with in_language(ENGLISH if is_english() else FRENCH):
        text = (
            _("Enregistré : {counts}").format(counts=describe_counts(applied))
            if is_wanted
            else _("Rien n’a été écrit.")
        )
    _console.print(text, markup=False)
    if not is_wanted and not dry_run and shown.to_write:
        raise typer.Exit(1)


def _show(preview: Preview[Any], view: PreviewView) -> None:
    if preview.warnings:
        show_faults(preview.warnings, title=_("Avertissements"))
    if preview.faults:
        show_faults(preview.faults, title=_("Fautes"))
    _show_questions(view)
    for outcome in view.outcomes:
        rows = [
            (item.group, item.name, str(item.line or ""), change.field, change.before, change.after)
            for item in outcome.items
            for change in item.changes
        ]
        if rows and outcome.code != Outcome.ADDED:
            headings = ("", _("Quoi"), _("Ligne"), _("Champ"), _("Enregistré"), _("Dans le fichier"))
            title = f"{outcome.title} ({outcome.count})"
            _console.print(listing_table(headings, rows[:_MOST_LINES], numbers={2}, title=title))
            if len(rows) > _MOST_LINES or outcome.left:
                _console.print("…")
    _show_removals(view)
    if view.groups:
        numbers = range(1, len(view.headings) + 1)
        counted = [(name, *map(str, counts)) for name, counts in view.groups]
        _console.print(listing_table(("", *view.headings), counted, numbers=numbers))
    _console.print(_("{file} : {told}").format(file=preview.file, told=view.summary), markup=False)


def _show_removals(view: PreviewView) -> None:
    """Name what is proposed to be removed, one a line, and how many more there are."""
    removed = [item.name for outcome in view.outcomes if outcome.code == Outcome.REMOVED for item in outcome.items]
    if not removed:
        return
    title = _("Retraits proposés, faits avec --remove : {count}").format(count=view.removals)
    for line in (title, *(f"  {name}" for name in removed[:_MOST_REMOVALS])):
        _console.print(line, markup=False)
    if view.removals > _MOST_REMOVALS:
        more = _("… et {count} autres.") if view.removals > _MOST_REMOVALS + 1 else _("… et {count} autre.")
        _console.print(more.format(count=view.removals - _MOST_REMOVALS))


def _show_questions(view: PreviewView) -> None:
    questions = [
        (question.name.removeprefix(DECIDED), question.text, question.value, _answers(question))
        for group in view.questions
        for question in group["questions"]
        if question.is_open
    ]
    if questions:
        headings = (_("Clé, pour --decide"), _("Ce qui est demandé"), _("Lu"), _("Réponses, la proposée d’abord"))
        _console.print(listing_table(headings, questions[:_MOST_LINES], title=_("À décider")))


def _answers(question: QuestionView) -> str:
    """What may be answered, the proposal first."""
    codes = [code for code, _label in question.choices]
    return ", ".join(dict.fromkeys(filter(None, (question.answer, *codes)))) or "…"


def _as_object(preview: Preview[Any], *, is_written: bool) -> dict[str, Any]:
    return {
        "file": preview.file,
        "is_written": is_written,
        **{outcome.value: number for outcome, number in preview.counts.items()},
        "items": [
            {
                "key": item.record.key,
                "name": item.record.name.fr,
                "group": item.record.group.fr,
                "outcome": item.outcome.value,
                "line": item.record.line,
                "changes": [
                    {"field": change.field, "before": _plain(change.before), "after": _plain(change.after)}
                    for change in item.changes
                ],
            }
            for item in preview.items
            if item.outcome is not Outcome.SAME
        ],
        "faults": [fault_as_object(fault) for fault in preview.faults],
        "questions": [
            {
                "key": question.key,
                "value": question.value,
                "answers": [code for code, _label in question.choices],
                "proposal": question.proposal,
                "decision": question.decision,
                "is_open": question.is_open,
            }
            for question in preview.questions
        ],
        "warnings": [fault_as_object(warning) for warning in preview.warnings],
    }


def _plain(value: Any) -> Any:
    """A value that JSON can write: a day in ISO form."""
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)
