"""ADEME, filings of climate plans (PCAET), version 2 of the form: what each approach declares, cell by cell."""

from collections.abc import Mapping

from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.pcaet_filings import read_filings
from autan.observatory.connectors.pcaet_form import without_people
from autan.observatory.connectors.pcaet_portal import GRIDS, fetch_exports
from autan.observatory.connectors.raw_table import Expectation, Reading
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card

SOURCE, VERSION = "pcaet-v2", "v2"
PART_COLUMN = "quantity"
"""The exports are several files: what a file does not hold is kept from the last edition."""

clean = without_people


def recognises(content: bytes) -> bool:  # noqa: ARG001 - one form only
    """Never another form than that of `read_many`."""
    return False


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:  # noqa: ARG001 - one edition, for all France
    """Bring back the exports of this version, people left out before anything is kept."""
    return (fetch_exports(transport, SOURCE, [f"{VERSION.upper()}_{grid}" for grid in GRIDS]),)


def read_many(files: Mapping[str, bytes], *, card: Card, expectation: Expectation) -> Reading:  # noqa: ARG001 - the card is that of the source
    """Read the exports into one row for each cell that was filled in and each EPCI that files."""
    return read_filings(files, VERSION, expectation)
