"""The language of the page, the document or the command under way, and words and numbers written in it.

Cores give `Text`; presenters resolve it here, once. A document in another language is made inside `in_language`.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Self

from django.conf import settings
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html
from django.utils.translation import ngettext
from django.utils.translation.trans_real import translation as catalogue

from autan.ground.texts.core import notation
from autan.ground.wordings import Sentence, Text, is_english

FRENCH: Final = "fr"
ENGLISH: Final = "en"


def lend_catalogues() -> None:
    """Let sentences find their English, and numbers and days the folders of languages. Called when Django starts."""
    Sentence.english = staticmethod(_english)
    Text.elsewhere = staticmethod(_in_folder)
    notation.NOTATIONS.update({code: folder.notation for code, folder in settings.AUTAN_LANGUAGES.items()})


@lru_cache(maxsize=4096)
def _english(template: str) -> str:
    return str(catalogue(ENGLISH).gettext(template))


@lru_cache(maxsize=4096)
def _in_folder(language: str, french: str) -> str:
    is_known = french and language in settings.AUTAN_LANGUAGES
    return str(catalogue(language).gettext(french)) if is_known else french


def current_language() -> str:
    """Return `fr`, `en` or the code of a folder of languages, without its country; French for another language."""
    code = (translation.get_language() or FRENCH).partition("-")[0]
    return code if code in notation.NOTATIONS else FRENCH


def is_only_french(text: Text) -> bool:
    """Say whether a page that is not in French shows these words in French, which it then marks."""
    return current_language() != FRENCH and text.in_language(current_language()) == text.fr


def spelling(language: str) -> str:
    """Return the language in which an office document is spelt; what has no English is mostly French."""
    return "en-GB" if is_english(language) else "fr-FR"


def in_language(language: str) -> AbstractContextManager[None]:
    """Make everything inside the block in a language."""
    return translation.override(language)


def words(text: Text | None) -> str:
    """Return a wording in the current language; empty for None."""
    return text.in_language(current_language()) if text else ""


def in_both_languages(say: Callable[[], str]) -> Text:
    """Return what is said in each language, for what is put together from words of the current one."""
    with in_language(FRENCH):
        french = say()
    with in_language(ENGLISH):
        return Text(french, say())


class MarkedText(str):
    """A text that holds French words in another language: plain as a text, `lang="fr"` around them in a page.

    For what stands between two tags of a page: an attribute would show the marks.
    """

    _marked: str

    def __new__(cls, plain: str, marked: str) -> Self:
        """`marked` is the same text, escaped for a page."""
        text = super().__new__(cls, plain)
        text._marked = marked
        return text

    def __html__(self) -> str:
        return self._marked


def with_french(sentence: str, **french: str) -> str:
    """Put what somebody wrote in French, such as a title, in a sentence of the language of the page."""
    typed = {name: notation.set_typography(text, language=FRENCH) for name, text in french.items()}
    plain = sentence % typed
    if current_language() == FRENCH:
        return plain
    marks = {name: format_html('<span lang="fr">{}</span>', text) for name, text in typed.items()}
    return MarkedText(plain, conditional_escape(sentence) % marks)


def in_french(text: str) -> str:
    """Return what somebody wrote in French, such as a title, for a page in any language."""
    return with_french("%(text)s", text=text)


def quoting_french(text: Text) -> str:
    """Say a sentence whose plain fields quote what somebody wrote in French."""
    code = current_language()
    if not isinstance(text, Sentence) or code == FRENCH:
        return words(text)
    begin, end = "\ue000", "\ue001"  # signs of no text
    fields = {name: f"{begin}{value}{end}" if type(value) is str else value for name, value in text.fields.items()}
    marked = conditional_escape(Sentence(text.template, **fields).in_language(code))
    return MarkedText(text.in_language(code), marked.replace(begin, '<span lang="fr">').replace(end, "</span>"))


def typeset(text: str) -> str:
    """Return words with the apostrophes, quotes and no-break spaces of the current language."""
    return notation.set_typography(text, language=current_language())


def number(value: float, *, decimals: int = 0) -> str:
    """Write a number as the reader does."""
    return notation.format_number(value, decimals=decimals, language=current_language())


def signed_number(value: float, *, decimals: int = 0) -> str:
    """Write a change with its sign; one that rounds to nothing has none."""
    text = number(value, decimals=decimals)
    return f"+{text}" if value > 0 and text.strip("0,.") else text


def exact_number(value: float) -> str:
    """Write a number that a person gave with every digit of it."""
    return notation.format_exactly(value, language=current_language())


def ungrouped_number(text: str) -> str:
    """Return a number typed in the language of the page without the signs that part its thousands there."""
    return notation.without_thousands(text, language=current_language())


def day(value: date) -> str:
    """Write a day in full."""
    return notation.format_date(value, language=current_language())


def day_of(moment: datetime) -> str:
    """Write in full the day of a moment, in the current time zone."""
    return day(timezone.localdate(moment))


def recorded(moment: datetime, *, by: str = "") -> str:
    """Write who recorded something, where the reader may know it, and the day."""
    return ", ".join(part for part in (by, day_of(moment)) if part)


def name_some(names: Sequence[str], most: int = 5) -> str:
    """Name the first of a list, and count the others."""
    others = count_others(len(names) - most)
    return f"{', '.join(names[:most])} {others}" if others else ", ".join(names)


def count_others(left: int) -> str:
    """Say how many more there are, « et 3 autres »; nothing when there are none."""
    return ngettext("et %(count)s autre", "et %(count)s autres", left) % {"count": number(left)} if left > 0 else ""


def with_unit(amount: str, unit: str) -> str:
    """Write a number and its unit; English sets no space before a percent sign."""
    return notation.join_unit(amount, unit, language=current_language())


def semicolon() -> str:
    """Write a semicolon, after a thin no-break space in French."""
    return notation.write_semicolon(current_language())


def colon() -> str:
    """Write a colon, after a no-break space in French."""
    return notation.write_colon(current_language())
