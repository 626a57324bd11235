"""Answers saved by a page of 33 questions, alone and fifty people at once, beside a plain loop over the questions.

Every figure is checked: no answer lost, none written twice, in the order of each person's own screens.
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from autan.ground.wordings import Text
from autan.survey.answering.actions.section_answers import save_section
from autan.survey.answering.core.save_decisions import EntryOutcome
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.queries.answering_access import authorize_answering
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Territory
from tests.bench.measures import Measure, median_seconds
from tests.bench.surveys_writers import PAGE, SCREENS, page_entries, time_writers

SHORT, LONG = 33, 528
WRITERS, PROCESSES = 50, 2
PAIRS = 25
GOAL_MS, GOAL_SAVES = 20, 100
SIRENS = [f"{200_000_000 + rank}" for rank in range(WRITERS)]


def run() -> list[Measure]:
    """Under 20 ms a page, whatever the length of the survey; 100 pages a second with fifty writers."""
    settings.ALLOWED_HOSTS = ["testserver"]
    network = create_network(by=None, slug="bench", name=Text("Banc", "Bench"), is_invented=True)
    for rank, siren in enumerate(SIRENS):
        place = Territory.objects.create(siren=siren, name=siren, short_name=siren, kind="CA", is_invented=True)
        admit_member(by=None, network=network, territory=place, certainty=Certainty.CONFIRMED, rank=rank)
    short, long = (_campaign(network, length) for length in (SHORT, LONG))
    return [*_alone(short, long), _waiting_for_the_disk(short), _through_the_page(short), _together(short)]


def _campaign(network: object, length: int) -> Campaign:
    version = record_questionnaire(by=None, text=questionnaire_of_length(length), file="bench.yaml")
    today = timezone.localdate()
    return open_campaign(
        by=None,
        slug=f"bench-{length}",
        network=network,  # type: ignore[arg-type]
        questionnaire=version,
        title=Text("Banc", "Bench"),
        opened_on=today - timedelta(days=1),
        closed_on=today + timedelta(days=1),
    )


def questionnaire_of_length(length: int) -> str:
    """The text of a questionnaire of open questions, `PAGE` a section."""
    lines = [f"questionnaire: bench_{length}", "version: 2026-01-01", 'title: {fr: "Banc", en: "Bench"}', "sections:"]
    for start in range(0, length, PAGE):
        lines += [f"  - code: s{start}", '    title: {fr: "Partie", en: "Part"}', "    questions:"]
        for rank in range(start, min(start + PAGE, length)):
            lines += [f"      - code: q{rank}", "        kind: open", '        text: {fr: "Quoi", en: "What"}']
    return "\n".join(lines)


def _alone(short: Campaign, long: Campaign) -> list[Measure]:
    """One person: a page of the short survey, the same page of the long one, and a plain loop."""
    ours = [_milliseconds(campaign) for campaign in (short, long)]
    plain = median_seconds(_plain_loop(short), runs=5) * 1000
    return [
        Measure(
            name=f"save a page of {PAGE} answers, survey of {campaign.slug.rpartition('-')[2]} questions",
            result=f"median {spent:.1f} ms (question by question: {plain:.0f} ms)",
            goal=f"under {GOAL_MS} ms",
            is_met=spent < GOAL_MS,
        )
        for campaign, spent in zip((short, long), ours, strict=True)
    ]


def _milliseconds(campaign: Campaign) -> float:
    revision = 0

    def act() -> None:
        nonlocal revision
        access = authorize_answering(campaign=campaign, siren=SIRENS[0])
        result = save_section(access=access, entries=page_entries(f"Essai {revision}", revision))
        assert all(decision.outcome is EntryOutcome.WRITTEN for decision in result.decisions)
        revision += 1

    return median_seconds(act, runs=15) * 1000


def _waiting_for_the_disk(campaign: Campaign) -> Measure:
    """The same save, in turn with and without the wait for the disk that makes it outlive a cut of power."""
    spans: dict[str, list[float]] = {"FULL": [], "NORMAL": []}
    revision = 0
    for pair in range(PAIRS):
        for mode in sorted(spans, reverse=bool(pair % 2)):  # neither always goes first
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={mode}")
            access = authorize_answering(campaign=campaign, siren=SIRENS[3])
            began = time.perf_counter()
            result = save_section(access=access, entries=page_entries(f"Essai {revision}", revision))
            spans[mode].append((time.perf_counter() - began) * 1000)
            assert all(decision.outcome is EntryOutcome.WRITTEN for decision in result.decisions)
            revision += 1
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    full, normal = (statistics.median(of_mode) for of_mode in spans.values())
    differences = [with_wait - without for with_wait, without in zip(*spans.values(), strict=True)]
    return Measure(
        name=f"the same page of {PAGE} answers, synchronous=FULL against NORMAL, in pairs",
        result=f"median {full:.1f} ms against {normal:.1f} ms, {statistics.median(differences):+.1f} ms a pair",
        goal=f"FULL under {GOAL_MS} ms",
        is_met=full < GOAL_MS,
    )


def _plain_loop(campaign: Campaign) -> Callable[[], object]:
    turn = 0

    def act() -> None:
        nonlocal turn
        turn += 1
        access = authorize_answering(campaign=campaign, siren=SIRENS[1])
        for entry in page_entries(f"Tour {turn}", turn - 1):
            save_section(access=access, entries=[entry])

    return act


def _through_the_page(campaign: Campaign) -> Measure:
    """The same page sent by a browser that followed a personal link: the whole of the server's work."""
    token = invite(
        by=None,
        campaign=campaign,
        siren=SIRENS[2],
        name="Banc",
        email="",
        expires_at=timezone.now() + timedelta(days=1),
    ).token
    client = Client()
    client.get(f"/enquetes/lien/{token}/")
    address = f"/enquetes/{campaign.slug}/repondre/{SIRENS[2]}/rubriques/s0/enregistrer/"
    revision = 0

    def act() -> None:
        nonlocal revision
        fields = {f"q{rank}.value": f"Essai {revision} {rank}" for rank in range(PAGE)}
        fields |= {f"q{rank}.revision": str(revision) for rank in range(PAGE)}
        said = client.post(address, fields).json()
        assert len(said["revisions"]) == PAGE
        revision += 1

    spent = median_seconds(act, runs=15) * 1000
    return Measure(
        name=f"the same page of {PAGE} answers, sent by a browser",
        result=f"median {spent:.1f} ms",
        goal=f"under {GOAL_MS} ms",
        is_met=spent < GOAL_MS,
    )


