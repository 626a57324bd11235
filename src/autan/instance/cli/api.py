"""`autan api`: keys of the API, for whoever runs the instance."""

from datetime import datetime

import typer
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, print_done, show_rows
from autan.people.accounts.queries import get_person
from autan.publishing.api.actions import KeyScope, issue_key, revoke_key
from autan.publishing.api.models import ReadKey
from autan.publishing.api.queries.keys import get_key, list_keys

app = typer.Typer(help="L’API : les clés des programmes qui lisent et écrivent.", no_args_is_help=True)
key = typer.Typer(help="Les clés : en donner, les lister, en révoquer.", no_args_is_help=True)
app.add_typer(key, name="key")
_HEADINGS = ("N°", "À qui", "Écrit", "Réseau", "Donnée le", "Finit le", "Dernier usage", "Révoquée le")


@app.callback()
def api() -> None:
    """L’API : les clés des programmes qui lisent et écrivent."""


@key.command("new")
def new(
    name: str = typer.Argument(help="À qui va la clé."),
    holder: str = typer.Option("", "--for", metavar="<adresse>", help="La personne pour qui elle écrit."),
    network: str = typer.Option("", "--network", metavar="<réseau>", help="Le seul réseau où elle écrit."),
    act: str = typer.Option("", "--act", metavar="<table>", help="Ce qu’elle écrit, comme indicator_values."),
    until: datetime | None = typer.Option(
        None, "--until", formats=["%Y-%m-%d"], help="Le jour où elle n’ouvre plus rien."
    ),
    as_json: bool = AsJson,
) -> None:
    """Donner une clé ; elle n’est montrée qu’une fois, et n’est gardée nulle part. Sans --for, elle lit seulement."""
    settings = (holder, network, act, until)
    if any(settings) and not all(settings):
        raise RuleError("une clé qui écrit veut --for, --network, --act et --until")
    scope = None
    if until is not None:
        scope = KeyScope(holder=get_person(holder), network=network, act=act, expires_on=until.date())
    read_key, text = issue_key(by=None, name=name, scope=scope)
    message = _("Clé n° {number}, pour {name}. Notez-la, elle ne sera plus montrée :")
    words = f"{message.format(number=read_key.pk, name=read_key.name)}\n{text}"
    print_done(words, {**_as_object(read_key), "key": text}, as_json=as_json)


@key.command("list")
def list_all(as_json: bool = AsJson) -> None:
    """Lister les clés, révoquées comprises ; leur texte n’est gardé nulle part."""
    keys = list_keys()
    rows, objects = map(_as_row, keys), map(_as_object, keys)
    show_rows(_HEADINGS, rows, as_objects=objects, as_json=as_json, numbers=(0,), empty="Aucune clé.")


@key.command("revoke")
def revoke(
    number: int = typer.Argument(help="Numéro de la clé, donné par « autan api key list »."), as_json: bool = AsJson
) -> None:
    """Révoquer une clé, tout de suite."""
    revoked = revoke_key(by=None, key=get_key(number))
    words = _("Clé n° {number} révoquée ({name}).").format(number=revoked.pk, name=revoked.name)
    print_done(words, _as_object(revoked), as_json=as_json)


def _as_object(read_key: ReadKey) -> dict[str, object]:
    revoked = read_key.revoked_at.isoformat(timespec="seconds") if read_key.revoked_at else None
    created = read_key.created_at.isoformat(timespec="seconds")
    expires = read_key.expires_on.isoformat() if read_key.expires_on else None
    used = read_key.used_on.isoformat() if read_key.used_on else None
    scope = {"used_on": used, "network": read_key.network or None, "act": read_key.act or None, "expires_on": expires}
    return {"number": read_key.pk, "name": read_key.name, "created_at": created, "revoked_at": revoked, **scope}


def _as_row(read_key: ReadKey) -> tuple[str, ...]:
    revoked, created = (moment and timezone.localdate(moment) for moment in (read_key.revoked_at, read_key.created_at))
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (created, read_key.expires_on, read_key.used_on, revoked)]
    return str(read_key.pk), read_key.name, read_key.act, read_key.network, *days
