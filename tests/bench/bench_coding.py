"""Reinert's classification and the bounds of alpha, each beside the same written plainly with dense arrays."""

import time

import numpy as np

from autan.coding.agreement.core.alpha import alpha_bounds
from autan.coding.agreement.core.ratings import Ratings
from autan.coding.textometry.core import reinert
from autan.coding.textometry.core.reinert.tables import SegmentTable
from tests.bench.coding_plain import dense, plain_alphas, plain_classes, switch_plainly
from tests.bench.measures import Measure, cost_apart, median_seconds
from tests.coding.textometry.reinert_tables import adjusted_rand, planted_themes

LEAST_RAND = 0.738
SEED = 2014


def run() -> list[Measure]:
    """Seven classes of a small, a large and a very large corpus; a thousand draws of alpha."""
    return [_small(), *_large(), _very_large(), _alpha()]


def _small() -> Measure:
    table, _ = planted_themes(278, 383, density=0.04, themes=7, boost=4, seed=1)
    ours = median_seconds(lambda: reinert.classify(table, k=7))
    plain = median_seconds(lambda: plain_classes(table, 7), runs=2)
    return _time("278 segments x 383 forms, 7 classes", ours, 0.2, f"dense {plain:.2f} s")


def _large() -> list[Measure]:
    table, themes = planted_themes(5_000, 2_000, density=0.01, themes=7, boost=5, seed=1)
    ours = median_seconds(lambda: reinert.classify(table, k=7), runs=3)
    began = time.perf_counter()
    plain = plain_classes(table, 7)
    beside = time.perf_counter() - began
    classes = reinert.classify(table, k=7).classes
    rand, plain_rand = adjusted_rand(classes, themes), adjusted_rand(plain, themes)
    what = "5,000 segments x 2,000 forms, 7 classes"
    return [
        _time(what, ours, 3, f"dense {beside:.1f} s"),
        Measure(
            name=f"{what}, themes found again",
            result=f"adjusted Rand {rand:.3f} (dense {plain_rand:.3f}, the same classes: {_share(classes, plain):.1%})",
            goal=f"at least {LEAST_RAND}, as the dense version",
            is_met=rand >= LEAST_RAND and rand >= plain_rand - 0.005,
        ),
    ]


def _share(first: np.ndarray, second: np.ndarray) -> float:
    """Share of the segments in the class that most of their own class has in the other partition."""
    kept = sum(np.bincount(second[first == number]).max() for number in range(1, int(first.max()) + 1))
    return float(kept / len(first))


def _very_large() -> Measure:
    cost = cost_apart("tests.bench.coding_run", "20000", "4000")
    table, _ = planted_themes(20_000, 4_000, density=0.01, themes=7, boost=3.5, seed=1)
    move = _dense_move(table)
    moves = sum(split.moves for split in reinert.classify(table, k=7).splits)
    return Measure(
        name="20,000 segments x 4,000 forms, 7 classes",
        result=f"{cost.seconds:.1f} s, {cost.peak_mb:.0f} MB; dense: {move:.2f} s a move, of {moves} moves",
        goal="under 35 s and 1,000 MB",
        is_met=cost.seconds < 35 and cost.peak_mb < 1_000,
    )


def _dense_move(table: SegmentTable) -> float:
    """Seconds that one move takes for the whole table, from twenty moves on its first two thousand segments."""
    part = dense(table)[:2_000]
    part = part[:, part.sum(axis=0) > 0]
    began = time.perf_counter()
    switch_plainly(part, np.arange(len(part)) % 2 == 0, most_moves=20)
    return (time.perf_counter() - began) / 20 * len(table) / len(part)


def _alpha() -> Measure:
    chance = np.random.default_rng(SEED)
    truth = chance.integers(1, 6, 1_000)
    rows = {}
    for coder in "abcd":
        astype = np.where(chance.random(1_000) < 0.7, truth, chance.integers(1, 6, 1_000)).astype(float)
        astype[chance.random(1_000) < 0.1] = np.nan
        rows[coder] = astype.tolist()
    ratings = Ratings.from_rows(rows)
    ours = median_seconds(lambda: alpha_bounds(ratings, "nominal", seed=SEED))
    began = time.perf_counter()
    plain_alphas(ratings, SEED, 50)
    plain = (time.perf_counter() - began) * 20
    return _time("alpha of 1,000 units x 4 coders, 1,000 draws", ours, 2, f"unit by unit {plain:.0f} s")


def _time(name: str, seconds: float, goal: float, beside: str) -> Measure:
    return Measure(name=name, result=f"{seconds:.3f} s ({beside})", goal=f"under {goal:g} s", is_met=seconds < goal)
