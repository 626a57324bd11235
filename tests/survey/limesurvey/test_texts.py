"""Texts of LimeSurvey made ours: their HTML read as plain words, the address of each link said, what is lost named."""

from collections.abc import Mapping

import pytest

from autan.ground.wordings import Text
from autan.survey.limesurvey.core.texts import Wordings, from_html, slots_of, to_html, unshown_in
from autan.survey.limesurvey.core.types import LONGEST_ANSWER, LONGEST_CODE, choice_codes, must_change, question_codes
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, ForeignTrait
from tests.survey.questionnaires.making import make_question, make_questionnaire

LINK = '<a href="https://x.fr/a">le guide</a>'


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>Un <b>plan</b> ?</p><p>Lequel</p>", "Un plan ?\nLequel"),
        ("Un<br>deux<BR/>trois</li>quatre", "Un\ndeux\ntrois\nquatre"),
        ("Un&nbsp;plan &amp;  deux\t\nici", "Un\u00a0plan & deux ici"),
        ("1 < 2 et 3 > 2", "1 < 2 et 3 > 2"),
        ("Un <!-- caché -->plan", "Un plan"),
        ("a<script>b<style>c</style>d</script>e", "ae"),
        ("a</script>b<style>c", "ab"),
        (f"Voir {LINK}.", "Voir le guide (https://x.fr/a)."),
        (f"{LINK} puis {LINK.upper()}", "le guide (https://x.fr/a) puis LE GUIDE (HTTPS://X.FR/A)"),
        ('<a href="https://x.fr/?a=1&amp;b=2">https://x.fr/?a=1&amp;b=2</a>', "https://x.fr/?a=1&b=2"),
        ('<a href="https://x.fr">Sur <b>https://x.fr</b>, ici</a>', "Sur https://x.fr, ici"),
        ('<a name="haut">Haut</a> et </a>', "Haut et"),
        ('<a href="javascript:x()">ici</a>', "ici"),
        (f'<a href="https://y.fr">a</a> et <a name="b">{"b"}</a>', "a (https://y.fr) et b"),
    ],
)
def test_a_wording_is_read_as_words_with_the_address_of_its_links(html: str, words: str) -> None:
    assert from_html(html) == words


def test_our_words_are_written_as_html_that_reads_back() -> None:
    text = "Moins de 5 < 10 & plus\n« deux » <b>lignes</b>"
    assert to_html(text) == "Moins de 5 &lt; 10 &amp; plus<br />« deux » &lt;b&gt;lignes&lt;/b&gt;"
    assert from_html(to_html(text)) == text


def test_what_our_words_do_not_show_is_named_once() -> None:
    texts = {"fr": 'Voir <IMG src="a.png"> <img src="b.png"> {Q1.shown} <table></table>', "en": "{Q1.shown} { a }"}
    assert unshown_in(texts) == ("<img>", "<table>", "{Q1.shown}")
    assert unshown_in({"fr": "Rien <b>ici</b> <script>{if}</script>"}) == ()


@pytest.mark.parametrize(
    ("languages", "slots"),
    [
        (["fr"], {"fr": "fr"}),
        (["en", "fr-informal"], {"fr-informal": "fr", "en": "en"}),
        (["de", "en-US"], {"de": "fr", "en-US": "en"}),
        (["en", "de"], {"en": "fr"}),
    ],
)
def test_one_language_of_a_file_stands_for_each_of_ours(languages: list[str], slots: Mapping[str, str]) -> None:
    assert slots_of(languages) == slots


def test_a_french_that_is_missing_is_the_english_then_the_first_there_is() -> None:
    both = Wordings(slots={"fr": "fr", "en": "en"})
    assert both.text({"fr": "<p>Quoi</p>", "en": "What"}) == Text("Quoi", "What")
    assert both.text({"fr": " ", "en": "What"}) == Text("What", "What")
    assert both.text({"de": "Was"}) == Text("", "")
    assert both.text({"fr": "", "de": "<b>Was</b>"}, default="q1") == Text("Was", "")
    assert both.text({}, default="q1") == Text("q1", "")
    english = Wordings(slots={"en-US": "fr"})
    assert (english.french, english.text({"en-US": "What"})) == ("en-US", Text("What", "What"))


def test_markup_other_languages_and_an_empty_french_are_kept() -> None:
    both = Wordings(slots={"fr": "fr", "en": "en"})
    assert both.kept("question", {"fr": "Quoi", "en": "What"}) == []
    assert both.kept("question", {"fr": "", "en": ""}) == []
    assert both.kept("question", {"fr": "<b>Quoi</b>", "en": "What", "de": "Was"}) == [
        ForeignTrait(name="question.fr", value="<b>Quoi</b>"),
        ForeignTrait(name="question.de", value="Was"),
    ]
    assert both.kept("question", {"fr": " ", "en": "What"}) == [ForeignTrait(name="question.fr", value="")]


def test_a_code_that_limesurvey_does_not_take_is_made_of_letters_that_no_other_has() -> None:
    kept = (ForeignTrait(name="code", value="Q_1"),)
    questions = [make_question(code=code) for code in ("plan_climat", "planclimat", "q", "x" * 25, "x" * 26)]
    codes = question_codes(make_questionnaire(*questions, make_question(code="z", kept=kept)))
    assert codes["z"] == "Q_1"
    assert len(set(codes.values())) == len(codes)
    assert (codes["plan_climat"], codes["planclimat"], codes["q"]) == ("planclimat", "planclimat2", "q")
    assert all(len(code) <= LONGEST_CODE and not must_change(code, LONGEST_CODE) for code in list(codes.values())[:-1])


def test_choices_are_shorter_as_answers_than_as_parts_and_keep_the_codes_they_were_read_in() -> None:
    choices = tuple(Choice(code=code, label=Text(code, code)) for code in ("renewables", "renewables2", "a_b"))
    listed = ChoiceList(code="l", choices=choices, kept=(ForeignTrait(name="a_b.code", value="A1"),))
    answers, parts = choice_codes(listed, is_part=False), choice_codes(listed, is_part=True)
    assert {len(code) <= LONGEST_ANSWER for code in answers.values()} == {True}
    assert len(set(answers.values())) == 3
    assert (answers["a_b"], parts["a_b"], parts["renewables"]) == ("A1", "A1", "renewables")
