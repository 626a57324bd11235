"""What somebody wrote in French, on a page in another language: plain as a text, marked in the page."""

import pytest
from django.template import Context, Template

from autan.ground.lists.templatetags.lists import options_of
from autan.ground.texts.language import ENGLISH, FRENCH, in_french, in_language, quoting_french, with_french
from autan.ground.wordings import Sentence, Text


def page_of(text: str, template: str = "{{ text }}") -> str:
    return Template(template).render(Context({"text": text}))


def test_a_french_page_marks_nothing():
    with in_language(FRENCH):
        text = with_french("clôture de %(name)s", name="l'appel <b>")
        assert page_of(text) == "clôture de l’appel &lt;b&gt;"


@pytest.mark.parametrize("template", ["{{ text }}", "{% load figures %}{{ text|typeset }}"])
def test_an_english_page_marks_the_french_words_and_escapes_all(template):
    with in_language(ENGLISH):
        text = with_french("closing of %(name)s & others", name="l'appel <b>")
        assert text == "closing of l’appel <b> & others"
        marked = 'closing of <span lang="fr">l’appel &lt;b&gt;</span> &amp; others'
        assert page_of(text, template) == marked
        assert page_of(in_french("Relire"), template) == '<span lang="fr">Relire</span>'


def test_a_sentence_marks_what_it_quotes_and_not_what_it_says_in_two_languages():
    sentence = Sentence("{words}\u00a0: {kind}", words="ce n’est <plus> vrai", kind=Text("genre", "kind"))
    with in_language(ENGLISH):
        text = quoting_french(sentence)
        assert '<span lang="fr">ce n’est &lt;plus&gt; vrai</span>' in page_of(text)
        assert "kind" in page_of(text)
        assert "<span" not in text
    with in_language(FRENCH):
        assert page_of(quoting_french(sentence)) == "ce n’est &lt;plus&gt; vrai\u00a0: genre"
    with in_language("es"):
        assert page_of(quoting_french(sentence)).endswith("genre"), "what has no Spanish is not said in English"


def test_a_choice_written_in_french_says_so():
    with in_language(ENGLISH):
        assert options_of([("a", in_french("Plan d’Albi")), ("b", "Any")], "b") == (
            '<option value="a" lang="fr">Plan d’Albi</option><option value="b" selected>Any</option>'
        )
