"""Texts of LimeSurvey made ours: their HTML read as plain words, the address of each link said, nothing hidden lost."""

import pytest

from autan.survey.limesurvey.core.texts import to_html, to_plain, unshown_in


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("", ""),
        ("Un plan ?", "Un plan ?"),
        ("<p>Un <b>plan</b> ?</p>", "Un plan ?"),
        ("Un&nbsp;plan &amp; deux", "Un plan & deux"),
        ('Voir <a href="https://x.fr/a">le guide</a>.', "Voir le guide (https://x.fr/a)."),
        ('Voir <A HREF="https://x.fr/a">le guide</A> et <a href="https://y.fr">ici</a>', "Voir le guide (https://x.fr/a) et ici (https://y.fr)"),
        ('Voir <a href="https://x.fr/?a=1&amp;b=2">https://x.fr/?a=1&amp;b=2</a>', "Voir https://x.fr/?a=1&b=2"),
        ('<a href="https://x.fr">Sur <b>https://x.fr</b>, ici</a>', "Sur https://x.fr, ici"),
        ('<a name="haut">Haut</a>', "Haut"),
        ("Un <abbr>plan</abbr>", "Un plan"),
    ],
)
def test_a_wording_is_read_as_words_with_the_address_of_its_links(html: str, plain: str) -> None:
    assert to_plain(html).replace("\u00a0", " ").replace("\u202f", " ") == plain


def test_lines_and_signs_of_ours_are_written_as_html_that_reads_back() -> None:
    text = "Moins de 5 < 10 & plus\n« deux » lignes"
    assert to_html(text) != text
    assert to_plain(to_html(text)) == text
    assert to_html("") == ""


def test_what_our_words_do_not_show_is_named_once() -> None:
    texts = {"fr": 'Voir <IMG src="a.png"> <img src="b.png"> {Q1.shown} <table><tr></tr></table>', "en": "{Q1.shown}"}
    assert unshown_in(texts) == ("<img>", "<table>", "{Q1.shown}")
    assert unshown_in({"fr": "Rien <b>ici</b>"}) == ()
