"""Every word of the screens has its English, and what Django reads is what the catalogue says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tools.build_messages import (
    COMMAND_LINE,
    catalogue_path,
    districts,
    files_of,
    gather_messages,
    given_sentences,
    is_translated,
    nodes,
    read_catalogue,
    sentences_of_files,
)

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}")  # doubled braces are signs of the text itself
FRENCH = re.compile(r"[éèêàçô’«»]|\b(?:le|la|les|des|un|une|du|au|est|pas|ou)\b")
DISTRICTS = districts()
each_district = pytest.mark.parametrize("district", DISTRICTS, ids=[district.name for district in DISTRICTS])
pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all


@cache
def sentences_said_of_files() -> frozenset[str]:
    return frozenset(text for district in DISTRICTS for text in sentences_of_files(district))


def forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


def kept_messages(district: Path) -> list[Message]:
    return [message for message in read_catalogue(district) if message.id]


@each_district
def test_the_catalogue_holds_exactly_the_words_of_the_screens(district: Path) -> None:
    gathered = {(str(message.id), message.context) for message in gather_messages(district) if message.id}
    kept = {(str(message.id), message.context) for message in kept_messages(district)}
    assert sorted(str(text) for text in gathered - kept) == [], "run .venv/bin/python tools/build_messages.py"
    assert sorted(str(text) for text in kept - gathered) == [], "run .venv/bin/python tools/build_messages.py"


@each_district
def test_a_sentence_of_a_refusal_or_a_fault_is_a_template_with_its_fields(district: Path) -> None:
    put_together = [
        f"{path.name}:{sentence.lineno}"
        for path in files_of(district, ".py")
        if district != COMMAND_LINE
        for call in nodes(path, ast.Call)
        for sentence in given_sentences(call)
        if isinstance(sentence, ast.JoinedStr) and FRENCH.search(ast.unparse(sentence))
    ]
    assert put_together == [], "give Sentence a template, and its fields: a page in English could not say it"


def test_some_districts_have_words() -> None:
    assert sum(bool(kept_messages(district)) for district in DISTRICTS) > 5


@each_district
def test_every_word_has_its_english(district: Path) -> None:
    missing = [str(message.id) for message in kept_messages(district) if not is_translated(message)]
    assert missing == [], f"write it in {catalogue_path(district)}, then run tools/build_messages.py"


@each_district
def test_translations_keep_the_places_of_values(district: Path) -> None:
    for message in kept_messages(district):
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        for form in forms(message.string):
            assert set(PLACEHOLDER.findall(form)) <= wanted | set(PLACEHOLDER.findall(forms(message.id)[0])), message.id


@each_district
def test_the_compiled_catalogue_is_up_to_date(district: Path) -> None:
    if not kept_messages(district):
        assert not catalogue_path(district).exists()
        return
    with catalogue_path(district).with_suffix(".mo").open("rb") as file:
        read_by_django = sorted((forms(message.id), forms(message.string)) for message in read_mo(file) if message.id)
    assert read_by_django == sorted((forms(message.id), forms(message.string)) for message in kept_messages(district))


@each_district
def test_nothing_is_singular_in_french(district: Path) -> None:
    counted = [message for message in kept_messages(district) if message.pluralizable]
    if not counted:
        assert not catalogue_path(district, "fr").with_suffix(".mo").exists()
        return
    one, many = counted[0].id
    with translation.override("fr"):
        assert [translation.ngettext(one, many, count) for count in (0, 1, 2)] == [one, one, many]
    with catalogue_path(district, "fr").with_suffix(".mo").open("rb") as file:
        held = sorted(forms(message.id) for message in read_mo(file) if message.id)
    assert held == sorted(forms(message.id) for message in counted)


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("a thin no-break space before ; ! ?", r"[^\u202f?!][;!?](?=\s|$)"),
        ("a no-break space before :", r"[^\u00a0]:(?=\s|$)"),
        ("thin no-break spaces inside « »", r"«[^\u202f]|[^\u202f]»"),
        ("a curved apostrophe", r"\w'\w"),
    ],
)
def test_french_words_are_well_set(rule: str, wrong: str) -> None:
    texts = [
        re.sub(r"&#?\w+;|<[^>]+>", "", text)
        for district in DISTRICTS
        if district != COMMAND_LINE  # a terminal, which may know no other space
        for message in kept_messages(district)
        for text in forms(message.id)
        if text not in sentences_said_of_files()
    ]
    assert [text for text in texts if re.search(wrong, text)] == [], rule


def test_words_and_plurals_of_each_district_are_found() -> None:
    with translation.override("en"):
        assert gettext("voir la preuve") != "voir la preuve"
        assert ngettext("%(n)d jour", "%(n)d jours", 1) % {"n": 1} == "1 day"
    with translation.override("fr"):
        assert [ngettext("%(n)d jour", "%(n)d jours", n) % {"n": n} for n in (0, 1, 2)] == [
            "0 jour",
            "1 jour",
            "2 jours",
        ]
