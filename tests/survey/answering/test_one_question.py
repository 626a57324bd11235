"""On a phone, one question a screen: the whole stays in sight, the place is kept, and no script is needed."""

import re

import pytest
from django.test import Client

from autan.survey.campaigns.models import Answer
from autan.survey.questionnaires.models import QuestionnaireVersion
from tests.survey.campaigns.answering import FIRST, address

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"}
SECTION = address("respond_section", **FIRST)


def page(guest: Client, place: str, **headers: str) -> str:
    response = guest.get(place, follow=True, **headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("headers", [PHONE, {"HTTP_SEC_CH_UA_MOBILE": "?1"}])
def test_a_phone_opens_a_section_by_its_first_question_that_is_left(guest: Client, headers: dict[str, str]) -> None:
    assert guest.get(SECTION, **headers).headers["Location"] == f"{SECTION}?question=q1"
    answered = {"q1.revision": "0", "q1.choice": "yes"}
    assert guest.post(f"{SECTION}?question=q1", answered, **headers).headers["Location"] == f"{SECTION}?question=q2"
    assert Answer.objects.get().question == "q1"
    assert guest.get(SECTION, **headers).headers["Location"] == f"{SECTION}?question=q2"
    shown = page(guest, SECTION, **headers)
    assert shown.count('<fieldset class="answer"') == 1


def test_the_whole_stays_in_sight(guest: Client) -> None:
    guest.post(f"{SECTION}?question=q1", {"q1.revision": "0", "q1.choice": "yes"}, **PHONE)
    shown = page(guest, SECTION, **PHONE)
    assert re.search(r"Dans l’ensemble, réglées\u00a0: 1 sur \d+", shown)
    assert re.search(r'<progress id="overview-progress" max="\d+" value="1">', shown)
    listed = re.findall(r"\?question=(\w+)\"( aria-current=\"page\")?>", shown)
    assert [code for code, _here in listed][:2] == ["q1", "q2"]
    assert [code for code, here in listed if here] == ["q2"]


def test_the_place_is_kept(guest: Client) -> None:
    assert "Commencer" in page(guest, address("respond"), **PHONE)
    guest.post(f"{SECTION}?question=q1", {"q1.revision": "0", "go": "next"}, **PHONE)
    home = page(guest, address("respond"), **PHONE)
    assert f'<a class="button" href="{SECTION}?question=q2">' in home
    guest.post(f"{SECTION}?question=q2", {"q2.revision": "0", "q2.value": "3", "go": "home"}, **PHONE)
    assert f'<a class="button" href="{SECTION}?question=q2">' in page(guest, address("respond"), **PHONE)


def test_links_to_a_question_lead_to_its_screen(guest: Client) -> None:
    home = page(guest, address("respond"), **PHONE)
    assert f'href="{SECTION}?question=q2"' in home
    assert f'href="{SECTION}#q2"' in page(guest, address("respond"))
    asked = guest.post(address("validate"), {"section": ""}, **PHONE).content.decode()
    assert f'href="{SECTION}?question=q1"' in asked


def test_a_reader_chooses_whole_sections_on_a_phone_and_comes_back(guest: Client) -> None:
    shown = page(guest, f"{SECTION}?vue=rubrique", **PHONE)
    assert shown.count('<fieldset class="answer"') > 1
    assert guest.get(SECTION, **PHONE).status_code == 200
    assert "overview-progress" in page(guest, f"{SECTION}?question=q1", **PHONE)
    assert guest.get(SECTION, **PHONE).status_code == 302


def test_a_laptop_keeps_its_sections(guest: Client) -> None:
    assert guest.get(SECTION).status_code == 200
    assert guest.get(f"{SECTION}?question=inconnue", **PHONE).status_code == 404


def test_words_to_read_come_with_the_question_after_them(guest: Client) -> None:
    """A text between two questions is read on the screen of the second one."""
    version = QuestionnaireVersion.objects.get()
    text = "      - {code: words, kind: display, text: {fr: Lisez ceci., en: Read this.}}\n"
    assert "      - code: q2\n" in version.document
    document = version.document.replace("      - code: q2\n", f"{text}      - code: q2\n")
    QuestionnaireVersion.objects.update(document=document)
    assert "Lisez ceci." in page(guest, f"{SECTION}?question=q2", **PHONE)
    assert "Lisez ceci." not in page(guest, f"{SECTION}?question=q1", **PHONE)
