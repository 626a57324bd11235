"""`autan data refresh`: bring sources up to date, and say what changes before it is adopted; `start`: the first."""

from dataclasses import asdict, dataclass, replace

import typer
from django.conf import settings
from rich.console import Console
from rich.status import Status

from autan.ground.errors import AutanError, ImportFileError, SourceError
from autan.ground.texts.core.notation import set_typography
from autan.instance.cli.data_changes import change_row, name_of, print_change
from autan.instance.cli.listing import AsJson, print_json, show_rows
from autan.opendata.measures.queries.perimeter import communes_of
from autan.opendata.producers.connectors.registry import (
    FETCHED_SOURCES,
    SLOW_SOURCES,
    SOURCES_BY_PLACE,
    SOURCES_OF_MANY,
    UnknownSourceError,
)
from autan.opendata.sources.connectors.fetching import DatasetNeededError, FetchRequest, PlacesNeededError
from autan.opendata.sources.connectors.partial_downloads import PartialDownloads
from autan.opendata.sources.connectors.source_errors import SourceUnreachableError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import counted
from autan.opendata.sources.lake.quarantine import latest_quarantine
from autan.opendata.sources.lake.snapshots import current_snapshots
from autan.opendata.updates.actions.data_start import start_data
from autan.opendata.updates.actions.refreshing import refresh_source
from autan.opendata.updates.core.data_start import SourceStatusLine
from autan.opendata.updates.core.refresh_runs import describe_received
from autan.territories.networks.queries.networks import get_network, network_members

_progress = Console(stderr=True, highlight=False)


def refresh(
    sources: list[str] = typer.Argument(None, metavar="[SOURCE]...", help="Sources ; sans elles, toutes."),
    network: str = typer.Option("", help="Les membres de ce réseau, pour les services interrogés lieu par lieu."),
    from_year: int | None = typer.Option(None, "--from-year", min=1990, help="Première année voulue."),
    dataset: str = typer.Option("", help="Indicateur : nom court ou identifiant de son jeu de données."),
    skip_bad_rows: bool = typer.Option(False, "--skip-bad-rows", help="Mettre de côté les lignes fautives."),
    accept: bool = typer.Option(False, "--accept", help="Adopter aussi ce qui révise ou perd des valeurs."),
    as_json: bool = AsJson,
) -> None:
    """Aller chercher les dernières éditions ; ce qui révise des valeurs n’est adopté qu’avec --accept."""
    sirens = _sirens(network)
    request = FetchRequest(from_year=from_year, sirens=sirens, communes=communes_of(sirens), dataset=dataset)
    chosen = [pair for source in _sources_for(sources or [], request) for pair in _wishes(source, request)]
    rows, exit_code = [], 0
    with _progress.status("Connexion") as status:
        status_line = _ProgressLine(status, len(chosen))
        transport = Transport(
            mirrors=settings.AUTAN_MIRRORS,
            progress=lambda url, received, whole: status_line.show(describe_received(url, received, whole)),
            pausing=lambda host, seconds, why: status_line.show(f"{host}\u00a0: {why}, attente de {seconds:.0f} s"),
            partial=PartialDownloads(settings.AUTAN_CACHE / "unfinished"),
        )
        for source, wish in chosen:
            status_line.begin(source)
            try:
                changes = refresh_source(
                    by=None,
                    source=source,
                    transport=transport,
                    request=wish,
                    accept=accept,
                    skip_bad_rows=skip_bad_rows,
                )
                rows += [
                    change_row(item.incoming, item.snapshot) | {"answers": str(item.responses)} for item in changes
                ]
            except SourceUnreachableError as error:  # what came is kept for the next try
                exit_code = error.exit_code
                rows.append(_failed_row(_lake_source(source, wish), error))
                continue
            except (SourceError, ImportFileError) as error:
                exit_code = error.exit_code
                rows.append(_failed_row(_lake_source(source, wish), error))
            transport.forget()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            print_change(row)
    if exit_code:
        raise typer.Exit(exit_code)


def _sirens(network: str) -> tuple[str, ...]:
    if not network:
        return ()
    get_network(network)
    return tuple(member.siren for member in network_members(network))


