"""The one language of help and of what the library refuses: French, or English where the terminal is in English."""

import os
import re
from collections.abc import Callable
from functools import cache
from gettext import translation
from pathlib import Path
from typing import Any

from autan.ground.wordings import Sentence

_TOLD_BY = ("AUTAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def is_english() -> bool:
    """True when the first variable that tells a language (`AUTAN_LANGUAGE`, then those of the system) tells English."""
    return next(filter(None, map(os.environ.get, _TOLD_BY)), "").lower().startswith("en")


@cache
def _english(text: str) -> str:
    return translation("django", Path(__file__).parent / "locale", ["en"]).gettext(text)


def help_text(text: str | None) -> str | None:
    """Return a text of help, written in French, in the language of the terminal."""
    return _english(text) if text and is_english() else text


def terminal_words(text: str) -> str:
    """Return a text of the command line, written in French, in the language of the terminal."""
    return _english(text) if text and is_english() else text


def terminal_sentence(sentence: str) -> str:
    """Return a refusal or a fault in the language of the terminal; in French while the settings are not read yet."""
    from django.apps import apps
    from django.utils import translation

    if not is_english() or not apps.ready:
        return sentence
    from autan.ground.wordings import translate_sentence

    with translation.override("en"):
        return translate_sentence(sentence, "en", _english_anywhere)


def _english_anywhere(text: str) -> str:
    """A text of the command line itself, or of the room that refuses."""
    own = _english(text)
    if own != text:
        return own
    from django.utils.translation import gettext

    return gettext(text)


def terminal_shown(text: str) -> str:
    """Return what a fault shows of a file: as it is there, or a sentence in the language of the terminal."""
    return terminal_sentence(text) if isinstance(text, Sentence) else text


def help_page(text: str) -> str:
    """Put what the library says on a page of help in the language of the terminal."""
    return text if is_english() else _replace(text, "help", re.MULTILINE)


def refusal(text: str) -> str:
    """Put a refusal of the library in that language; words that are not known stay, after the reason."""
    return text if is_english() else _replace(text, "refusal", re.DOTALL)


def _replace(text: str, place: str, flags: re.RegexFlag) -> str:
    for shown_in, pattern, words in _library_words():
        text = re.sub(pattern, words, text, flags=flags) if shown_in == place else text
    return text


@cache
def _library_words() -> list[list[str]]:
    """What the library says, by place (`help` or `refusal`): a pattern, and its French."""
    table = Path(__file__).with_name("library_words.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines()]


def _in_language(get_words: Callable[..., str | None]) -> Callable[..., str | None]:
    def in_language(*args: Any, **options: Any) -> str | None:
        words = get_words(*args, **options)
        return help_page(words) if words else words

    return in_language


def translate_help(command: Any) -> Any:
    """Let a command, and those it holds, give their help in the language of the terminal; return it."""
    for inner in getattr(command, "commands", {}).values():
        translate_help(inner)
    for parameter in command.params:  # before the columns of the page are aligned
        parameter.help = help_text(getattr(parameter, "help", None))
        parameter.display_type = _in_language(parameter.display_type)
    command.help = help_text(command.help)
    command.get_help = _in_language(command.get_help)
    return command
