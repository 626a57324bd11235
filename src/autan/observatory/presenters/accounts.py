"""The energy page of a territory in words: lines with both values, tables of sources, what is not at hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, format_number
from autan.evidence.core.periods import Period
from autan.evidence.core.texts import Text
from autan.evidence.core.units import convert
from autan.evidence.presenters.figures import readable_figure
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.comparison import ComparedRow, Comparison, GapSummary
from autan.observatory.core.measures import MeasureGroup
from autan.observatory.core.own_values import Gap, SideBySide


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """One measure with both its values, in words.

    Attributes:
        label: what is measured, at which date.
        provider: figure of the provider, or None.
        own: figure of the territory, or None.
        gap: how far the second is from the first, or empty.
        used: which one the pages use, or empty when there is no choice to make.
        reason: why, in the words of the person; empty when nobody chose.
        url: where a value is given or chosen.
    """

    label: str
    provider: Figure | None
    own: Figure | None
    gap: str
    used: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroup:
    """The lines of one part of the page."""

    title: str
    lines: tuple[ValueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """Several sources side by side, in words: headings with methods, rows of figures each followed by its gap."""

    code: str
    title: str
    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[tuple[Figure | None, str], ...]], ...]
    total: tuple[str, tuple[tuple[Figure | None, str], ...]] | None
    sentences: tuple[str, ...]
    is_total_partial: bool = False


def group_lines(siren: str, values: Sequence[SideBySide]) -> list[LineGroup]:
    """Lines by part of the page, in the order of the catalogue."""
    language = get_language() or "fr"
    found: dict[MeasureGroup, list[ValueLine]] = {}
    for value in values:
        found.setdefault(BASE_MEASURES[value.measure].group, []).append(view_line(siren, value))
    return [LineGroup(title=group.label.in_language(language), lines=tuple(found[group])) for group in found]


def view_line(siren: str, value: SideBySide) -> ValueLine:
    """Give the words of one line."""
    language = get_language() or "fr"
    shown = value.own or value.provider
    date = shown.id.split(".")[3] if shown else ""
    return ValueLine(
        label=f"{BASE_MEASURES[value.measure].label.in_language(language)}, {say_date(date, language)}",
        provider=value.provider,
        own=value.own,
        gap=_say_gap(value.gap, value.provider, language),
        used=_say_used(value),
        reason=value.held.choice_reason if value.held else "",
        url=reverse("observatory:own-value", kwargs={"siren": siren, "measure": value.measure}),
    )


def say_date(date: str, language: str) -> str:
    """The date of an edition in words: a year, or a day."""
    return Period.parse(date).words().in_language(language)


def _say_used(value: SideBySide) -> str:
    if value.held is None:
        return ""
    if not BASE_MEASURES[value.measure].sources:
        return _("la valeur propre") if value.held.is_chosen else ""
    if value.provider is None:
        return _("aucune : le fournisseur n’a pas cette date")
    return _("la valeur propre") if value.held.is_chosen else _("celle du fournisseur")


def _say_gap(gap: Gap | None, figure: Figure | None, language: str) -> str:
    if gap is None or figure is None:
        return ""
    share = f" ({_signed_percent(gap.pct, language)})" if gap.pct is not None else ""
    return _say_difference(gap.net, figure, language) + share


def _say_difference(amount: float, figure: Figure, language: str, *, is_signed: bool = True) -> str:
    """A difference between values like this one, in the unit that the value itself is shown in."""
    size = max(abs(amount), abs(figure.value or 0))
    shown = readable_figure(replace(figure, value=size)).unit
    number = float(convert(amount, from_unit=figure.unit, to_unit=shown))
    words = _signed(number, language) if is_signed else _number(number, language)
    return f"{words}{NO_BREAK_SPACE}{shown.symbol.in_language(language)}".rstrip(NO_BREAK_SPACE)


def _signed_percent(value: float, language: str) -> str:
    gap = NO_BREAK_SPACE if language.startswith("fr") else ""
    return f"{'+' if value > 0 else ''}{format_number(value, decimals=1, language=language)}{gap}%"


def _number(value: float, language: str) -> str:
    is_whole = float(value).is_integer() or abs(value) >= 100
    return format_number(value, decimals=0 if is_whole else 1, language=language)


def view_comparison(comparison: Comparison | None) -> ComparisonView | None:
    """Give the words of a comparison."""
    if comparison is None:
        return None
    language = get_language() or "fr"
    first = comparison.offers[0].title.in_language(language)
    return ComparisonView(
        code=comparison.code,
        title=comparison.title.in_language(language),
        headings=tuple(
            (offer.title.in_language(language), offer.method.in_language(language)) for offer in comparison.offers
        ),
        rows=tuple(_view_row(row, language) for row in comparison.rows),
        total=_view_row(comparison.total, language) if comparison.total else None,
        sentences=tuple(
            _say_summary(summary, offer.title.in_language(language), first, comparison, language)
            for offer, summary in zip(comparison.offers[1:], comparison.summaries, strict=True)
            if summary is not None
        ),
        is_total_partial=comparison.total is not None and None in comparison.total.gaps and any(comparison.summaries),
    )


def _view_row(row: ComparedRow, language: str) -> tuple[str, tuple[tuple[Figure | None, str], ...]]:
    gaps = ["", *(_say_gap(gap, row.figures[0], language) for gap in row.gaps)]
    return row.label.in_language(language), tuple(zip(row.figures, gaps, strict=True))


def _say_summary(summary: GapSummary, name: str, first: str, comparison: Comparison, language: str) -> str:
    model = next(row.figures[0] for row in comparison.rows if row.figures[0] is not None)
    return ngettext(
        "« %(name)s » face à « %(first)s », sur leur seule ligne commune : écart net %(net)s%(pct)s.",
        "« %(name)s » face à « %(first)s », sur les %(parts)s lignes que les deux connaissent : écart net "
        "%(net)s%(pct)s, somme des écarts absolus %(absolute)s.",
        summary.parts,
    ) % {
        "name": name,
        "first": first,
        "parts": summary.parts,
        "net": _say_difference(summary.net.net, model, language),
        "pct": f" ({_signed_percent(summary.net.pct, language)})" if summary.net.pct is not None else "",
        "absolute": _say_difference(summary.absolute, model, language, is_signed=False),
    }


def _signed(value: float, language: str) -> str:
    return f"{'+' if value > 0 else ''}{_number(value, language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Something that no source at hand tells, and the file or command that would bring it."""

    what: str
    how: str


