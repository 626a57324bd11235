"""Every kind of question is drawn, filled, sent back as it was, and nothing is written; faults are shown in place."""

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import OWN, address, link, record_answer, token_of

KINDS_YAML = """\
questionnaire: formes
version: 2026-01-01
title: {fr: "Formes", en: "Kinds"}
choice_lists:
  status:
    - {code: "yes", label: {fr: "Oui", en: "Yes"}}
    - {code: "no", label: {fr: "Non", en: "No"}}
    - {code: "planned", label: {fr: "Prévu", en: "Planned"}}
sections:
  - code: all
    title: {fr: "Toutes", en: "All"}
    questions:
      - {code: open, kind: open, text: {fr: "A", en: "A"}, why: {fr: "Parce que", en: "Why"}}
      - {code: short, kind: short_text, text: {fr: "B", en: "B"}}
      - {code: half, kind: half_open, text: {fr: "C", en: "C"}, choices: status}
      - {code: single, kind: single, text: {fr: "D", en: "D"}, choices: status, allows_other: true}
      - {code: multiple, kind: multiple, text: {fr: "E", en: "E"}, choices: status, allows_other: true}
      - {code: number, kind: number, text: {fr: "F", en: "F"}, unit: EUR}
      - {code: percentage, kind: percentage, text: {fr: "G", en: "G"}}
      - {code: scale, kind: scale, text: {fr: "H", en: "H"}, min: 1, max: 5, low_label: {fr: "faible", en: "low"}}
      - {code: wide, kind: scale, text: {fr: "H2", en: "H2"}, min: 0, max: 20}
      - {code: ranking, kind: ranking, text: {fr: "I", en: "I"}, choices: status}
      - {code: split, kind: split, text: {fr: "J", en: "J"}, choices: status}
      - {code: day, kind: date, text: {fr: "K", en: "K"}}
      - {code: year, kind: year, text: {fr: "L", en: "L"}}
      - code: rows
        kind: table
        text: {fr: "M", en: "M"}
        columns:
          - {code: title, kind: open, label: {fr: "Titre", en: "Title"}}
          - {code: status, kind: single, label: {fr: "État", en: "Status"}, choices: status}
          - {code: cost, kind: number, label: {fr: "Coût", en: "Cost"}, unit: EUR}
      - code: grid
        kind: matrix
        text: {fr: "N", en: "N"}
        rows: status
        columns:
          - {code: status, kind: single, label: {fr: "État", en: "Status"}, choices: status}
          - {code: words, kind: open, label: {fr: "Mots", en: "Words"}}
      - {code: file, kind: file, text: {fr: "O", en: "O"}}
      - {code: words, kind: display, text: {fr: "À lire", en: "To read"}}
      - {code: more, kind: open, text: {fr: "P", en: "P"}, relevance: "single == 'yes'"}
"""
VALUES: dict[str, Any] = {
    "open": "Un texte\nsur deux lignes",
    "short": "Court",
    "half": {"choice": "yes", "text": "Depuis 2010"},
    "single": {"other": "Peut-être"},
    "multiple": {"choices": ["yes", "planned"], "other": "Et plus"},
    "number": 12500.5,
    "percentage": 42,
    "scale": 3,
    "wide": 16,
    "ranking": ["planned", "yes"],
    "split": {"yes": 50, "no": 30.5, "planned": 19.5},
    "day": "2013-07-02",
    "year": 2008,
    "rows": [{"title": "Bois", "cost": 3}, {"status": "no"}],
    "grid": {"yes": {"status": "no", "words": "Mot"}, "planned": {"words": "Autre"}},
    "file": {"name": "plan.pdf", "link": "https://exemple.fr/plan.pdf"},
}
PAGE = {"section": "all"}