def _sources_for(texts: list[str], request: FetchRequest) -> tuple[str, ...]:
    """The sources asked for, else every one that a service gives; a bad name stops all before anything is fetched.

    Without a list, those whose service is asked place by place, or slowly, are left out when no place is given; a data
    set named without a source is an indicator.
    """
    for source in texts:
        if source not in FETCHED_SOURCES:
            raise UnknownSourceError(source, FETCHED_SOURCES)
        if source in SOURCES_BY_PLACE and not request.sirens:
            raise PlacesNeededError(source)
        if source in SOURCES_OF_MANY and not request.dataset and not _held_datasets():
            raise DatasetNeededError(source)
    if texts or request.dataset:
        return tuple(texts) or SOURCES_OF_MANY
    usual = (name for name in FETCHED_SOURCES if name not in SOURCES_OF_MANY)
    return tuple(name for name in usual if request.sirens or name not in (*SOURCES_BY_PLACE, *SLOW_SOURCES))


def _wishes(source: str, request: FetchRequest) -> list[tuple[str, FetchRequest]]:
    """What is asked of a source: once, or once for each data set held of a portal of many when none is named."""
    if source not in SOURCES_OF_MANY or request.dataset:
        return [(source, request)]
    return [(source, replace(request, dataset=dataset)) for dataset in _held_datasets()]


def _held_datasets() -> list[str]:
    """Data sets of the indicators of the lake, each once."""
    traits = (snapshot.card.indicator for snapshot in current_snapshots())
    return list(dict.fromkeys(trait.dataset for trait in traits if trait))


@dataclass(slots=True)
class _ProgressLine:
    """The line that says which source is being brought back, how many there are, and what comes in."""

    status: Status
    total: int
    rank: int = 0
    source: str = ""

    def begin(self, source: str) -> None:
        self.rank, self.source = self.rank + 1, source
        self.show("demande")

    def show(self, text: str) -> None:
        self.status.update(f"{self.rank}/{self.total} {self.source} · {text}")


def _lake_source(source: str, fetch_request: FetchRequest) -> str:
    """What the lake files a source under: for a portal of many, the data set asked for, where it is held."""
    cards = (snapshot.card for snapshot in current_snapshots() if snapshot.card.indicator)
    sources = (card.source for card in cards if card.indicator and card.indicator.dataset == fetch_request.dataset)
    return next(sources, source) if source in SOURCES_OF_MANY else source


def _failed_row(source: str, error: AutanError) -> dict[str, object]:
    snapshots = [snapshot for snapshot in current_snapshots() if snapshot.card.source == source]
    aside = latest_quarantine(source) if isinstance(error, ImportFileError) else None
    return {
        "source": source,
        "error": _describe_error(error),
        "in_use": name_of(snapshots[-1] if snapshots else None),
        "quarantine": str(aside) if aside else None,
    }


def _describe_error(error: AutanError) -> str:
    if not isinstance(error, ImportFileError):
        return str(error)
    first = error.faults[0]
    parts = (
        f"ligne {first.row}" if first.row else "",
        f"colonne {first.column}" if first.column else "",
        f"«\u202f{first.value}\u202f»" if first.value else "",
    )
    place = ", ".join(part for part in parts if part)
    count = counted(len(error.faults), "défaut", "défauts") + (f", dont {place}" if place else "")
    return f"{error.file}\u00a0: {count}\u00a0; attendu\u00a0: {first.expected}"


def start(
    network: str = typer.Option(..., help="Réseau dont on veut les données."),
    services: bool = typer.Option(
        True, "--services/--no-services", help="Interroger les services, ou s’en tenir aux tables livrées."
    ),
    as_json: bool = AsJson,
) -> None:
    """Prendre tout ce qu’un réseau peut avoir ; interrompue, la commande reprend où elle en était."""
    record = get_network(network)
    with _progress.status("Tables livrées") as status:
        transport = Transport(
            mirrors=settings.AUTAN_MIRRORS,
            progress=lambda url, received, whole: status.update(describe_received(url, received, whole)),
            pausing=lambda host, seconds, why: status.update(f"{host}\u00a0: {why}, attente de {seconds:.0f} s"),
            partial=PartialDownloads(settings.AUTAN_CACHE / "unfinished"),
        )
        lines = start_data(
            by=None,
            network=record,
            transport=transport if services else None,
            begin=lambda source, rank, total: status.update(f"{rank}/{total} {source}"),
        )
    rows = map(_as_row, sorted(lines, key=lambda line: not line.is_whole))
    headings = ("Source", "Voie", "Membres", "Ce qui manque, et pourquoi")
    objects = (asdict(line) | {"way": line.way.value, "reason": line.reason.fr} for line in lines)
    show_rows(headings, rows, as_objects=objects, as_json=as_json)


def _as_row(line: SourceStatusLine) -> tuple[str, ...]:
    covered = f"{line.covered} sur {line.members}" if line.is_held else "—"
    return line.source, line.way.label.fr, covered, set_typography(line.reason.fr, language="fr")
