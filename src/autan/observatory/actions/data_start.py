"""Brings a network everything that can be had: the tables that ship, then what each service gives."""

from collections.abc import Callable

from autan.accounts.models import Person
from autan.errors import ImportFileError, SourceError
from autan.journal.actions import require_right
from autan.observatory.actions.refreshing import refresh_source
from autan.observatory.actions.snapshots import adopt_shipped_tables
from autan.observatory.connectors.fetching import FetchRequest
from autan.observatory.connectors.source_errors import SourceUnreachableError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.data_start import StartLine, sources_to_ask
from autan.observatory.queries.data_start import start_lines
from autan.observatory.queries.perimeter import communes_of
from autan.territories.models import Network
from autan.territories.queries.networks import network_members

MAY_ADD = "observatory.add_data"
REFUSAL = "les données sont communes aux réseaux du site : seule son administration en ajoute"


def take_shipped_tables(*, by: Person | None) -> int:
    """Put every table that ships into the lake; return how many there are. What is there already stays.

    Raises:
        NotAllowedError: `by` may not add data to this site.
    """
    require_right(by, MAY_ADD, refusal=REFUSAL)
    return len(adopt_shipped_tables(by=by))


def start_data(
    *, by: Person | None, network: Network, transport: Transport | None, begin: Callable[[str, int, int], None]
) -> tuple[StartLine, ...]:
    """Take in what ships, then ask the services of the sources that do not tell of every member.

    Every edition is adopted as it comes: a run that was stopped goes on with the sources that lack. A service that
    fails, or whose edition would revise or lose values, changes nothing, and the line of its source says why.

    Args:
        by: who starts.
        network: network whose members are wanted.
        transport: who asks the services; None for the tables that ship alone.
        begin: told of each source asked: its slug, its rank, how many there are.

    Raises:
        NotAllowedError: `by` may not add data to this site.
    """
    take_shipped_tables(by=by)
    sirens = tuple(member.siren for member in network_members(network.slug))
    asked = sources_to_ask(start_lines(sirens)) if transport else ()
    failures: dict[str, str] = {}
    for rank, source in enumerate(asked, start=1):
        begin(source, rank, len(asked))
        if transport and (why := _ask(by, source, transport, sirens)):
            failures[source] = why
    return start_lines(sirens, failures)


def _ask(by: Person | None, source: str, transport: Transport, sirens: tuple[str, ...]) -> str:
    """Bring one source back; why nothing was adopted, or nothing."""
    request = FetchRequest(sirens=sirens, communes=communes_of(sirens))
    try:
        found = refresh_source(by=by, source=source, transport=transport, request=request)
    except SourceUnreachableError as error:  # what came is kept for the next try
        return str(error)
    except (SourceError, ImportFileError) as error:
        transport.forget()
        return str(error)
    transport.forget()
    is_held_back = any(item.snapshot is None for item in found)
    return "l’édition reçue révise ou perd des valeurs : autan data refresh --accept l’adopte" if is_held_back else ""
