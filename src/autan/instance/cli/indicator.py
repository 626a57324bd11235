"""`autan indicator`: indicators that are followed, one whole, the health check, values in and out of files."""

from dataclasses import asdict
from pathlib import Path

import typer
from django.conf import settings
from django.utils import timezone

from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.tables.importers.tables import read_file
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, Force, attributes_of, print_done, show_rows
from autan.instance.cli.whole_files import write_whole
from autan.plans.indicators.actions.reminders import remind_owners
from autan.plans.indicators.actions.value_imports import values_import
from autan.plans.indicators.core.findings import HealthFinding
from autan.plans.indicators.core.national import read_national
from autan.plans.indicators.importers import read_national_definitions
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.presenters.pages import value_rows
from autan.plans.indicators.queries.indicators import (
    all_indicators,
    definition_of,
    find_indicator,
    health_of,
    network_health,
    series_figures,
)
from autan.plans.plans.exporters import TableFormat, write_table
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(
    help="Les indicateurs : ceux qui sont suivis, leurs valeurs, leur contrôle, en fichier ou non.",
    no_args_is_help=True,
)
_NETWORK = typer.Option("", "--network", help="Nom court d’un réseau ; sans lui, tous les indicateurs.")


@app.command("list")
def list_indicators(network: str = _NETWORK, as_json: bool = AsJson) -> None:
    """Lister les indicateurs suivis : de qui, depuis quand, tenus par qui, jusqu’à quelle année connus."""
    indicators = _network_indicators(network)
    objects = [
        {
            "slug": indicator.slug,
            "siren": indicator.territory.siren,
            "code": indicator.code,
            "label": definition_of(indicator).label.fr,
            "unit": definition_of(indicator).unit,
            **attributes_of(indicator, "is_key is_published reads_measure"),
            "is_owned": bool(indicator.owner_name),
            "last_year": indicator.last_year,
        }
        for indicator in indicators
    ]
    rows = [
        (
            indicator.slug,
            indicator.territory.short_name,
            definition_of(indicator).label.fr,
            str(indicator.last_year or "non renseigné"),
            indicator.owner_name or "personne",
        )
        for indicator in indicators
    ]
    headings = ("Identifiant", "Territoire", "Indicateur", "Dernière année", "Tenu par")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucun indicateur suivi.")


@app.command()
def show(slug: str = typer.Argument(help="Identifiant de l’indicateur."), as_json: bool = AsJson) -> None:
    """Montrer un indicateur année par année, avec comment chaque valeur est connue."""
    indicator = find_indicator(slug, reader=OPERATOR)
    figures = series_figures(indicator)
    objects = [
        {
            "year": year,
            **file_numbers(figure)._asdict(),
            "unit": figure.unit.code,
            "state": figure.state.value,
            "figure": figure.id,
            "note": figure.note.fr if figure.note else "",
        }
        for year, figure in figures.items()
    ]
    rows = [
        (
            str(year),
            present_figure(figure, "fr", unit=figure.unit).quantity if figure.is_known else "—",
            figure.state.label.fr,
            figure.note.fr if figure.note else "",
        )
        for year, figure in figures.items()
    ]
    headings = ("Année", "Valeur", "Comment elle est connue", "À savoir")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucune valeur connue.")


@app.command()
def check(
    siren: str = typer.Argument("", help="SIREN d’un territoire ; sans lui, ceux du réseau, ou tous."),
    network: str = _NETWORK,
    as_json: bool = AsJson,
) -> None:
    """Contrôler des indicateurs : trop nombreux, inadaptés, tenus par personne, peu fiables, en retard."""
    findings = _findings(siren, network)
    objects = [
        {
            "siren": finding.siren,
            "subject": finding.subject,
            "rule": finding.code,
            "trouble": finding.rule.trouble.value,
            "evidence": finding.evidence.fr,
            "advice": finding.rule.advice.fr,
        }
        for finding in findings
    ]
    rows = [
        (finding.subject, finding.rule.trouble.label.fr, finding.rule.label.fr, finding.evidence.fr)
        for finding in findings
    ]
    headings = ("Sur", "Trouble", "Constat", "Ce qui l’établit")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Rien à signaler.")


def _findings(siren: str, network: str) -> tuple[HealthFinding, ...]:
    today, chosen = timezone.localdate(), get_network(network) if network else None
    if chosen and not siren:
        return network_health(chosen, today=today)[0]
    if siren:
        find_territory(siren)  # one that does not exist is refused, not said to be well
    places = Territory.objects.filter(siren=siren) if siren else Territory.objects.all()
    return health_of(places, today=today)


@app.command()
def national(
    file: Path = typer.Argument(help="Liste nationale des définitions, avec ses colonnes (.csv ou .xlsx)."),
    as_json: bool = AsJson,
) -> None:
    """Lire les expressions d’une liste nationale de définitions, et dire ce qui n’y va pas."""
    reading = read_national(read_national_definitions(read_file(file), file.name))
    objects = [
        {"code": problem.code, "part": problem.part, "problem": problem.problem.fr} for problem in reading.problems
    ]
    rows = [(problem.code, problem.part, problem.problem.fr) for problem in reading.problems]
    empty = _("{count} expressions lues, aucun défaut.").format(count=len(reading.formulas))
    show_rows(("Définition", "Partie", "Défaut"), rows, as_objects=objects, as_json=as_json, empty=empty)


@app.command("import")
def import_file(
    file: Path = typer.Argument(help="Table (.csv, .xlsx, .xls ou .ods) : une valeur par ligne."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = AsJson,
) -> None:
    """Prendre les valeurs d’une table, après avoir montré ce qu’elles changent."""
    take_in(values_import(None, None), file, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def remind(siren: str = typer.Argument(help="SIREN de la collectivité."), as_json: bool = AsJson) -> None:
    """Rappeler par courriel les indicateurs à renseigner ; une fois par semaine et par personne au plus."""
    place = find_territory(siren)
    reminders = remind_owners(by=None, territory=place, site=settings.AUTAN_SITE, today=timezone.localdate())
    words = _("{written} rappels, {waiting} indicateurs en attente, dont {unreachable} sans adresse.")
    print_done(words.format(**asdict(reminders)), asdict(reminders), as_json=as_json)


@app.command()
def export(
    out: Path = typer.Argument(help="Fichier à écrire : .csv, .xlsx ou .ods."),
    network: str = _NETWORK,
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire les valeurs dans une table, que `autan indicator import` relit."""
    indicators = _network_indicators(network)
    extension = out.suffix.lower().removeprefix(".")
    if extension not in set(TableFormat):
        suffixes = ", ".join(f".{table_format}" for table_format in TableFormat)
        raise typer.BadParameter(_("un fichier {suffixes}").format(suffixes=suffixes))
    rows = value_rows(indicators)
    write_whole(out, write_table(rows, name="valeurs", file_format=TableFormat(extension)), force=force)
    result = {"file": str(out), "values": len(rows) - 1}
    print_done(_("{values} valeurs écrites dans {file}.").format(**result), result, as_json=as_json)


def _network_indicators(network: str) -> list[Indicator]:
    """The indicators of a network, which must exist; all of them without one."""
    return all_indicators(get_network(network).slug if network else "")
