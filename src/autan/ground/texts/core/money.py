"""Amounts as people write them, and their sums: before or after tax, ranges, unknown when a line is unknown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import read_number
from autan.ground.wordings import Sentence


class TaxBasis(Labelled):
    """Whether an amount holds value added tax."""

    BEFORE_TAX = "ht", "HT", "before tax"
    WITH_TAX = "ttc", "TTC", "with tax"
    NOT_STATED = "not_stated", "HT ou TTC non précisé", "tax basis not stated"


_SCALES = {"": 1, "€": 1, "eur": 1, "euro": 1, "euros": 1, "k": 1e3, "k€": 1e3, "keur": 1e3, "m€": 1e6, "meur": 1e6}
_SCALES |= {
    "millier": 1e3,
    "milliers": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "m": 1e6,
    "md€": 1e9,
    "milliard": 1e9,
    "milliards": 1e9,
}
_NUMBER = r"[-−]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*([^\d\s]*)")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ODD_GROUP = re.compile(r"\s(?!\d{3}(?!\d))\d")
"""Digits after a space that are no three: one too many may well call a note."""
_MILLION = 1e6
LARGEST = 1e12
"""EUR that no plan reaches: more is a slip of the keyboard."""
_NORMAL_RATE = 1.2
"""What the normal rate of value added tax multiplies an amount by (code général des impôts, article 278)."""
_LONGEST = 200
"""Signs of what may be an amount: a longer text is none, and the patterns would read its blanks again and again."""
_RANGE = re.compile(r"(.+?)\s*(?:\bà\b|–|—|\bet\b|(?<=[\d€kKmM])\s*-\s*(?=\d))\s*(.+)")
_ROUGHLY = re.compile(r"\b(?:environ|près de|presque|env\.|about|nearly|around)\s*|[~≈]\s*", re.IGNORECASE)
_LOWER = re.compile(r"\b(?:plus de|au moins|over|at least)\s*|[>≥]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:entre|de|from|between)\s+", re.IGNORECASE)
_BASIS = re.compile(r"\b(h\.?t\.?|t\.?t\.?c\.?)(?![\w€])", re.IGNORECASE)
_OF_EUROS = re.compile(r"\s*(?:d[’']\s*)?\b(?:d[’'])?euros?\b", re.IGNORECASE)


class MixedTaxError(DomainError):
    """Amounts before and with tax were to be added."""

    def __init__(self) -> None:
        super().__init__("des montants HT et TTC ne s’additionnent pas\u202f; ils sont comptés à part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount in euros, with the text that it was read in.

    Attributes:
        high: upper end, in EUR; that of `low` for a plain amount.
        is_rough: True when the text says about, nearly.
        is_floor: True when the text says more than, at least.
    """

    low: float
    high: float
    basis: TaxBasis
    text: str
    is_rough: bool = False
    is_floor: bool = False

    @property
    def is_plain(self) -> bool:
        """True for one number of euros, of which nothing else is said."""
        is_one = self.low == self.high and self.basis is TaxBasis.NOT_STATED
        return is_one and not (self.is_rough or self.is_floor)


AMOUNT = Sentence("un montant en euros, sans signe moins : 150 k€ HT, 1,2 à 1,5 M€ TTC")
"""What is expected where an amount cannot be read."""
ONE_AMOUNT = Sentence("un seul montant en euros, comme 12\u202f000 ou 12\u00a0k€, que l’on ne lise pas de deux façons")


def read_amount(text: str) -> Amount | None:
    """Read an amount as people type it; None when it cannot be read, is negative, or more than any plan can cost.

    Nothing is guessed: « 150.000 € » is 150 or 150,000, and no amount; millions may well have three decimals.

    >>> read_amount("150 k€ HT").high
    150000.0
    >>> amount = read_amount("entre 1,2 et 1,5 M€ TTC"); amount.low, amount.high, amount.basis.value
    (1200000.0, 1500000.0, 'ttc')
    >>> read_amount("-5 000 €") is None, read_amount("non connu") is None, read_amount("1" * 300) is None
    (True, True, True)
    >>> read_amount("100000000000000000000 €") is None, read_amount("5 Md€").high
    (True, 5000000000.0)
    >>> read_amount("150.000 €") is None, read_amount("1,500 k€") is None, read_amount("1,125 M€").high
    (True, True, 1125000.0)
    >>> read_amount("120 0001 €") is None, read_amount("1 200 000 €").high
    (True, 1200000.0)
    """
    plain = text.strip()
    return _read_short(plain) if len(plain) <= _LONGEST else None


@lru_cache(maxsize=2048)
def _read_short(plain: str) -> Amount | None:
    basis = _basis_of(plain)
    words = _OF_EUROS.sub("", _BASIS.sub("", plain)).strip()
    is_rough, is_floor = bool(_ROUGHLY.search(words)), bool(_LOWER.search(words))
    words = _BETWEEN.sub("", _LOWER.sub("", _ROUGHLY.sub("", words))).strip()
    ends = _read_ends(words)
    if ends is None or ends[0] < 0 or ends[0] > ends[1] or ends[1] > LARGEST:
        return None
    return Amount(low=ends[0], high=ends[1], basis=basis, text=plain, is_rough=is_rough, is_floor=is_floor)


