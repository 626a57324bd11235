"""`autan data own-values`: the values that territories give beside the providers', listed or read from a table."""

from pathlib import Path

import typer

from autan.ground.texts.core.notation import format_exactly
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, attributes_of, show_rows
from autan.opendata.observatory.core.own_values import HeldValue
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.updates.actions.own_value_imports import own_values_import
from autan.people.accounts.queries import get_person


def own_values(
    file: Path = typer.Argument(None, help="Table (.csv, .xlsx, .xls ou .ods) : une valeur par ligne, avec sa raison."),
    by: str = typer.Option("", help="Adresse de la personne qui les donne ; sans elle, l’instance elle-même."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = AsJson,
) -> None:
    """Lister les valeurs propres des territoires, ou en prendre une table après avoir montré ce qu’elle change."""
    if file is not None:
        person = get_person(by) if by else None
        take_in(own_values_import(person), file, by=person, yes=yes, dry_run=dry_run, as_json=as_json)
        return
    holdings = [value for values in current_holdings().values() for value in values]
    rows = [
        (
            value.record.siren,
            value.record.measure,
            value.record.date,
            f"{format_exactly(value.record.given_value, language='fr')} {value.record.given_unit}",
            "oui" if value.is_chosen else "non",
            value.record.document,
        )
        for value in holdings
    ]
    headings = ("SIREN", "Mesure", "Date", "Valeur", "Utilisée", "Document")
    show_rows(headings, rows, as_objects=map(_as_object, holdings), as_json=as_json, empty="Aucune valeur propre.")


def _as_object(value: HeldValue) -> dict[str, object]:
    names = "siren measure date value given_value given_unit state reason document by on"
    return attributes_of(value.record, names) | {"is_used": value.is_chosen, "choice_reason": value.choice_reason}
