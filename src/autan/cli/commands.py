"""The commands of `autan`: one line each, loaded only when it is the one asked for.

The table holds what `autan --help` shows, so that help costs neither Django nor the rooms; a test holds each summary
against the command itself.
"""

import os
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as as_click

from autan import __version__
from autan.cli.help_language import help_page, help_text, speak
from autan.home_folder import DEMONSTRATION, HOME, default_home


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEntry:
    """One command, or one group of commands.

    Attributes:
        module: file that holds it.
        name: name of the function, or `app` for a group.
        summary: what `autan --help` says of it.
        needs_database: False for what works without a home, or makes one.
        home: name of the folder that it works in when `AUTAN_HOME` is not set.
    """

    module: str
    name: str
    summary: str
    needs_database: bool = True
    home: str = HOME


COMMANDS: dict[str, CommandEntry] = {
    "demo": CommandEntry(
        module="autan.cli.demo",
        name="demo",
        summary="Préparer le réseau de démonstration, publier sa synthèse et ouvrir le site.",
        needs_database=False,
        home=DEMONSTRATION,
    ),
    "start": CommandEntry(
        module="autan.cli.start",
        name="start",
        summary="Commencer votre réseau : son nom, un premier compte, puis le site ouvert sur la page du réseau.",
        needs_database=False,
    ),
    "serve": CommandEntry(
        module="autan.cli.serve",
        name="serve",
        summary="Servir le site de ce dossier sur cette machine.",
        needs_database=False,
    ),
    "migrate": CommandEntry(
        module="autan.cli.migrate",
        name="migrate",
        summary="Créer ou mettre à jour la base de ce dossier ; une copie de la base SQLite est gardée d’abord.",
        needs_database=False,
    ),
    "backup": CommandEntry(
        module="autan.cli.backup",
        name="backup",
        summary="Sauvegarder tout ce dossier dans un fichier, pendant que le site sert ; ou vérifier une sauvegarde.",
        needs_database=False,
    ),
    "restore": CommandEntry(
        module="autan.cli.backup",
        name="restore",
        summary="Restaurer une sauvegarde dans ce dossier, qui doit être vide, sur l’un ou l’autre moteur de base.",
        needs_database=False,
    ),
    "doctor": CommandEntry(
        module="autan.cli.doctor",
        name="doctor",
        summary="Examiner ce dossier et ses réglages : ce qui va, ce qui manque, quoi faire.",
        needs_database=False,
    ),
    "territory": CommandEntry(
        module="autan.cli.territory", name="app", summary="Un territoire : son périmètre et ses chiffres."
    ),
    "network": CommandEntry(
        module="autan.cli.network", name="app", summary="Un réseau de territoires : ses membres et leurs preuves."
    ),
    "data": CommandEntry(
        module="autan.cli.data",
        name="app",
        summary="Les données ouvertes : ce que l’on a, ce que l’on ajoute, ce dont on doute.",
    ),
    "questionnaire": CommandEntry(
        module="autan.cli.questionnaire",
        name="app",
        summary="Un questionnaire : ses rubriques, ses questions, ses défauts.",
        needs_database=False,
    ),
    "campaign": CommandEntry(
        module="autan.cli.campaign", name="app", summary="Une campagne d’enquête : où elle en est."
    ),
    "answers": CommandEntry(
        module="autan.cli.answers",
        name="app",
        summary="Les réponses d’une campagne : les écrire dans un fichier, en lire.",
    ),
    "plan": CommandEntry(
        module="autan.cli.plan",
        name="app",
        summary="Les plans climat : le registre d’un réseau, un plan entier, des plans en fichier.",
    ),
    "action": CommandEntry(
        module="autan.cli.action",
        name="app",
        summary="Les fiches-actions : celles d’un réseau, une entière, des actions semblables, des fichiers.",
    ),
    "indicator": CommandEntry(
        module="autan.cli.indicator",
        name="app",
        summary="Les indicateurs : ceux qui sont suivis, leurs valeurs, leur contrôle, en fichier ou non.",
    ),
    "group": CommandEntry(
        module="autan.cli.group",
        name="app",
        summary="Le groupe de travail : ses réunions, leur ordre du jour, ses décisions et ce qu’elles sont devenues.",
    ),
    "lesson": CommandEntry(
        module="autan.cli.lesson",
        name="app",
        summary="Les savoir-faire : ceux d’un réseau, un entier, et ce qui s’approche d’un besoin.",
    ),
    "workshop": CommandEntry(
        module="autan.cli.workshop",
        name="app",
        summary="Les ateliers : ceux d’un réseau, un entier, son dossier à imprimer, son compte rendu.",
    ),
    "scenario": CommandEntry(
        module="autan.cli.scenario",
        name="app",
        summary="Les scénarios : en calculer un, en comparer, expliquer un nombre, en garder.",
        needs_database=False,
    ),
    "crossread": CommandEntry(
        module="autan.cli.crossread",
        name="app",
        summary="Les plans lus ensemble : orientations partagées, contradictions.",
    ),
    "coding": CommandEntry(
        module="autan.cli.coding",
        name="app",
        summary="Les réponses ouvertes : livres de codes, décomptes, accord, classes, fichiers.",
        needs_database=False,
    ),
    "person": CommandEntry(
        module="autan.cli.person", name="app", summary="Les personnes : leur compte et leurs rôles."
    ),
    "fact": CommandEntry(
        module="autan.cli.fact",
        name="app",
        summary="Les faits sourcés d’un réseau : les lister, en prendre d’une table.",
    ),
    "edition": CommandEntry(
        module="autan.cli.edition",
        name="app",
        summary="Les éditions des synthèses : textes, vérifications, publications.",
    ),
    "mail": CommandEntry(
        module="autan.cli.mail", name="app", summary="Les messages : ce qu’ils sont devenus, un nouvel essai."
    ),
    "publish": CommandEntry(
        module="autan.cli.publish",
        name="publish",
        summary="Publier une édition : vérifier chaque chiffre, figer l’ensemble, écrire les fichiers. Tout, ou rien.",
    ),
    "trace": CommandEntry(
        module="autan.cli.trace",
        name="trace",
        summary="Descendre d’un chiffre imprimé à ce qui le prouve : méthode, valeurs, lignes, documents.",
    ),
    "api": CommandEntry(module="autan.cli.api", name="app", summary="L’API : les clés de lecture."),
    "export": CommandEntry(
        module="autan.cli.export",
        name="app",
        summary="Écrire les données ouvertes, ou la description du lac, dans un dossier.",
    ),
    "check": CommandEntry(
        module="autan.cli.check",
        name="check",
        summary="Vérifier les synthèses : affirmations périmées, chiffres sans preuve, citations mortes.",
    ),
}