def absences(told: set[str]) -> list[Absence]:
    """What the energy page cannot show, given the sources that tell something of the territory."""
    wanted = (
        ("sdes-energy-epci", _("Électricité, gaz et chaleur par secteur"), "sdes-energy-epci FICHIER"),
        ("sdes-heat-networks", _("Réseaux de chaleur et de froid"), "sdes-heat-networks FICHIER"),
        ("rare-epci", _("Carburants, fioul, bois, émissions récentes (observatoire régional)"), "rare-epci FICHIER"),
        ("aldo", _("Carbone des forêts et des sols (ALDO), hors peupleraies"), "aldo FICHIER"),
        ("pcaet-pollutants", _("Polluants de l’air déposés avec le plan climat"), "pcaet-v2 FICHIER"),
        ("poverty", _("Précarité énergétique (indicateurs territoriaux)"), "indicators FICHIER --dataset NOM"),
    )
    return [Absence(what=what, how=f"autan data add {how}") for source, what, how in wanted if source not in told]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One act in the history of a measure: a value given, or a choice."""

    title: str
    by: str
    on: str
    reason: str
    document: str


def history_line(title: Text, *, by: str, at: datetime, reason: str, document: str = "") -> HistoryLine:
    """Give the words of one act."""
    language = get_language() or "fr"
    return HistoryLine(
        title=title.in_language(language),
        by=by,
        on=format_date(at.date(), language=language),
        reason=reason,
        document=document,
    )
