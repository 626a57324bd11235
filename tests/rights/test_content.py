"""Who reads each text of the database, in each state of what it belongs to: what leaves is written in `content.txt`.

A mark is planted in every text of every row of the first network; every address is opened by people who may not read
all of it, and the marks are looked for in bodies, headers, files and their properties. A part of it, chosen by the
week, is asked with the other tests; `make rights` asks for the whole, and writes it again with `WRITE_SNAPSHOTS=1`.
"""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.models import JournalEntry
from autan.people.prepared_files.actions import forget_answers
from tests.rights.planting import fill_tables, marks_in, plant
from tests.rights.states import is_kept_inside, is_over, is_public, is_published, is_real, is_withdrawn
from tests.rights.test_matrix import ADDRESSES, Address
from tests.rights.two_networks import OTHER, OWN, TwoNetworks, make_two_networks

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rights")]
WRITTEN = Path(__file__).parent / "content.txt"
IS_WHOLE = bool(os.environ.get("RIGHTS_WHOLE"))
"""Asks for everything: `all`, or the names of some states."""
SAMPLE = 1_000
"""Requests of a week's part: under half a minute of processor."""
PROFILES = {
    "n": "nobody",
    "e": "coordinator_elsewhere",
    "o": "officer_of_other",
    "r": "reader_of_network",
    "s": "section_link",
}
FILES = {
    "extension": ("json", "yaml", "csv", "xlsx", "ods", "pdf", "docx", "odt", "md", "qdc", "xlsform", "lss", "ics"),
    "suffix": ("csv", "xlsx", "ods", "json", "sav", "dta", "xml", "lsa", "vv", "parquet"),
    "form": ("csv", "xlsx", "json", "jsonld", "rdf", "xml", "ods", "svg"),
}
"""Forms of the files whose address names one; those that an address does not know are not found."""
WORDS = {
    "surveys:questionnaire_file": (f"territoire={OWN}", f"territoire={OTHER}"),
    "surveys:questionnaire": (f"territoire={OWN}",),
    "site:search": ("q=secret", "q=brouillon", "q=inavouee", "q=repondante", "q=membres", "q=huis"),
    "api:v1": ("network=nord",),
    "synthesis:quotations": ("q=temps", "q=chaudiere"),
}
"""What is asked after the question mark, where an address shows something else by it."""


STATES: Mapping[str, Callable[[], None]] = {
    "private": lambda: None, "public": is_public, "over": is_over, "published": is_published, "kept": is_kept_inside,
    "withdrawn": is_withdrawn, "real": is_real,
}  # fmt: skip


ASKED = [state for state in STATES if os.environ.get("RIGHTS_WHOLE", "all") in {"all", state}]


@dataclass(frozen=True, slots=True)
class Visit:
    """One address opened by one profile in one state."""

    state: str
    profile: str
    path: str


@dataclass(slots=True)
class Reading:
    """What the visits found: the paths by which a profile reads a text in a state, and what failed."""

    names: Mapping[int, str]
    paths: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


def paths_of(address: Address, networks: TwoNetworks) -> Iterator[str]:
    """The address with what the first network holds, in each form of its files, with each word it is asked with."""
    if address.name.startswith("/"):
        yield address.name
        return
    room = address.name.partition(":")[0]
    known = {**networks.values[""], **networks.values.get(room, {}), **networks.values.get(address.name, {})}
    parts = {part: known[part] for part in address.parts}
    choices = [parts]
    for part in FILES.keys() & address.parts:
        choices = [{**choice, part: form} for choice in choices for form in dict.fromkeys((known[part], *FILES[part]))]
    if "table" in address.parts:
        tables = [table.name for table in registered(PublishedTable)]
        choices = [{**choice, "table": table} for choice in choices for table in tables]
    for choice in choices:
        try:
            path = reverse(address.name, kwargs=choice)
        except NoReverseMatch:
            continue
        yield path
        yield from (f"{path}?{words}" for words in WORDS.get(address.name, ()))


