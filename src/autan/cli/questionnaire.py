"""`autan questionnaire`: what a questionnaire file holds, and what is wrong with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from autan.cli.figure_listing import listing_table, print_json
from autan.errors import Fault, ImportFileError
from autan.evidence.core.texts import Text
from autan.surveys.core.questionnaire import Questionnaire
from autan.surveys.importers.questionnaire_yaml import check_questionnaire

app = typer.Typer(help="Un questionnaire : ses rubriques, ses questions, ses défauts.", no_args_is_help=True)
_console = Console(highlight=False)


@app.callback()
def questionnaire() -> None:
    """Un questionnaire : ses rubriques, ses questions, ses défauts."""


@app.command()
def check(
    file: Path = typer.Argument(help="Fichier YAML du questionnaire."),
    as_json: bool = typer.Option(False, "--json", help="Le contenu et les avertissements, en JSON."),
) -> None:
    """Lire un questionnaire et montrer ce qu’il contient, ou tous ses défauts avec leur place."""
    found, warnings = check_questionnaire(read_text(file), str(file))
    if as_json:
        print_json({**_as_object(found), "warnings": [fault_as_object(fault) for fault in warnings]})
        return
    _show(found)
    _show_warnings(warnings)


def read_text(file: Path) -> str:
    """Return the text of a file that the user names.

    Raises:
        ImportFileError: there is no such file, or it is not UTF-8 text.
    """
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise ImportFileError(str(file), [Fault(expected="un fichier qui existe et que l’on peut lire")]) from None
    except UnicodeDecodeError:
        raise ImportFileError(str(file), [Fault(expected="un fichier texte en UTF-8")]) from None


def fault_as_object(fault: Fault) -> dict[str, Any]:
    """What another program needs of a fault or a warning."""
    return {"line": fault.row, "path": fault.column, "value": fault.value, "expected": fault.expected}


def _as_object(found: Questionnaire) -> dict[str, Any]:
    return {
        "questionnaire": found.slug,
        "version": found.version.isoformat(),
        "title": _both(found.title),
        "sections": [
            {
                "code": section.code,
                "title": _both(section.title),
                "questions": [
                    {
                        "code": question.code,
                        "kind": question.kind.value,
                        "text": _both(question.text),
                        "choices": question.choices.code if question.choices else None,
                        "unit": question.unit or None,
                        "columns": [column.code for column in question.columns],
                    }
                    for question in section.questions
                ],
            }
            for section in found.sections
        ],
        "choice_lists": [
            {"code": item.code, "choices": [{"code": c.code, "label": _both(c.label)} for c in item.choices]}
            for item in found.lists
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}


def _show(found: Questionnaire) -> None:
    count = len(found.questions)
    _console.print(f"[bold]{found.title.fr}[/bold]   {found.slug}, version du {found.version:%d/%m/%Y}", markup=True)
    _console.print(f"{len(found.sections)} rubriques, {count} questions, {len(found.lists)} listes de choix\n")
    rows = [
        (str(rank), question.code, question.kind.label.fr, question.text.fr, section.title.fr)
        for rank, section, question in found.numbered()
    ]
    _console.print(listing_table(("N°", "Code", "Sorte", "Question", "Rubrique"), rows, numbers={0}))


def _show_warnings(warnings: Sequence[Fault]) -> None:
    if not warnings:
        _console.print("\nAucun défaut, aucun avertissement.")
        return
    rows = [(str(fault.row or ""), fault.column or "", fault.expected) for fault in warnings]
    _console.print()
    _console.print(listing_table(("Ligne", "Place", "Attendu"), rows, numbers={0}, title="Avertissements"))
