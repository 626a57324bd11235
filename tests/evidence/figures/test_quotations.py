"""What a page marks of the language and of the author of words: French alone, and quotations."""

import pytest
from django.template import Context, Template
from django.utils import translation

from autan.ground.wordings import Text

LAW = "Le texte dit « au plus tard le 31 décembre 2018 » & rien sur l’« Agenda 21 »."


def shown(source: str, language: str = "fr", **values: object) -> str:
    with translation.override(language):
        return Template("{% load figures %}" + source).render(Context(values))


def test_a_quotation_is_marked_and_a_name_between_the_same_marks_is_not() -> None:
    html = shown("{{ text|quotations }}", text=LAW)
    assert "<q>« au plus tard le 31 décembre 2018 »</q> &amp; rien" in html
    assert html.count("<q>") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Text("Un pont de 1902", "A bridge of 1902"), "A bridge of 1902"),
        (Text("Un pont de 1902", "Un pont de 1902"), '<span lang="fr">Un pont de 1902</span>'),
        (Text("<b>", ""), '<span lang="fr">&lt;b&gt;</span>'),
    ],
)
def test_words_that_exist_in_french_alone_are_said_to_be_french_on_an_english_page(text: Text, expected: str) -> None:
    assert shown("{{ text|in_its_language }}", "en", text=text) == expected
    assert "lang" not in shown("{{ text|in_its_language }}", text=text)


def test_the_titles_that_a_credit_quotes_are_french_on_an_english_page() -> None:
    assert shown("{{ credit|credited }}", "en", credit="ADEME, “Bilans”, 2016") == (
        'ADEME, <span lang="fr">“Bilans”</span>, 2016'
    )
