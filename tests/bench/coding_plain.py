"""What the classification and the bounds of alpha are compared with: the same, written plainly with dense arrays."""

import numpy as np

from autan.coding.agreement.core.ratings import Ratings
from autan.coding.textometry.core.reinert.splitting import FormThresholds, select_forms
from autan.coding.textometry.core.reinert.tables import SegmentTable, extract_class


def dense(table: SegmentTable) -> np.ndarray:
    """The table as an array of 0 and 1."""
    values = np.zeros((len(table), len(table.forms)))
    values[table.rows, table.columns] = 1.0
    return values


def plain_classes(table: SegmentTable, k: int) -> np.ndarray:
    """Classes by the same steps: a whole decomposition, and every move weighed anew from the whole table."""
    values = dense(table)
    classes = [(np.arange(len(table)), np.ones(len(table.forms), dtype=bool))]
    while len(classes) < k:
        place = int(np.argmax([len(rows) for rows, _ in classes]))
        rows, kept = classes[place]
        matrix = extract_class(table, rows, kept)
        part = values[np.ix_(matrix.rows, matrix.forms)]
        is_first = switch_plainly(part, _best_cut(part))
        children = []
        for is_here, keeps in zip((is_first, ~is_first), select_forms(matrix, is_first, FormThresholds()), strict=True):
            flags = np.zeros(len(table.forms), dtype=bool)
            flags[matrix.forms[keeps]] = True
            children.append((matrix.rows[is_here], flags))
        classes[place : place + 1] = children
    numbers = np.zeros(len(table), dtype=int)
    for rank, (rows, _) in enumerate(classes):
        numbers[rows] = rank + 1
    return numbers


def _best_cut(part: np.ndarray) -> np.ndarray:
    total = part.sum()
    rows, columns = part.sum(axis=1) / total, part.sum(axis=0) / total
    standard = (part / total - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    left = _first_left(standard) / np.sqrt(rows)
    order = np.argsort(np.round(left, 9), kind="stable")
    sums = np.cumsum(part[order], axis=0)[:-1]
    q, m = (sums**2 / part.sum(axis=0)).sum(axis=1), sums.sum(axis=1)
    best = int(np.argmax(total * (total * q - m**2) / (m * (total - m))))
    is_first = np.zeros(len(part), dtype=bool)
    is_first[order[: best + 1]] = True
    return is_first


def _first_left(standard: np.ndarray) -> np.ndarray:
    """First left singular vector, by the products of the smaller side."""
    if standard.shape[0] <= standard.shape[1]:
        return np.linalg.eigh(standard @ standard.T)[1][:, -1]
    return standard @ np.linalg.eigh(standard.T @ standard)[1][:, -1]


def switch_plainly(part: np.ndarray, is_first: np.ndarray, *, most_moves: int | None = None) -> np.ndarray:
    """Best single moves, until none raises chi-squared or so many are made."""
    columns, rows = part.sum(axis=0), part.sum(axis=1)
    total, moves = part.sum(), 0
    inverse = (part / columns).sum(axis=1)
    while most_moves is None or moves < most_moves:
        sums = part[is_first].sum(axis=0)
        q, m = (sums**2 / columns).sum(), sums.sum()
        sign = np.where(is_first, -1, 1)
        after_q = q + 2 * sign * (part @ (sums / columns)) + inverse
        after_m = m + sign * rows
        reached = np.full(len(part), -1.0)
        is_possible = (after_m > 0) & (after_m < total)
        reached[is_possible] = (total * (total * after_q - after_m**2) / np.maximum(after_m * (total - after_m), 1))[
            is_possible
        ]
        best = int(np.argmax(reached))
        if reached[best] <= total * (total * q - m**2) / (m * (total - m)) + 1e-9:
            break
        is_first[best] = not is_first[best]
        moves += 1
    return is_first


def plain_alphas(ratings: Ratings, seed: int, draws: int) -> list[float]:
    """Nominal alphas of drawn units, each from its table of coincidences, unit by unit."""
    chance = np.random.default_rng(seed)
    units = [unit[unit >= 0] for unit in ratings.ranks.T if np.count_nonzero(unit >= 0) > 1]
    width = len(ratings.values)
    found = []
    for _ in range(draws):
        table = np.zeros((width, width))
        for place in chance.integers(0, len(units), len(units)):
            counts = np.bincount(units[place], minlength=width)
            table += (np.outer(counts, counts) - np.diag(counts)) / (counts.sum() - 1)
        times = table.sum(axis=1)
        expected = times.sum() ** 2 - (times**2).sum()
        observed = table.sum() - np.trace(table)
        found.append(1 - (times.sum() - 1) * observed / expected)
    return found
