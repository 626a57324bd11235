"""`autan backup` and `autan restore`: the whole instance in one file, and back."""

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import typer
from django.conf import settings
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.instance.backup.actions import check_backup, make_backup, restore_backup
from autan.instance.backup.archive import Manifest, PassphraseNeededError
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, Force, show_record


def backup(
    file: Path = typer.Argument(help="Fichier à écrire, ou à vérifier avec --check."),
    check: bool = typer.Option(False, "--check", help="Relire une sauvegarde en entier et la vérifier."),
    encrypt: bool = typer.Option(
        False, "--encrypt", help="Chiffrer par une phrase secrète, demandée (ou AUTAN_BACKUP_PASSPHRASE)."
    ),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Sauvegarder tout ce dossier dans un fichier, pendant que le site sert ; ou vérifier une sauvegarde."""
    if check:
        _refuse_missing(file)
        manifest = _with_passphrase(lambda words: check_backup(file, passphrase=words))
        _show(manifest, _("Sauvegarde intacte"), as_json=as_json)
        return
    from autan.instance.home import require_current_database

    require_current_database()
    passphrase = _ask_passphrase(confirm=True) if encrypt else ""
    manifest = make_backup(file, now=timezone.now(), passphrase=passphrase, force=force)
    _show(manifest, _("Sauvegarde écrite et relue : {file}").format(file=file), as_json=as_json)
    if not passphrase:
        words = _("Elle contient des données personnelles et la clé du site : gardez-la en lieu sûr.")
        typer.echo(words, err=True)


def restore(file: Path = typer.Argument(help="Sauvegarde à restaurer."), as_json: bool = AsJson) -> None:
    """Restaurer une sauvegarde dans ce dossier, qui doit être vide, sur l’un ou l’autre moteur de base."""
    _refuse_missing(file)
    manifest = _with_passphrase(lambda words: restore_backup(file, passphrase=words))
    _show(manifest, _("Restauré dans {home}").format(home=settings.AUTAN_HOME), as_json=as_json)


def _refuse_missing(file: Path) -> None:
    if not file.is_file():
        message = "« {file} » n’est pas un fichier"
        raise RuleError(message, file=file)


def _with_passphrase(act: Callable[[str], Manifest]) -> Manifest:
    try:
        return act(os.environ.get("AUTAN_BACKUP_PASSPHRASE", ""))
    except PassphraseNeededError:
        return act(_ask_passphrase(confirm=False))


def _ask_passphrase(*, confirm: bool) -> str:
    passphrase = os.environ.get("AUTAN_BACKUP_PASSPHRASE", "")
    return passphrase or str(typer.prompt(_("Phrase secrète"), hide_input=True, confirmation_prompt=confirm))


def _show(manifest: Manifest, title: str, *, as_json: bool) -> None:
    rows = {_("Version"): manifest.version, _("Faite le"): manifest.made_at, _("Base"): manifest.engine}
    files = len(manifest.sums) - len(manifest.tables)
    rows |= {_("Lignes"): str(sum(manifest.tables.values())), _("Fichiers"): str(files)}
    show_record(title, rows, as_object=asdict(manifest), as_json=as_json)
    if manifest.over_limits:
        places = ", ".join(manifest.over_limits[:10])
        message = _("Trop long ou trop grand pour PostgreSQL, à raccourcir dans le site : {places}")
        typer.echo(message.format(places=places), err=True)
        raise typer.Exit(1)
