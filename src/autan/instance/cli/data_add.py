"""`autan data add`, `contours`, `own-values`: take in files that somebody has, or say what they would change."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import typer
from django.conf import settings

from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.core.notation import format_exactly
from autan.ground.wordings import Text
from autan.instance.cli.data_changes import change_row, name_of, print_change, print_differences, print_in_use
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, attributes_of, is_agreed, make_console, print_done, print_json, show_rows
from autan.opendata.observatory.core.own_values import HeldValue
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.producers.connectors.indicator_files import identity_of
from autan.opendata.producers.connectors.indicator_portal import identity_in
from autan.opendata.producers.connectors.registry import SOURCES_OF_MANY
from autan.opendata.sources.connectors.fetching import Identity
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import counted
from autan.opendata.sources.lake.quarantine import latest_quarantine
from autan.opendata.sources.lake.snapshots import Snapshot, current_snapshots
from autan.opendata.updates.actions.files import GivenFiles, adopt_files, compare_files
from autan.opendata.updates.actions.own_value_imports import own_values_import
from autan.opendata.updates.actions.refreshing import refresh_contours
from autan.opendata.updates.core.plausibility import ImplausibleEditionError
from autan.opendata.updates.queries.edition_changes import IncomingEdition
from autan.opendata.updates.queries.file_mappings import mapping_named
from autan.people.accounts.queries import get_person
from autan.territories.networks.actions.contours import keep_contours
from autan.territories.networks.queries.networks import get_network, network_members
from autan.territories.perimeters.lake.contours import read_geojson

_console = make_console()
DESCRIPTION_ENDING = ".json"


def add(
    source: str = typer.Argument(help="Nom de la source, comme « ore-communes » (voir autan data status)."),
    files: list[Path] = typer.Argument(
        help="Fichiers de cette source : CSV, gzip, Parquet, XLSX, ODS, ou archives ZIP.",
        exists=True,
        dir_okay=False,
        readable=True,
    ),
    skip_bad_rows: bool = typer.Option(False, "--skip-bad-rows", help="Mettre de côté les lignes fautives."),
    compare: bool = typer.Option(False, "--compare", help="Dire ce qui changerait, sans rien adopter."),
    accept: bool = typer.Option(
        False, "--accept", help="Adopter malgré des pertes, des ajouts, des révisions ou des nombres à vérifier."
    ),
    reason: str = typer.Option("", help="Avec --accept : pourquoi ; gardé avec l’édition."),
    replace_all: bool = typer.Option(
        False, "--replace", help="Remplacer toute l’édition de cette date, territoires absents des fichiers compris."
    ),
    year: str = typer.Option("", help="Année attendue ; un fichier d’une autre année est refusé."),
    dataset: str = typer.Option("", help="Indicateur : nom court de son jeu de données."),
    title: str = typer.Option("", help="Indicateur : son titre."),
    unit: str = typer.Option("", help="Indicateur : son unité."),
    axis: list[str] = typer.Option([], help="Indicateur : colonne qui partage les valeurs, comme « secteur »."),
    summable: bool = typer.Option(False, "--summable", help="Indicateur : ses valeurs s’additionnent."),
    mapping: str = typer.Option("", help="Correspondance gardée par --network, avec laquelle lire les fichiers."),
    network: str = typer.Option("", help="Avec --mapping : nom court du réseau."),
    as_json: bool = AsJson,
) -> None:
    """Ajouter des fichiers comme éditions datées ; un fichier fautif est refusé entier, défaut par défaut."""
    if mapping and not network:
        raise typer.BadParameter(_("--mapping demande --network : la correspondance est celle d’un réseau"))
    identity = None
    if source in SOURCES_OF_MANY:
        own = identity_of(dataset, title=title, unit=unit, is_summable=summable, axes=tuple(axis)) if dataset else None
        identity = _with_user_name(_read_description(files), own)
        files = [file for file in files if file.suffix != DESCRIPTION_ENDING]
    batch = GivenFiles(
        source=source,
        files=files,
        skip_bad_rows=skip_bad_rows,
        identity=identity,
        date=year,
        keeps_others=not replace_all,
        mapping=mapping_named(get_network(network), mapping).document if mapping else None,
    )
    # another program reads one object, the refusal
    with nullcontext() if as_json else _telling_what_stays(identity.source if identity else source):
        if compare:
            _print_compared(compare_files(files=batch), as_json=as_json)
            return
        adopted = _adopt(batch, accept=accept, reason=reason)
    _print_adopted(adopted, as_json=as_json)


def _with_user_name(described: Identity | None, identity: Identity | None) -> Identity | None:
    """What a description says of an indicator, under the name that the user gives."""
    return replace(described, source=identity.source) if described and identity else described or identity


def _adopt(files: GivenFiles, *, accept: bool, reason: str) -> tuple[tuple[IncomingEdition, Snapshot], ...]:
    """Adopt files; where an edition is implausible, show what it changes, and ask when somebody is there to answer."""
    try:
        return adopt_files(by=None, files=files, accept=accept, reason=reason)
    except ImplausibleEditionError:
        for incoming in compare_files(files=files):
            print_change(change_row(incoming, None))
        if not sys.stdin.isatty() or not is_agreed("Adopter quand même ?"):
            raise
    return adopt_files(by=None, files=files, accept=True, reason=reason)


@contextmanager
def _telling_what_stays(source: str) -> Iterator[None]:
    """When files are refused, say where the reasons are and which edition stays in use."""
    try:
        yield
    except ImportFileError as error:
        _print_quarantine(source)
        # what is wrong with a file as a whole, or with its headings, cannot be set aside row by row
        if all(fault.row and fault.row > 1 for fault in error.faults):
            rows = len({fault.row for fault in error.faults})
            count = counted(rows, "ligne fautive", "lignes fautives")
            _console.print(f"  Pour adopter le reste, {count} mise(s) de côté et listée(s) : --skip-bad-rows")
        snapshots = [snapshot for snapshot in current_snapshots() if snapshot.card.source == source]
        print_in_use(name_of(snapshots[-1] if snapshots else None))
        raise


def _read_description(files: list[Path]) -> Identity | None:
    """What the description of a data set says, when it is among the files, as its portal gives it in JSON."""
    for file in files:
        if file.suffix == DESCRIPTION_ENDING:
            try:
                return identity_in(json.loads(file.read_bytes()), file.name)
            except ValueError as error:
                fault = Fault(value=str(error)[:80], expected="la description d’un jeu de données, en JSON")
                raise ImportFileError(file.name, [fault]) from error
    return None


def _print_compared(incoming_editions: Sequence[IncomingEdition], *, as_json: bool) -> None:
    rows = [change_row(incoming, None) for incoming in incoming_editions]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print_change(row, is_asked_only=True)


def _print_adopted(adopted: Sequence[tuple[IncomingEdition, Snapshot]], *, as_json: bool) -> None:
    if as_json:
        print_json([change_row(incoming, snapshot) for incoming, snapshot in adopted])
        return
    for incoming, snapshot in adopted:
        _print_added(incoming, snapshot)


def _print_added(incoming: IncomingEdition, snapshot: Snapshot) -> None:
    card = snapshot.card
    words = _("{source} {date} : {rows} lignes, édition {edition}")
    fields = {"source": card.source, "date": card.data_date, "rows": snapshot.rows, "edition": snapshot.name}
    _console.print(f"[green]✓[/green] {words.format(**fields)}")
    print_differences(change_row(incoming, snapshot))
    if any("de côté (" in remark for remark in card.remarks):
        _print_quarantine(card.source)


def _print_quarantine(source: str) -> None:
    path = latest_quarantine(source)
    if path:
        _console.print("  " + _("Mis de côté, avec les raisons : {path}").format(path=path), markup=False)


def contours(
    file: Path | None = typer.Argument(None, help="Fichier GeoJSON en WGS 84 ; sans lui, le service national."),
    network: str = typer.Option("", help="Réseau dont le service donne les contours."),
    credit: str = typer.Option("", help="Qui a dessiné les contours du fichier, et quand : dit sous chaque carte."),
    as_json: bool = AsJson,
) -> None:
    """Prendre les contours d’un réseau : membres et communes, du service national ou d’un fichier GeoJSON."""
    if file is not None:
        credit_line = credit or f"Contours\u00a0: fichier {file.name}."
        count = keep_contours(by=None, contours=read_geojson(file), credit=Text(credit_line, credit_line))
    else:
        if not network:
            message = _("donnez un fichier GeoJSON, ou --network pour interroger le service national")
            raise typer.BadParameter(message)
        get_network(network)
        sirens = [member.siren for member in network_members(network)]
        transport = Transport(mirrors=settings.AUTAN_MIRRORS)
        count = refresh_contours(by=None, transport=transport, sirens=sirens)
    words = _("Contours gardés : {epci} EPCI, {communes} communes").format(epci=count.epci, communes=count.communes)
    if count.left_out:
        left_out = _("Laissés de côté, d’aucun réseau d’ici : {sirens}").format(sirens=", ".join(count.left_out))
        words += f"\n  {left_out}"
    result = {"epci": count.epci, "communes": count.communes, "left_out": list(count.left_out)}
    print_done(words, result, as_json=as_json)


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