def _together(campaign: Campaign) -> Measure:
    """Fifty people, each for one territory, from two processes; then every revision is looked for."""
    Answer.objects.filter(campaign=campaign).delete()
    spent = time_writers(campaign.slug, [SIRENS[rank::PROCESSES] for rank in range(PROCESSES)])
    rate = WRITERS * SCREENS / spent
    faults = _lost_or_doubled(campaign)
    return Measure(
        name=f"{WRITERS} people at once, {SCREENS} pages of {PAGE} answers each, from {PROCESSES} processes",
        result=f"{rate:.0f} pages a second, {faults} answers lost or doubled",
        goal=f"{GOAL_SAVES} pages a second or more, none lost or doubled",
        is_met=rate >= GOAL_SAVES and faults == 0,
    )


def _lost_or_doubled(campaign: Campaign) -> int:
    """Answers that are missing, twice there, or not what was written, over every revision."""
    rows = Answer.objects.filter(campaign=campaign).values_list("territory_id", "question", "revision", "value")
    found = list(rows)
    wanted = {
        (siren, f"q{rank}", screen + 1, f"{siren} écran {screen} {rank}")
        for siren in SIRENS
        for screen in range(SCREENS)
        for rank in range(PAGE)
    }
    current = Answer.objects.filter(campaign=campaign, is_current=True).count()
    return len(wanted ^ set(found)) + abs(len(found) - len(wanted)) + abs(current - WRITERS * PAGE)
