"""Words made of other words, in both languages: joined, after a colon, quantities with their unit."""

from collections.abc import Callable, Iterable
from datetime import date

from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.notation import (
    THIN_SPACE,
    format_date,
    format_exactly,
    join_unit,
    set_typography,
    write_colon,
)
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text


def verbatim(words: str) -> Text:
    """Return words that are the same in both languages: what somebody wrote, a code, a name."""
    return Text(words, words)


def in_both(make: Callable[[str], str]) -> Text:
    """Return what a function of the language makes in French and in English."""
    return Text(make("fr"), make("en"))


def join_texts(separator: str, texts: Iterable[Text]) -> Text:
    """Put the wordings that are not empty one after the other; an empty English is the French.

    >>> join_texts(" — ", [Text("Coût", "Cost"), Text("", ""), Text("médiane", "")])
    Text(fr='Coût — médiane', en='Cost — médiane')
    """
    filled = [text for text in texts if text.fr]
    return in_both(lambda language: separator.join(text.in_language(language) for text in filled))


def after_colon(label: Text, text: Text) -> Text:
    """Put what is said of something after its label.

    >>> after_colon(Text("Coût", "Cost"), Text("3 €", "€3")).en
    'Cost: €3'
    """
    return in_both(
        lambda language: f"{label.in_language(language)}{write_colon(language)} {text.in_language(language)}"
    )


def typeset(text: Text) -> Text:
    """Return words that an author typed with the apostrophes, quotes and no-break spaces of each language."""
    return in_both(lambda language: set_typography(text.in_language(language), language=language))


def symbol_of(unit: str) -> Text:
    """Return the symbol of a unit, by its code; nothing for no unit."""
    return get_unit(unit).symbol if unit else NO_TEXT


def write_quantity(value: float, unit: str) -> Text:
    r"""Write a number that a person gave, to the last digit, with the symbol of its unit.

    >>> write_quantity(12.5, "EUR")
    Text(fr='12,5\xa0€', en='€12.5')
    """
    symbol = symbol_of(unit)
    return in_both(
        lambda language: join_unit(
            format_exactly(value, language=language), symbol.in_language(language), language=language
        )
    )


def write_day(day: date) -> Text:
    """Write a day in full."""
    return in_both(lambda language: format_date(day, language=language))


def quoted(text: Text) -> Text:
    """Put words between the quotes of each language.

    >>> quoted(Text("Oui", "Yes")).en
    '“Yes”'
    """
    return Text(f"«{THIN_SPACE}{text.fr}{THIN_SPACE}»", f"“{text.in_language('en')}”")


def join_in_words(separator: Text, texts: Iterable[Text]) -> Text:
    """Put wordings one after the other, with a word of each language between them."""
    parts = list(texts)
    return Text(
        separator.fr.join(part.fr for part in parts), separator.en.join(part.in_language("en") for part in parts)
    )


def fill_in(template: Text, **parts: Text | float | str) -> Text:
    """Put words and numbers where a wording names them between braces.

    >>> fill_in(Text("{n} sur {all}", "{n} of {all}"), n=2, all=Text("dix", "ten")).en
    '2 of ten'
    """
    return in_both(
        lambda language: template.in_language(language).format(
            **{name: part.in_language(language) if isinstance(part, Text) else part for name, part in parts.items()}
        )
    )


def capitalised(text: Text) -> Text:
    """Begin words with a capital.

    >>> capitalised(Text("à remplir", "to be filled"))
    Text(fr='À remplir', en='To be filled')
    """
    return in_both(lambda language: text.in_language(language)[:1].upper() + text.in_language(language)[1:])
