"""Services that lie, drip, send elsewhere or go round in circles: named each time, and never taken for data."""

import gzip
import json
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from http.client import RemoteDisconnected

import pytest
from urllib3.exceptions import NameResolutionError, ProtocolError, ReadTimeoutError, SSLError

from autan.opendata.producers.connectors.registry import fetch
from autan.opendata.sources.connectors.fetching import FetchRequest, csv_pages
from autan.opendata.sources.connectors.http_semantics import describe_failure
from autan.opendata.sources.connectors.opening import refuse_address
from autan.opendata.sources.connectors.partial_downloads import PartialDownloads
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from tests.opendata.sources.services import Reply, in_turn, serve

TABLE = "code;valeur\n31555;12\n09050;secret\n"
HOSTS = ("opendata.agenceore.fr", "data.ademe.fr", "www.data.gouv.fr", "tabular-api.data.gouv.fr", "api.insee.fr")


def client(**options):
    return Transport(RateLimits(timeout_s=2, tries=2, largest_bytes=10_000), wait=lambda _: None, **options)


@contextmanager
def raw_server(*pieces):
    """A server that sends these bytes, one piece after the other, whatever is asked, then drops the line."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                line.recv(4096)
                with suppress(ConnectionError):  # the client may have left
                    for piece in pieces:
                        line.sendall(piece)
                        time.sleep(0.005)

    threading.Thread(target=answer, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


def test_an_answer_in_pieces_that_stops_is_not_whole():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with raw_server(head, b"c\r\ncode;valeur\n\r\n") as url, pytest.raises(SourceUnreachableError, match="interrompue"):
        client().get(url, form=ResponseFormat.CSV)
    whole = b"%x\r\n%b\r\n0\r\n\r\n" % (len(TABLE), TABLE.encode())
    with raw_server(head, whole) as url:
        assert client().get(url, form=ResponseFormat.CSV).text == TABLE


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NameResolutionError("nulle.part", None, socket.gaierror(-2, "Name or service not known")), "introuvable"),
        (SSLError(ssl.SSLCertVerificationError("expired")), "un certificat refusé"),
        (ReadTimeoutError(None, "", "Read timed out."), "un silence trop long"),
        (ProtocolError("Response ended prematurely"), "une réponse interrompue"),
        (ProtocolError("Connection aborted.", RemoteDisconnected("closed")), "une réponse interrompue"),
        (ProtocolError("Connection aborted.", ConnectionResetError()), "ConnectionResetError"),
    ],
)
def test_what_cut_the_line_is_said_in_words(error, said):
    assert said in describe_failure(error)


def test_an_answer_that_drips_is_left():
    ticks = iter(range(0, 10_000, 10))
    slow = RateLimits(tries=2, slow_after_s=60, slowest_bytes_s=500)
    transport = Transport(slow, wait=lambda _: None, clock=lambda: next(ticks))
    drops = [b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", *[b"x"] * 30]
    with raw_server(*drops) as url, pytest.raises(SourceUnreachableError, match="compte-gouttes"):
        transport.get(url, form=ResponseFormat.CSV)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("file:///etc/hostname", "une adresse en file"),
        ("ftp://127.0.0.1/x", "une adresse en ftp"),
        ("http://ailleurs.example/x", r"une redirection vers http://ailleurs\.example/x"),
        ("/autour", "une redirection sans issue"),
        ("http://[", "une redirection impossible"),
    ],
)
def test_a_service_that_sends_elsewhere_is_not_followed(where, said):
    with (
        serve(in_turn(Reply("", 302, {"Location": where}))) as service,
        pytest.raises(SourceChangedError, match=said),
    ):
        client().get(f"{service.url}/ici", form=ResponseFormat.CSV)


def test_a_redirection_inside_a_site_is_followed_and_a_file_may_move():
    def answer(request):
        return Reply(TABLE) if request.path == "/la" else Reply("", 302, {"Location": "/la"})

    with serve(answer) as service:
        assert client().get(f"{service.url}/ici", form=ResponseFormat.CSV).text == TABLE
        moved = in_turn(Reply("", 302, {"Location": "https://static.example.fr/la"}))
        with serve(moved) as first:
            mirrored = client(mirrors={"static.example.fr": service.url})
            assert mirrored.get(first.url, form=ResponseFormat.CSV, may_move=True).text == TABLE
    refuse_address("https://www.agenceore.fr/a", "https://opendata.agenceore.fr/b", may_move=False)
    for new in ("http://opendata.agenceore.fr/b", "https://agenceore.example/b"):
        with pytest.raises(SourceChangedError, match="une redirection vers"):
            refuse_address("https://opendata.agenceore.fr/a", new, may_move=False)
    with pytest.raises(SourceChangedError, match="une redirection vers"):
        refuse_address("https://a.fr/a", "http://127.0.0.1/b", may_move=True)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "169.254.169.254", "10.0.0.8", "[::1]", "[fd00::1]", "localhost", "base.internal", "intranet"]
)
def test_a_file_never_moves_inside_the_network_of_the_instance(host):
    refuse_address("https://a.fr/a", "https://stockage.example/b", may_move=True)
    with pytest.raises(SourceChangedError, match="une redirection vers"):
        refuse_address("https://a.fr/a", f"https://{host}/b", may_move=True)


@pytest.mark.parametrize(
    ("body", "headers", "form", "said"),
    [
        (gzip.compress(bytes(1_000_000), mtime=0), {"Content-Encoding": "gzip"}, ResponseFormat.CSV, "trop grande"),
        (gzip.compress(TABLE.encode(), mtime=0)[:-8], {"Content-Encoding": "gzip"}, ResponseFormat.CSV, "gzip coupé"),
        (b"abc", {"Content-Encoding": "br"}, ResponseFormat.CSV, "codée en br"),
        (b'{"nom": "\xe9"}', {}, ResponseFormat.JSON, "pas de l’UTF-8"),
        (b"[" * 9_000, {}, ResponseFormat.JSON, "JSON"),
        (b"%PDF-1.7", {}, ResponseFormat.CSV, "d’une autre sorte"),
        (b"a;b\n1;\0\n", {}, ResponseFormat.CSV, "d’une autre sorte"),
    ],
)
def test_an_answer_that_hides_something_is_refused(body, headers, form, said):
    with serve(in_turn(Reply(body, headers=headers))) as service, pytest.raises(SourceChangedError, match=said):
        client().get(service.url, form=form)


def test_a_coding_that_was_not_asked_for_is_undone_and_windows_letters_are_read():
    zipped = Reply(gzip.compress(TABLE.encode(), mtime=0), headers={"Content-Encoding": "gzip"})
    with serve(in_turn(zipped, Reply("Année;x\n1;2\n".encode("cp1252")))) as service:
        assert client().get(service.url, form=ResponseFormat.CSV).text == TABLE
        assert client().get(service.url, form=ResponseFormat.CSV).text == "Année;x\n1;2\n"


def test_the_rest_of_a_page_keeps_its_next_page_and_is_as_long_as_announced():
    mark = {"ETag": '"v1"'}
    first = Reply(TABLE, headers=mark | {"Link": "</2>; rel=next"}, cut=10)
    rest = Reply(TABLE[10:], 206, mark | {"Content-Range": f"bytes 10-{len(TABLE) - 1}/{len(TABLE)}"})
    short = Reply(TABLE[10:14], 206, mark | {"Content-Range": f"bytes 10-13/{len(TABLE)}"})
    with serve(in_turn(first, rest)) as service:
        assert client().get(service.url, form=ResponseFormat.CSV).next_link == f"{service.url}/2"
    with serve(in_turn(first, short)) as service, pytest.raises(SourceUnreachableError, match="coupée à 14 octets sur"):
        client().get(service.url, form=ResponseFormat.CSV)


def test_pages_that_go_round_are_left_at_once():
    with serve(in_turn(Reply(TABLE, headers={"Link": "</suite>; rel=next"}))) as service:
        with pytest.raises(SourceChangedError, match="revient en arrière"):
            list(csv_pages(client(), f"{service.url}/lines", {}))
        assert len(service.requests) == 2


def test_a_next_page_is_an_address_of_the_producer_or_of_its_mirror():
    page = Response(url="http://127.0.0.1:8000/a", body=b"{}", headers={}, mirror_of="data.ademe.fr")
    assert page.follow("https://data.ademe.fr/b") == "https://data.ademe.fr/b"
    for link in (7, ["x"], "http://["):
        with pytest.raises(SourceChangedError, match="une adresse"):
            page.follow(link)
    with pytest.raises(SourceChangedError, match=r"chez autre\.fr"):
        page.follow("https://autre.fr/b")


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "7",
        "null",
        '"x"',
        "[[]]",
        '{"results": 3}',
        '{"data": [1]}',
        '{"paging": 3, "observations": []}',
        '{"aggs": 1}',
    ],
)
@pytest.mark.parametrize(
    "source", ["ore-communes", "igt-ghg", "insee-dwellings", "insee-jobs", "indicators", "ademe-dpe"]
)
def test_json_of_any_other_form_is_named(source, body):
    with serve(in_turn(Reply(body))) as service:
        transport = client(mirrors=dict.fromkeys(HOSTS, service.url))
        with pytest.raises(SourceChangedError):
            fetch(source, transport, FetchRequest(sirens=("243100518",), dataset="x"))


def observation(value, **dimensions):
    fields = {"GEO": "2025-COM-31555", "TIME_PERIOD": "2022", **dimensions}
    return {"dimensions": fields, "measures": {"OBS_VALUE_NIVEAU": {"value": value}}}


def bring_dwellings(value):
    people = observation(500000, POPREF_MEASURE="PMUN")
    homes = [observation(value, RP_MEASURE="DWELLINGS"), observation(9, RP_MEASURE="DWELLINGS", OCS="DW_MAIN")]

    def answer(request):
        rows = [people] if "POPULATIONS" in request.path else homes
        return Reply(json.dumps({"observations": rows, "paging": {"isLast": True}}))

    with serve(answer) as service:
        (harvest,) = fetch(
            "insee-dwellings",
            client(mirrors=dict.fromkeys(HOSTS, service.url)),
            FetchRequest(sirens=("243100518",), from_year=2022),
        )
    return harvest.content.decode().splitlines()[1]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "beaucoup"])
def test_a_number_that_is_none_is_never_a_value(value):
    with pytest.raises(SourceChangedError, match="un nombre"):
        bring_dwellings(value)


def test_a_value_that_is_not_told_leaves_its_cell_empty():
    assert bring_dwellings(None) == "31555,2022,500000,,9,,,,"
    assert bring_dwellings(12.4) == "31555,2022,500000,12,9,,,,"


def test_two_commands_at_once_do_not_take_the_answers_of_each_other(tmp_path):
    one, two = PartialDownloads(tmp_path), PartialDownloads(tmp_path)
    answer = Response(url="https://x.fr/a", body=b"a;b\n", headers={}, mirror_of="x.fr")
    errors = []

    def keep_and_forget(kept):
        try:
            for _ in range(100):
                kept.keep(answer)
                kept.forget()
        except OSError as error:
            errors.append(error)

    workers = [threading.Thread(target=keep_and_forget, args=(kept,)) for kept in (one, two)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    one.keep(answer)
    assert (errors, two.find(answer.url)) == ([], answer)
