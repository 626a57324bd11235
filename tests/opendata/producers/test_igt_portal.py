"""The inventory of greenhouse gas from ADEME's portal and from a file of it."""

import json

import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.registry import fetch
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import EXPECTATION, read, read_file
from tests.opendata.sources.services import Reply, serve

LABELS = (
    "INSEE commune,Commune,Agriculture,Autres transports,Autres transports international,CO2 biomasse hors-total,"
    "Déchets,Energie,Industrie hors-énergie,Résidentiel,Routier,Tertiaire"
)
FILE = f"""\
{LABELS}
31300,Lavalette,1416,,,93,17,2,7,37,,61
12020,Balsac,4538,,,452,212,,,702,1101,295
31069,Blagnac,397,210158,403717,900,190,23237,75054,24604,64586,21184
"""
KEYS = (
    *("insee_commune", "commune", "agriculture", "autres_transports", "autres_transports_international"),
    *("co2_biomasse_hors-total", "dechets", "energie", "industrie_hors-energie", "residentiel", "routier"),
    "tertiaire",
)


def results(keys=KEYS):
    """Rows as the service gives them: numbers as numbers, an unknown value as an absent key."""
    for number, line in enumerate(FILE.splitlines()[1:]):
        cells = zip(keys, line.split(","), strict=True)
        values = {key: int(cell) if key not in KEYS[:2] else cell for key, cell in cells if cell}
        yield {"_id": f"x{number}", "_i": number, "_rand": 17, **values}


def portal(rows=None, total=3):
    rows = list(results()) if rows is None else rows

    def answer(request):
        start = int(request.query.get("after", "0"))
        page = {"total": total, "results": rows[start : start + 2]}
        if start + 2 < len(rows):
            page["next"] = f"http://{request.headers['Host']}{request.path}?size=2&after={start + 2}"
        return Reply(json.dumps(page))

    return answer


def bring(answer):
    with serve(answer) as service:
        transport = Transport(RateLimits(tries=2), mirrors={"data.ademe.fr": service.url}, wait=lambda _: None)
        (harvest,) = fetch("igt-ghg", transport, FetchRequest())
        return harvest


def taken(content):
    return read_file(shipped_cards()["igt-ghg"], content, file="igt.csv", expectation=EXPECTATION).table


def test_the_service_a_file_of_it_and_the_derived_file_give_the_same_table():
    harvest = bring(portal())
    assert (len(harvest.responses), harvest.data_date) == (2, "2016")
    assert taken(harvest.content).equals(taken(("\ufeff" + FILE).encode()))
    assert taken(harvest.content).equals(read("igt-ghg").table)


def test_a_commune_without_any_sector_has_no_total():
    table = taken(f"{LABELS}\n31300,Lavalette,,,5,5,,,,,,\n".encode())
    assert table.filter(sector="total").select("emissions_tco2e", "state").row(0) == (None, "missing")


def test_rows_that_are_fewer_than_announced_are_refused():
    with pytest.raises(SourceChangedError, match="3 lignes, au lieu de les 4 lignes"):
        bring(portal(total=4))


@pytest.mark.parametrize("body", ["[]", '{"results": "none"}', '{"results": [1]}'])
def test_an_answer_of_another_form_is_refused(body):
    with pytest.raises(SourceChangedError, match="sans lignes"):
        bring(lambda _: Reply(body))


def test_renamed_columns_are_named_and_a_next_page_elsewhere_is_refused():
    with pytest.raises(SourceChangedError, match="agri_2016"):
        bring(
            portal(
                [
                    {("agri_2016" if key == "agriculture" else key): value for key, value in row.items()}
                    for row in results()
                ]
            )
        )
    with pytest.raises(SourceChangedError, match="ailleurs"):
        bring(lambda _: Reply(json.dumps({"total": 1, "results": [], "next": "https://ailleurs.fr/"})))


def test_a_faulty_cell_is_located():
    with pytest.raises(ImportFileError) as caught:
        taken(FILE.replace("1416", "-1416").encode())
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "Agriculture")]