def require_home(name: str) -> None:
    """Refuse a command whose home is not fit for it.

    Raises:
        HomeError: it needs a database that is not that of this version.
    """
    if COMMANDS[name].needs_database:
        from autan.home import require_current_database, secure_home

        require_current_database()
        secure_home()


def load_command(name: str) -> Any:
    """Load a command with the rooms that it needs."""
    import django

    entry = COMMANDS[name]
    if not os.environ.get("AUTAN_HOME", "").strip():
        os.environ["AUTAN_HOME"] = str(default_home(entry.home))
    django.setup()
    found = getattr(import_module(entry.module), entry.name)
    if isinstance(found, typer.Typer):
        group = found
    else:
        group = typer.Typer(pretty_exceptions_enable=False)
        group.command(name=name)(found)
    group.rich_markup_mode, group._add_completion = None, False  # noqa: SLF001 - plain lines, in any letters
    command = speak(as_click(group))
    command.name = name
    return command


class LazyGroup(TyperGroup):
    """Lists the commands from the table, and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give what help says of a command."""
        del ctx
        entry = COMMANDS.get(cmd_name)
        return TyperCommand(cmd_name, help=help_text(entry.summary), rich_markup_mode=None) if entry else None

    def get_help(self, ctx: Any) -> str:
        """Give the help of the whole, in the language of the terminal."""
        self.help = help_text(self.help)
        for option in self.params:
            option.help = help_text(option.help)  # type: ignore[attr-defined]
        return help_page(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Load the command that is called; asking for its help needs no home."""
        name, _stub, rest = super().resolve_command(ctx, args)
        if name is None:
            return None, None, rest
        command = load_command(name)
        if "--help" not in rest:
            require_home(name)
        return name, command, rest


app = typer.Typer(
    name="autan",
    cls=LazyGroup,
    help="Des territoires qui travaillent ensemble à la transition énergétique : chaque chiffre mène à sa preuve.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"Autan {__version__}")
        raise typer.Exit


@app.callback()
def autan(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Montrer la version."),
) -> None:
    """Des territoires qui travaillent ensemble à la transition énergétique : chaque chiffre mène à sa preuve."""
