"""`autan data own-values`: the values that territories give beside the providers', listed or read from a table."""

from pathlib import Path

import typer

from autan.accounts.models import Person
from autan.cli.figure_listing import listing_table, print_json
from autan.cli.imports import DryRun, Yes, take_in
from autan.cli.listing import make_console
from autan.data_review.actions.own_value_imports import own_values_import
from autan.evidence.core.notation import format_exactly
from autan.intake.core.previews import Upload
from autan.intake.importers.tables import read_file
from autan.observatory.core.own_values import HeldValue
from autan.observatory.queries.own_values import current_holdings

_console = make_console()


def own_values(
    file: Path = typer.Argument(None, help="Table (.csv, .xlsx, .xls ou .ods) : une valeur par ligne, avec sa raison."),
    by: str = typer.Option("", help="Adresse de la personne qui les donne ; sans elle, l’instance elle-même."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = typer.Option(False, "--json", help="Les valeurs, ou ce que la table en change, en JSON."),
) -> None:
    """Lister les valeurs propres des territoires, ou en prendre une table après avoir montré ce qu’elle change."""
    if file is not None:
        person, upload = _person(by), Upload(file=file.name, data=read_file(file))
        take_in(own_values_import(person), upload, by=person, yes=yes, dry_run=dry_run, as_json=as_json)
        return
    held = [value for values in current_holdings().values() for value in values]
    if as_json:
        print_json([_as_object(value) for value in held])
        return
    rows = [
        (
            value.record.siren,
            value.record.measure,
            value.record.date,
            f"{format_exactly(value.record.given_value, language='fr')} {value.record.given_unit}",
            "oui" if value.is_chosen else "non",
            value.record.document,
        )
        for value in held
    ]
    _console.print(listing_table(("SIREN", "Mesure", "Date", "Valeur", "Utilisée", "Document"), rows))


def _person(email: str) -> Person | None:
    if not email:
        return None
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        message = f"aucun compte n’a l’adresse {email!r}"
        raise typer.BadParameter(message)
    return person


def _as_object(value: HeldValue) -> dict[str, object]:
    record = value.record
    return {
        "siren": record.siren,
        "measure": record.measure,
        "date": record.date,
        "value": record.value,
        "given_value": record.given_value,
        "given_unit": record.given_unit,
        "state": record.state.value,
        "reason": record.reason,
        "document": record.document,
        "by": record.by,
        "on": record.on.isoformat(),
        "is_used": value.is_chosen,
        "choice_reason": value.choice_reason,
    }