class FormReader(HTMLParser):
    """Reads the fields of a page as a browser would send them back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.choosing = self.writing = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "input" and (values.get("type") not in {"radio", "checkbox"} or "checked" in values):
            self._add(name, values.get("value", ""))
        if tag == "textarea":
            self.writing = name
            self._add(name, "")
        if tag == "select":
            self.choosing = name
        if tag == "option" and "selected" in values:
            self._add(self.choosing, values.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.writing:
            self.fields[self.writing][-1] += data.removeprefix("\n") if not self.fields[self.writing][-1] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.writing = ""

    def _add(self, name: str, value: str) -> None:
        if "." in name:
            self.fields.setdefault(name, []).append(value)


@pytest.fixture
def kinds(network: Network) -> Campaign:
    today = timezone.localdate()
    return open_campaign(
        by=None,
        slug="formes",
        network=network,
        questionnaire=record_questionnaire(by=None, text=KINDS_YAML, file="formes.yaml"),
        title=Text("Formes", "Kinds"),
        opened_on=today - timedelta(days=1),
    )


@pytest.fixture
def reader(client: Client, kinds: Campaign) -> Client:
    client.get(link(token_of(kinds)))
    return client


def page_of(client: Client) -> str:
    return client.get(address("respond_section", "formes", **PAGE)).content.decode()


def answer_all(campaign: Campaign) -> None:
    for code, value in VALUES.items():
        record_answer(by=None, campaign=campaign, siren=OWN, question=code, value=value)


def test_a_page_sent_back_as_it_is_writes_nothing(reader: Client, kinds: Campaign) -> None:
    answer_all(kinds)
    fields = FormReader(page_of(reader)).fields
    response = reader.post(address("respond_section", "formes", **PAGE), fields)
    assert response.status_code == 302
    assert Answer.objects.count() == len(VALUES)


def test_an_empty_page_sent_back_writes_nothing(reader: Client) -> None:
    fields = FormReader(page_of(reader)).fields
    assert len([name for name in fields if name.endswith(".revision")]) == len(VALUES) + 1
    assert reader.post(address("respond_section", "formes", **PAGE), fields).status_code == 302
    assert not Answer.objects.exists()


def test_what_is_shown_can_be_typed(reader: Client, kinds: Campaign) -> None:
    """The fields of a filled page, sent from an empty one, give the same answers."""
    answer_all(kinds)
    fields = FormReader(page_of(reader)).fields
    wanted = {answer.question: answer.value for answer in Answer.objects.all()}
    Answer.objects.all().delete()
    fresh = {name: ["0"] if name.endswith(".revision") else texts for name, texts in fields.items()}
    assert reader.post(address("respond_section", "formes", **PAGE), fresh).status_code == 302
    assert {answer.question: answer.value for answer in Answer.objects.all()} == wanted == VALUES


def test_an_english_page_shows_numbers_as_english_does_and_reads_them_so(reader: Client, kinds: Campaign) -> None:
    values: dict[str, Any] = {"number": 12600000, "rows": [{"cost": 12600}, {"cost": 12.5}]}
    for code, value in values.items():
        record_answer(by=None, campaign=kinds, siren=OWN, question=code, value=value)
    path = f"/en{address('respond_section', 'formes', **PAGE)}"
    fields = FormReader(reader.get(path).content.decode()).fields
    costs = [fields[name] for name in ("number.value", "rows.cell.0.cost", "rows.cell.1.cost")]
    assert costs == [["12,600,000"], ["12,600"], ["12.5"]]
    sent = fields | {"split.part.yes": ["12.125"], "percentage.value": ["30,000"]}
    page = reader.post(path, sent)
    assert Answer.objects.count() == len(values)
    assert "“12.125” can be read in two ways: type 12,125 or 12.1250" in page.content.decode()
    assert "30000" in page.content.decode()


def test_each_fault_is_said_beside_its_field(reader: Client) -> None:
    wrong = {
        "number.value": "cher", "percentage.value": "130", "year.value": "08", "day.value": "hier",
        "single.other": "x" * 20_001, "ranking.rank.yes": "1", "ranking.rank.no": "1", "split.part.yes": "12",
        "rows.cell.0.cost": "cher", "file.link": "ftp://x", "short.value": "x" * 300,
    }  # fmt: skip
    revisions = {f"{name.partition('.')[0]}.revision": "0" for name in wrong}
    response = reader.post(address("respond_section", "formes", **PAGE), wrong | revisions)
    page = response.content.decode()
    assert response.status_code == 422
    for name in wrong.keys() - {"ranking.rank.yes", "split.part.yes"} | {"split.part.no"}:
        shown = f'data-fault="{name}">'
        assert shown in page, name
    assert 'value="cher"' in page
    assert not Answer.objects.exists()


def test_a_question_that_does_not_concern_the_territory_is_hidden_until_it_does(
    reader: Client, kinds: Campaign
) -> None:
    assert "ne vous concerne peut-être pas" in page_of(reader)
    record_answer(by=None, campaign=kinds, siren=OWN, question="single", value="no")
    assert 'data-question="more" hidden' in page_of(reader)
    fields = FormReader(page_of(reader)).fields | {"single.choice": ["yes"]}
    response = reader.post(address("respond_section", "formes", **PAGE), fields)
    assert response.headers["Location"] == address("respond_section", "formes", **PAGE)
    page = page_of(reader)
    assert "appellent d’autres questions" in page
    assert 'data-question="more" hidden' not in page


def test_question_by_question_words_to_read_are_skipped(reader: Client) -> None:
    here = address("respond_section", "formes", **PAGE)
    response = reader.post(f"{here}?question=file", {"file.revision": "0"})
    assert response.headers["Location"] == f"{here}?question=more"
    back = reader.post(f"{here}?question=more", {"more.revision": "0", "go": "previous"})
    assert back.headers["Location"] == f"{here}?question=file"
    last = reader.post(f"{here}?question=more", {"more.revision": "0"})
    assert last.headers["Location"] == address("respond", "formes")


@pytest.mark.parametrize("go", ["stay", "home"])
def test_a_button_says_where_it_leads(reader: Client, go: str) -> None:
    here = address("respond_section", "formes", **PAGE)
    wanted = here if go == "stay" else address("respond", "formes")
    assert reader.post(here, {"year.revision": "0", "year.value": "2010", "go": go}).headers["Location"] == wanted
    assert Answer.objects.get().value == 2010
