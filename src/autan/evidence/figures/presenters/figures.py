"""Figures as a reader sees them: number, unit, period, coverage, state, and the way to the trace."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from django.urls import reverse

from autan.evidence.figures.core.figures import Figure, count_alerts, count_own, other_periods
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, Unit, readable_unit
from autan.evidence.figures.core.wording import Side, bounded_words, counts_no_case, round_to_side, spell_bounds
from autan.ground.texts.core.notation import format_number
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import plural
from autan.ground.texts.language import ENGLISH, current_language, in_language, with_unit, words
from autan.ground.wordings import Sentence, Text

_SIZED = frozenset(
    {
        Dimension.ENERGY,
        Dimension.ENERGY_LHV,
        Dimension.ENERGY_HHV,
        Dimension.ENERGY_UNSTATED,
        Dimension.POWER,
        Dimension.EMISSIONS,
    }
)
_LEAST = 0.05
_DIGIT = re.compile(r"(?=\d)")
_HUNDRED = 100
_MOST_DOTS = 15
_AGAINST, _OF = Sentence(", rapporté à "), Sentence("sur")
_ALERTS = (Sentence("valeur à vérifier"), Sentence("valeurs à vérifier"))
_SLIGHT = Sentence("trop peu d’observations")
_COUNTS = {Dimension.TERRITORIES, Dimension.COUNT}
_OWN = (Sentence("valeur de la collectivité"), Sentence("valeurs de la collectivité"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """The words of one figure in one language.

    Attributes:
        number: value or range, ready to print; a word when nothing is known.
        unit: symbol after the number, or empty when nothing is known.
        period: time, or empty; both times of a ratio that mixes two.
        coverage: « 8 sur 11 collectivités », or empty when all is known and there is one part.
        coverage_note: the coverage as it stands under the number: « connu pour 8 sur 11 collectivités » where the
            number counts the same parts, which it would be taken for.
        dots: one True for each known part and one False for each unknown part; empty when there are too many.
        state: word for a value that is not plainly observed, or empty.
        own: how many values that authorities gave and chose entered it, in words; empty when none did.
        caution: alerts on the rows behind it, or too few of them, in words; empty without any.
        is_known: False when there is no number, or a count that says « no known case ».
        is_french: True for a label that its source gives in French alone, on a page in another language.
    """

    label: str
    number: str
    unit: str
    period: str
    coverage: str
    coverage_note: str
    dots: tuple[bool, ...]
    state: str
    state_code: str
    own: str
    caution: str
    note: str
    is_known: bool
    figure_id: str
    language: str
    is_french: bool

    @property
    def trace_url(self) -> str:
        """Where its trace is, in the same language; looked up when it is shown, and not by whoever checks a text."""
        return trace_url(self.figure_id, self.language)

    @property
    def drawn_dots(self) -> str:
        """A full dot for each known part, a hollow one for each unknown part."""
        return "".join("●" if is_known else "○" for is_known in self.dots)

    @property
    def quantity(self) -> str:
        """Number with its unit."""
        return with_unit(self.number, self.unit)

    @property
    def spoken(self) -> str:
        """Number with its unit, in a sentence: « au moins 12 GWh »."""
        return spell_bounds(self.quantity, self.language)

    @property
    def sentence(self) -> str:
        """Number, unit, period, state and caution in one sentence, for a text alternative."""
        state = self.state if self.state != self.number else ""  # an unknown value is its state
        words = [self.spoken, self.period, state, self.caution]
        return ", ".join(word for word in words if word)


@lru_cache(maxsize=10_000)
def trace_url(figure_id: str, language: str) -> str:
    """Return where the trace of a figure is, in a language.

    Kept: templates ask for it several times, and each page again.
    """
    with in_language(language):
        return reverse("evidence:trace", kwargs={"figure_id": figure_id})


def readable_figure(figure: Figure) -> Figure:
    """Return the figure in the unit that a reader takes in best (MWh to GWh, t to kt when there are many)."""
    size = max(abs(number) for number in (*file_numbers(figure), 0) if number is not None)
    return figure.in_unit(readable_unit(figure.unit, size))


def alike_figures(figures: Iterable[Figure | None]) -> list[Figure | None]:
    """Return figures that stand side by side in one size of each unit: the largest that one of them is read in.

    What would read as nil in that size keeps its own.
    """
    shown = [figure and readable_figure(figure) for figure in figures]
    largest: dict[Dimension, Unit] = {}
    for figure in shown:
        if figure and figure.is_known:
            unit_so_far = largest.get(figure.unit.dimension, figure.unit)
            largest[figure.unit.dimension] = max(unit_so_far, figure.unit, key=lambda unit: unit.factor)
    return [figure and _in_size(figure, largest.get(figure.unit.dimension, figure.unit)) for figure in shown]


def _in_size(figure: Figure, unit: Unit) -> Figure:
    if not figure.is_known or figure.unit.dimension not in _SIZED:
        return figure
    scaled = figure.in_unit(unit)
    size = max(abs(number) for number in file_numbers(scaled) if number is not None)
    return scaled if size >= _LEAST or not size else figure


def present_period(period: Period) -> str:
    """Write a period in words: `2024`, `2012–2013`, a day, or twelve months up to a day."""
    return words(period.words())


def present_figure(
    figure: Figure, language: str = "", *, unit: Unit | None = None, decimals: int | None = None
) -> FigureView:
    """Give the words of a figure, in its readable unit unless one is asked for, in the current language or another."""
    language = language or current_language()
    key = (language, unit.code if unit else "", decimals)
    if (view := figure.memo.get(key)) is None:
        readable = figure.in_unit(unit) if unit else readable_figure(figure)
        view = figure.memo[key] = _view(figure, readable, decimals, language)
    return cast("FigureView", view)


def figure_sentence(figure: Figure) -> str:
    """Return all that is said of a figure, in French, in one line."""
    view = present_figure(figure, "fr")
    return " ; ".join(part for part in (view.label, view.sentence, view.coverage, view.note) if part)


_UNSAID = {ValueState.OBSERVED, ValueState.LOWER_BOUND}
"""States that need no word beside a number: the usual one, and that which « ≥ » and « au moins » already say."""


def _view(figure: Figure, readable: Figure, decimals: int | None, language: str) -> FigureView:
    has_dots = 1 < readable.total <= _MOST_DOTS
    is_known = readable.is_known and not counts_no_case(readable)
    value, _low, high = file_numbers(readable)
    symbol = readable.unit.written(high if value is None else value)
    text = symbol.in_language(language) if is_known else ""
    number = bounded_words(readable, lambda end, side: _write(readable, end, side, decimals, language), language)
    written, unit = _in_place(number, text, language)
    return FigureView(
        label=readable.label.in_language(language),
        number=written,
        unit=unit,
        period=_periods(readable, language),
        coverage=(coverage := _coverage(readable, language)),
        coverage_note=_coverage_note(readable, coverage, language),
        dots=tuple([True] * readable.known + [False] * (readable.total - readable.known)) if has_dots else (),
        state="" if readable.state in _UNSAID else readable.state.label.in_language(language),
        state_code=readable.state.value,
        own=_count_text(count_own(figure), *_OWN, language),
        caution=_caution(figure, language),
        note=readable.note.in_language(language) if readable.note else "",
        is_known=is_known,
        figure_id=figure.id,
        language=language,
        is_french=language != "fr" and readable.label.in_language(language) == readable.label.fr,
    )


def _in_place(text: str, unit: str, language: str) -> tuple[str, str]:
    """A number and what follows it; English sets the sign of per cent against it, and that of the euro before it."""
    sign, _, rest = unit.partition(" ")
    if language != ENGLISH or sign not in {"%", "€"}:
        return text, unit
    return (f"{text}%" if sign == "%" else _DIGIT.sub("€", text, count=1)), rest


def _periods(figure: Figure, language: str) -> str:
    """The time of a figure, then those of what a ratio divides by: a reader must not take one for the other."""
    own, *others = (period.words().in_language(language) for period in (figure.period, *other_periods(figure)))
    below = ", ".join(filter(None, others))
    return own + _AGAINST.in_language(language) + below if own and below else own


def _count_text(count: int, one: Text, many: Text, language: str) -> str:
    return (
        f"{format_number(count, decimals=0, language=language)} {plural(count, one, many).in_language(language)}"
        if count
        else ""
    )


def _caution(figure: Figure, language: str) -> str:
    alerts = _count_text(count_alerts(figure), *_ALERTS, language)
    slight = _SLIGHT.in_language(language) if figure.is_slight else ""
    return ", ".join(filter(None, (alerts, slight)))


def _write(figure: Figure, value: float, side: Side, decimals: int | None, language: str) -> str:
    if figure.unit.dimension is Dimension.CALENDAR:
        return f"{value:.0f}"  # a year has no thousands to set apart
    digits = _decimals(figure) if decimals is None else decimals
    if decimals is None and float(value).is_integer():
        digits = 0  # « 0 à 14,5 », not « 0,00 à 14,50 »
    return format_number(round_to_side(value, digits, side), decimals=digits, language=language)


def _decimals(figure: Figure) -> int:
    """One more digit for small numbers that are not whole, never more than two; no more than they have."""
    numbers = [number for number in file_numbers(figure) if number is not None]
    if all(float(number).is_integer() for number in numbers) or min(abs(n) for n in numbers) >= _HUNDRED:
        return 0
    if all(round(number, 1) == number for number in numbers):
        return max(figure.unit.decimals, 1)
    is_as_given = not figure.unit.decimals and all(round(number, 2) == number for number in numbers)
    return 2 if is_as_given or min(abs(n) for n in numbers) < 1 else max(figure.unit.decimals, 1)


def _coverage(figure: Figure, language: str) -> str:
    if figure.total <= 1:
        return ""
    known, total = (format_number(count, decimals=0, language=language) for count in (figure.known, figure.total))
    return f"{known} {_OF.in_language(language)} {total} {figure.part.in_language(language)}"


def _coverage_note(figure: Figure, coverage: str, language: str) -> str:
    if not coverage or figure.unit.dimension not in _COUNTS:
        return coverage
    return Sentence("connu pour {parts}", parts=coverage).in_language(language)
