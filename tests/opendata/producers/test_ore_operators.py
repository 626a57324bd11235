"""The operators of each municipality say which ones no gas network serves."""

import pytest

from autan.opendata.producers.connectors import ore_operators
from autan.opendata.producers.connectors.registry import fetch
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import EXPECTATION, TODAY, read, read_file
from tests.opendata.sources.services import Reply, serve

TABLE = """\
codeinseecommune,commune,grd_elec,grd_gaz
31555,Toulouse,Enedis,GRDF
31555,Toulouse,Enedis,Teréga
9050,Benagues,Enedis,
31344,Miramont,Régie,
"""


def served(table):
    return {(row["insee_code"], row["carrier"]): (row["operators"], row["is_served"]) for row in table.to_dicts()}


def test_a_municipality_without_a_gas_operator_is_not_served():
    found = served(read("ore-operators", TABLE).table)
    assert found["31555", "natural_gas"] == ("GRDF | Teréga", 1)
    assert found["09050", "natural_gas"] == ("", 0)
    assert found["09050", "electricity"] == ("Enedis", 1)


@pytest.mark.parametrize("path", ["/data-fair/", "/api/explore/"])
def test_either_address_of_the_portal_gives_it(path):
    def portal(request):
        is_there = request.path.startswith(path) and ore_operators.DATASET in request.path
        return Reply(TABLE) if is_there else Reply("<html>Not found</html>", 404)

    (edition,) = bring(portal)
    assert edition.data_date == TODAY.isoformat()
    reading = read_file(shipped_cards()["ore-operators"], edition.content, file="x.csv", expectation=EXPECTATION)
    assert served(reading.table)["31344", "natural_gas"] == ("", 0)


def test_another_table_is_refused():
    with pytest.raises(SourceChangedError):
        bring(lambda _request: Reply("a,b\n1,2\n"))


def bring(portal):
    with serve(portal) as service:
        mirrors = {"opendata.agenceore.fr": service.url}
        transport = Transport(RateLimits(tries=2, requests_a_minute=1000), mirrors=mirrors, wait=lambda _: None)
        return fetch("ore-operators", transport, FetchRequest(today=TODAY))
