"""`autan person`: who may sign in, and in which role."""

import typer
from django.core.exceptions import ValidationError
from django.db import transaction

from autan.accounts.actions import register_person
from autan.errors import RuleError
from autan.territories.actions import give_mandate
from autan.territories.models import Mandate, Territory
from autan.territories.queries import find_territory, get_network

app = typer.Typer(help="Les personnes : leur compte et leur rôle.", no_args_is_help=True)


@app.callback()
def person() -> None:
    """Les personnes : leur compte et leur rôle."""


@app.command()
def add(
    email: str = typer.Argument(help="Adresse électronique, qui sert à se connecter."),
    name: str = typer.Option(..., help="Nom montré dans le journal."),
    role: str = typer.Option(..., help="coordinator, member_officer, contributor ou reader."),
    network: str = typer.Option("", help="Réseau sur lequel porte le rôle (identifiant)."),
    territory: str = typer.Option("", help="Territoire sur lequel porte le rôle (SIREN)."),
    password: str = typer.Option(..., prompt="Mot de passe", hide_input=True, confirmation_prompt=True),
) -> None:
    """Ouvrir un compte et lui confier un rôle sur un réseau ou sur un territoire."""
    if role not in Mandate.Role.values:
        message = f"rôle {role!r} inconnu ; attendu : {', '.join(Mandate.Role.values)}"
        raise RuleError(message)
    with transaction.atomic():
        try:
            made = register_person(by=None, email=email, name=name, password=password)
        except ValidationError as error:
            raise RuleError(" ; ".join(error.messages)) from None
        give_mandate(
            by=None,
            person=made,
            role=Mandate.Role(role),
            network=get_network(network) if network else None,
            territory=_followed(territory) if territory else None,
        )
    typer.echo(f"Compte ouvert : {made.email}")


def _followed(siren: str) -> Territory:
    found = find_territory(siren)
    if found.pk is None:
        message = f"{found.name} n’est membre d’aucun réseau suivi ici"
        raise RuleError(message)
    return found
