"""`autan mail`: what became of the messages, for whoever runs the instance."""

from collections.abc import Sequence
from typing import Any

import typer
from django.utils import timezone

from autan.ground.errors import SourceError
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, attributes_of, show_rows
from autan.people.mail.actions import deliver_now, retry_message
from autan.people.mail.core import MessageStatus
from autan.people.mail.models import OutgoingMessage
from autan.people.mail.presenters import status_label
from autan.people.mail.queries import all_messages, due_messages, get_message

app = typer.Typer(help="Les messages : ce qu’ils sont devenus, un nouvel essai.", no_args_is_help=True)
_HEADINGS = ("N°", "Quand", "À", "Objet", "État", "Essais", "Raison")


@app.command("list")
def list_messages(
    failed: bool = typer.Option(False, "--failed", help="Seulement ceux que l’on a renoncé à envoyer."),
    limit: int = typer.Option(200, min=1, help="Nombre de messages, les plus récents d’abord."),
    as_json: bool = AsJson,
) -> None:
    """Lister les messages, les plus récents d’abord, et ce qu’ils sont devenus."""
    _show(all_messages(failed=failed, limit=limit), as_json=as_json)


@app.command()
def send(as_json: bool = AsJson) -> None:
    """Essayer maintenant ce qui attend son heure, sans serveur qui tourne ; échoue si l’un d’eux n’est pas parti."""
    now = timezone.now()
    _deliver([message for message in due_messages() if message.due_at <= now], as_json=as_json)


@app.command()
def retry(
    number: int = typer.Argument(..., help="Numéro du message, donné par « autan mail list »."),
    as_json: bool = AsJson,
) -> None:
    """Essayer à nouveau, maintenant, un message que l’on avait renoncé à envoyer."""
    _deliver([retry_message(by=None, message=get_message(number))], as_json=as_json)


def _deliver(messages: Sequence[OutgoingMessage], *, as_json: bool) -> None:
    tried = deliver_now(messages)
    _show(tried, as_json=as_json)
    if unsent := [message for message in tried if message.status in {MessageStatus.RETRYING, MessageStatus.FAILED}]:
        words = _("Pas partis : {unsent} sur {count} ; « {error} »")
        typer.echo(words.format(unsent=len(unsent), count=len(tried), error=unsent[0].error), err=True)
        raise typer.Exit(SourceError.exit_code)


def _show(messages: Sequence[OutgoingMessage], *, as_json: bool) -> None:
    rows, objects = map(_as_row, messages), map(_as_object, messages)
    show_rows(_HEADINGS, rows, as_objects=objects, as_json=as_json, numbers=(0, 5), empty="Aucun message.")


def _as_row(message: OutgoingMessage) -> Sequence[str]:
    return (
        str(message.pk),
        f"{timezone.localtime(message.queued_at):%Y-%m-%d %H:%M}",
        message.to,
        message.subject,
        status_label(message.status),
        str(message.attempts),
        message.error,
    )


def _as_object(message: OutgoingMessage) -> dict[str, Any]:
    return {
        "number": message.pk,
        "kind": message.kind,
        "network": message.network or None,
        **attributes_of(message, "to subject status attempts"),
        "error": message.error or None,
        **attributes_of(message, "queued_at due_at done_at"),
    }
