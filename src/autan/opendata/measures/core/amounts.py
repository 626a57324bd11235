"""Amounts in words, number and unit together, and figures of one drawing brought to one unit."""

from collections.abc import Callable, Sequence

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.units import Unit, readable_unit
from autan.evidence.figures.core.wording import (
    Side,
    Writer,
    bounded_words,
    counts_no_case,
    interval_words,
    round_to_side,
    spell_bounds,
)
from autan.ground.texts.core.notation import format_exactly, format_number, join_unit, set_typography
from autan.ground.wordings import Text

_MOST_DECIMALS = 6


def usual_decimals(value: float) -> int:
    """Digits after the comma: none for a whole number or from 100 on, else one; under one, two or more if it has them.

    >>> [usual_decimals(value) for value in (12.0, 123.4, 12.34, 0.5, 0.25, 0.0042)]
    [0, 0, 1, 1, 2, 3]
    """
    if float(value).is_integer() or abs(value) >= 100:
        return 0
    if abs(value) >= 1 or round(value, 1) == value:
        return 1
    return next((digits for digits in range(2, _MOST_DECIMALS) if round(value, digits)), _MOST_DECIMALS)


def axis_decimals(value: float) -> int:
    """Digits of a point among others on an axis: one even for a whole number, so that they read alike."""
    return 0 if abs(value) >= 100 else max(usual_decimals(value), 1)


def number_text(value: float, decimals: int | None = None) -> Text:
    r"""A number as each language writes it.

    >>> number_text(1234.6)
    Text(fr='1\u202f235', en='1,235')
    """
    digits = usual_decimals(value) if decimals is None else decimals
    return Text(*(format_number(value, decimals=digits, language=language) for language in ("fr", "en")))


def amount_text(value: float, unit: Unit, decimals: int | None = None) -> Text:
    r"""A number and its unit; English sets no space before a percent sign, and the sign of the euro first.

    >>> from autan.evidence.figures.core.units import get_unit
    >>> amount_text(5.5, get_unit("pct"))
    Text(fr='5,5\xa0%', en='5.5%')
    """
    return _with_symbol(number_text(value, decimals), unit.written(value))


def exact_text(value: float, unit: Unit) -> Text:
    """A number with every digit that a person gave, and its unit."""
    number = Text(*(format_exactly(value, language=language) for language in ("fr", "en")))
    return _with_symbol(number, unit.written(value))


def _with_symbol(number: Text, symbol: Text) -> Text:
    return Text(
        join_unit(number.fr, symbol.fr, language="fr"),
        join_unit(number.en, symbol.en, language="en"),
    )


def figure_text(figure: Figure, decimals: int | None = None) -> Text:
    """A figure in a sentence, with its unit: « au moins 110 GWh », « 3 à 5 t »; the word for what is not known."""
    return _placed(figure, lambda language: _writer(decimals, language))


def exact_figure_text(figure: Figure) -> Text:
    """The same, with every digit of its number or of its bounds."""
    return _placed(figure, lambda language: lambda end, _side: format_exactly(end, language=language))


def _placed(figure: Figure, writer_in: Callable[[str], Writer]) -> Text:
    number = Text(*(spell_bounds(bounded_words(figure, writer_in(code), code), code) for code in ("fr", "en")))
    has_number = figure.is_known and not counts_no_case(figure)
    symbol = figure.unit.written(figure.high if figure.value is None else figure.value)
    return _with_symbol(number, symbol) if has_number else number


def interval_text(interval: Interval, unit: Unit, *, within: Interval, decimals: int | None = None) -> Text | None:
    """Where a number lies, in a sentence, with its unit; None where that says no more than `within`."""
    words = Text(
        *(spell_bounds(interval_words(interval, within, _writer(decimals, code), code), code) for code in ("fr", "en"))
    )
    # the number that the unit follows: « at least 1 installation », « 1 to 3 installations »
    last = interval.low if interval.high == within.high else interval.high
    return _with_symbol(words, unit.written(last)) if words.fr else None


def _writer(decimals: int | None, language: str) -> Writer:
    def write(value: float, side: Side) -> str:
        digits = usual_decimals(value) if decimals is None else decimals
        return format_number(round_to_side(value, digits, side), decimals=digits, language=language)

    return write


def count_text(figure: Figure) -> Text:
    """A count in a sentence that says what is counted: the figure without its unit."""
    return Text(*(spell_bounds(bounded_words(figure, _writer(None, code), code), code) for code in ("fr", "en")))


def typeset_text(fr: str, en: str) -> Text:
    """A wording with the typography of each language."""
    return Text(set_typography(fr, language="fr"), set_typography(en, language="en"))


def one_unit(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of one drawing in the unit that suits the largest of them."""
    known = [abs(end) for figure in figures for end in file_numbers(figure) if end is not None]
    unit = readable_unit(figures[0].unit, max(known, default=0))
    return [figure.in_unit(unit) for figure in figures]
