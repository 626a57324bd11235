"""`autan questionnaire`: what a questionnaire file holds, what is wrong with it, and its printed form."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.expressions.core.rules import write_rule
from autan.ground.tables.importers.tables import read_file
from autan.ground.texts.language import ENGLISH, FRENCH, in_language
from autan.ground.wordings import Text
from autan.instance.cli.errors import fault_as_object, show_faults
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, Force, make_console, print_done, print_json, show_rows
from autan.instance.cli.whole_files import write_whole
from autan.survey.campaigns.presenters import print_campaign
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.core.questionnaire import ForeignTrait, Questionnaire
from autan.survey.questionnaires.queries import convert_questionnaire, read_questionnaire_file
from autan.survey.xlsforms.exporters.form import write_template

app = typer.Typer(help="Un questionnaire : ses rubriques, ses questions, ses défauts.", no_args_is_help=True)
_console = make_console()


@app.command(name="print")
def print_document(
    source: str = typer.Argument(help="Fichier de questionnaire, ou campagne (slug)."),
    target: Path = typer.Argument(help="Document à écrire (.pdf ou .docx)."),
    territory: str = typer.Option("", help="Avec les réponses de cette collectivité (SIREN) ; vierge sinon."),
    language: str = typer.Option("fr", help="Langue du document : fr ou en."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Imprimer un questionnaire en PDF ou en DOCX, vierge ou avec les réponses d’une collectivité."""
    if language not in (FRENCH, ENGLISH):
        message = "langue « {language} » inconnue ; attendu : {languages}"
        raise RuleError(message, language=language, languages=", ".join((FRENCH, ENGLISH)))
    warnings: tuple[Fault, ...] = ()
    if Path(source).exists():
        if territory:
            message = "un fichier n’a pas de réponses : donnez le slug de la campagne"
            raise RuleError(message)
        questionnaire, warnings = read_questionnaire_file(read_file(Path(source)), source, version=timezone.localdate())
        printed = print_questionnaire(questionnaire, subtitle=describe_version(None, questionnaire.version))
        day = questionnaire.version
    else:
        view = view_campaign(source)
        printed, day = print_campaign(view, siren=territory, reader=OPERATOR), view.questionnaire.version
    from autan.survey.questionnaires.exporters.documents import write_document  # loads Word, which checks do not need

    with in_language(language):
        data = write_document(printed, target.suffix.lower().lstrip("."), day=day)
    write_whole(target, data, force=force)
    result = {"file": str(target), "warnings": [fault_as_object(fault) for fault in warnings]}
    print_done("\n" + _("Écrit : {file}").format(file=target), result, as_json=as_json)


@app.command()
def check(
    file: Path = typer.Argument(
        help="Questionnaire (.yaml ; LimeSurvey : .lss, .lsg, .lsq, .lsa, .txt ; XLSForm : .xlsx, .xls, .ods, .md...)."
    ),
    as_json: bool = AsJson,
) -> None:
    """Lire un questionnaire et montrer ce qu’il contient, ou tous ses défauts avec leur place."""
    questionnaire, warnings = _read(file)
    if as_json:
        print_json({**_as_object(questionnaire), "warnings": [fault_as_object(fault) for fault in warnings]})
        return
    _show(questionnaire)
    if warnings:
        show_faults(warnings, title=_("Avertissements"))
    else:
        _console.print("\n" + _("Aucun défaut, aucun avertissement."))


@app.command()
def convert(
    file: Path = typer.Argument(
        help="Questionnaire à lire (.yaml, .lss, .lsg, .lsq, .lsa, .txt, .xlsx, .xls, .ods, .csv, .md)."
    ),
    target: Path = typer.Argument(help="Fichier à écrire (.yaml, .lss, .txt ou .xlsx)."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire un questionnaire dans un autre format, après avoir dit ce que celui-ci ne contient pas."""
    questionnaire, warnings = _read(file)
    data, losses = convert_questionnaire(questionnaire, str(target))
    fields = {
        "warnings": (_("Avertissements"), warnings),
        "losses": (_("Ce que le fichier écrit ne contiendra pas"), losses),
    }
    for title, faults in fields.values():
        if faults and not as_json:
            show_faults(faults, title=title)
    write_whole(target, data, force=force)
    objects = {key: [fault_as_object(fault) for fault in faults] for key, (_title, faults) in fields.items()}
    words = _("Écrit : {file}").format(file=target)
    print_done(f"\n{words}", {"file": str(target), **objects}, as_json=as_json)


@app.command()
def template(
    target: Path = typer.Argument(help="Classeur à écrire (.xlsx)."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire un classeur de départ : chaque sorte de question une fois, et son mode d’emploi."""
    if target.suffix.lower() != ".xlsx":
        raise ImportFileError(str(target), [Fault(value=target.suffix or None, expected="un fichier .xlsx")])
    write_whole(target, write_template(), force=force)
    written, hint = _("Écrit : {file}"), _("Complétez-le, puis : autan questionnaire check {file}")
    words = f"\n{written}\n{hint}".format(file=target)
    print_done(words, {"file": str(target)}, as_json=as_json)


def _read(file: Path) -> tuple[Questionnaire, tuple[Fault, ...]]:
    return read_questionnaire_file(read_file(file), str(file), version=timezone.localdate())


def _as_object(questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "questionnaire": questionnaire.slug,
        "version": questionnaire.version.isoformat(),
        "title": _both(questionnaire.title),
        "sections": [
            {
                "code": section.code,
                "title": _both(section.title),
                "questions": [
                    {
                        "code": question.code,
                        "code_in_file": _in_file(question.kept, ("code", "xlsform.name"), question.code),
                        "kind": question.kind.value,
                        "text": _both(question.text),
                        "choices": question.choices.code if question.choices else None,
                        "rows": question.rows.code if question.rows else None,
                        "unit": question.unit or None,
                        "required": question.requirement.value if question.requirement else None,
                        "relevance": write_rule(question.relevance) if question.relevance else None,
                        "columns": [column.code for column in question.columns],
                    }
                    for question in section.questions
                ],
            }
            for section in questionnaire.sections
        ],
        "choice_lists": [
            {
                "code": item.code,
                "choices": [
                    {
                        "code": choice.code,
                        "code_in_file": _in_file(
                            item.kept, (f"{choice.code}.code", f"xlsform.{choice.code}.name"), choice.code
                        ),
                        "label": _both(choice.label),
                    }
                    for choice in item.choices
                ],
            }
            for item in questionnaire.lists
        ],
    }


def _in_file(traits: Sequence[ForeignTrait], names: Sequence[str], code: str) -> str:
    """A code as the file of another tool writes it; ours when it is the same."""
    return next((trait.value for trait in traits if trait.name in names), code)


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}


def _show(questionnaire: Questionnaire) -> None:
    count = len(questionnaire.questions)
    _console.print(
        f"[bold]{questionnaire.title.fr}[/bold]   {questionnaire.slug}, version du {questionnaire.version:%d/%m/%Y}",
        markup=True,
    )
    _console.print(
        f"{len(questionnaire.sections)} rubriques, {count} questions, {len(questionnaire.lists)} listes de choix\n"
    )
    rows = [
        (str(rank), question.code, question.kind.label.fr, question.text.fr, section.title.fr)
        for rank, section, question in questionnaire.numbered()
    ]
    show_rows(("N°", "Code", "Sorte", "Question", "Rubrique"), rows, numbers={0})
