"""A survey of 1,255 EPCI and 45 questions tabulated whole, beside plain pandas in the same run; pages of results."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.results.core.crossing import counts_choices, cross
from autan.survey.results.queries.results import read_responses
from autan.territories.networks.models import Membership, Network, Territory
from tests.bench.measures import Measure, median_seconds
from tests.survey.campaigns.large_campaign import hear, invent_answers, invent_members
from tests.survey.questionnaires.making import chosen_codes, tabulate

AUTHORITIES, SEED, ROUNDS = 1255, 2026, 9
SLUG = "essai-national"
PAGES = (
    ("page of results, documented campaign of 2013", "2013", "", 100),
    ("page of results, twelve invented EPCI x 45 questions", "essai-2026", "", 100),
    ("the same by groups of population", "essai-2026", "?by=by_size", 150),
)


def run() -> list[Measure]:
    """Under 300 ms for the whole campaign, and under 100 ms of server time for a page of results."""
    settings.ALLOWED_HOSTS = ["testserver"]
    view = _load(view_campaign("2013"))
    return [*_tabulations(view), *[_page(*page) for page in PAGES], _large_section(view)]


def _load(model: CampaignView) -> CampaignView:
    """Put the questions of 2013 to 1,255 invented territories, whose answers come from a seed."""
    members = invent_members(AUTHORITIES)
    network = Network.objects.create(slug=SLUG, name_fr="Essai national", name_en="National trial", is_invented=True)
    territories = Territory.objects.bulk_create(
        Territory(siren=m.siren, name=m.name, short_name=m.name, kind="CC", is_invented=True) for m in members
    )
    Membership.objects.bulk_create(
        Membership(network=network, territory=territory, certainty="confirmed", rank=rank)
        for rank, territory in enumerate(territories)
    )
    campaign = open_campaign(
        by=None,
        slug=SLUG,
        network=network,
        questionnaire=model.record.questionnaire,
        title=Text("Essai national", "National trial"),
        opened_on=date(2026, 1, 1),
        closed_on=date(2026, 12, 31),
    )
    answers = invent_answers(model.questionnaire, members, campaign=SLUG, seed=SEED)
    Answer.objects.bulk_create((_row(campaign, answer) for answer in answers), batch_size=2000)
    return view_campaign(SLUG)


def _row(campaign: Campaign, answer: RecordedAnswer) -> Answer:
    return Answer(
        campaign=campaign,
        territory_id=answer.siren,
        question=answer.question,
        state=answer.state.value,
        value=answer.value,
    )


def _tabulations(view: CampaignView) -> list[Measure]:
    questions = view.questionnaire.questions
    answers = [answer for responses in read_responses(view, questions) for answer in responses.answers.values()]

    def whole() -> int:
        pairs = hear(view.questionnaire, view.respondents, answers, campaign=SLUG)
        return sum(len(tabulate(question, responses).figures) for question, responses in pairs)

    def from_database() -> int:
        pairs = zip(questions, read_responses(view, questions), strict=True)
        return sum(len(tabulate(question, responses).figures) for question, responses in pairs)

    table = _flat(view, answers)
    assert _pandas_counts(table) == _own_counts(view, answers)
    plain = median_seconds(lambda: _pandas(table), runs=ROUNDS) * 1000
    figures = whole()
    return [
        _measure(f"{AUTHORITIES} EPCI x {len(questions)} questions, {figures} figures", whole, 300, beside=plain),
        _measure("the same, read from the database", from_database, 500),
        _measure("two questions of choices crossed", _crossing(view), 100),
    ]


def _crossing(view: CampaignView) -> Callable[[], object]:
    first, second = [q for q in view.questionnaire.questions if counts_choices(q)][:2]
    heard = read_responses(view, [first, second])
    return lambda: cross(*heard)


def _measure(name: str, act: Callable[[], object], goal_ms: float, *, beside: float | None = None) -> Measure:
    milliseconds = median_seconds(act, runs=ROUNDS) * 1000
    words = f"{milliseconds:.0f} ms" + (f" (pandas, counts and medians alone: {beside:.0f} ms)" if beside else "")
    return Measure(name=name, result=words, goal=f"under {goal_ms:.0f} ms", is_met=milliseconds < goal_ms)


def _flat(view: CampaignView, answers: Sequence[RecordedAnswer]) -> pd.DataFrame:
    """One row an answer and a choice, or an answer and a number: what a spreadsheet user would start from."""
    questions = {question.code: question for question in view.questionnaire.questions}
    rows: list[tuple[str, str, object]] = []
    for answer in answers:
        question = questions[answer.question]
        if counts_choices(question):
            rows += [(answer.question, answer.siren, code) for code in chosen_codes(question, answer)]
        elif isinstance(answer.value, int | float):
            rows.append((answer.question, answer.siren, answer.value))
    return pd.DataFrame(rows, columns=["question", "siren", "value"])


def _pandas(table: pd.DataFrame) -> dict[str, object]:
    fields: dict[str, object] = {}
    for code, part in table.groupby("question"):
        is_text = part["value"].map(type).eq(str).all()
        values = part["value"] if is_text else pd.to_numeric(part["value"])
        fields[str(code)] = (
            values.value_counts().to_dict() if is_text else values.agg(["min", "max", "median"]).to_dict()
        )
    return fields


def _pandas_counts(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    pandas = _pandas(table)
    return {(q, str(c)): int(n) for q, counts in pandas.items() if "median" not in counts for c, n in counts.items()}  # type: ignore[operator, attr-defined]


def _own_counts(view: CampaignView, answers: list[RecordedAnswer]) -> dict[tuple[str, str], int]:
    found = {}
    for question, responses in hear(view.questionnaire, view.respondents, answers, campaign=SLUG):
        if counts_choices(question):
            for row in tabulate(question, responses).rows:
                if row.figure.value:
                    found[question.code, row.figure.id.rpartition(".count_")[2]] = int(row.figure.value)
    return found


def _page(name: str, slug: str, query: str, goal_ms: float) -> Measure:
    return _serve(name, reverse("results:results", args=[slug]) + query, goal_ms)


def _large_section(view: CampaignView) -> Measure:
    section = max(view.questionnaire.sections, key=lambda section: len(section.questions))
    name = f"page of a section, {AUTHORITIES} EPCI x {len(section.questions)} questions"
    return _serve(name, reverse("results:section", args=[SLUG, section.code]), 500)


def _serve(name: str, address: str, goal_ms: float) -> Measure:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    queries = len(captured)  # the next request empties the log
    spans = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        spans.append((time.perf_counter() - began) * 1000)
    median = statistics.median(spans)
    return Measure(
        name=name,
        result=f"median {median:.0f} ms, slowest {max(spans):.0f} ms, {queries} queries",
        goal=f"median under {goal_ms:.0f} ms",
        is_met=median < goal_ms,
    )
