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

_HELP = (
    (r"^Usage: ", "Usage : "),
    (r"\[OPTIONS\]", "[OPTIONS]"),
    (r"\bCOMMAND \[ARGS\]\.\.\.", "COMMANDE [ARGUMENTS]..."),
    (r"^Arguments:$", "Arguments :"),
    (r"^Options:$", "Options :"),
    (r"^Commands:$", "Commandes :"),
    (r"Show this message and exit\.", "Montrer ce mode d’emploi."),
    (r"<(?:int|int range|float|float range)>", "<nombre>"),
    (r"<(?:str|text)>", "<texte>"),
    (r"<(?:path|file|filename)>", "<fichier>"),
    (r"<%Y-%m-%d>", "<AAAA-MM-JJ>"),
    (r"\[required\]", "[obligatoire]"),
    (r"; required\]", " ; obligatoire]"),
    (r"\bdefault:", "sinon :"),
    (r"\benv var:", "variable :"),
)
_REFUSALS = (
    (r"Missing command\.", "il manque une commande"),
    (r"No such command '(.*)'\. Did you mean '(.*)'\?", r"la commande « \1 » n’existe pas ; peut-être « \2 » ?"),
    (r"No such command '(.*)'\.", r"la commande « \1 » n’existe pas"),
    (
        r"No such option: (\S+)\s*(?:Did you mean|\(Possible options:)\s*(.*?)[?)]*\Z",
        r"l’option « \1 » n’existe pas ; peut-être \2",
    ),
    (r"No such option: (\S+)", r"l’option « \1 » n’existe pas"),
    (r"Missing argument '(.*?)'\..*", r"il manque « \1 »"),
    (r"Missing option '(.*?)'.*\..*", r"il manque l’option « \1 »"),
    (r"Missing parameter: (.*)", r"il manque « \1 »"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"en trop : \1"),
    (r"Option '(.*)' requires an argument\.", r"l’option « \1 » attend une valeur"),
    (r"Option '(.*)' does not take a value\.", r"l’option « \1 » n’attend pas de valeur"),
    (r"Invalid value for '(.*?)': (.*)", r"valeur refusée pour « \1 » : \2"),
    (r"Invalid value: (.*)", r"valeur refusée : \1"),
)
_REASONS = (
    (r"Input should be a valid integer.*", "un nombre entier est attendu"),
    (r"Input should be a valid number.*", "un nombre est attendu"),
    (r"Input should be a valid boolean.*", "oui ou non est attendu"),
    (r"Input should be greater than or equal to (\S+)", r"\1 ou plus est attendu"),
    (r"Input should be less than or equal to (\S+)", r"\1 ou moins est attendu"),
    (r"Input should be greater than (\S+)", r"plus de \1 est attendu"),
    (r"Input should be less than (\S+)", r"moins de \1 est attendu"),
    (r"(\S+) is not in the range (.*?)\.", r"\1 n’est pas dans \2"),
    (r"(.*) is not one of (.*)\.", r"\1 n’est pas parmi \2"),
    (r"(?:File|Path|Directory) (.*) does not exist\.", r"\1 n’existe pas"),
    (r"(?:File|Path) (.*) is a directory\.", r"\1 est un dossier"),
    (r"Directory (.*) is a file\.", r"\1 est un fichier"),
    (r"(.*) is not readable\.", r"\1 ne peut pas être lu"),
    (r"(.*) is not writable\.", r"\1 ne peut pas être écrit"),
    (r"(?:Value error, )?('[^']*') does not match the formats '%Y-%m-%d'\.", r"\1 n’est pas de la forme AAAA-MM-JJ"),
)


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
    return _english(text) if is_english() else text


def terminal_sentence(sentence: str) -> str:
    """Return a refusal or a fault in the language of the terminal; in French while the settings are not read yet."""
    from django.apps import apps
    from django.utils import translation

    if not is_english() or not apps.ready:
        return sentence
    from autan.ground.texts.refusals import sentence_words

    with translation.override("en"):
        return sentence_words(sentence)


def terminal_shown(text: str) -> str:
    """Return what a fault shows of a file: as it is there, or a sentence in the language of the terminal."""
    return terminal_sentence(text) if isinstance(text, Sentence) else text


def help_page(text: str) -> str:
    """Put what the library says on a page of help in the language of the terminal."""
    return text if is_english() else _replaced(text, _HELP, re.MULTILINE)


def refusal(text: str) -> str:
    """Put a refusal of the library in that language; words that are not known stay, after the reason."""
    return text if is_english() else _replaced(text, _REFUSALS + _REASONS, re.DOTALL)


def _replaced(text: str, table: tuple[tuple[str, str], ...], flags: re.RegexFlag) -> str:
    for pattern, words in table:
        text = re.sub(pattern, words, text, flags=flags)
    return text


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
