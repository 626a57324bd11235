"""Every address, by each method, for each profile: what it answers is written in `matrix.txt`, and no secret leaves.

The addresses come from the resolver: a new one has no line yet, and the test asks for it. Two networks stand side by
side; what is asked for is always the first one's. A sixth of the addresses is asked each week, all in six; all
of them at once by `make rights`.
"""

import os
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from autan.people.accounts.access import Access, access_of
from tests.rights.two_networks import CIRCLES, EVERYBODY, TwoNetworks, make_two_networks

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rights")]  # one matrix for all
MATRIX = Path(__file__).parent / "matrix.txt"
SIGNS = {401: "x", 403: "x", 404: "?", 405: "-", 410: "x"} | dict.fromkeys((400, 409, 422), "f")
PASSERS_BY = ("nobody", "outsider", "officer", "coordinator_elsewhere")
"""Who opens what is public: the others could only find there what one of these finds."""
WITH_A_ROLE = (
    "nobody", "outsider", "contributor", "officer", "officer_of_other", "reader_of_network", "coordinator",
    "coordinator_elsewhere", "lead_link", "section_link",
)  # fmt: skip
AS_OUTSIDER = ("officer_of_the_past", "officer_to_come", "coordinator_of_the_past")
NEIGHBOURS = frozenset({"coordinator_elsewhere", "officer_elsewhere"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one address answers, by one method, to each profile that asked.

    Attributes:
        name: name of the address.
        method: GET or POST.
        signs: sign of each answer, by profile: `.` a page, `r` led elsewhere, `>` led to sign in, `x` refused,
            `?` not found, `f` a form at fault, `-` not by this method, `!` anything else, such as a fault of ours.
        told: what it told each profile of the secrets of the first network.
    """

    name: str
    method: str
    signs: Mapping[str, str]
    told: Mapping[str, Collection[str]]

    def __str__(self) -> str:
        return f"{''.join(self.signs.get(profile, ' ') for profile in EVERYBODY)} {self.method:4} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of the site: its name, or its words when it has none; its view; the parts to fill."""

    name: str
    view: Any
    parts: frozenset[str]


def addresses(patterns: Sequence[Any], room: str = "", parts: frozenset[str] = frozenset()) -> Iterator[Address]:
    """Each address of the site, those of libraries included."""
    for pattern in patterns:
        inner = parts | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else room, inner)
        else:
            name = f"{room}{pattern.name}" if pattern.name else f"/{pattern.pattern}"
            yield Address(name=name, view=pattern.callback, parts=inner)


ADDRESSES = tuple(addresses(get_resolver().url_patterns))
OF_ROOM = os.environ.get("RIGHTS_OF", "")
"""Name of the one room whose addresses are asked; empty for all of them."""
IS_WHOLE = not OF_ROOM and bool({"RIGHTS_WHOLE", "WRITE_SNAPSHOTS"} & os.environ.keys())
_WEEKS = 6


def addresses_of_the_week() -> tuple[Address, ...]:
    """One address in six, others each week; all of them where the whole is asked for, or those of one room."""
    if OF_ROOM:
        return tuple(address for address in ADDRESSES if address.name.startswith(f"{OF_ROOM}:"))
    return ADDRESSES if IS_WHOLE else ADDRESSES[timezone.localdate().isocalendar().week % _WEEKS :: _WEEKS]


def path_of(address: Address, networks: TwoNetworks) -> str:
    """The address with what the first network holds in the place of each part."""
    name = address.name
    if name.startswith("/"):
        return name
    room = name.partition(":")[0]
    own = {**networks.values.get(room, {}), **networks.values.get(name, {})}
    known = {**networks.values[""], **own}
    # the slug of every room is that of a network: it names nothing of a room that has objects of its own
    unnamed = {"slug"} & address.parts if not own and room != "site" else set()
    lacking = address.parts - known.keys() | unnamed
    assert lacking == set(), f"{name}: `make_two_networks` makes an object of this room, and gives its {lacking}"
    return reverse(name, kwargs={part: known[part] for part in address.parts})


def sign_of(response: Any) -> str:
    status = response.status_code
    if status in {301, 302, 303}:
        return ">" if "/compte/login/?" in response.headers["Location"] else "r"
    return "." if status < 300 else SIGNS.get(status, "!")


def words_of(response: Any) -> str:
    """The words of an answer, those of the parts of a workbook or a document included."""
    body = b"".join(response) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    return body.decode("utf-8", errors="replace").replace("&#x27;", "'")


def ask(networks: TwoNetworks, path: str, method: str, profile: str) -> tuple[str, set[str]]:
    """The sign and the secrets that one profile is answered; what the act wrote is undone."""
    with transaction.atomic():
        browser = networks.browsers[profile]()
        browser.raise_request_exception = False
        response: HttpResponseBase = browser.get(path) if method == "GET" else browser.post(path)
        sign = sign_of(response)
        text = words_of(response) if sign in ".f" else ""
        transaction.set_rollback(True)
    return sign, {secret for secret in CIRCLES if secret in text}


def is_public(address: Address) -> bool:
    access = access_of(address.view)
    return access is None or access.kind == "public"


def asking(access: Access | None, method: str, *, is_form_only: bool) -> Collection[str]:
    """Who asks: everybody once, by POST where an address takes nothing else, and those who could differ twice."""
    if access is None or access.kind == "public":
        is_form = access is not None and bool(access.reason)
        return PASSERS_BY if method == "GET" or is_form else PASSERS_BY[:1]
    if method == "GET":
        return ("outsider", "coordinator")
    if is_form_only:
        return EVERYBODY
    return (*PASSERS_BY, "coordinator") if access.kind in {"signed_in", "permission"} else WITH_A_ROLE


def lines_of(address: Address, networks: TwoNetworks) -> Iterator[Line]:
    """The two lines of an address, by GET then by POST."""
    path, is_form_only = path_of(address, networks), False
    for method in ("GET", "POST"):
        answers = {
            profile: ask(networks, path, method, profile)
            for profile in asking(access_of(address.view), method, is_form_only=is_form_only)
        }
        if method == "GET" and not is_public(address):
            is_form_only = {answers[profile][0] for profile in ("outsider", "coordinator")} == {"r"}
            everybody = () if is_form_only else EVERYBODY
            answers |= {
                profile: ask(networks, path, method, profile) for profile in everybody if profile not in answers
            }
        yield Line(
            name=address.name,
            method=method,
            signs={profile: sign for profile, (sign, _told) in answers.items()},
            told={profile: told for profile, (_sign, told) in answers.items() if told},
        )


@pytest.fixture(scope="module")
def lines(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[Line]]:
    """Every line, asked once for all the tests of this file; what was made to ask is undone."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.AUTAN_HOME", tmp_path_factory.mktemp("home"))
        networks = make_two_networks()
        yield [line for address in addresses_of_the_week() for line in lines_of(address, networks)]
        transaction.set_rollback(True)


def write_lines(lines: list[Line]) -> None:
    """Write what was asked in its place, and leave the lines of the other addresses of the site as they are."""
    rows = MATRIX.read_text().splitlines()
    kept = {row.split()[-1] + row.split()[-2]: row for row in rows if row and not row.startswith("#")}
    kept |= {line.name + line.method: str(line) for line in lines}
    ordered = [kept.get(address.name + method) for address in ADDRESSES for method in ("GET", "POST")]
    head = [row for row in rows if row.startswith("#")]
    MATRIX.write_text("\n".join([*head, *filter(None, ordered)]) + "\n")


def test_each_address_answers_each_profile_as_written(lines: list[Line]) -> None:
    """A difference is read, judged, then kept (`WRITE_SNAPSHOTS=1`): the file is what the site lets people do."""
    if os.environ.get("WRITE_SNAPSHOTS"):
        write_lines(lines)
    written = [row for row in MATRIX.read_text().splitlines() if row and not row.startswith("#")]
    asked = {address.name for address in addresses_of_the_week()}
    assert [row.split()[-2:] for row in written] == [[m, a.name] for a in ADDRESSES for m in ("GET", "POST")], (
        "WRITE_SNAPSHOTS=1 RIGHTS_OF=<room> pytest -n 0 tests/rights/test_matrix.py writes the lines of a room"
    )
    assert [str(line) for line in lines] == [row for row in written if row.split()[-1] in asked]


def test_secrets_stay_in_their_circles(lines: list[Line]) -> None:
    outside = {
        f"{secret} to {profile} by {line.method} {line.name}"
        for line in lines
        for profile, told in line.told.items()
        for secret in told
        if profile not in CIRCLES[secret]
    }
    assert outside == set()


def test_each_secret_is_read_by_somebody(lines: list[Line]) -> None:
    """A secret that no page holds would prove nothing."""
    if not IS_WHOLE:
        pytest.skip("asked for the whole alone")
    secrets = {secret for line in lines for found in line.told.values() for secret in found}
    assert secrets == {secret for secret, circle in CIRCLES.items() if circle}


def test_nothing_fails(lines: list[Line]) -> None:
    assert [str(line) for line in lines if "!" in line.signs.values()] == []


def test_who_has_no_role_today_is_as_anybody(lines: list[Line]) -> None:
    """A role that is ended or not begun gives nothing; neither does a closed account."""
    for line in lines:
        for profile, sign in line.signs.items():
            like = "outsider" if profile in AS_OUTSIDER else "nobody" if profile == "closed_account" else profile
            assert sign == line.signs.get(like, sign), str(line)


def test_the_neighbours_act_on_nothing_here(lines: list[Line]) -> None:
    """Who coordinates another network, or serves a member of it, opens no more of what depends on a network."""
    guarded = {
        address.name for address in ADDRESSES if (access := access_of(address.view)) and access.kind == "guarded"
    }
    for line in (line for line in lines if line.name in guarded - LISTS_OF_ONES_OWN):
        for profile in NEIGHBOURS & line.signs.keys():
            assert line.signs[profile] == line.signs["outsider"], str(line)


LISTS_OF_ONES_OWN = frozenset({"synthesis:editions_in_preparation", "api:keys"})
"""Pages that show to each what is hers."""
