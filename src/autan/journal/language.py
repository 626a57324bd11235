"""Refusals in the language of the page."""

from django.utils.translation import get_language, gettext

from autan.errors import AutanError


def refusal_words(error: Exception) -> str:
    """Return the sentence of a refusal in the current language, where a catalogue has it; in French otherwise.

    Cores and actions raise French sentences, with the fields that they name: the sentences are gathered with the texts
    of the pages.
    """
    template = error.template if isinstance(error, AutanError) else str(error)
    told = gettext(template) if template else ""
    if not isinstance(error, AutanError):
        return told
    language = "fr" if told == template else (get_language() or "fr")[:2]
    return error.told_in(told, language)
