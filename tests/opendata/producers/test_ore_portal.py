"""The portal of Agence ORE gives the same table as a file of it, and its oddities are said."""

import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.registry import fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import EXPECTATION, read, read_file
from tests.opendata.sources.ore_service import KEYS, LABELS, ROWS, OrePortal, table
from tests.opendata.sources.services import Reply, serve

DERIVED = """\
code_commune,annee,filiere,mwh_residentiel,points_residentiels,mwh_total,mailles_secretisees,gestionnaires
09050,2024,electricite,221.5,43,271.5,2,Enedis | RTE
31555,2024,electricite,900000,310000,2500000,0,Enedis
31555,2024,gaz,secret,3,5000,1,GRDF | Teréga
31344,2024,gaz,,,12,0,GRDF
"""


def bring(portal, request=None):
    with serve(portal) as service:
        transport = Transport(
            RateLimits(tries=3, requests_a_minute=1000),
            mirrors={"opendata.agenceore.fr": service.url},
            wait=lambda _: None,
        )
        return fetch("ore-communes", transport, request or FetchRequest()), service.requests


def tidy(harvest):
    card = shipped_cards()["ore-communes"]
    return read_file(card, harvest.content, file=harvest.name, expectation=EXPECTATION).table


def test_the_service_a_file_of_it_and_the_derived_file_give_the_same_table():
    (harvest,), requests = bring(OrePortal())
    assert len(requests) == 4
    assert (harvest.name, harvest.data_date) == ("ore-communes-2024.csv", "2024")
    by_hand = "\ufeff" + table([row for row in ROWS if row[1] == "2024"], LABELS, ";")
    assert tidy(harvest).equals(read("ore-communes", by_hand).table)
    assert tidy(harvest).equals(read("ore-communes", DERIVED).table)


def test_each_year_from_the_one_wished_for_is_an_edition():
    harvests, _ = bring(OrePortal(), FetchRequest(from_year=2023))
    assert [harvest.data_date for harvest in harvests] == ["2023", "2024"]
    old, _ = bring(OrePortal(rows=[(r[0], "2022", *r[2:]) for r in ROWS[:2]]), FetchRequest(from_year=2011))
    assert [harvest.data_date for harvest in old] == ["2022"]


def test_a_file_of_every_year_is_an_edition_for_each_and_the_closed_series_is_left_aside():
    former, before = ([(row[0], year, *row[2:]) for row in ROWS[:8]] for year in ("2019", "2023"))
    content = table([*former, *before, *ROWS[:8]], LABELS, ";").encode("cp1252")
    editions = read_editions(shipped_cards()["ore-communes"], {"export.csv": content}, expectation=EXPECTATION)
    assert [edition.data_date for edition in editions] == ["2023", "2024"]
    assert editions[1].table.equals(tidy(bring(OrePortal())[0][0]))
    assert "8 lignes d’avant 2022, de côté\u00a0: une autre méthode, jamais raccordée" in editions[0].remarks
    with pytest.raises(ImportFileError, match="une année de 2022"):
        read("ore-communes", table(former, LABELS, ";"))


def test_the_former_address_is_tried_second():
    (new,), _ = bring(OrePortal())
    (former,), _ = bring(OrePortal(has_data_fair=False, has_explore=True))
    assert tidy(former).equals(tidy(new))


def test_when_both_addresses_fail_the_first_is_named():
    with pytest.raises(SourceChangedError, match="data-fair"):
        bring(OrePortal(has_data_fair=False))


def test_a_busy_and_broken_portal_is_waited_for():
    portal = OrePortal(failures=[Reply("busy", 429, {"Retry-After": "2"}), Reply("oops", 503)])
    (harvest,), requests = bring(portal)
    assert len(requests) == 6
    assert tidy(harvest).height == 8


def test_a_web_page_with_status_200_is_refused():
    with pytest.raises(SourceChangedError, match="une page web"):
        bring(OrePortal(failures=[Reply("<!doctype html>Maintenance") for _ in range(2)]))


def test_renamed_columns_are_named():
    renamed = ("code_insee", *KEYS[1:])
    with pytest.raises(SourceChangedError, match="code_insee") as caught:
        bring(OrePortal(headings=renamed))
    assert "code_commune" in caught.value.expected


def test_an_answer_without_a_year_is_named():
    with pytest.raises(SourceChangedError, match=r"aggs\.0\.value"):
        bring(OrePortal(failures=[Reply('{"aggs": []}')]))


def test_a_page_with_other_columns_is_refused():
    portal = OrePortal()
    answers = iter([None, None, "code_commune,autre\n1,2\n"])

    def answer(request):
        said = next(answers, None)
        return Reply(said) if said else portal(request)

    with pytest.raises(SourceChangedError, match="autre"):
        bring(answer)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (("9999", "2024", "Gaz", "RESIDENTIEL", "1", "1", "0", "GRDF"), "code_commune", "9999"),
        (("31555", "2031", "Gaz", "RESIDENTIEL", "1", "1", "0", "GRDF"), "annee", "2031"),
        (("31555", "2024", "Gaz", "RESIDENTIEL", "-4", "1", "0", "GRDF"), "conso_totale_mwh", "-4"),
        (("31555", "2024", "Gaz", "RESIDENTIEL", "1,234", "1", "0", "GRDF"), "conso_totale_mwh", "1,234"),
        (("31555", "2024", "Charbon", "RESIDENTIEL", "1", "1", "0", "GRDF"), "filiere", "Charbon"),
        (("31555", "2024", "Gaz", "", "1", "1", "0", "GRDF"), "code_categorie_consommation", ""),
        (ROWS[0], "code_commune", "09050"),
    ],
)
def test_a_faulty_row_is_located(row, column, value):
    with pytest.raises(ImportFileError) as caught:
        read("ore-communes", table([*ROWS[:8], row]))
    assert {(fault.row, fault.column, fault.value) for fault in caught.value.faults} == {(10, column, value)}


def test_a_portal_whose_years_are_dates_is_asked_by_the_year_of_the_date():
    dated = [(row[0], f"{row[1]}-01-01", *row[2:]) for row in ROWS]

    def answer(request):
        if not request.path.startswith("/api/explore"):
            return Reply("<html>", 404)
        if request.path.endswith("/records"):
            return Reply('{"results": [{"annee": "2024-01-01"}]}')
        if request.query["where"] != "year(annee)=2024":
            return Reply('{"error_code": "ODSQLError"}', 400)
        return Reply(table([row for row in dated if row[1] == "2024-01-01"], KEYS, ";"))

    (harvest,), _ = bring(answer)
    assert tidy(harvest).equals(tidy(bring(OrePortal())[0][0]))
