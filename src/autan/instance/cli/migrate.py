"""`autan migrate`: make the tables of a home, or bring them to this version."""

import typer
from django.conf import settings
from django.utils import timezone

from autan.instance.home import DatabaseState, database_state, migrate_home


def migrate() -> None:
    """Créer ou mettre à jour la base de ce dossier ; une copie de la base SQLite est gardée d’abord."""
    if database_state() is DatabaseState.CURRENT:
        typer.echo(f"Rien à faire : la base de {settings.AUTAN_HOME} est celle de cette version.")
        return
    migrate_home(now=timezone.now(), say=typer.echo)
    typer.echo(f"La base de {settings.AUTAN_HOME} est celle de cette version.")
