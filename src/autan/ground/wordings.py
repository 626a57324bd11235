"""What is said in both languages: words that data carry (`Text`), and sentences of the code (`Sentence`).

A sentence is written in French where it is said; its English is in the catalogue of its district. A text has both
wordings side by side, because they come together from a file, a form or the database.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

_FIELD = re.compile(r"{[^{}]*}")
_SPACED_SIGN = re.compile("[ \u00a0\u202f]([:;])")


def is_english(language: str) -> bool:
    """Say whether a language code, such as `en` or `en-gb`, is English; anything else is read in French.

    >>> is_english("en-gb"), is_english("fr"), is_english("")
    (True, False, False)
    """
    return language.partition("-")[0] == "en"


def is_french(language: str) -> bool:
    """Say whether a language code is French: `frp`, Franco-Provençal, is not.

    >>> is_french("fr"), is_french("fr-ca"), is_french("frp")
    (True, True, False)
    """
    return language.partition("-")[0] == "fr"


@dataclass(frozen=True, eq=False)
class Text:
    """One wording in both languages of the product; French is never empty.

    Attributes:
        elsewhere: what a folder of a language says of a French wording, lent when Django starts; itself where it has
            nothing.
    """

    fr: str
    en: str
    elsewhere: ClassVar[Callable[[str, str], str]] = staticmethod(lambda _language, french: french)

    def in_language(self, language: str) -> str:
        """Return the wording for a language code such as `fr` or `en-gb`; French where that language has none.

        >>> Text("énergie", "energy").in_language("en"), Text("énergie", "energy").in_language("oc")
        ('energy', 'énergie')
        """
        if is_english(language):
            return self.en or self.fr
        return self.fr if is_french(language) else Text.elsewhere(language, self.fr)

    def __eq__(self, other: object) -> bool:
        return (self.fr, self.en) == (other.fr, other.en) if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.fr)


class Sentence(str, Text):
    """A French sentence, which keeps its template and fields so that it can be said in another language.

    It is a plain text of French wherever a text is wanted; `str` of it, or of an error that carries it, is itself.

    >>> most = Sentence("au plus {most} colonnes", most=12)
    >>> most, most.template
    ('au plus 12 colonnes', 'au plus {most} colonnes')

    Attributes:
        template: the sentence, with the name of each field in braces.
        fields: what the sentence names: other sentences and texts in two languages as such; without any, braces are
            plain signs.
        english: what the catalogues say of a template, given when Django starts; French where it is not installed.
    """

    template: str
    fields: dict[str, object]
    english: ClassVar[Callable[[str], str]] = staticmethod(lambda template: template)

    def __new__(cls, template: str, /, **fields: object) -> "Sentence":
        """Write the sentence in French; what is one already is returned as it is."""
        if isinstance(template, Sentence):
            return template
        french = {name: value if type(value) is str else _french(value) for name, value in fields.items()}
        sentence = super().__new__(cls, template.format(**french) if fields else template)
        sentence.__dict__.update(template=template, fields=fields)
        return sentence

    def __init__(self, template: str, /, **fields: object) -> None:
        """A sentence is whole once it is written."""

    def __str__(self) -> str:
        # itself, and no plain text: what is made of it alone can still be translated
        return self

    __eq__ = str.__eq__
    __hash__ = str.__hash__
    __repr__ = str.__repr__

    @property
    def fr(self) -> str:
        """The sentence in French, as a plain text."""
        return str.__str__(self)

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.translated("en", type(self).english)

    def in_language(self, language: str) -> str:
        """Return the sentence for a language code such as `fr` or `en-gb`; French where that language has none."""
        if is_english(language):
            return self.en
        return self.fr if is_french(language) else self.translated(language, partial(Text.elsewhere, language))

    @classmethod
    def of(cls, text: object) -> "Sentence":
        """Return what a text in two languages says, as a sentence."""
        return cls("{text}", text=text)

    @classmethod
    def joined(cls, separator: str, parts: Iterable[object]) -> "Sentence":
        """Return several sentences, or texts in two languages, as one.

        >>> Sentence.joined(" ; ", ["un nombre", Sentence("une colonne « {name} »", name="siren")])
        'un nombre ; une colonne « siren »'
        """
        fields = {f"part{rank}": part for rank, part in enumerate(parts)}
        return cls(separator.join(f"{{{name}}}" for name in fields), **fields)

    def translated(self, language: str, translate: Callable[[str], str]) -> str:
        """Return the sentence in a language, from what a catalogue says of each template.

        A template with words of its own that the catalogue does not know stays French as a whole; one without any
        loses the spaces that French sets before its signs.
        """
        text = translate(self.template) if self.template else ""
        if text == self.template and language != "fr":
            if any(map(str.isalpha, _FIELD.sub("", text))):
                language = "fr"
            else:
                text = _SPACED_SIGN.sub(r"\1", text)
        return _fill_template(text, self.fields, translate, language)


def translate_sentence(text: str, language: str, translate: Callable[[str], str]) -> str:
    """Return a sentence, or a plain French text that a catalogue may know, in a language."""
    return Sentence(text).translated(language, translate)


def _french(value: object) -> object:
    return value.fr if isinstance(value, Text) else str(value) if isinstance(value, Exception) else value


def _fill_template(template: str, fields: dict[str, object], translate: Callable[[str], str], language: str) -> str:
    def worded(value: object) -> object:
        if isinstance(value, Exception):
            value = str(value)
        if isinstance(value, Sentence):
            return value.translated(language, translate) if language != "fr" else str.__str__(value)
        return value.in_language(language) if isinstance(value, Text) else value

    return template.format(**{name: worded(value) for name, value in fields.items()}) if fields else template
