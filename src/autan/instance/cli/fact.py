"""`autan fact`: the facts of a network, listed, or taken in from a table."""

from pathlib import Path

import typer

from autan.evidence.figures.queries.facts import all_facts
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, show_rows
from autan.territories.networks.actions.membership_imports import facts_import
from autan.territories.networks.queries.networks import facts_of_network, get_network

app = typer.Typer(help="Les faits sourcés d’un réseau : les lister, en prendre d’une table.", no_args_is_help=True)


@app.command("list")
def list_facts(
    network: str = typer.Option("", help="Réseau dont on veut les faits ; sans lui, tous les faits."),
    as_json: bool = AsJson,
) -> None:
    """Lister les faits : sur qui, de quand, ce qu’ils disent."""
    facts = facts_of_network(get_network(network)) if network else all_facts()
    rows = [(fact.id, fact.subject, fact.period, fact.statement_fr) for fact in facts]
    show_rows(
        ("Fait", "Sur", "Période", "Énoncé"),
        rows,
        as_objects=[
            {
                "id": fact.id,
                "siren": fact.siren or None,
                "subject": fact.subject,
                "topic": fact.topic,
                "period": fact.period or None,
                "statement": fact.statement_fr,
                "value": float(fact.value) if fact.value is not None else None,
                "unit": fact.unit_fr or None,
                "locator": fact.locator,
            }
            for fact in facts
        ],
        as_json=as_json,
        empty="Aucun fait n’est enregistré.",
    )


@app.command("import")
def import_file(
    file: Path = typer.Argument(help="Table (.csv, .xlsx, .xls ou .ods) : un fait par ligne, avec sa source."),
    network: str = typer.Option(..., help="Réseau dont sont ces faits."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = AsJson,
) -> None:
    """Prendre en compte des faits d’une table, après avoir montré ce qui changerait."""
    take_in(facts_import(get_network(network)), file, yes=yes, dry_run=dry_run, as_json=as_json)
