"""Figures as a reader sees them: number, unit, period, coverage, state, and the way to the trace."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from autan.evidence.core.confidence import Confidence
from autan.evidence.core.figures import Figure, count_own, other_period
from autan.evidence.core.notation import NO_BREAK_SPACE, format_number, set_typography
from autan.evidence.core.periods import Period
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.topics import Topic
from autan.evidence.core.units import Dimension, Unit, get_unit
from autan.evidence.language import current_language
from autan.evidence.models import Fact

_ENERGY = {
    Dimension.ENERGY: "",
    Dimension.ENERGY_LHV: "_lhv",
    Dimension.ENERGY_HHV: "_hhv",
    Dimension.ENERGY_UNSTATED: "_unstated",
}
_STEPS_UP = {"MWh": "GWh", "kWh": "MWh"}
_WIDE = 10_000
_HUNDRED = 100
_MOST_DOTS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """The words of one figure in one language.

    Attributes:
        label: what is measured.
        number: value or range, ready to print; a word when nothing is known.
        unit: symbol after the number, or empty when nothing is known.
        period: time, or empty; both times of a ratio that mixes two.
        coverage: « 8 sur 11 collectivités », or empty when all is known and there is one part.
        dots: one True for each known part and one False for each unknown part; empty when there are too many.
        state: word for a value that is not plainly observed, or empty.
        state_code: code of the state, for the stylesheet.
        own: how many values that authorities gave and chose entered it, in words; empty when none did.
        note: caution, or empty.
        trace_url: where its trace is.
        is_known: False when there is no number.
    """

    label: str
    number: str
    unit: str
    period: str
    coverage: str
    dots: tuple[bool, ...]
    state: str
    state_code: str
    own: str
    note: str
    trace_url: str
    is_known: bool

    @property
    def sentence(self) -> str:
        """Number, unit, period and state in one breath, for a text alternative."""
        words = [f"{self.number}{NO_BREAK_SPACE}{self.unit}".strip(), self.period, self.state]
        return ", ".join(word for word in words if word)


def readable_figure(figure: Figure) -> Figure:
    """Return the figure in the unit that a reader takes in best (MWh to GWh, t to kt when there are many)."""
    unit = figure.unit
    size = max(abs(number) for number in (figure.value, figure.low, figure.high, 0) if number is not None)
    if size < _WIDE:
        return figure
    if unit.dimension in _ENERGY:
        name = unit.code.removesuffix(_ENERGY[unit.dimension])
        if name in _STEPS_UP:
            return readable_figure(figure.in_unit(get_unit(_STEPS_UP[name] + _ENERGY[unit.dimension])))
    if unit.code == "tCO2e":
        return figure.in_unit(get_unit("ktCO2e"))
    if unit.code == "kW":
        return figure.in_unit(get_unit("MW"))
    return figure


def present_period(period: Period, language: str = "") -> str:
    """Write a period in words: `2024`, `2012–2013`, a day, or twelve months up to a day."""
    return period.words(language or current_language())


def present_figure(
    figure: Figure, language: str = "", *, unit: Unit | None = None, decimals: int | None = None
) -> FigureView:
    """Give the words of a figure, in its readable unit unless one is asked for."""
    language = language or current_language()
    shown = figure.in_unit(unit) if unit else readable_figure(figure)
    many = shown.total <= _MOST_DOTS and shown.total > 1
    return FigureView(
        label=shown.label.in_language(language),
        number=_number(shown, language, decimals),
        unit=shown.unit.written(shown.high if shown.value is None else shown.value, language) if shown.is_known else "",
        period=_periods(shown, language),
        coverage=_coverage(shown, language),
        dots=tuple([True] * shown.known + [False] * (shown.total - shown.known)) if many else (),
        state="" if shown.state is ValueState.OBSERVED else shown.state.label.in_language(language),
        state_code=shown.state.value,
        own=_own_values(count_own(figure), language),
        note=shown.note.in_language(language) if shown.note else "",
        trace_url=reverse("evidence:trace", kwargs={"figure_id": figure.id}),
        is_known=shown.is_known,
    )


def _periods(figure: Figure, language: str) -> str:
    """The time of a figure; for a ratio of two times, both: a reader must not take one for the other."""
    words, other = present_period(figure.period, language), other_period(figure)
    below = present_period(other, language) if other else ""
    if not words or not below:
        return words
    return words + Text(", rapporté à ", ", against ").in_language(language) + below


def _own_values(count: int, language: str) -> str:
    if not count:
        return ""
    many = "s" if count > 1 else ""
    return Text(f"{count} valeur{many} propre{many}", f"{count} own value{many}").in_language(language)


def _number(figure: Figure, language: str, decimals: int | None) -> str:
    if not figure.is_known:
        return figure.state.label.in_language(language)
    if figure.low is not None and figure.high is not None:
        ends = dict.fromkeys(_write(figure, end, language, decimals) for end in (figure.low, figure.high))
        return Text(" à ", " to ").in_language(language).join(ends)
    text = _write(figure, figure.value or 0, language, decimals)
    return f"≥{NO_BREAK_SPACE}{text}" if figure.state is ValueState.LOWER_BOUND else text


def _write(figure: Figure, number: float, language: str, decimals: int | None) -> str:
    if figure.unit.dimension is Dimension.CALENDAR:
        return f"{number:.0f}"  # a year has no thousands to set apart
    digits = _decimals(figure) if decimals is None else decimals
    if decimals is None and float(number).is_integer():
        digits = 0  # « 0 à 14,5 », not « 0,00 à 14,50 »
    return format_number(number, decimals=digits, language=language)


def _decimals(figure: Figure) -> int:
    """One more digit for small numbers that are not whole, never more than two; no more than they have."""
    numbers = [number for number in (figure.value, figure.low, figure.high) if number is not None]
    if all(float(number).is_integer() for number in numbers) or min(abs(n) for n in numbers) >= _HUNDRED:
        return 0
    if all(round(number, 1) == number for number in numbers):
        return max(figure.unit.decimals, 1)
    is_as_given = not figure.unit.decimals and all(round(number, 2) == number for number in numbers)
    return 2 if is_as_given or min(abs(n) for n in numbers) < 1 else max(figure.unit.decimals, 1)


def _coverage(figure: Figure, language: str) -> str:
    if figure.total <= 1:
        return ""
    words = Text("sur", "of").in_language(language)
    known, total = (format_number(n, decimals=0, language=language) for n in (figure.known, figure.total))
    return f"{known} {words} {total} {figure.part.in_language(language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """The words of one fact in one language, with the typography of that language."""

    id: str
    subject: str
    topic: str
    statement: str
    period: str
    confidence: str
    source_title: str
    source_slug: str
    producer: str
    published: str
    locator: str
    is_disputed: bool
    is_invented: bool


def present_fact(fact: Fact) -> FactView:
    """Give the words of a fact; its source must be at hand, and `is_disputed` where it is wanted."""
    language = current_language()
    return FactView(
        id=fact.id,
        subject=fact.subject,
        topic=Topic(fact.topic).label.in_language(language),
        statement=set_typography(fact.statement.in_language(language), language=language),
        period=fact.period.replace("-", "–"),
        confidence=Confidence(fact.confidence).label.in_language(language),
        source_title=set_typography(fact.source.title, language="fr"),
        source_slug=fact.source.slug,
        producer=fact.source.producer,
        published=fact.source.published,
        locator=fact.locator,
        is_disputed=getattr(fact, "is_disputed", False),
        is_invented=fact.is_invented,
    )


def group_by_topic(facts: Iterable[Fact]) -> list[tuple[str, list[FactView]]]:
    """Group facts by topic, in the order of the topics, leaving out the topics without a fact."""
    views: dict[str, list[FactView]] = {topic.value: [] for topic in Topic}
    for fact in facts:
        views[fact.topic].append(present_fact(fact))
    language = current_language()
    return [(Topic(code).label.in_language(language), found) for code, found in views.items() if found]
