"""Refusals and faults of files in the language of the page."""

from django.utils.translation import get_language, gettext

from autan.ground.wordings import Sentence, translate_sentence


def refusal_words(error: Exception) -> str:
    """Return the sentence of a refusal in the current language; in French where no catalogue has it."""
    return sentence_words(str(error))


def sentence_words(sentence: str) -> str:
    """Return a French sentence of a core or an action in the current language, where a catalogue has it.

    Cores and actions write French sentences, with the fields that they name (`autan.ground.errors.Sentence`): they are
    gathered with the texts of the pages.
    """
    language = (get_language() or "fr")[:2]
    return str.__str__(sentence) if language == "fr" else translate_sentence(sentence, language, gettext)


def shown_words(text: str) -> str:
    """Return a sentence in the current language, and any other text, such as the name of a column, as it is."""
    return sentence_words(text) if isinstance(text, Sentence) else text
