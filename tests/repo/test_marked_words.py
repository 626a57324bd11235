"""What a page says can be said in another language: words that no catalogue could hold are named here."""

import ast
import re

import pytest

from tests.repo.tree import REPOSITORY, nodes, python_files, relative

ROOMS = ("src/autan/", "tests/equipment/")
"""Those of the product, and the one from which a new one is copied."""
_MARKED = re.compile(
    r"{%-?\s*blocktranslate\b.*?{%-?\s*endblocktranslate\s*-?%}|{% block page_class %}.*?{% endblock"
    r"|<(code|script|style)\b.*?</\1>|{#.*?#}|<!--.*?-->",
    re.DOTALL,
)
_CODE = re.compile(r"{%.*?%}|{{.*?}}|&#?\w+;|\.[a-z]+\b", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:title|alt|aria-label|placeholder|data-label)="([^"]*)"')
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]*[a-zà-ÿ]{3,}")
IN_EVERY_LANGUAGE = {
    "(ADEME, Territoires", "ADEME, Territoires", "Autan", "Climat,", "In English", "JSON-LD", "LimeSurvey", "OpenAPI",
    "Parquet", "Table Schema", "Turtle", "XLSForm", "formulaire", "· Autan",
}  # fmt: skip
"""Names, and a link in the language to which it leads."""
IN_ITS_OWN_LANGUAGE = {
    "400.html": "both languages: which one the visitor reads is not known",
    "500.html": "both languages, as no code may run",
    "503.html": "both languages, as no code may run",
    "synthesis/edition.html": "« En une page » of an edition that is written in French",
    "api/embed_code.html": "HTML to copy",
    "answering/widgets/state.html": "attributes of a field",
}


def unmarked_words(template: str) -> list[str]:
    """Give the words that a template shows, or has read aloud, without marking them."""
    text = _CODE.sub("\n", _MARKED.sub(" ", template))
    shown = re.sub(r"<[^>]*>", "\n", text).splitlines()
    return [words.strip() for words in [*_READ_ALOUD.findall(text), *shown] if _WORDS.search(words)]


def test_a_template_marks_what_it_shows() -> None:
    templates = {relative(path): path for top in ROOMS for path in (REPOSITORY / top).rglob("templates/**/*.html")}
    assert len(templates) > 300
    unmarked = {
        name: words
        for name, path in templates.items()
        if name.partition("/templates/")[2] not in IN_ITS_OWN_LANGUAGE
        and (words := [text for text in unmarked_words(path.read_text()) if text not in IN_EVERY_LANGUAGE])
    }
    assert unmarked == {}, 'write {% translate "…" %} or {% blocktranslate %}, then run tools/build_messages.py'


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('<h1 title="Aide">{% translate "Achat" %}</h1><p>Nos achats</p>', ["Aide", "Nos achats"]),
        ("{% if a %}Retirer{% else %}Publier{% endif %}", ["Retirer", "Publier"]),
        ("{% blocktranslate trimmed with n=count %}Les {{ n }} achats{% endblocktranslate %} (DOCX)", []),
        ('<button name="step" value="publish">{{ label }}</button>', []),
    ],
)
def test_words_that_are_not_marked_are_seen(template: str, words: list[str]) -> None:
    assert unmarked_words(template) == words


SHOWN = {"label", "help", "help_text", "shown", "empty", "empty_label", "done", "whom", "why", "kept", "purpose"}
"""Names of what is said on a page, in what a room registers, its forms and its lists."""
_FRENCH = re.compile(r"[éèêàçôîû’«»]|\b(?:le|la|les|des|un|une|du|au|est|pas|ou)\b|^[A-Z][a-zà-ÿ]+\b")


def unmarked_arguments(call: ast.Call) -> list[str]:
    """Give the French words that a call shows as they are."""
    words = [argument.value for argument in call.keywords if argument.arg in SHOWN]
    texts = [word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    return [text for text in texts if _FRENCH.search(text)]


def test_what_a_room_says_is_marked() -> None:
    files = [path for path in python_files(*ROOMS) if not {"cli", "demo", "journey.py"} & set(path.parts)]
    unmarked = {
        relative(path): words for path in files for call in nodes(path, ast.Call) if (words := unmarked_arguments(call))
    }
    assert unmarked == {}, "write _(…), Text(…, …) or Sentence(…), then run tools/build_messages.py"


def test_an_argument_that_is_not_marked_is_seen() -> None:
    calls = ('MenuEntry(label="Achat")', 'MenuEntry(label=_("Achat"))', 'f(step="publish", label="kWh")')
    seen = [
        unmarked_arguments(node) for text in calls if isinstance(node := ast.parse(text, mode="eval").body, ast.Call)
    ]
    assert seen == [["Achat"], [], []]
