"""The kind of fields whose words stand in both languages, as `TextColumns` keep them."""

from dataclasses import KW_ONLY, dataclass
from typing import Any

from autan.ground.descriptions.core.kinds import Change, Names, ShortText
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text


@dataclass(frozen=True, slots=True)
class Wording(ShortText):
    """Words in both languages, in two columns of a table (`TextColumns`); a form asks them once, and both hold them.

    Attributes:
        lines: height of the field that asks them.
    """

    _: KW_ONLY
    lines: int = 1

    empty = NO_TEXT

    def read(self, stored: Any) -> Any:
        """Return the words, which a table keeps as such, and JSON by language.

        >>> title = Wording(label=Text("Titre", "Title"))
        >>> title.keep(title.read({"fr": "Réunion", "en": "Meeting"}))
        {'fr': 'Réunion', 'en': 'Meeting'}
        """
        return Text(**stored) if isinstance(stored, dict) else stored or self.empty

    def keep(self, value: Any) -> Any:
        """Return the words by language."""
        return {"fr": value.fr, "en": value.en}

    def as_column(self, value: Any) -> Any:
        """Return the words."""
        return value

    def is_empty(self, value: Any) -> bool:
        """Say whether nothing is said in French."""
        return not value.fr.strip()

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return the words in a language."""
        return str(value.in_language(language))

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the words of each language, once."""
        return tuple(dict.fromkeys(filter(None, (value.fr, value.en))))

    def change_texts(self, value: Any, change: Change) -> Any:
        """Change the words of each language."""
        return Text(change(value.fr), change(value.en))

    def tidy(self, value: Any) -> Any:
        """Return the words with one space between them, cut at their length; those in French where English has none."""
        french, english = (ShortText.tidy(self, words) for words in (value.fr, value.en))
        return Text(french, english or french)

    def schema(self, language: str) -> dict[str, Any]:
        """The words by language."""
        return {"type": "object", "properties": dict.fromkeys(("fr", "en"), ShortText.schema(self, language))}
