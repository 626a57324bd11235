"""The words of the command line's library, in French: help and refusals are in one language."""

import re
from collections.abc import Callable
from typing import Any

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
    (r"\[required\]", "[obligatoire]"),
    (r"; required\]", " ; obligatoire]"),
    (r"\bdefault:", "sinon :"),
    (r"\benv var:", "variable :"),
)
_REFUSALS = (
    (r"Missing command\.", "il manque une commande"),
    (r"No such command '(.*)'\.", r"la commande « \1 » n’existe pas"),
    (
        r"No such option: (\S+)\s*(?:Did you mean|\(Possible options:)\s*(.*?)[?)]?",
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
    (r"(.*) does not match the formats (.*)\.", r"\1 n’est pas de la forme \2"),
)


def french_help(text: str) -> str:
    """Put a page of help in French."""
    for pattern, words in _HELP:
        text = re.sub(pattern, words, text, flags=re.MULTILINE)
    return text


def french_refusal(text: str) -> str:
    """Put a refusal in French; words that are not known stay as they are, after the reason."""
    for table in (_REFUSALS, _REASONS):
        for pattern, words in table:
            text = re.sub(pattern, words, text, flags=re.DOTALL)
    return text


def _in_french(said: Callable[..., str | None]) -> Callable[..., str | None]:
    def in_french(*args: Any, **options: Any) -> str | None:
        words = said(*args, **options)
        return french_help(words) if words else words

    return in_french


def speak_french(command: Any) -> Any:
    """Let a command, and those it holds, give their help in French; return it."""
    for inner in getattr(command, "commands", {}).values():
        speak_french(inner)
    for parameter in command.params:  # before the columns of the page are aligned
        parameter.display_type = _in_french(parameter.display_type)
    original = command.get_help
    command.get_help = lambda ctx: french_help(original(ctx))
    return command
