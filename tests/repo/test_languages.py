"""Folders of languages that ship: their sentences keep the places of values, and are what Django reads."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

from tests.repo.test_translations import PLACEHOLDER, forms
from tools.build_messages import LANGUAGES, is_translated, read_language

FOLDERS = sorted(LANGUAGES.glob("[a-z]*"))
each_language = pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])


def messages_of(folder: Path) -> list[Message]:
    return [message for message in read_language(folder) if message.id]


def test_spanish_ships() -> None:
    assert "es" in [folder.name for folder in FOLDERS]


@each_language
def test_a_text_of_a_language_is_translated_with_the_places_of_its_values(folder: Path) -> None:
    wrong = []
    for message in messages_of(folder):
        singular, many = (set(PLACEHOLDER.findall(form)) for form in (forms(message.id)[0], forms(message.id)[-1]))
        places = [set(PLACEHOLDER.findall(form)) for form in forms(message.string)]
        # a plural may leave a number out where it is one; nothing else is left out nor added
        if not is_translated(message) or places[-1] != many or not places[0] <= singular | many:
            wrong.append(message.id)
    assert wrong == []


@each_language
def test_what_django_reads_is_the_catalogue_of_the_folder(folder: Path) -> None:
    with (folder / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = sorted((forms(message.id), forms(message.string)) for message in read_mo(file) if message.id)
    assert compiled == sorted((forms(message.id), forms(message.string)) for message in messages_of(folder))