def _basis_of(text: str) -> TaxBasis:
    bases = {word.replace(".", "").lower() for word in _BASIS.findall(text)}
    return TaxBasis(bases.pop()) if len(bases) == 1 else TaxBasis.NOT_STATED


def _read_ends(words: str) -> tuple[float, float] | None:
    """Both ends of what was typed; the scale of the second goes for a first that has none (« 1,2 à 1,5 M€ »)."""
    if whole := _AMOUNT.fullmatch(words):
        value = _scale(whole[1], whole[2])
        return None if value is None else (value, value)
    parts = _RANGE.fullmatch(words)
    first, second = (_AMOUNT.fullmatch(parts[rank].strip()) if parts else None for rank in (1, 2))
    if first is None or second is None:
        return None
    low, high = _scale(first[1], first[2] or second[2]), _scale(second[1], second[2])
    return None if low is None or high is None else (low, high)


def _scale(written: str, scale: str) -> float | None:
    factor, value = _SCALES.get(scale.lower()), read_number(written)
    is_either = factor is not None and factor < _MILLION and _EITHER.fullmatch(written.strip())
    if factor is None or value is None or is_either or _ODD_GROUP.search(written):
        return None
    return round(value * factor, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountSum:
    """A sum of amounts of one tax basis.

    `high` is the upper end in EUR; None when no amount is known, or when one has no upper end.
    """

    low: float | None
    high: float | None
    known: int
    total: int
    basis: TaxBasis = TaxBasis.NOT_STATED
    is_rough: bool = False

    @property
    def is_whole(self) -> bool:
        """True when every line is known and has an upper end, of one line at least."""
        return 0 < self.known == self.total and self.high is not None


def sum_amounts(amounts: Sequence[Amount | None]) -> AmountSum:
    """Add amounts of one tax basis; an unknown one leaves the sum partial, never counts as nil.

    One that does not say its basis, beside others that do, counts as a range: from no tax to the normal rate.

    Raises MixedTaxError: some are before tax and others with it.

    >>> total = sum_amounts([read_amount("100 k€ HT"), read_amount("60 k€")]); total.low, total.high, total.basis.value
    (150000.0, 160000.0, 'ht')
    """
    known = [amount for amount in amounts if amount is not None]
    bases = {amount.basis for amount in known}
    if len(stated := bases - {TaxBasis.NOT_STATED}) > 1:
        raise MixedTaxError
    if len(bases) > 1:
        bases = stated
        known = [_on_basis(amount, *stated) for amount in known]
    has_top = bool(known) and not any(amount.is_floor for amount in known)
    return AmountSum(
        low=sum(amount.low for amount in known) if known else None,
        high=sum(amount.high for amount in known) if has_top else None,
        known=len(known),
        total=len(amounts),
        basis=bases.pop() if bases else TaxBasis.NOT_STATED,
        is_rough=any(amount.is_rough for amount in known),
    )


def _on_basis(amount: Amount, basis: TaxBasis) -> Amount:
    """Return an amount on a basis: as it is when it states one, else all that it may be."""
    if amount.basis is not TaxBasis.NOT_STATED:
        return amount
    low, high = ends_on(amount, basis)
    return replace(amount, low=low, high=high, basis=basis)


def ends_on(amount: Amount, basis: TaxBasis) -> tuple[float, float]:
    """Return the least and the most that an amount may be on a basis: from no tax to the normal rate where they differ.

    >>> ends_on(read_amount("120 k€ TTC"), TaxBasis.BEFORE_TAX), ends_on(read_amount("100 k€"), TaxBasis.WITH_TAX)
    ((100000.0, 120000.0), (100000.0, 120000.0))
    """
    low = high = 1.0
    if amount.basis is not basis:
        is_less = basis is TaxBasis.BEFORE_TAX or (basis is TaxBasis.NOT_STATED and amount.basis is TaxBasis.WITH_TAX)
        low, high = (1 / _NORMAL_RATE, 1.0) if is_less else (1.0, _NORMAL_RATE)
    return round(amount.low * low, 2), round(amount.high * high, 2)


def own_share(granted: AmountSum, total: AmountSum) -> tuple[float, float] | None:
    """Return the share of the whole that no funder grants, in percent, as a range.

    Returns both ends; None when a line of either is unknown, the budget is nil, or the grants exceed it.

    Raises MixedTaxError: the two are not of one basis.
    """
    if granted.low is None or granted.high is None or total.low is None or total.high is None:
        return None
    if not granted.is_whole or not total.is_whole:
        return None
    if granted.basis is not total.basis:
        raise MixedTaxError
    if not total.low or granted.high > total.low:
        return None
    return (1 - granted.high / total.low) * 100, (1 - granted.low / total.high) * 100
