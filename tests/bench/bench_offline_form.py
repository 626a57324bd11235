"""The form that a device keeps: 500 questions holding 5 MB of texts given by the site, opened again without a network.

Files joined to answers leave by the same road, cut as often. Without a browser on this machine, only what the site does
is measured.
"""

import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.models import Answer
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Territory
from tests.bench.bench_surveys import questionnaire_of_length
from tests.bench.measures import Measure
from tests.functional.browser import browser_of_the_machine
from tests.survey.answering.device import Device, FilesAfterCuts, cut_files

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Route

QUESTIONS, LETTERS, CUTS = 500, 10_000, 1_000
SIREN, GOAL = "300000000", 2
ORIGIN = "http://localhost"
SCRIPTS = ("questions", "rows", "vault", "files", "offline")
CONTENT = f"/enquetes/bench-offline/repondre/{SIREN}/sans-reseau/contenu/"
FILE_QUESTIONS = """\
questionnaire: bench-files
title: {fr: "Pièces", en: "Files"}
version: 2026-01-01
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
"""
FILE_QUESTION = '      - {{code: {code}, kind: file, text: {{fr: "Une pièce", en: "A file"}}}}\n'


def run() -> list[Measure]:
    """Under 2 s of CPU on the site and on the device; 1,000 cuts lose and double nothing."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client = _holder("bench-offline", questionnaire_of_length(QUESTIONS))
    _answer_all(client)
    began = time.process_time()
    content = client.get(CONTENT).content
    spent = time.process_time() - began
    given = Measure(
        name=f"the form of {QUESTIONS} questions and {len(content) / 1e6:.1f} MB, given by the site",
        result=f"{spent:.2f} s of CPU",
        goal=f"under {GOAL} s",
        is_met=spent < GOAL,
    )
    return [given, *_opened(client, content), _cut(client), _cut_files()]


def _holder(slug: str, document: str) -> Client:
    """Who answers a campaign of its own, in a network of one member."""
    network = create_network(by=None, slug=slug, name=Text("Banc", "Bench"), is_invented=True)
    place, _is_new = Territory.objects.get_or_create(
        siren=SIREN, defaults={"name": "Banc", "short_name": "Banc", "kind": "CA", "is_invented": True}
    )
    admit_member(by=None, network=network, territory=place, certainty=Certainty.CONFIRMED, rank=0)
    today = timezone.localdate()
    campaign = open_campaign(
        by=None,
        slug=slug,
        network=network,
        questionnaire=record_questionnaire(by=None, text=document, file="bench.yaml"),
        title=Text("Banc", "Bench"),
        opened_on=today - timedelta(days=1),
        closed_on=today + timedelta(days=1),
    )
    far = timezone.now() + timedelta(days=1)
    link = invite(by=None, campaign=campaign, siren=SIREN, name="Banc", email="", expires_at=far)
    client = Client()
    client.get(f"/enquetes/lien/{link.token}/")
    return client


def _send(
    client: Client, form: dict[str, Any], codes: list[str], bases: dict[str, int], **parts: Any
) -> dict[str, Any]:
    """Post some questions: their text, what it rests on, the identifiers of the device."""
    fields = {name: form[name] for name in ("holder", "form")}
    for code in codes:
        fields |= {f"{code}.revision": str(bases.get(code, 0))} | {f"{code}.{k}": v[code] for k, v in parts.items()}
    answer: dict[str, Any] = client.post(CONTENT.replace("contenu", "envoyer"), fields).json()
    return answer


def _answer_all(client: Client) -> None:
    form = client.get(CONTENT).json()
    codes = [f"q{rank}" for rank in range(QUESTIONS)]
    said = _send(client, form, codes, {}, value={code: f"{code} " + "mot " * (LETTERS // 4) for code in codes})
    assert len(said["revisions"]) == QUESTIONS


def _opened(client: Client, content: bytes) -> list[Measure]:
    """The same form decrypted and drawn by a browser that reaches no site."""
    browser_path = browser_of_the_machine()
    if not browser_path:
        return []
    from playwright.sync_api import sync_playwright

    shell = client.get(CONTENT.removesuffix("contenu/")).content
    scripts = {name: Path(str(finders.find(f"answering/{name}.js"))).read_bytes() for name in SCRIPTS}
    is_cut = False

    def fulfil(route: "Route") -> None:
        address = route.request.url.removeprefix(ORIGIN)
        script = next((body for name, body in scripts.items() if f"answering/{name}." in address), None)
        if address == CONTENT and not is_cut:
            route.fulfill(body=content, content_type="application/json")
        elif script is not None:
            route.fulfill(body=script, content_type="text/javascript")
        elif address.endswith("/sans-reseau/"):
            route.fulfill(body=shell, content_type="text/html")
        else:
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.route("**/*", fulfil)
        page.goto(f"{ORIGIN}{CONTENT.removesuffix('contenu/')}")
        page.wait_for_selector('textarea[name="q0.value"]')
        is_cut = True
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _task_seconds(session)
        page.reload()
        page.wait_for_selector('textarea[name="q0.value"]')
        spent = _task_seconds(session) - before
        browser.close()
    return [
        Measure(
            name=f"the form of {QUESTIONS} questions and {len(content) / 1e6:.1f} MB, opened without a network",
            result=f"{spent:.2f} s of CPU of its page",
            goal=f"under {GOAL} s",
            is_met=spent < GOAL,
        )
    ]


def _task_seconds(session: "CDPSession") -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def _cut(client: Client) -> Measure:
    """Texts changed and sent, most answers lost on the way; then each is looked for."""
    Answer.objects.all().delete()
    chance = Random(39)  # noqa: S311 - cuts drawn, nothing secret
    form = client.get(CONTENT).json()
    last, names, bases = dict[str, str](), dict[str, list[str]](), dict[str, int]()
    began = time.process_time()
    for cut in range(CUTS):
        codes = [f"q{rank}" for rank in chance.sample(range(QUESTIONS), 5)]
        for rank, code in enumerate(codes):
            last[code] = f"Essai {cut}"
            names.setdefault(code, []).append(str(UUID(int=cut * 5 + rank + 1)))
        received = codes[: chance.randint(0, 5)]
        said = _send(client, form, received, bases, value=last, change=names)
        if chance.random() < 0.3:
            _learn(said, names, bases)
    waiting = list(names)
    _learn(_send(client, form, waiting, bases, value=last, change=names), names, bases)
    spent = time.process_time() - began
    current = {answer.question: answer.value for answer in Answer.objects.filter(is_current=True)}
    changes = list(Answer.objects.values_list("change", flat=True))
    doubled = len(changes) - len(set(changes))
    lost = sum(current.get(code) != text for code, text in last.items())
    return Measure(
        name=f"{CUTS} cuts in the middle of sending",
        result=f"{lost} lost, {doubled} doubled, {spent / CUTS * 1000:.0f} ms of CPU each",
        goal="0 lost, 0 doubled",
        is_met=not lost and not doubled,
    )


def _cut_files() -> Measure:
    """Files joined, replaced and taken away, cut as texts are."""
    codes = [f"file{rank}" for rank in range(20)]
    questions = "".join(FILE_QUESTION.format(code=code) for code in codes)
    device = Device(_holder("bench-files", FILE_QUESTIONS + questions), "bench-files", SIREN)
    began = time.process_time()
    after = cut_files(device, codes, CUTS)
    spent = time.process_time() - began
    return Measure(
        name=f"{CUTS} cuts while files are sent",
        result=f"{after.lost} lost, {after.doubled} doubled, {after.left_over} left over, "
        f"{spent / CUTS * 1000:.0f} ms of CPU each",
        goal="0 lost, 0 doubled",
        is_met=after == FilesAfterCuts(lost=0, doubled=0, left_over=0),
    )


def _learn(said: dict[str, Any], names: dict[str, list[str]], bases: dict[str, int]) -> None:
    """An answer came back: what it says to be recorded no longer waits."""
    for code, revision in said["revisions"].items():
        bases[code] = revision
        names.pop(code, None)
