"""Quantities of levers in words that one can picture: in millions, by year, by commune."""

from math import isnan

from django.utils.translation import gettext as _

from autan.foresight.engine.core.levers import Lever, LeverKind
from autan.ground.texts.language import number, with_unit, words

_MILLION, _BILLION = 1e6, 1e9
_PERCENT = 100
_KILO, _MUCH = 1e3, 1e5
UNKNOWN = "—"
_BY_YEAR = (" par an", " a year")
_SURELY = 0.95
"""From how many a commune or a year they are counted in ones."""


def kilo_words(quantity: float) -> str:
    """A quantity in thousands (kt of t, GWh of MWh), to a tenth below a hundred; a dash when it is not known."""
    return UNKNOWN if isnan(quantity) else number(quantity / _KILO, decimals=0 if quantity >= _MUCH else 1)


def quantity_words(kind: LeverKind, quantity: float) -> str:
    """A quantity in the unit of its lever, in millions or billions where it is large."""
    unit = words(kind.unit)
    if unit.startswith("%"):
        return with_unit(_quantity_text(quantity), unit)
    link = _("\u00a0de ") if quantity >= 10 * _MILLION else "\u00a0"
    return f"{count_words(kind, quantity)}{link}{unit}"


def count_words(kind: LeverKind, quantity: float) -> str:
    """Write a quantity without its unit, except for a share."""
    if words(kind.unit).startswith("%"):
        return with_unit(_quantity_text(quantity), "%")
    if quantity >= _BILLION:
        fields = {"count": number(quantity / _BILLION, decimals=1)}
        return (
            _("%(count)s\u00a0milliard") % fields if quantity < 2 * _BILLION else _("%(count)s\u00a0milliards") % fields
        )
    if quantity >= 10 * _MILLION:
        return _("%(count)s\u00a0millions") % {"count": number(quantity / _MILLION)}
    return _quantity_text(quantity)


def level_words(kind: LeverKind, quantity: float) -> str:
    """Write a quantity for one of five marks on a phone: it may be cut before « millions »."""
    if words(kind.unit).startswith("%") or not _MILLION <= quantity < _BILLION:
        return count_words(kind, quantity).replace("\u00a0m", " m")
    count, fields = (
        quantity / _MILLION,
        {"count": number(quantity / _MILLION, decimals=1 if quantity < 10 * _MILLION else 0)},
    )
    return _("%(count)s million") % fields if count < 2 else _("%(count)s millions") % fields


def _quantity_text(quantity: float) -> str:
    return number(quantity, decimals=1) if quantity < _PERCENT / 10 and quantity % 1 else number(quantity)


def yearly_words(kind: LeverKind, quantity: float) -> str:
    """Say a quantity a year; a unit that is a year already grows by it from year to year."""
    fields = {"quantity": quantity_words(kind, quantity)}
    if words(kind.unit).endswith(_BY_YEAR):
        return _("%(quantity)s, en plus chaque année") % fields
    return _("%(quantity)s par an") % fields


def pace_words(kind: LeverKind, lever: Lever, communes: int) -> str:
    """Say what a lever is: things that are counted a year, and in each commune; other quantities by their last year.

    `communes` is 0 where nobody counts them.
    """
    by_year = lever.quantity / max(lever.end - lever.start, 1)
    unit = words(kind.unit)
    if by_year < _SURELY or unit.startswith("%") or unit.endswith(_BY_YEAR) or not kind.stock:
        fields = {"quantity": quantity_words(kind, lever.quantity), "year": lever.end}
        return _("%(quantity)s d’ici %(year)s") % fields
    return ", ".join(text for text in (yearly_words(kind, by_year), _by_commune(by_year, communes)) if text)


def _by_commune(by_year: float, communes: int) -> str:
    """How many that is in each commune, or for how many communes there is one; empty for a single commune."""
    if communes <= 1:
        return ""
    if by_year >= _SURELY * communes:
        return _("%(count)s par commune") % {"count": number(by_year / communes)}
    return _("un pour %(count)s communes") % {"count": number(communes / by_year)}
