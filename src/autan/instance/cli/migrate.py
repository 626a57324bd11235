"""`autan migrate`: make the tables of a home, or bring them to this version."""

import typer
from django.conf import settings
from django.utils import timezone

from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import say_sentence
from autan.instance.home import DatabaseState, database_state, migrate_home


def migrate() -> None:
    """Créer ou mettre à jour la base de ce dossier ; une copie de la base SQLite est gardée d’abord."""
    if database_state() is DatabaseState.CURRENT:
        words = _("Rien à faire : la base de {home} est celle de cette version.")
        typer.echo(words.format(home=settings.AUTAN_HOME))
        return
    migrate_home(now=timezone.now(), say=say_sentence)
    typer.echo(_("La base de {home} est celle de cette version.").format(home=settings.AUTAN_HOME))
