"""A coding saved, and a page of 1,255 answers to one question to be coded and counted, beside plain ways."""

import time
from datetime import date

from django.db import transaction
from django.test import Client
from django.urls import reverse

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook
from autan.coding.codings.actions.codings import apply_code
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.models import CodingRecord, Corpus
from autan.coding.codings.queries.codebooks import shipped_codebooks
from autan.coding.codings.queries.corpora import view_corpus
from autan.coding.codings.queries.text_sources import get_text
from autan.coding.results.queries.counts import table_of
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Mandate, Membership, Territory
from tests.bench.measures import Measure, median_seconds

MEMBERS = 1_255
_WORDS = "Manque d’ingénierie et de temps, et peu de données fiables sur le bois. Les élus changent tous les six ans."


def run() -> list[Measure]:
    """Save a coding, show a page of 1,255 answers, count them all."""
    corpus, person = _big_corpus()
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    place = reverse("coding:screen", args=["national", "obstacles", corpus.address])
    save = _saving(corpus, person)
    assert b"codable-words" in client.get(place, {"page": "9"}).content  # an error page would be fast
    page = median_seconds(lambda: client.get(place, {"page": "9"}))
    begun = time.perf_counter()
    [get_text(corpus, text.key) for text in view_corpus(corpus).texts.texts[:100]]
    one_by_one = (time.perf_counter() - begun) / 100 * MEMBERS
    count = median_seconds(lambda: table_of(view_corpus(corpus)), runs=3)
    return [
        _measure("a coding saved, with its line of the journal", save, 0.015, "action alone"),
        _measure("1,255 answers to code, one page of 25", page, 0.1, f"answers read one by one {one_by_one:.1f} s"),
        _measure("1,255 answers counted over 30 codes", count, 2.0, "computed whole at each question"),
    ]


def _saving(corpus: Corpus, person: Person) -> float:
    spans = []
    for rank in range(30):
        text = get_text(corpus, f"national/{800_000_000 + rank}/q37")
        anchor = anchor_quote(text.text, "données fiables")
        begun = time.perf_counter()
        apply_code(by=person, corpus=corpus, text=text, code="data_quality", anchor=anchor)
        spans.append(time.perf_counter() - begun)
    return sorted(spans)[len(spans) // 2]


@transaction.atomic
def _big_corpus() -> tuple[Corpus, Person]:
    network = create_network(by=None, slug="national", name=Text("National", "National"), is_invented=True)
    sirens = [str(800_000_000 + rank) for rank in range(MEMBERS)]
    places = [Territory(siren=s, name=s, short_name=f"EPCI {s}", kind="CC", is_invented=True) for s in sirens]
    Territory.objects.bulk_create(places)
    Membership.objects.bulk_create(
        Membership(network=network, territory=place, certainty="confirmed", rank=rank)
        for rank, place in enumerate(Territory.objects.filter(siren__in=sirens))
    )
    campaign = open_campaign(
        by=None,
        slug="national",
        network=network,
        questionnaire=QuestionnaireVersion.objects.get(campaigns__slug="essai-2026"),
        title=Text("Nationale", "National"),
        opened_on=date(2026, 1, 5),
    )
    Answer.objects.bulk_create(
        Answer(campaign=campaign, territory_id=s, question="q37", state="answered", value=f"{_WORDS} {s}")
        for s in sirens
    )
    shipped = next(one for one in shipped_codebooks() if one.slug == "obstacles")
    codebook = record_codebook(by=None, network=network, codebook=shipped)
    corpus = add_corpus(by=None, codebook=codebook, address="national.q37")
    person = Person.objects.create(email="banc@exemple.fr", name="Banc")
    grant_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=network)
    _code_everything(corpus, person, sirens)
    return corpus, person


def _code_everything(corpus: Corpus, person: Person, sirens: list[str]) -> None:
    """Two codings an answer, as if read by one person."""
    texts = [get_text(corpus, f"national/{sirens[0]}/q37")]
    model = [anchor_quote(texts[0].text, words) for words in ("ingénierie", "temps")]
    rows = []
    for text in view_corpus(corpus).texts.texts:
        for key, anchor in zip(("engineering", "time"), model, strict=True):
            rows.append(
                CodingRecord(
                    corpus=corpus, text=text.key, code=key, codebook_version=1, coder=person,
                    coder_key=f"person-{person.pk}", text_version=text.version,
                    start=anchor.start, end=anchor.end, quote=anchor.quote, before=anchor.before, after=anchor.after,
                )
            )  # fmt: skip
    CodingRecord.objects.bulk_create(rows)


def _measure(name: str, seconds: float, goal: float, beside: str) -> Measure:
    result = f"{seconds * 1000:.1f} ms ({beside})"
    return Measure(name=name, result=result, goal=f"under {goal * 1000:g} ms", is_met=seconds < goal)
