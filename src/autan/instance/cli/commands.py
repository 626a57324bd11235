"""The commands of `autan`: one line each, loaded only when it is the one asked for.

The table holds what `autan --help` shows, so that help costs neither Django nor the rooms; a test holds each summary
against the command itself.
"""

import os
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as as_click

from autan import __version__
from autan.ground.garbage_collection import kept_for_good
from autan.instance.cli.help_language import help_page, help_text, translate_help
from autan.instance.cli.outline import outline_group
from autan.instance.home_folder import DEMONSTRATION, HOME, default_home

COMMANDS = {
    "demo": "Préparer le réseau de démonstration, publier sa synthèse et ouvrir le site.",
    "start": "Commencer votre réseau : son nom, un premier compte, puis le site ouvert sur la page du réseau.",
    "serve": "Servir le site de ce dossier sur cette machine.",
    "migrate": "Créer ou mettre à jour la base de ce dossier ; une copie de la base SQLite est gardée d’abord.",
    "backup": "Sauvegarder tout ce dossier dans un fichier, pendant que le site sert ; ou vérifier une sauvegarde.",
    "restore": "Restaurer une sauvegarde dans ce dossier, qui doit être vide, sur l’un ou l’autre moteur de base.",
    "doctor": "Examiner cette machine, ce dossier et ses réglages : ce qui va, ce qui manque, quoi faire.",
    "completion": "Compléter commandes et options par la touche de tabulation, dans les terminaux ouverts ensuite.",
    "territory": "Un territoire : son périmètre et ses chiffres.",
    "network": "Un réseau de territoires : ses membres et leurs preuves.",
    "data": "Les données ouvertes : ce que l’on a, ce que l’on ajoute, ce qui est à vérifier.",
    "questionnaire": "Un questionnaire : ses rubriques, ses questions, ses défauts.",
    "campaign": "Une campagne d’enquête : où elle en est.",
    "answers": "Les réponses d’une campagne : les écrire dans un fichier, en lire.",
    "plan": "Les plans climat : le registre d’un réseau, un plan entier, des plans en fichier.",
    "action": "Les fiches-actions : celles d’un réseau, une entière, des actions semblables, des fichiers.",
    "indicator": "Les indicateurs : ceux qui sont suivis, leurs valeurs, leur contrôle, en fichier ou non.",
    "group": "Le groupe de travail : ses réunions, leur ordre du jour, ses décisions et ce qu’elles sont devenues.",
    "lesson": "Les savoir-faire : ceux d’un réseau, un entier, et ce qui s’approche d’un besoin.",
    "workshop": "Les ateliers : ceux d’un réseau, un entier, son dossier à imprimer, son compte rendu.",
    "scenario": "Les scénarios : en calculer un, en comparer, expliquer un nombre, en garder.",
    "crossread": "Les plans lus ensemble : orientations partagées, contradictions.",
    "coding": "Les réponses ouvertes : livres de codes, décomptes, accord, classes, fichiers.",
    "person": "Les personnes : leur compte et leurs rôles.",
    "fact": "Les faits sourcés d’un réseau : les lister, en prendre d’une table.",
    "edition": "Les éditions des synthèses : textes, vérifications, publications.",
    "mail": "Les messages : ce qu’ils sont devenus, un nouvel essai.",
    "publish": "Publier une édition : vérifier chaque chiffre, figer l’ensemble, écrire les fichiers. Tout, ou rien.",
    "trace": "Descendre d’un chiffre imprimé à ce qui le prouve : méthode, valeurs, lignes, documents.",
    "api": "L’API : les clés des programmes qui lisent et écrivent.",
    "export": "Écrire les données ouvertes, ou la description du lac, dans un dossier.",
    "check": "Vérifier les synthèses : affirmations périmées, chiffres sans preuve, citations mortes.",
}
"""What help says of each command, or group of commands, held by the file of its name."""
_MAKES_HOME = {"demo", "start", "serve", "migrate", "backup", "restore", "doctor", "completion"}
WITHOUT_DATABASE = _MAKES_HOME | {"questionnaire", "scenario", "coding"}
"""Commands that work without a home, or make one."""


def require_home(name: str) -> None:
    """Refuse a command whose home is not fit for it.

    Raises HomeError: it needs a database that is not that of this version.
    """
    if name not in WITHOUT_DATABASE:
        from autan.instance.home import require_current_database, secure_home

        require_current_database()
        secure_home()


def module_of(name: str) -> str:
    """Return the module that holds a command."""
    return f"autan.instance.cli.{'backup' if name == 'restore' else name}"


def load_command(name: str) -> Any:
    """Load a command with the rooms that it needs."""
    import django

    if not os.environ.get("AUTAN_HOME", "").strip():
        os.environ["AUTAN_HOME"] = str(default_home(DEMONSTRATION if name == "demo" else HOME))
    with kept_for_good():
        django.setup()
        module = import_module(module_of(name))
    group = getattr(module, "app", None)
    if group is None:
        group = typer.Typer(pretty_exceptions_enable=False)
        group.command(name=name)(getattr(module, name))
    group.rich_markup_mode, group._add_completion = None, False  # noqa: SLF001 - plain lines, in any letters
    command = translate_help(as_click(group))
    command.name = name
    return command


class LazyGroup(TyperGroup):
    """Lists the commands from the table, and loads the one that is called."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        names: dict[str, Any] = dict.fromkeys(COMMANDS)
        self.commands = names  # what a misspelt one is near to

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give what help says of a command."""
        del ctx
        summary = COMMANDS.get(cmd_name)
        return TyperCommand(cmd_name, help=help_text(summary), rich_markup_mode=None) if summary else None

    def get_help(self, ctx: Any) -> str:
        """Give the help of the whole, in the language of the terminal."""
        self.help = help_text(self.help)
        for option in self.params:
            option.help = help_text(option.help)  # type: ignore[attr-defined]
        return help_page(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Load the command that is called; neither its help nor its completion needs a home."""
        name, _stub, rest = super().resolve_command(ctx, args)
        if name is None:
            return None, None, rest
        outlined = outline_group(name, module_of(name))
        if outlined and (not rest or rest[0] not in outlined.commands):  # its help, or a name that it does not have
            return name, outlined, rest
        command = load_command(name)
        if "--help" not in rest and not ctx.resilient_parsing:
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


def _choose_home(folder: str) -> None:
    if folder:
        os.environ["AUTAN_HOME"] = folder


@app.callback()
def autan(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Montrer la version."),
    home: str = typer.Option("", callback=_choose_home, help="Dossier où travailler, au lieu d’AUTAN_HOME."),
) -> None:
    """Des territoires qui travaillent ensemble à la transition énergétique : chaque chiffre mène à sa preuve."""
