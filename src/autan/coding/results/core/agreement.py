"""Agreement of coders idea by idea, and the answers on which they differ.

The unit is one text and one code, present or absent. A text counts for a coder once it was read whole: an idea that is
not given there is « absent », while a text that was not read is missing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from autan.coding.agreement.core.alpha import krippendorff_alpha
from autan.coding.agreement.core.kappa import cohen_kappa, percent_agreement
from autan.coding.agreement.core.ratings import MISSING, Agreement, MeasurementLevel, Ratings, RatingsError
from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.core.codings import CoderReading

_ABSENT, _PRESENT = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """How far coders agree on one idea."""

    code: Code | None
    percent: Agreement
    kappas: tuple[Agreement, ...]
    alpha: Agreement
    present: int
    absent: int
    disagreements: tuple[str, ...]


def agreement_by_code(
    codebook: Codebook, texts: Sequence[str], readings: Sequence[CoderReading]
) -> tuple[CodeAgreement, ...]:
    """Measure agreement code by code, a text being the unit; a coding of a code is one of the codes above.

    Returns all codes together first, over those that can be given; then one row a code, in the order of the codebook.

    Raises RatingsError: fewer than two coders, two of one key, or the product's suggestions taken as one.
    """
    whole = presence_ratings(codebook, texts, readings)
    names = whole.coders
    rows = {code.key: _present(texts, readings, codebook.below(code.key)) for _, code in codebook.walk()}
    overall = _measure_agreement(None, whole)
    return (
        overall,
        *(_measure_agreement(code, _make_ratings(names, texts, rows[code.key])) for _, code in codebook.walk()),
    )


def presence_ratings(codebook: Codebook, texts: Sequence[str], readings: Sequence[CoderReading]) -> Ratings:
    """Rate every text and every code that can be given: 1 where a person gave it, 0 where not, missing where unread.

    Returns Ratings whose units are texts, code after code.

    Raises RatingsError: see `agreement_by_code`.
    """
    _require_people(readings)
    names = [reading.coder.key for reading in readings]
    keys = [code.key for _, code in codebook.walk() if code.is_codable]
    whole = np.concatenate([_present(texts, readings, {key}) for key in keys], axis=1) if keys else _empty_ranks(names)
    return _make_ratings(names, [*texts] * len(keys), whole)


def _require_people(readings: Sequence[CoderReading]) -> None:
    if any(not reading.coder.is_person for reading in readings):
        raise RatingsError("des personnes\u00a0: les propositions du produit ne comptent jamais pour un second codage")
    if len({reading.coder.key for reading in readings}) < max(len(readings), 2):
        raise RatingsError("au moins deux personnes différentes")


def _empty_ranks(names: Sequence[str]) -> NDArray[np.int64]:
    return np.empty((len(names), 0), dtype=np.int64)


def _present(texts: Sequence[str], readings: Sequence[CoderReading], codes: Collection[str]) -> NDArray[np.int64]:
    """One row a coder, one column a text: 1 where they gave any of the codes, 0 where they did not, -1 unread."""
    rows = []
    for reading in readings:
        coded = {coding.text for coding in reading.codings if coding.code in codes}
        rows.append([_PRESENT if key in coded else _ABSENT if key in reading.read else MISSING for key in texts])
    return np.array(rows, dtype=np.int64).reshape(len(readings), len(texts))


def _make_ratings(names: Sequence[str], units: Sequence[str], ranks: NDArray[np.int64]) -> Ratings:
    values = float(_ABSENT), float(_PRESENT)
    return Ratings(coders=tuple(names), units=tuple(units), values=values, ranks=ranks)


def _measure_agreement(code: Code | None, ratings: Ratings) -> CodeAgreement:
    names = ratings.coders
    paired = ratings.ranks[:, ratings.paired]
    gave, left = (paired == _PRESENT).any(axis=0), (paired == _ABSENT).any(axis=0)
    keys = np.array(ratings.units, dtype=object)[ratings.paired]
    return CodeAgreement(
        code=code,
        percent=percent_agreement(ratings),
        kappas=tuple(cohen_kappa(ratings, *pair) for pair in combinations(names, 2)),
        alpha=krippendorff_alpha(ratings, MeasurementLevel.NOMINAL),
        present=int(np.count_nonzero(gave & ~left)),
        absent=int(np.count_nonzero(left & ~gave)),
        disagreements=tuple(dict.fromkeys(keys[gave & left])),
    )
