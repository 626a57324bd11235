"""Brings a network everything that can be had: the tables that ship, then what each service gives."""

from collections.abc import Callable, Iterator, Sequence

from autan.ground.errors import AutanError, ImportFileError, RuleError, SourceError
from autan.ground.texts.core.texts import plural
from autan.ground.texts.language import in_both_languages
from autan.ground.texts.refusals import sentence_words
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.queries.perimeter import communes_of
from autan.opendata.observatory.core.refresh_states import RefreshState
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.updates.actions.refreshing import RefreshedEdition, refresh_source
from autan.opendata.updates.actions.snapshots import adopt_shipped_tables
from autan.opendata.updates.core.data_start import SourceStatusLine, sources_to_ask
from autan.opendata.updates.core.refresh_runs import RefreshOutcome, describe_row_changes
from autan.opendata.updates.queries.data_start import start_lines
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

MAY_ADD = "observatory.add_data"
MOST_ALERTS = 5
FIRST_EDITION = Sentence("première édition")
REFUSAL = "les données sont communes aux réseaux du site\u00a0: seule son administration en ajoute"


def take_shipped_tables(*, by: Person | None) -> int:
    """Put every table that ships into the lake; return how many there are. What is there already stays."""
    require_right(by, MAY_ADD, refusal=REFUSAL)
    return len(adopt_shipped_tables(by=by))


def start_data(
    *, by: Person | None, network: Network, transport: Transport | None, begin: Callable[[str, int, int], None]
) -> tuple[SourceStatusLine, ...]:
    """Take in what ships, then ask the services of the sources that do not tell of every member.

    Every edition is adopted as it comes: a run that was stopped goes on with the sources that lack. A service that
    fails, or whose edition would revise or lose values, changes nothing, and the line of its source says why.

    `transport`: who asks the services; None for the tables that ship alone.
    `begin`: told of each source asked: its slug, its rank, how many there are.
    """
    take_shipped_tables(by=by)
    sirens = tuple(member.siren for member in network_members(network.slug))
    sources = sources_to_ask(start_lines(sirens)) if transport else ()
    failures: dict[str, str] = {}
    for rank, source in enumerate(sources, start=1):
        begin(source, rank, len(sources))
        if transport and (why := _reason(ask_source(by=by, source=source, transport=transport, sirens=sirens))):
            failures[source] = why
    return start_lines(sirens, failures)


def _reason(outcome: RefreshOutcome) -> str:
    """Why nothing was adopted, or nothing."""
    if outcome.state is RefreshState.HELD_BACK:
        return Sentence("l’édition reçue révise ou perd des valeurs : autan data refresh --accept l’adopte")
    return "" if outcome.state is RefreshState.ADOPTED else outcome.lines[0].fr


def ask_source(
    *, by: Person | None, source: str, transport: Transport, sirens: Sequence[str], accept: bool = False
) -> RefreshOutcome:
    """Ask the service of one source for what it says of some members; a failure is told, and changes nothing.

    `transport`: who asks the service; what came of a service that stopped is kept for the next try.
    `accept`: adopt an edition that revises or loses values too.
    """
    request = FetchRequest(sirens=tuple(sirens), communes=communes_of(sirens))
    try:
        require_right(by, MAY_ADD, refusal=REFUSAL)  # asked each time: a role may end while services are asked
        editions = refresh_source(by=by, source=source, transport=transport, request=request, accept=accept)
    except SourceUnreachableError as error:
        return RefreshOutcome(state=RefreshState.FAILED, lines=(_text(error.reason),), is_partial=True)
    except (SourceError, ImportFileError, RuleError) as error:
        transport.forget()
        return RefreshOutcome(state=RefreshState.FAILED, lines=(_text(_error_words(error)),))
    transport.forget()
    is_held_back = any(item.snapshot is None for item in editions)
    state = RefreshState.HELD_BACK if is_held_back else RefreshState.ADOPTED
    return RefreshOutcome(state=state, lines=tuple(line for item in editions for line in _edition_lines(item)))


def _text(sentence: str) -> Text:
    return in_both_languages(lambda: sentence_words(sentence))


def _error_words(error: AutanError) -> str:
    if isinstance(error, SourceChangedError):
        return error.reason
    if isinstance(error, ImportFileError):
        first = error.faults[0]
        read = Sentence("«\u202f{value}\u202f», ", value=first.value) if first.value else ""
        return Sentence(
            "{count} {faults}, dont {read}attendu\u00a0: {expected}",
            count=len(error.faults),
            faults=plural(len(error.faults), Sentence("défaut"), Sentence("défauts")),
            read=read,
            expected=Sentence(first.expected),
        )
    return str(error)


def _edition_lines(item: RefreshedEdition) -> Iterator[Text]:
    """What an edition is, how it differs from the one in use, and what in it is hard to believe."""
    known, card = item.incoming.comparison, item.incoming.card
    change = describe_row_changes(known.added, known.removed, known.revised) if known else FIRST_EDITION
    yield Sentence("{data_date}\u00a0: {change}", data_date=card.data_date, change=change)
    for alert in item.incoming.alerts[:MOST_ALERTS]:
        value, expected = Sentence(alert.value or ""), Sentence(alert.expected)
        yield _text(Sentence("{value}\u00a0; attendu\u00a0: {expected}", value=value, expected=expected))
