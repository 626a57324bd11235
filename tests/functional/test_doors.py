"""Each route that a role may use is reached by links and buttons, in a new network and where there is something of all.

What each role may use is what the matrix of rights says (`tests/rights/matrix.txt`); what it reaches is walked from
the home, without a browser.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network
from tests.cast import gather_neighbour
from tests.functional.crawler import Walk, targets_of, walk
from tests.functional.new_network import MEMBER, NEW, make_new_network
from tests.rights.test_matrix import ADDRESSES, MATRIX
from tests.rights.two_networks import EVERYBODY, make_two_networks

pytestmark = pytest.mark.django_db
ROLES = ("coordinator", "officer", "contributor", "nobody")
IN_THE_DEMONSTRATION = {
    "coordinator": "coordination-essai@exemple.fr",
    "officer": "marais-essai@exemple.fr",
    "contributor": "contribution-essai@exemple.fr",
}
DESK = reverse("site:desk")
FILES: set[str] = set()
"""Routes that answer files: the walks learn them from each other."""

NO_DOOR = re.compile(
    r"/favicon\.ico|/robots\.txt|/sitemap\.xml|territories:colours|site:theme"  # by browsers and search engines
    r"|api:oembed"  # asked for by other sites
    r"|account_confirm_.*|account_reset_password_.*|account_inactive|account_set_password|mfa_authenticate"
    r"|mfa_login_webauthn|account_reauthenticate|mfa_reauthenticate.*"  # steps of signing in
    r"|openid_connect_login|socialaccount_.*"  # where an identity provider is set
    r"|answering:link|answering:opt_out|territories:invitation"  # links that a mail bears
    r"|answering:offline_app"  # asked for by a browser that installs a page
    r"|workshops:(take_part|link_feed|offline|send)"  # a link given in the room
    r"|evidence:resource"  # a lasting address, which leads to the library
)
"""What no page needs to lead to, and why."""
SIGNED_OUT = re.compile(r"account_(login|request_login_code|reset_password)")
LATER = re.compile(
    r"action_files:columns|crossreading:align|indicators:remind|projects:bulk|evidence:choose"  # a plan, an action
    r"|foresight:(deck|explain|keep|uncertainty)|observatory:filings"  # data of the territory
    r"|indicators:(territory|grid|import_values)|mfa_(generate_recovery_codes|list_webauthn)"  # forms
    r"|estate:(good|change|remove|move)"  # a good of an estate
    r"|funding:(call|change|move|attach)"  # a call
    r"|workshops:calendar_file|prepared_files:progress"  # a workshop, a file that is being made
    r"|obligations:withdraw_act|workflows:undo"  # an act that somebody stated, what was just removed
)
"""What a new network shows once somebody made the first thing, and what."""

WAITS = re.compile(
    r"coding:open_draw|crossreading:(align|answer)|minutes:(amend|decide)|projects:add_state"  # acts on what is open
    r"|foresight:(agree|delete|group|keep|publish|revise|table)|lessons:publish"  # a scenario, a lesson of one's own
    r"|synthesis:(review|review_act|start|submitted_text)|answering:choose"  # a review, several members to answer for
    r"|territories:withdraw_fact|updates:(choose-source|take-shipped)|observatory:filings|action_files:columns"
    r"|indicators:(remind|territory|values_file|national_file|grid|import_values)"  # an indicator, late or published
    r"|questionnaires:draft_restore|workflows:undo"  # what was just removed
    r"|formats:prepare|prepared_files:progress|mail:retry|mfa_.*"  # a large file, a refused mail, a second factor
    r"|obligations:withdraw_act"  # an act that somebody stated
    r"|api:revoke_key|webhooks:replay"  # a key of one's own, what a program did not take
    r"|answering:offline.*|updates:mapping(-change|-delete)?"  # one's own answers to an open campaign, a mapping kept
    r"|answering:attachment|formats:attachments"  # a file joined to an answer
    r"|answering:(open_form|open_receipt|replies)"  # a campaign that its coordination opens to all by one link
)
"""What neither the demonstration nor the two networks of the rights has, and what it waits for."""
ONES_OWN = re.compile(
    r"answering:dismiss_contributor|estate:(change|good|remove)|foresight:kept|funding:(change|move)|lessons:close"
    r"|plans:(delete|fill|heading|line_evidence|publish|section_values|state_complete)"
    r"|projects:keep_view|questionnaires:draft.*|territories:(renew_invitation|reopen_person|withdraw_invitation)"
    r"|webhooks:(stop|try)|workshops:(draft|file|remove_file)"
)
"""What is about drafts, invitations and files: the demonstration has none, or none for this person; others have."""


def usable(role: str) -> set[str]:
    """The routes that a role may use, by the matrix: what is blank there is as for nobody."""
    column, of_nobody = EVERYBODY.index(role), EVERYBODY.index("nobody")
    names = set()
    for row in MATRIX.read_text().splitlines():
        if row and not row.startswith("#"):
            signs, name = row[: len(EVERYBODY)], row.split()[-1]
            sign = signs[column] if signs[column] != " " else signs[of_nobody]
            names |= {name} if sign in ".rf" else set()
    kept_out = (NO_DOOR,) if role == "nobody" else (NO_DOOR, SIGNED_OUT)
    return {name for name in names if not any(words.fullmatch(name) for words in kept_out)} - (
        {"account_logout"} if role == "nobody" else set()
    )


def of_a_new_network() -> set[str]:
    """The routes about the site, a network or a territory: they depend on nothing that somebody made."""
    values = {"slug": NEW, "network": NEW, "siren": MEMBER, "place": MEMBER}
    heads = (f"/reseaux/{NEW}/", f"/territoires/{MEMBER}/", f"/prospective/{MEMBER}/")
    names = set()
    for address in ADDRESSES:
        if not address.parts:
            names.add(address.name)
        elif len(address.parts) == 1 and address.parts <= values.keys():
            path = reverse(address.name, kwargs={part: values[part] for part in address.parts})
            names |= {address.name} if path.startswith(heads) else set()
    return names


def walk_of(person: Person | None, wanted: set[str]) -> Walk:
    """What somebody reaches: from the home and from the desk, which the header of each page leads to."""
    browser = Client(raise_request_exception=False)
    if person:
        browser.force_login(person)
        assert f'href="{DESK}"' in browser.get("/").content.decode()
    return walk(browser, wanted=wanted, of_each=2, files=FILES, start=(DESK, "/") if person else ("/",))


@pytest.mark.xdist_group("doors")
@pytest.mark.parametrize("role", ROLES)
def test_a_new_network_leads_to_all_that_it_offers(role: str) -> None:
    cast = make_new_network()
    wanted = {name for name in usable(role) & of_a_new_network() if not LATER.fullmatch(name)}
    done = walk_of(getattr(cast, role, None), wanted)
    assert (done.failed, sorted(wanted - done.doors.keys())) == ({}, [])


@pytest.mark.xdist_group("doors")
def test_no_page_of_a_network_of_nobody_fails_or_counts_without_proof() -> None:
    network = create_network(by=None, slug=NEW, name=Text("Mon réseau", "My network"))
    browser = Client(raise_request_exception=False)
    browser.force_login(gather_neighbour(network))
    waiting, statuses = [f"/reseaux/{NEW}/"], {}
    while waiting:
        path = waiting.pop()
        answer: Any = browser.get(path, follow=True)
        statuses[path] = answer.status_code
        is_page = answer.headers["Content-Type"].startswith("text/html")
        links = targets_of(answer.content.decode(), path) if is_page else ()
        about = {link.partition("#")[0] for link, is_opened in links if is_opened and NEW in link and "?" not in link}
        waiting += [link for link in about - statuses.keys() - set(waiting) if not link.startswith("/en/")]
    assert {path: status for path, status in statuses.items() if status != 200} == {}
    assert reverse("network_plans:comparison", args=[NEW]) in statuses


@pytest.mark.xdist_group("doors")
@pytest.mark.parametrize("role", ROLES)
def test_one_s_own_drafts_and_files_are_reached(role: str, settings: Any, tmp_path: Path) -> None:
    settings.AUTAN_HOME = tmp_path
    networks = make_two_networks()
    wanted = {name for name in usable(role) if ONES_OWN.fullmatch(name) and not WAITS.fullmatch(name)}
    done = walk(networks.browsers[role](), wanted=wanted, of_each=3, files=FILES)
    missing = wanted - done.doors.keys()
    assert not missing, sorted(missing)


# in a group of its own: the demonstration comes after what needs an empty base
@pytest.mark.xdist_group("doors of the demonstration")
@pytest.mark.parametrize("role", ROLES)
def test_the_demonstration_leads_to_what_people_made(role: str, demo_network: Network) -> None:
    email = IN_THE_DEMONSTRATION.get(role)
    wanted = {name for name in usable(role) if not WAITS.fullmatch(name) and not ONES_OWN.fullmatch(name)}
    done = walk_of(Person.objects.get(email=email) if email else None, wanted)
    missing = wanted - done.doors.keys()
    assert done.failed == {}
    assert not missing, sorted(missing)
