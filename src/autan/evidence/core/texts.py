"""Words shown to people, in French first and in English second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages of the product; French is never empty."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the wording for a language code such as `fr` or `en-gb`; French when it is unknown.

        >>> Text("énergie", "energy").in_language("en")
        'energy'
        """
        return self.en if language.startswith("en") and self.en else self.fr
