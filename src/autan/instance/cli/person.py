"""`autan person`: who may sign in or is invited to, in which role, from when to when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import typer
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.extension_points import PersonalData
from autan.ground.registry import registered
from autan.ground.texts.core.notation import format_date
from autan.instance.cli.help_language import is_english
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, attributes_of, is_agreed, make_console, print_done, print_json, show_rows
from autan.instance.cli.whole_files import write_whole
from autan.people.accounts.actions import change_password, reopen_account
from autan.people.accounts.models import Person
from autan.people.accounts.queries import find_person, get_person
from autan.people.personal_data.actions import Erasure, erase_subject, purge
from autan.people.personal_data.queries import export_subject, subject_of
from autan.territories.networks.actions.mandates import add_person, close_person, end_mandate
from autan.territories.networks.actions.person_invitations import invite_person
from autan.territories.networks.models import Mandate, Network, Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network
from autan.territories.networks.queries.people import all_mandates, network_mandates, open_mandate

app = typer.Typer(help="Les personnes : leur compte et leurs rôles.", no_args_is_help=True)
_console = make_console()
_EMAIL = typer.Argument(help="Adresse électronique, qui sert à se connecter.")
_ROLE = typer.Option(..., help="coordinator, member_officer, contributor ou reader.")
_NETWORK = typer.Option("", help="Réseau sur lequel porte le rôle (identifiant).")
_TERRITORY = typer.Option("", help="Territoire sur lequel porte le rôle (SIREN).")
_PASSWORD = typer.Option(
    ..., prompt="Mot de passe", hide_input=True, confirmation_prompt=True, help="Le nouveau ; demandé sans elle."
)


@app.command("list")
def list_people(
    network: str = typer.Option("", help="Réseau dont on veut les personnes ; sans lui, tous les rôles."),
    as_json: bool = AsJson,
) -> None:
    """Lister les rôles : qui, sur quoi, depuis quand, jusqu’à quand."""
    mandates = network_mandates(get_network(network)) if network else all_mandates()
    headings = ("Personne", "Adresse", "Rôle", "Sur", "Depuis", "Fin", "État")
    rows, objects = map(_as_row, mandates), map(_as_object, mandates)
    empty = "Personne n’a de rôle ; « autan person add » en donne un."
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty=empty)


@app.command()
def add(
    email: str = _EMAIL,
    name: str = typer.Option("", help="Nom montré dans le journal, pour un nouveau compte."),
    role: str = _ROLE,
    network: str = _NETWORK,
    territory: str = _TERRITORY,
    valid_from: str = typer.Option("", "--from", help="Premier jour, AAAA-MM-JJ ; aujourd’hui sans lui."),
    valid_to: str = typer.Option("", "--to", help="Jour où le rôle se termine, AAAA-MM-JJ ; sans fin sans lui."),
    password: str = typer.Option("", help="Premier mot de passe d’un nouveau compte ; demandé sans elle."),
    as_json: bool = AsJson,
) -> None:
    """Confier un rôle sur un réseau ou sur un territoire ; le compte est ouvert s’il n’existe pas."""
    added = add_person(
        by=None,
        email=email,
        name=name,
        password=password or (None if find_person(email) else _ask_password()),
        role=_role(role),
        valid_from=_day(valid_from),
        valid_to=_day(valid_to),
        **_place(network, territory),
    )
    act = "account_opened" if added.is_new_account else "role_given"
    _print_done(act, added.mandate.person, as_json=as_json)


@app.command()
def invite(
    email: str = _EMAIL,
    name: str = typer.Option(..., help="Nom de la personne, qu’elle pourra changer."),
    role: str = _ROLE,
    network: str = typer.Option(..., help="Réseau dont la coordination invite (identifiant)."),
    territory: str = typer.Option("", help="Membre sur lequel porte le rôle (SIREN) ; le réseau sans lui."),
    valid_to: str = typer.Option("", "--to", help="Jour où le rôle se termine, AAAA-MM-JJ ; sans fin sans lui."),
    mail: bool = typer.Option(True, "--mail/--no-mail", help="Envoyer le lien, ou seulement le montrer."),
    as_json: bool = AsJson,
) -> None:
    """Inviter une personne : un lien qui sert une fois, sept jours, ouvre son compte et lui confie un rôle."""
    invited = invite_person(
        by=None,
        email=email,
        name=name,
        role=_role(role),
        network=get_network(network),
        site=settings.AUTAN_SITE,
        territory=_place("", territory)["territory"],
        valid_to=_day(valid_to),
        is_mailed=mail,
    )
    if invited.invitation is None:
        _print_done("role_given_to_account", get_person(email), as_json=as_json)
        return
    error, until = invited.invitation.mail_error, invited.invitation.expires_at
    if as_json:
        fields = {"done": "invited", "email": email, "link": invited.link, "until": until.isoformat()}
        print_json({**fields, "mail_error": error})
        return
    if error:
        _console.print(_("Le message n’est pas parti : {error}").format(error=error), markup=False)
    day = format_date(timezone.localtime(until).date(), language="en" if is_english() else "fr")
    _console.print(_("Lien de {email}, une fois, jusqu’au {day} :").format(email=email, day=day), markup=False)
    _console.print(invited.link, markup=False, soft_wrap=True)


@app.command()
def end(
    email: str = _EMAIL,
    role: str = _ROLE,
    network: str = _NETWORK,
    territory: str = _TERRITORY,
    on: str = typer.Option("", help="Jour où le rôle se termine, AAAA-MM-JJ ; aujourd’hui, aussitôt, sans lui."),
    as_json: bool = AsJson,
) -> None:
    """Terminer un rôle ; il reste dans l’historique de la personne."""
    person = get_person(email)
    mandate = open_mandate(person, _role(role), **_place(network, territory))
    end_mandate(by=None, mandate=mandate, on=_day(on))
    _print_done("role_ended", person, as_json=as_json)


@app.command()
def close(email: str = _EMAIL, as_json: bool = AsJson) -> None:
    """Fermer un compte : la personne est déconnectée à sa prochaine demande."""
    _print_done("account_closed", close_person(by=None, person=get_person(email)), as_json=as_json)


@app.command()
def reopen(email: str = _EMAIL, as_json: bool = AsJson) -> None:
    """Rouvrir un compte fermé, avec son mot de passe et ses rôles."""
    _print_done("account_reopened", reopen_account(by=None, person=get_person(email)), as_json=as_json)


@app.command()
def password(email: str = _EMAIL, password: str = _PASSWORD, as_json: bool = AsJson) -> None:
    """Donner un nouveau mot de passe."""
    person = change_password(by=None, person=get_person(email), password=password)
    _print_done("password_changed", person, as_json=as_json)


@app.command()
def export(
    email: str = _EMAIL,
    out: Path | None = typer.Option(None, "--out", help="Fichier à écrire ; la sortie standard sans lui."),
) -> None:
    """Donner tout ce qui est gardé d’une personne, en JSON : compte, rôles, liens, messages, ce qu’elle a écrit."""
    dumps = json.dumps(export_subject(subject_of(email)), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(dumps)
        return
    write_whole(out, dumps.encode(), force=False)
    typer.echo(_("Écrit : {file}").format(file=out))


@app.command()
def erase(
    email: str = _EMAIL,
    dry_run: bool = typer.Option(False, "--dry-run", help="Dire ce qui est gardé, sans rien effacer."),
    yes: bool = typer.Option(False, "--yes", help="Ne pas demander confirmation."),
    as_json: bool = AsJson,
) -> None:
    """Effacer une personne : tout ce qui la nomme part, réponses et actes restent. On ne revient pas dessus."""
    subject = subject_of(email)
    counts = {code: len(rows) for code, rows in export_subject(subject).items()}
    if not dry_run and not yes:
        _print_counts(counts, as_json=False)
        if not is_agreed("Effacer cette personne ?"):
            raise typer.Abort
    if dry_run:
        _print_counts(counts, as_json=as_json)
        return
    _print_erasure(erase_subject(by=None, subject=subject), as_json=as_json)


@app.command("sweep")
def purge_old(
    dry_run: bool = typer.Option(False, "--dry-run", help="Compter, sans rien effacer."),
    as_json: bool = AsJson,
) -> None:
    """Effacer ce qui a dépassé sa durée (AUTAN_KEEP_…) ; le site le fait de lui-même chaque jour."""
    _print_counts(purge(now=timezone.now(), dry_run=dry_run), as_json=as_json)


def _print_counts(counts: Mapping[str, int], *, as_json: bool) -> None:
    if as_json:
        print_json(dict(counts))
        return
    names = {"closed_accounts": "Comptes fermés", **{kind.code: str(kind.what) for kind in registered(PersonalData)}}
    show_rows(("Quoi", "Lignes"), [(names[code], str(count)) for code, count in counts.items()], numbers=(1,))


def _print_erasure(erasure: Erasure, *, as_json: bool) -> None:
    if as_json:
        print_json({**erasure.counts, "doubtful": [asdict(rows) for rows in erasure.doubtful]})
        return
    _print_counts(erasure.counts, as_json=False)
    if erasure.doubtful:
        doubt = _(
            "Ce nom ou cette adresse se lit encore ici, sans que rien dise que c’est cette personne\u00a0: un texte "
            "que quelqu’un a écrit, ou un nom que porte aussi une autre personne connue ici. À vous d’en juger."
        )
        rows = [(rows.table, rows.column, ", ".join(map(str, rows.rows))) for rows in erasure.doubtful]
        show_rows(("Table", "Colonne", "Lignes"), rows, title=doubt)


def _ask_password() -> str:
    return str(typer.prompt("Mot de passe", hide_input=True, confirmation_prompt=True))


def _print_done(act: str, person: Person, *, as_json: bool) -> None:
    words = {
        "account_opened": _("Compte ouvert"),
        "role_given": _("Rôle confié"),
        "role_given_to_account": _("L’adresse a déjà un compte, le rôle est confié"),
        "role_ended": _("Rôle terminé"),
        "account_closed": _("Compte fermé"),
        "account_reopened": _("Compte rouvert"),
        "password_changed": _("Mot de passe changé"),
    }
    result = {"done": act, **attributes_of(person, "email name is_active")}
    print_done(_("{done} : {email}").format(done=words[act], email=person.email), result, as_json=as_json)


def _role(text: str) -> Mandate.Role:
    if text not in Mandate.Role.values:
        message = "rôle « {text} » inconnu ; attendu : {values}"
        raise RuleError(message, text=text, values=", ".join(Mandate.Role.values))
    return Mandate.Role(text)


def _place(network: str, siren: str) -> dict[str, Any]:
    """The network or the territory that a role is on, as the actions take them."""
    fields: dict[str, Network | Territory | None] = {"network": get_network(network) if network else None}
    fields["territory"] = find_territory(siren) if siren else None
    territory = fields["territory"]
    if territory is not None and territory.pk is None:
        message = "{territory} n’est membre d’aucun réseau suivi ici"
        raise RuleError(message, territory=territory)
    return fields


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = "« {text} » n’est pas une date ; attendu : AAAA-MM-JJ"
        raise RuleError(message, text=text) from None


def _as_row(mandate: Mandate) -> Sequence[str]:
    return (
        mandate.person.name,
        mandate.person.email,
        Mandate.Role(mandate.role).label,
        str(mandate.network or mandate.territory),
        format_date(mandate.valid_from, language="fr"),
        format_date(mandate.valid_to, language="fr") if mandate.valid_to else "",
        _state(mandate),
    )


def _state(mandate: Mandate) -> str:
    if not mandate.person.is_active:
        return "compte fermé"
    return "en cours" if mandate.is_in_force_on(timezone.localdate()) else "hors période"


def _as_object(mandate: Mandate) -> dict[str, Any]:
    return {
        **attributes_of(mandate.person, "email name is_active"),
        "role": mandate.role,
        "network": mandate.network.slug if mandate.network else None,
        "siren": mandate.territory.siren if mandate.territory else None,
        **attributes_of(mandate, "valid_from valid_to"),
        "is_current": mandate.is_in_force_on(timezone.localdate()),
    }