def visits_of(networks: TwoNetworks) -> list[Visit]:
    """All the visits, or those of the week."""
    paths = list(dict.fromkeys(path for address in ADDRESSES for path in paths_of(address, networks)))
    visits = [Visit(state, sign, path) for state in STATES for sign in PROFILES for path in paths]
    if IS_WHOLE:
        return [visit for visit in visits if visit.state in ASKED]
    week = timezone.localdate().isocalendar()
    return random.Random(f"{week.year}-{week.week}").sample(visits, SAMPLE)  # noqa: S311 - no secret is made of it


def visit_all(networks: TwoNetworks, visits: Sequence[Visit], reading: Reading) -> None:
    """Put everything in each state in turn, and open what is opened in it."""
    for state, change in STATES.items():
        with transaction.atomic():
            change()
            # an act writes its line, and what is kept of the rows that were published goes by the newest
            product = individual_named(SYSTEM_NAME)
            JournalEntry.objects.create(
                by=product, act=state, room="tests", kind="state", object_id=state, summary=state
            )
            cache.clear()
            forget_answers()
            for visit in (visit for visit in visits if visit.state == state):
                _open(networks, visit, reading)
            transaction.set_rollback(True)


def _open(networks: TwoNetworks, visit: Visit, reading: Reading) -> None:
    with transaction.atomic():
        browser = networks.browsers[PROFILES[visit.profile]]()
        browser.raise_request_exception = False
        response = browser.get(visit.path)
        if response.status_code >= 500:
            reading.faults.append(f"{response.status_code} {visit}")
        for number in marks_in(response):
            reading.paths[reading.names[number], visit.state, visit.profile].append(visit.path)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reading(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Reading]:
    """Everything read, once for the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.AUTAN_HOME", tmp_path_factory.mktemp("home"))
        networks = make_two_networks()
        fill_tables()
        found = Reading(names=plant())
        visit_all(networks, visits_of(networks), found)
        yield found
        transaction.set_rollback(True)


def lines_of(reading: Reading) -> dict[str, dict[str, str]]:
    """For each text, the signs of who reads it in each state that was asked for, else as written."""
    known, found = written(), reading.paths
    texts = sorted({text for text, _state, _profile in found} | known.keys())
    nobody = "." * len(PROFILES)
    lines = {
        text: {
            state: "".join(sign if (text, state, sign) in found else "." for sign in PROFILES)
            if state in ASKED
            else known.get(text, {}).get(state, nobody)
            for state in STATES
        }
        for text in texts
    }
    return {text: signs for text, signs in lines.items() if set(signs.values()) != {nobody}}


def written() -> dict[str, dict[str, str]]:
    rows = (row.split() for row in WRITTEN.read_text().splitlines() if row and not row.startswith("#"))
    return {f"{table} {rank}": dict(zip(STATES, signs, strict=True)) for table, rank, *signs in rows}


def test_each_text_is_read_by_those_who_may(reading: Reading) -> None:
    """A difference is read, judged, then kept: the file is what the site tells people."""
    if IS_WHOLE and os.environ.get("WRITE_SNAPSHOTS"):
        head = [row for row in WRITTEN.read_text().splitlines() if row.startswith("#")]
        body = [f"{text:50} {' '.join(signs.values())}" for text, signs in lines_of(reading).items()]
        WRITTEN.write_text("\n".join([*head, *body]) + "\n")
    known = written()
    leaks = {
        f"{text} in {state} to {PROFILES[sign]} by {paths[0]}"
        for (text, state, sign), paths in reading.paths.items()
        if sign not in known.get(text, {}).get(state, "")
    }
    assert leaks == set()


def test_what_is_written_is_still_read(reading: Reading) -> None:
    if not IS_WHOLE:
        pytest.skip("asked for the whole alone")
    assert lines_of(reading) == written()


def test_no_visit_fails(reading: Reading) -> None:
    assert reading.faults == []
