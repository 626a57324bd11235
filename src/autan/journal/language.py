"""Refusals in the language of the page."""

from django.utils.translation import gettext


def refusal_words(error: Exception) -> str:
    """Return the sentence of a refusal in the current language, where a catalogue has it; as it was raised otherwise.

    Cores and actions raise French sentences; those without a variable part are gathered with the texts of the pages.
    """
    told = str(error)
    return gettext(told) if told else ""
